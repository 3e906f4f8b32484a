// Dragging, as an extra: with a mouse at once, with a finger once the thing was taken, so that a page
// can still be pushed up and down.
const FAR = 8

export function carried(place, put) {
  let held = null

  place.addEventListener("pointerdown", ({ target, pointerType, pointerId, clientX, clientY }) => {
    const label = target.closest(".thing")
    const input = label?.querySelector("input")
    if (!input || (pointerType !== "mouse" && !input.checked)) return
    held = { label, input, pointerId, from: [clientX, clientY], ghost: null }
  })
  addEventListener("pointermove", (event) => {
    if (event.pointerId !== held?.pointerId) return
    held.ghost ??= far(held, event) ? ghostOf(held.label) : null
    if (held.ghost) held.ghost.style.translate = `${event.clientX - 32}px ${event.clientY - 32}px`
  })
  addEventListener("pointerup", (event) => {
    if (event.pointerId !== held?.pointerId) return
    const { ghost, input } = held
    const spot = ghost && document.elementFromPoint(event.clientX, event.clientY)?.closest(".spot")
    drop()
    if (!ghost) return
    addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true })
    setTimeout(() => { if (spot) put(input, spot) })
  })
  addEventListener("pointercancel", drop)

  function drop() {
    held?.ghost?.remove()
    held = null
  }

  function far({ from: [x, y] }, { clientX, clientY }) {
    return Math.hypot(clientX - x, clientY - y) > FAR
  }

  function ghostOf(label) {
    const ghost = label.querySelector(".thing-box").firstElementChild.cloneNode(true)
    ghost.classList.add("ghost")
    place.append(ghost)
    return ghost
  }
}
