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

let failures = 0
let timer = 0
let line = Promise.resolve()

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
  await store.keep(record).catch(() => sent(record))
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("bewaard")).catch(() => null)
  send()
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

// One sender at a time over all pages; the next one looks again, so that nothing is overlooked.
async function send() {
  clearTimeout(timer)
  const work = () => sendAll().catch(() => later())
  return navigator.locks ? navigator.locks.request("kamer", work) : work()
}

// In order. What the server does not take now stays, and does not hold up what was moved after it: it may
// be sealed for a room that is not here any more. Without an answer the others would get none either.
async function sendAll() {
  let left = false
  for (const seq of await store.waitingIn(ROOM)) {
    const record = await store.record(seq)
    const answer = record && await sent(record)
    if (answer === null) return later()
    if (answer) await store.drop(seq)
    else left ||= Boolean(record)
  }
  left ? later() : failures = 0
}

// True: the server has it. False: it says no. Null: it said nothing that it would not say to the next one.
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
    if (response.status >= 500 || response.status === 429) return null
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
