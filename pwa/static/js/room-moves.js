// What was moved in a room: sealed like what somebody wrote, all of one size, and kept under a name of its
// own, so that no screen counts it or says that it went. It goes whoever is signed in.
import { serverKey } from "./key.js"
import { seal } from "./seal.js"
import * as store from "./store.js"

const ROOM = "kamer "
const SIZE = 512 // of every move before it is sealed, whatever was moved and where
const SENDING_MS = 30_000
const LONGEST_WAIT = 60
const KEY_WAIT_MS = 5000
const KEEPING_MS = 3000
const LOCK_MS = 60_000

let failures = 0
let timer = 0
let line = Promise.resolve()
const unkept = new Map() // what this phone had no room for, until the server has it

export const moves = { put, send, onNet: () => {} }

// One after another, also while the key is still on its way.
function put(room, said) {
  const header = { v: 1, kind: "move", made_at: new Date().toISOString(), target: null, fields: fieldsOf(said) }
  line = line.then(() => keep(room, header)).catch(() => null)
  return line
}

async function keep(room, header) {
  const id = crypto.randomUUID()
  const buf = await seal({ id, who: room, header: padded(header) }, await keyAtLast())
  const record = { id, who: ROOM + room, buf, at: Date.now() }
  await soon(store.keep(record)).catch(() => unkept.set(id, record))
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("bewaard")).catch(() => null)
  send()
}

// A store that never answers holds up no move: it is sent from memory, and coming twice it is one.
function soon(work) {
  return Promise.race([work, new Promise((_, failed) => { setTimeout(failed, KEEPING_MS, new Error("late")) })])
}

async function keyAtLast() {
  for (;;) {
    const key = await serverKey().catch(() => null)
    if (key) return key
    await new Promise((done) => { setTimeout(done, KEY_WAIT_MS) })
  }
}

function fieldsOf(said) {
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, [value]]))
}

function padded(header) {
  const length = new TextEncoder().encode(JSON.stringify({ ...header, pad: "", files: [] })).length
  return { ...header, pad: "x".repeat(Math.max(0, SIZE - length)) }
}

// One sender at a time over all pages; the next one looks again, so that nothing is overlooked. Who waits
// too long for a page that was put to sleep meanwhile goes on without it: coming twice it is one.
async function send() {
  clearTimeout(timer)
  const work = () => sendAll().catch(() => later())
  if (!navigator.locks) return work()
  return navigator.locks.request("kamer", { signal: AbortSignal.timeout?.(LOCK_MS) }, work).catch(work)
}

// The last one and the first one in turns, also what came while we were sending: a thousand moves before or
// after hold up no other. What the server does not take now stays, and the rest goes on: it may be of a room
// that is not here any more, or of a house that stands still. Without an answer the rest would get none either.
async function sendAll() {
  let left = false
  const tried = new Set()
  for (let turn = 0, next; (next = await choose(tried, turn % 2)); turn += 1) {
    tried.add(next.id).add(next.seq)
    const answer = await sent(next)
    if (answer === null) return later()
    if (answer) await forget(next)
    else left = true
  }
  left ? later() : failures = 0
}

async function choose(tried, first) {
  const held = [...unkept.values()].reverse().find(({ id }) => !tried.has(id))
  if (held) return held
  const seqs = (await store.waitingIn(ROOM).catch(() => [])).filter((seq) => !tried.has(seq))
  for (const seq of first ? seqs : seqs.reverse()) {
    const record = await store.record(seq)
    if (record && !tried.has(record.id)) return record
    tried.add(seq)
  }
  return null
}

async function forget({ id, seq }) {
  unkept.delete(id)
  if (seq) await store.drop(seq)
}

// True: the server has it. False: it did not take this one. Null: nothing answered.
async function sent({ id, buf }) {
  try {
    const response = await fetch(`/api/v1/room/${id}`, {
      method: "PUT",
      body: buf,
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout?.(SENDING_MS),
      headers: { "Content-Type": "application/octet-stream", "Huisboek-Phone-Time": new Date().toISOString() },
    })
    moves.onNet(true)
    return response.ok && (await response.json()).id === id
  } catch {
    moves.onNet(false)
    return null
  }
}

function later() {
  failures += 1
  timer = setTimeout(send, Math.min(2 ** failures, LONGEST_WAIT) * 1000)
}

addEventListener("online", send)
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") send() })
