// Leaving: first the content goes, then the page. What waits to be sent stays, and tells nobody anything.
// Without script the same link ends the sign-in on the server.
import { coverForGood, isHeld } from "./cover.js"
import { recall, remember } from "./store.js"
import { allKept } from "./under-way.js"

const WAY_OUT = "/weg"
const PRESSES = 3
const PRESS_MS = 5000
// The screen is covered while it takes this: a slow phone must lose nothing, and forget who left.
const KEEP_MS = 3000
const FORGET_MS = 1000

let leaving = false

export async function leave() {
  const kept = goOut()
  sessionStorage.setItem("weg", "1")
  await kept
  await within(FORGET_MS, forgetMe())
  location.replace(WAY_OUT)
}

// Somebody else came in on another tab: what is open here is no longer for who holds the phone.
// A locked page waits for its own person, covered, with what is being made on it.
export async function giveWay() {
  if (isHeld()) return
  await goOut()
  location.replace("/")
}

async function goOut() {
  leaving = true
  coverForGood()
  await within(KEEP_MS, allKept())
}

function within(time, work) {
  return Promise.race([work.catch(() => null), new Promise((done) => { setTimeout(done, time) })])
}

// On a shared phone the next one who writes without a net must not write in this person's name.
export async function forgetMe() {
  if (!(await recall("me"))?.own) await remember("me", null)
}

// The back button after leaving: a page from the browser's memory goes away again, still covered.
function stayAway() {
  if (!sessionStorage.getItem("weg")) return
  coverForGood()
  location.replace(WAY_OUT)
}

let presses = []

// Three times Shift, alone, on a keyboard. Phones have the button.
function countShift({ key, repeat }) {
  if (repeat) return
  const now = performance.now()
  presses = key === "Shift" ? [...presses.filter((at) => now - at < PRESS_MS), now] : []
  if (presses.length >= PRESSES) leave()
}

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-leave]")) return
  event.preventDefault()
  leave()
})
document.addEventListener("keyup", countShift)
// Leaving asks nothing, not even on behalf of a drawing that is not finished.
addEventListener("beforeunload", (event) => { if (leaving) event.stopImmediatePropagation() }, true)
addEventListener("pageshow", ({ persisted }) => { if (persisted) stayAway() })

if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") stayAway()
else sessionStorage.removeItem("weg")
