// Where this browser takes messages: asked of it, told to the server, told again by each page.
// The browser may never answer (no service of its maker within reach), so each asking has an end.
import { recall, remember } from "./store.js"

const ADDRESS = "/api/v1/push/subscription"
const PATIENCE_MS = 20_000

export function can() {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window
}

// By what the browser can, not by its name: on an iPhone only an app on the screen takes messages.
export function needsScreen() {
  return "standalone" in navigator && !navigator.standalone && !("PushManager" in window)
}

export async function isOn(who) {
  const known = await recall("push")
  return known?.who === who && Notification.permission === "granted" && Boolean(await current())
}

// After a tap only: a question that comes by itself is answered "no" for good.
export async function turnOn(who) {
  if (await Notification.requestPermission() !== "granted") return false
  await tell(who, await subscribed())
  return true
}

// The browser's own address stays: somebody else of this phone may be told by it too.
export async function turnOff() {
  const subscription = await current()
  const answer = await send("DELETE", subscription)
  if (!answer.ok && answer.status !== 404) throw new Error("not heard")
  await remember("push", null)
}

// A browser may change or lose its address without a word (iPhones do), so each page tells it again; only
// for who turned it on here.
export async function renew(who) {
  const known = await recall("push")
  if (known?.who === who && can()) await tell(who, await current() ?? await subscribed())
}

async function current() {
  return (await inTime(navigator.serviceWorker.ready)).pushManager.getSubscription()
}

async function subscribed() {
  const { pushManager } = await inTime(navigator.serviceWorker.ready)
  const { key } = await (await fetch("/api/v1/push/key", { cache: "no-store" })).json()
  const rules = { userVisibleOnly: true, applicationServerKey: key }
  return inTime(pushManager.subscribe(rules).catch((error) => another(error, pushManager, rules)))
}

// The house has another key than when this browser was asked first: it is asked anew.
async function another(error, pushManager, rules) {
  const old = await pushManager.getSubscription()
  if (error.name !== "InvalidStateError" || !old) throw error
  await old.unsubscribe()
  return pushManager.subscribe(rules)
}

// The server says when an address is dead: then the browser is asked for another.
async function tell(who, subscription, again = true) {
  const answer = await send("PUT", subscription)
  if (!answer.ok) throw new Error("not taken")
  const { live } = await answer.json()
  await remember("push", { who })
  if (live || !again) return
  await subscription.unsubscribe()
  await tell(who, await subscribed(), false)
}

function send(method, subscription) {
  const headers = { "Content-Type": "application/json" }
  return fetch(ADDRESS, { method, headers, body: JSON.stringify(subscription), redirect: "error", cache: "no-store" })
}

function inTime(work) {
  return Promise.race([work, new Promise((_, failed) => { setTimeout(failed, PATIENCE_MS, new Error("late")) })])
}
