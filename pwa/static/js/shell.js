// What every page runs: cover, leave, and for a signed-in person the outbox and the offline shell.
// Who only reads a public page gets no worker and no store on the phone: those are traces.
import "./cover.js"
import { coverForGood } from "./cover.js"
import { forgetMe, giveWay } from "./leave.js"
import { watchLock } from "./lock.js"
import { tellOthers } from "./news.js"
import { outbox } from "./outbox.js"
import { recall, remember } from "./store.js"
import "./waiting.js"
import "./handover.js"

const HOUR = 3_600_000
const { dataset } = document.body
const { person, look } = dataset // its mark is another one when its person came in anew over the page
const shell = document.querySelector("[data-shell]") // a page of the offline shell: for who was here last

if (person || shell) carry()
else indexedDB.databases?.().then((all) => all.some(({ name }) => name === "bewaard") && passBy()).catch(() => null)
if (person) comeIn().catch(() => null)
if (person) watchLock(comeIn)
if (person) addEventListener("load", () => { rememberMe().catch(() => null); register().catch(() => null) })
if (person && look !== "kid" && globalThis.Notification?.permission === "granted") {
  addEventListener("load", () => { import("./push.js").then(({ renew }) => renew(person)).catch(() => null) })
}
if (document.querySelector("[data-wipe]")) import("./keep.js")
if (document.querySelector("[data-install]")) import("./install.js")
if (document.querySelector("read-aloud")) import("./aloud.js")

// Somebody was here before: what was moved in a room goes on, whoever has the phone now.
function passBy() {
  sendMoves()
  return forgetMe()
}

function sendMoves() {
  import("./room-moves.js").then(({ moves }) => moves.send()).catch(() => null)
}

function carry() {
  sendMoves()
  outbox.hear(({ state, who, mark: other }) => {
    if (state === "wiped") wiped()
    if (state === "here" && person && (who !== person || other !== dataset.mark)) giveWay()
  })
  addEventListener("pageshow", ({ persisted }) => { if (persisted && person) leaveIfOld().catch(() => null) })
  addEventListener("online", outbox.flushAfresh)
  addEventListener("pageshow", outbox.flush)
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") outbox.flushAfresh() })
  navigator.serviceWorker?.addEventListener("message", ({ data }) => { if (data === "flush") outbox.flush() })
  outbox.flush()
  outbox.prepare()
}

// Somebody else was here last: from now on nothing is written in that name, whatever the net does next.
// What an earlier sign-in kept to read is not for this one, be it of the same person.
// A page without a net may be an old one that was kept, so it sends nobody away.
async function comeIn() {
  if (navigator.onLine) tellOthers({ state: "here", who: person, mark: dataset.mark })
  const me = await recall("me")
  if (!me || (me.who === person && me.mark === dataset.mark)) return
  if (!navigator.onLine && me.who === person) return
  await remember("me", me.who === person ? { ...me, mark: dataset.mark, at: 0 } : null)
  await Promise.all(["bladen", "boeken"].map((name) => caches.delete(name)))
}

// Back to a page in the browser's memory, of a sign-in that is over.
async function leaveIfOld() {
  const me = await recall("me")
  if (me?.who === person && me.mark && me.mark !== dataset.mark) await giveWay()
}

// The form that works offline needs to know for whom it seals and how to look. An opaque id, no name.
async function rememberMe() {
  const me = await recall("me")
  const same = me?.who === person && me.mark === dataset.mark
  if (same && Date.now() - me.at < HOUR && location.pathname !== "/instellingen") return
  const response = await fetch("/ik", { redirect: "error", cache: "no-store" })
  const { who, own, mark } = await response.json()
  if (who === person) await remember("me", { who, look, own, mark, at: Date.now() })
}

async function register() {
  const rules = { createScriptURL: (url) => url === "/sw.js" ? url : Promise.reject(new TypeError(url)) }
  const policy = self.trustedTypes?.createPolicy("huisboek", rules) ?? rules
  await navigator.serviceWorker?.register(policy.createScriptURL("/sw.js"), { updateViaCache: "none" })
}

// Another tab empties this phone. Not to /weg: that would end the sign-in that the wiping still needs.
function wiped() {
  coverForGood()
  location.replace("about:blank")
}
