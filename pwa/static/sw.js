// Lets the app open without a net. pwa/pages/shell.py writes one line above this text,
// const SHELL = {version, lang, dir, icon, words, root, pages, files}, and sends sw-send.js, sw-push.js and
// sw-book.js along below it.
// It never keeps what the server did not allow to be kept, never an answer of /api, never a photo,
// and it never throws away what waits to be sent.

const HOUSE = `schil-${SHELL.version}`
const PAGES = "bladen" // the last pages read, only on an own phone that chose it
const ROOMS = "kamers" // rooms as they are for who is not signed in: the script of a room keeps them here
const SIGNS = "tekens" // "left": the server must still hear it; "away": nothing was opened since
const SOON = 4000
const LATE = 20_000
const MOST_PAGES = 20
const INSTEAD = { "/logboek/nieuw": "/schrijf", "/hoe": "/schrijf", "/week": "/week/tikken" } // what can be made without a net
const STAYING = ["/bellen", "/plan", "/plan/koelkast"] // what is needed when it matters; reading on never pushes it out

let leaves = 0

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()))
})

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([clearOld(), self.registration.navigationPreload?.enable(), self.clients.claim()]))
})

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== "GET" || origin !== location.origin) return
  if (mode === "navigate") event.respondWith(pathname === "/weg" ? leave(event) : open(event, pathname))
  else if (pathname.startsWith("/static/")) event.respondWith(file(event.request, pathname))
  else if (pathname.startsWith("/boek/beeld/")) event.respondWith(bookFile(event.request))
  else if (/^\/kamer\/.+\/ding\//.test(pathname)) event.respondWith(fetch(event.request).catch(() => ready(pathname)))
})

// Asked for without cookies: a page for everybody, and /weg ends nobody's sign-in.
async function fill() {
  const headers = { "Accept-Language": SHELL.lang }
  const pages = SHELL.pages.map((path) => new Request(path, { credentials: "omit", cache: "reload", headers }))
  await (await caches.open(HOUSE)).addAll([...pages, ...SHELL.files])
}

async function clearOld() {
  const old = (await caches.keys()).filter((name) => name.startsWith("schil-") && name !== HOUSE)
  await Promise.all(old.map((name) => caches.delete(name)))
}

// The neutral page comes from the phone, at once. The server hears it now or at the next net.
async function leave(event) {
  leaves += 1
  await Promise.all([forgetPages(), put("left"), put("away")])
  event.waitUntil(endSignIn())
  event.waitUntil(Promise.resolve(event.preloadResponse).catch(() => null))
  return await ready("/weg") ?? fetch(event.request)
}

async function endSignIn() {
  const heard = await fetch("/weg", { method: "POST", cache: "no-store" }).then(({ ok }) => ok, () => false)
  if (heard) await unput("left")
  return heard
}

async function open(event, path) {
  if (event.request.isHistoryNavigation && await has("away")) return ready("/weg")
  await unput("away")
  if (path === "/binnen") await forgetPages()
  event.waitUntil(sendReceipts())
  if (await has("left")) return await endSignIn() ? fetch(event.request) : instead(path)
  const asked = ask(event)
  event.waitUntil(asked.catch(() => null))
  const soon = await within(SOON, asked)
  if (soon && soon.status < 500) return soon
  return await own(event.request.url, path) ?? soon ?? await within(LATE, asked) ?? instead(path)
}

async function ask(event) {
  const before = leaves
  const answer = await event.preloadResponse ?? await fetch(event.request)
  const keep = answer.headers.get("Huisboek-Keep")
  if (answer.status === 404) event.waitUntil(forgetWhatWentAway(event.request.url))
  if (answer.status === 401 || keep === "no") await forgetPages()
  else if (answer.ok && keep === "yes") event.waitUntil(keepPage(event.request.url, answer.clone(), before))
  else if (answer.ok && keep?.startsWith("book")) event.waitUntil(keepBook(event.request.url, answer.clone(), before))
  else if (answer.ok) event.waitUntil(forgetThePage(event.request.url))
  return answer
}

function within(time, promise) {
  const late = new Promise((done) => { setTimeout(done, time, null) })
  return Promise.race([promise.catch(() => null), late])
}

// A page that was still on its way when the person left is not kept after all.
async function keepPage(url, answer, before) {
  const pages = await caches.open(PAGES)
  await pages.put(url, answer)
  const keys = (await pages.keys()).filter((key) => !STAYING.includes(new URL(key.url).pathname))
  await Promise.all(keys.slice(0, -MOST_PAGES).map((key) => pages.delete(key)))
  if (before !== leaves) await forgetPages()
}

function forgetPages() {
  return Promise.all([caches.delete(PAGES), caches.delete(BOOKS)])
}

async function own(url, path) {
  return await (await caches.open(PAGES)).match(url) ?? await shelved(url) ?? await ready(INSTEAD[path] ?? path)
}

async function instead(path) {
  return await ready(INSTEAD[path] ?? path) ?? await ready("/zonder-net") ?? Response.error()
}

async function ready(path) {
  return await (await caches.open(HOUSE)).match(path, { ignoreVary: true }) ?? (path.startsWith("/kamer") ? room(path) : undefined)
}

// The one room that this phone knows is the one that is meant.
async function room(path) {
  const rooms = await caches.open(ROOMS)
  const known = await rooms.match(path, { ignoreVary: true })
  const all = known ? [] : (await rooms.keys()).filter(({ url }) => /\/kamer\/[0-9a-f-]{36}$/.test(url))
  return path === "/kamer" && all.length === 1 ? rooms.match(all[0], { ignoreVary: true }) : known
}

// A kept page may ask for a file of an older release: this release's file of that name will do.
async function file(request, path) {
  const house = await caches.open(HOUSE)
  const known = await house.match(request, { ignoreVary: true })
  if (known) return known
  return fetch(request).catch(async (error) => {
    const now = await house.match(path.replace(/^\/static\/v-[^/]+\//, SHELL.root), { ignoreVary: true })
    return now ?? Promise.reject(error)
  })
}

async function put(sign) {
  await (await caches.open(SIGNS)).put(`/${sign}`, new Response())
}

async function unput(sign) {
  await (await caches.open(SIGNS)).delete(`/${sign}`)
}

async function has(sign) {
  return Boolean(await (await caches.open(SIGNS)).match(`/${sign}`))
}
