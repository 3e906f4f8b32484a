// Sends what waits, in the order it was written, only for the person who is signed in.
// A record leaves this phone when the server itself said that it has it, and never for its age,
// its number of tries or an answer that somebody in between made up.
import { tell } from "./news.js"
import * as store from "./store.js"

const LONGEST_WAIT = 300
const LONGEST_PAUSE = 3600
const UPLOAD_MS = 300_000
const BREAKS = 3
const DAY = 86_400_000
const TRY_AGAIN = new Set([408, 409, 425, 429])

let running = null
let again = false
let timer = 0
let failures = 0

// The net is back: what failed without it says nothing about the server.
export function flushAfresh() {
  failures = 0
  return flush()
}

// Called while it runs, it goes round once more: what was just written is never overlooked.
export function flush() {
  again = true
  running ??= round().finally(() => { running = null })
  return running
}

async function round() {
  while (again) {
    again = false
    await alone(sendAll).catch(() => later(LONGEST_WAIT))
  }
}

// One sender at a time over all pages. Without locks the server's "exactly once" must do.
function alone(work) {
  if (!navigator.locks) return work()
  return navigator.locks.request("bewaard", { ifAvailable: true }, (lock) => lock ? work() : later(1))
}

async function sendAll() {
  const who = await person()
  if (!who || await resting(who)) return
  for (const seq of await store.waitingOf(who)) {
    const record = await store.record(seq)
    if (!record || refusedToday(record)) continue
    const answer = await send(record)
    await settle(record, answer)
    if (answer.state === "login" || (answer.state === "waits" && !breaks(record, answer))) return
  }
}

// The server breaks on this one each time, or the line is too slow for it while there is one. It stays and
// is tried again, and the others go on: only then is the order of writing not kept, for otherwise one large
// photo would hold all that somebody writes after it.
function breaks({ tries }, { status, slow }) {
  return (status === 500 || slow) && tries >= BREAKS
}

// A page without a signed-in person (the form that works offline) writes for who was here last, and
// for nobody when that is another person than when it opened (pages/offline.js).
export async function person() {
  const { person: here, writer } = document.body.dataset
  if (here) return here
  const last = (await store.recall("me"))?.who || null
  return writer && writer !== last ? null : last
}

// The server asks one person to wait, not the phone.
async function resting(who) {
  const left = ((await store.recall(`pause ${who}`)) ?? 0) - Date.now()
  if (left <= 0 || left > LONGEST_PAUSE * 1000) return false
  later(left / 1000)
  return true
}

function refusedToday({ state, refused }) {
  return state === "help" && Math.abs(Date.now() - refused) < DAY
}

export async function send(record, sure = false) {
  try {
    return await verdict(record, sure, await fetch(`/api/v1/outbox/${record.id}`, {
      method: "PUT",
      body: record.buf,
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout?.(UPLOAD_MS),
      headers: {
        "Content-Type": "application/octet-stream",
        "Accept": "application/json",
        "Huisboek-Phone-Time": new Date().toISOString(),
      },
    }))
  } catch ({ name }) {
    return { state: "waits", slow: name === "TimeoutError" && navigator.onLine }
  }
}

async function verdict(record, sure, response) {
  const said = await response.json().catch(() => null)
  if (response.ok) return said?.id === record.id ? { state: "sent", at: said.at } : { state: "waits" }
  if (response.status === 401) return { state: "login" }
  if (response.status >= 500 || TRY_AGAIN.has(response.status)) {
    return { state: "waits", status: response.status, after: seconds(response.headers.get("Retry-After")) }
  }
  if (!await isIn(record.who)) return { state: "waits" }
  return sure || response.status !== 422 ? { state: "help", detail: said?.detail, status: response.status } : send(record, true)
}

// Somebody else may have signed in on another tab: then the refusal was not about this record.
// It may even have happened between the two questions, so an unreadable record is asked about twice.
async function isIn(who) {
  const response = await fetch("/ik", { redirect: "error", cache: "no-store" })
  return response.ok && (await response.json()).who === who
}

function seconds(text) {
  if (!text) return 0
  const wait = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return Math.min(Math.max(wait || 0, 0), LONGEST_PAUSE)
}

async function settle({ seq, id, who, tries }, { state, at, after, detail, status }) {
  failures = state === "waits" ? failures + 1 : 0
  if (state === "sent") await store.drop(seq)
  if (state === "help") await store.mark(seq, { state, refused: Date.now(), detail, status })
  if (state === "login") await store.mark(seq, { state })
  if (state === "waits") await wait(seq, who, tries + 1, after)
  tell({ id, who, state, at, detail, status })
}

async function wait(seq, who, tries, after) {
  await store.mark(seq, { state: "waits", tries })
  if (after) await store.remember(`pause ${who}`, Date.now() + after * 1000)
  later(after || Math.min(2 ** failures, LONGEST_WAIT) * (0.5 + Math.random() / 2))
}

function later(wait) {
  clearTimeout(timer)
  timer = setTimeout(flush, wait * 1000)
}
