// A book, one page at a time: a swipe, a tap on the picture and the arrow keys do what the links do.
// Nothing is remembered of what was read. What is said stops when somebody looks away or has it read aloud.
const FAR = 50
const leaf = document.querySelector("[data-leaf]")
const sound = leaf.querySelector("audio")
const onwards = document.documentElement.dir === "rtl" ? 1 : -1 // the way a finger goes to read on
let began = null
let swiped = false

leaf.addEventListener("pointerdown", (event) => {
  began = event.isPrimary ? event : null
  swiped = false
})
leaf.addEventListener("pointercancel", () => { began = null })
leaf.addEventListener("pointerup", ({ clientX, clientY }) => {
  if (!began) return
  const across = clientX - began.clientX
  const along = Math.abs(clientY - began.clientY)
  began = null
  swiped = Math.abs(across) > FAR && Math.abs(across) > 2 * along
  if (swiped) turn(Math.sign(across) === onwards ? "on" : "back")
})
leaf.querySelector("figure").addEventListener("click", () => { if (!swiped) turn("on") })
addEventListener("keydown", ({ key, target, altKey, ctrlKey, metaKey, shiftKey }) => {
  if (altKey || ctrlKey || metaKey || shiftKey || target.matches("audio, input, textarea")) return
  if (key === "ArrowRight") turn(onwards < 0 ? "on" : "back")
  if (key === "ArrowLeft") turn(onwards < 0 ? "back" : "on")
})
for (const away of ["visibilitychange", "pagehide"]) addEventListener(away, () => sound?.pause())
leaf.querySelector("read-aloud")?.addEventListener("click", () => sound?.pause())

function turn(way) {
  leaf.querySelector(`[data-turn="${way}"]`)?.click()
}
