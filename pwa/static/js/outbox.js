// The one door out for everything written on this phone: seal, keep, send.
//   outbox.put({kind, target, form, submitter, files: [{field, blob}], instead}) -> id, kept
//   outbox.outcome(id, ms) -> {state: sent|waits|login|help, at, detail}
//   outbox.watch(({waits, login, help, sent}) => …) -> stop
// A failure to keep is thrown (error.name: NoPerson, NoKey, TooBig, NotKept): the page must say so.
import { flush, flushAfresh, person, send } from "./flush.js"
import { serverKey } from "./key.js"
import { hear, tell } from "./news.js"
import { seal } from "./seal.js"
import * as store from "./store.js"

const DAY = 86_400_000
const PATIENCE = 6000
const MOST_BYTES = 12 * 1024 * 1024 // the server takes no more, and nobody can make a sealed record smaller

export const outbox = { put, flush, flushAfresh, again, outcome, watch, hear, prepare, freshId }

async function put({ kind, target = null, form, submitter = null, files = [], instead = null }) {
  const who = await person()
  if (!who) throw failure("NoPerson")
  const data = new FormData(form, submitter)
  const id = uuidOf(form)
  const header = { v: 1, kind, made_at: new Date().toISOString(), target, fields: fieldsOf(data) }
  const key = await serverKey()
  const buf = await seal({ id, who, header, files: [...filesOf(data), ...files] }, key)
  if (buf.byteLength > MOST_BYTES) throw failure("TooBig")
  await keepOrSend({ id, who, buf, at: Date.now() }, instead)
  freshId(form)
  return id
}

// A phone that cannot keep anything may still send at once; if that fails too, nothing was kept.
async function keepOrSend(record, instead) {
  try {
    await store.keep(record, instead)
    tell({ id: record.id, who: record.who, state: "kept" })
    askToStay()
    flush()
  } catch {
    const answer = await send(record)
    if (answer.state !== "sent") throw failure("NotKept", answer.detail)
    setTimeout(() => tell({ id: record.id, who: record.who, ...answer }))
  }
}

// Made ready while there is a net, so that sealing works without one.
async function prepare() {
  await serverKey(DAY).catch(() => null)
}

function uuidOf(form) {
  const given = form.elements.namedItem("id")?.value ?? ""
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(given) ? given : crypto.randomUUID()
}

// The same page submitted again is another record.
function freshId(form) {
  const field = form.elements.namedItem("id")
  if (field) field.value = crypto.randomUUID()
}

function fieldsOf(data) {
  const fields = {}
  for (const [name, value] of data) {
    if (typeof value === "string" && name !== "id") (fields[name] ??= []).push(value)
  }
  return fields
}

function filesOf(data) {
  return [...data].filter(([, value]) => typeof value !== "string" && value.size > 0)
    .map(([field, blob]) => ({ field, blob }))
}

// Firefox would ask the person with a bar on the screen, so it is not asked there.
function askToStay() {
  if ("SyncManager" in self || "standalone" in navigator) navigator.storage?.persist?.().catch(() => null)
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("bewaard")).catch(() => null)
}

async function again() {
  const who = await person()
  for (const seq of who ? await store.waitingOf(who) : []) await store.mark(seq, { state: "waits" })
  return flush()
}

function outcome(id, patience = PATIENCE) {
  return new Promise((done) => {
    const finish = (news) => { stop(); clearTimeout(timer); done(news) }
    const stop = hear((news) => { if (news.id === id && news.state !== "kept") finish(news) })
    const timer = setTimeout(finish, patience, { id, state: "waits" })
  })
}

function watch(listener) {
  let sent = 0
  // Other people's are not counted: nobody learns on a shared tablet that somebody else sent something.
  const show = async ({ state, who } = {}) => {
    const me = await person().catch(() => null)
    if (state === "sent" && who === me) sent += 1
    listener({ ...await store.states(me).catch(() => ({})), sent })
  }
  const stop = hear(show)
  show()
  return stop
}

function failure(name, detail) {
  return Object.assign(new Error(name), { name, detail })
}
