// What waits on this phone. It holds sealed bytes and states, never a word that a person wrote.
// ArrayBuffers, not Blobs: WebKit refuses Blobs in some sessions. Strict durability: a killed
// browser must not lose what the screen called kept.
import { openDB } from "../vendor/idb.js"

const STRICT = { durability: "strict" }
const OPENING_MS = 3000

let opened = null

function database() {
  return opened ??= soon(open())
}

// A store that never answers must not hold up a note: then it is sent at once, or the page says so.
function soon(whole) {
  whole.then(() => { opened = whole }, () => { opened = null })
  return Promise.race([whole, new Promise((_, failed) => { setTimeout(failed, OPENING_MS, new Error("late")) })])
}

function open() {
  return openDB("bewaard", 1, {
    upgrade(db) {
      const waiting = db.createObjectStore("waiting", { keyPath: "seq", autoIncrement: true })
      waiting.createIndex("id", "id", { unique: true })
      waiting.createIndex("who", "who")
      waiting.createIndex("state", ["who", "state"])
      db.createObjectStore("meta")
    },
    blocking: () => forget(),
    terminated: () => { opened = null },
  })
}

async function forget() {
  const db = await opened?.catch(() => null)
  opened = null
  db?.close()
}

// The number that the store hands out is the order of sending.
// `instead` is the refused record that this one is the better version of.
export async function keep({ id, who, buf, at }, instead = null) {
  const tx = (await database()).transaction("waiting", "readwrite", STRICT)
  const refused = instead && await tx.store.index("id").getKey(instead)
  if (refused) await tx.store.delete(refused)
  if (!await tx.store.index("id").getKey(id)) {
    await tx.store.add({ id, who, buf, at, state: "waits", tries: 0 })
  }
  await tx.done
}

export async function waitingOf(who) {
  return (await database()).getAllKeysFromIndex("waiting", "who", who)
}

// Of everybody whose name here begins so: rooms, which send whoever is signed in.
export async function waitingIn(start) {
  return (await database()).getAllKeysFromIndex("waiting", "who", IDBKeyRange.bound(start, `${start}\uffff`))
}

export async function record(seq) {
  return (await database()).get("waiting", seq)
}

export async function mark(seq, changes) {
  const tx = (await database()).transaction("waiting", "readwrite", STRICT)
  const found = await tx.store.get(seq)
  if (found) await tx.store.put({ ...found, ...changes })
  await tx.done
}

export async function drop(seq) {
  const tx = (await database()).transaction("waiting", "readwrite", STRICT)
  await tx.store.delete(seq)
  await tx.done
}

// How many of this person's records are in which state. Other people's are not counted:
// on a shared tablet nobody learns that somebody else wrote something.
export async function states(who) {
  const db = await database()
  const count = (state) => who ? db.countFromIndex("waiting", "state", [who, state]) : 0
  const [waits, login, help] = await Promise.all([count("waits"), count("login"), count("help")])
  return { waits, login, help }
}

export async function recall(name) {
  return (await database()).get("meta", name)
}

export async function remember(name, value) {
  const tx = (await database()).transaction("meta", "readwrite", STRICT)
  await (value === null ? tx.store.delete(name) : tx.store.put(value, name))
  await tx.done
}

export async function destroy() {
  await forget()
  await new Promise((done, failed) => {
    const request = indexedDB.deleteDatabase("bewaard")
    request.onsuccess = done
    request.onerror = () => failed(request.error)
  })
}
