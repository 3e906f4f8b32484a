// The third part of /sw.js: what a message does on this phone. It says one of the fixed sentences in
// SHELL.words, of nobody and about nothing, and it says something whatever came in: a phone that was
// sent a message and showed none is cut off by its maker after three of them.
// Its receipts wait in a cache of their own until the server has them.

const TAG = "nieuws" // the same for all: a second message takes the place of the first
const RECEIPTS = "ontvangst"
const MOST_RECEIPTS = 20
const LOOK_MS = 1000
const WRITING = /^\/(schrijf|logboek\/(nieuw|.*\/anders))$/ // left alone: somebody may be busy there

// Showing and looking at what is shown go one after another: a look meanwhile loses what is clicked.
let turn = Promise.resolve()

self.addEventListener("push", (event) => {
  const said = understood(event.data)
  event.waitUntil(inTurn(() => announce(said)).finally(sendReceipts))
})

self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  const ids = event.notification.data?.ids ?? []
  event.waitUntil(Promise.all([goThere(), keepReceipts(ids, "opened").then(sendReceipts)]))
})

self.addEventListener("pushsubscriptionchange", (event) => { event.waitUntil(renew(event)) })

self.addEventListener("sync", (event) => {
  if (event.tag === RECEIPTS) event.waitUntil(sendReceipts())
})

function inTurn(act) {
  turn = turn.then(act, act)
  return turn
}

// Garbage is a message too: it says the first sentence.
function understood(data) {
  try {
    const { k, id } = data.json()
    return { words: Number.isInteger(k) && SHELL.words[k] || SHELL.words[0], ids: isToken(id) ? [id] : [] }
  } catch {
    return { words: SHELL.words[0], ids: [] }
  }
}

function isToken(id) {
  return typeof id === "string" && /^[\w-]{16,200}$/.test(id)
}

async function announce({ words, ids }) {
  const before = await within(LOOK_MS, self.registration.getNotifications({ tag: TAG })) ?? []
  const shown = [...before.flatMap(({ data }) => data?.ids ?? []), ...ids].slice(-MOST_RECEIPTS)
  const { icon, lang, dir } = SHELL
  await self.registration.showNotification(words, { tag: TAG, renotify: true, icon, lang, dir, data: { ids: shown } })
  await keepReceipts(ids, "shown")
}

async function goThere() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true })
  const page = pages.find(({ url }) => !WRITING.test(new URL(url).pathname))
  if (!page) return self.clients.openWindow("/nieuw")
  const shown = await page.focus().catch(() => page)
  return shown.navigate("/nieuw").catch(() => self.clients.openWindow("/nieuw"))
}

async function keepReceipts(ids, what) {
  const kept = await caches.open(RECEIPTS)
  await Promise.all(ids.map((id) => kept.put(`/${id}/${what}`, new Response())))
  const keys = await kept.keys()
  await Promise.all(keys.slice(0, -MOST_RECEIPTS).map((key) => kept.delete(key)))
}

// What the server has, or will never want, goes; the rest waits for the next message, page or net.
async function sendReceipts() {
  if (!await caches.has(RECEIPTS)) return
  const kept = await caches.open(RECEIPTS)
  for (const key of await kept.keys()) {
    const [, id, what] = new URL(key.url).pathname.split("/")
    if (!await arrived(id, what)) return self.registration.sync?.register(RECEIPTS).catch(() => null)
    await kept.delete(key)
  }
}

async function arrived(id, what) {
  const rules = { method: "POST", body: JSON.stringify({ what }), credentials: "omit", cache: "no-store" }
  const { ok, status } = await fetch(`/api/v1/push/receipt/${id}`, rules).catch(() => ({ ok: false, status: 0 }))
  return ok || (status >= 400 && status < 500 && status !== 429)
}

// Some browsers change the address at which they take messages by themselves, and say so here.
async function renew({ oldSubscription, newSubscription }) {
  const rules = oldSubscription?.options ?? newSubscription?.options
  const fresh = newSubscription ?? (rules && await self.registration.pushManager.subscribe(rules))
  if (!fresh) return
  const headers = { "Content-Type": "application/json" }
  await fetch("/api/v1/push/subscription", { method: "PUT", headers, body: JSON.stringify(fresh), redirect: "error" })
}
