// Locks the sign-in when its page is out of sight: a child's at once, others' when it lasts.
// The page itself stays covered until its own person said who they are, so nothing on it is lost.
import { coverForGood, hold, isGone, isHeld } from "./cover.js"

const MINUTE = 60_000
const CAMERA = 2
const KEY = "uit-zicht"
const SHUT = "op-slot"

// A room opens without a code: it is there again at once, of nobody who is signed in.
const OPEN_TO_ALL = document.querySelector("[data-room]") ? location.pathname : null
const { person, hidden } = document.body.dataset // minutes out of sight
let moving = false // to another page, which is not looking away
let comeIn
let picking = false // in the camera or the album, which this page itself opened

// `again` is what a page does when its person comes in.
export function watchLock(again) {
  comeIn = again
  delete sessionStorage[SHUT] // the server lets this page be read
  document.addEventListener("visibilitychange", look)
  for (const name of ["click", "change", "cancel"]) document.addEventListener(name, pick, true)
  for (const name of ["pagehide", "pageshow"]) addEventListener(name, move)
  look()
}

// A page can come in while nobody looks any more.
function look() {
  document.visibilityState === "hidden" ? away() : back()
}

// The back button may bring a page out of the browser's memory that was open before the lock.
function move({ type, persisted }) {
  moving = type === "pagehide"
  if (!persisted || moving || isHeld() || !sessionStorage[SHUT]) return
  coverForGood()
  location.replace("/binnen")
}

function pick({ type, target }) {
  if (target.matches?.("input[type=file]")) picking = type === "click"
}

function away() {
  if (moving || isGone() || isHeld()) return
  const longest = picking ? CAMERA : Number(hidden)
  sessionStorage[KEY] ??= [Date.now(), longest]
  if (!longest) hold(true)
  if (!picking) say("weg")
}

// A page that the phone threw away and loads again remembers it too.
function back() {
  const [since, longest] = (sessionStorage[KEY] ?? "").split(",").map(Number)
  if (!since) return
  const gone = (Date.now() - since) / MINUTE
  picking = false
  if (gone < 0 || gone >= longest) return shut()
  forget()
  say("terug")
}

function shut() {
  hold(true)
  sessionStorage[SHUT] = "ja"
  import("./unlock.js").then(({ unlock }) => unlock(say, forget)).then(open, () => location.replace(OPEN_TO_ALL ?? "/binnen"))
}

function open() {
  delete sessionStorage[SHUT]
  comeIn()
}

function forget() {
  delete sessionStorage[KEY]
}

// Heard, also when the sign-in was over already.
function say(wat) {
  const body = new URLSearchParams({ wat, wie: person })
  return fetch("/binnen/slot", { method: "POST", body, keepalive: true }).then(({ status }) => status < 500, () => false)
}
