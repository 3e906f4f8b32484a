// A room: take a thing, then a place. By tapping, by keyboard, or by dragging with a mouse or a taken thing.
// Nothing here knows what any of it means: each move is said, kept and sent in the same way.
import { serverKey } from "../key.js"
import { moves } from "../room-moves.js"
import { carried } from "../room/carried.js"
import { keepRoom } from "../room/kept.js"
import { watchLamp } from "../room/lamp.js"

const DAY = 86_400_000
const BEAT_MS = 20_000
const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

const place = document.querySelector("[data-room]")
const form = place.querySelector("form")
const scene = place.querySelector(".scene")
const spots = [...scene.querySelectorAll(".spot")]
const status = place.querySelector("[data-said]")
const { room, practice, mine } = place.dataset

form.noValidate = true
form.reset()
form.addEventListener("submit", (event) => {
  event.preventDefault()
  if (event.submitter?.name === "spot") tapped(event.submitter)
})
scene.addEventListener("keydown", walk)
addEventListener("keydown", ({ key }) => { if (key === "Escape") form.reset() })
carried(place, put)
moves.onNet = showNet
for (const name of ["online", "offline"]) addEventListener(name, () => showNet(navigator.onLine))
showNet(navigator.onLine)
moves.send()
serverKey(DAY).catch(() => null)
keepRoom(room).catch(() => null)
const look = mine ? watchLamp(place, room) : () => fetch("/api/v1/key", { cache: "no-store" })
setInterval(beat, BEAT_MS)

// Nothing taken yet: then a tap takes what stands there.
function tapped(spot) {
  const taken = form.querySelector("[name=thing]:checked")
  if (taken) return put(taken, spot)
  const there = spot.querySelector("[data-thing]:last-of-type")
  if (there) inputOf(there.dataset.thing).checked = true
}

function put(taken, spot) {
  const label = taken.closest(".thing")
  const drawn = label.querySelector(".thing-box").firstElementChild.cloneNode(true)
  drawn.dataset.thing = taken.value
  scene.querySelector(`[data-thing="${taken.value}"]`)?.remove()
  spot.append(drawn)
  label.classList.add("out")
  taken.checked = false
  say()
  moves.put(room, { thing: taken.value, spot: spot.value, practice })
}

function inputOf(thing) {
  return [...form.querySelectorAll("[name=thing]")].find(({ value }) => value === thing)
}

// The same words each time, which a screen reader only says again when they were gone.
function say() {
  status.textContent = ""
  setTimeout(() => { status.textContent = status.dataset.said }, 50)
}

function walk(event) {
  const step = NEXT[event.key]
  const at = spots.indexOf(document.activeElement)
  if (!step || at < 0) return
  event.preventDefault()
  spots[(at + step + spots.length) % spots.length].focus()
}

// A cloud at the window whenever there is no net, whatever was done.
function showNet(there) {
  for (const part of place.querySelectorAll("[data-no-net]")) part.toggleAttribute("hidden", there)
}

function beat() {
  if (document.visibilityState === "visible") look().then(() => showNet(true), () => showNet(false))
}
