// The second half of /sw.js. Background sync exists in some browsers only, so it is a bonus:
// pages send with all care; without a page this sends in order and stops at the first answer
// that is not a plain yes. It marks nothing and drops nothing that the server has not got.

self.addEventListener("sync", (event) => {
  if (event.tag === "bewaard") event.waitUntil(sendOrWake())
})

async function sendOrWake() {
  await sendMoves().catch(() => null) // also beside a page: it may sleep, and coming twice it is one
  const pages = await self.clients.matchAll({ type: "window" })
  if (pages.length) return pages.forEach((page) => page.postMessage("flush"))
  if (!navigator.locks) return sendAll()
  return navigator.locks.request("bewaard", { ifAvailable: true }, (lock) => lock && sendAll())
}

async function sendAll() {
  const { who } = await (await fetch("/ik", { redirect: "error", cache: "no-store" })).json()
  const db = await store()
  const seqs = await answered(waiting(db).index("who").getAllKeys(who))
  for (const seq of seqs) {
    const record = await answered(waiting(db).get(seq))
    if (record.state === "help") continue
    if (!await sent(record)) break
    await answered(waiting(db, "readwrite").delete(seq))
  }
  db.close()
}

// What was moved in a room goes whoever is signed in, the last one first, and does not wait for what is refused.
async function sendMoves() {
  const db = await store()
  const rooms = IDBKeyRange.bound("kamer ", "kamer \uffff")
  for (const seq of (await answered(waiting(db).index("who").getAllKeys(rooms))).reverse()) {
    const record = await answered(waiting(db).get(seq))
    if (record && await sent(record, "room")) await answered(waiting(db, "readwrite").delete(seq))
  }
  db.close()
}

async function sent({ id, buf }, door = "outbox") {
  const headers = { "Content-Type": "application/octet-stream", "Huisboek-Phone-Time": new Date().toISOString() }
  const response = await fetch(`/api/v1/${door}/${id}`, { method: "PUT", body: buf, headers, redirect: "error" })
  return response.ok && (await response.json()).id === id
}

function waiting(db, mode) {
  return db.transaction("waiting", mode).objectStore("waiting")
}

// Opening never makes the store: an empty one would stand in the way of the real one.
function store() {
  const request = indexedDB.open("bewaard")
  request.onupgradeneeded = () => request.transaction.abort()
  return answered(request)
}

function answered(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })
}
