// <pad-people>: the family's own people as stick figures. Choose one, then tap where it stands; by keyboard it
// stands in a row at once.
import { figure } from "./figures.js"
import { PAPER } from "./strokes.js"

const PLACES = 5
const GROUND = 1050

class PadPeople extends HTMLElement {
  #chosen = null
  #put = 0

  connectedCallback() {
    this.pad = this.closest("drawing-pad")
    this.canvas = this.pad.querySelector("canvas")
    this.addEventListener("click", this)
    // Before the pad sees it: this tap is no stroke.
    this.pad.addEventListener("pointerdown", this, { capture: true })
  }

  handleEvent(event) {
    if (event.type === "pointerdown") return this.#stand(event)
    const button = event.target.closest("[data-stamp]")
    if (!button) return
    this.#choose(button)
    if (event.detail === 0) this.#place([(0.5 + (this.#put % PLACES)) * (PAPER.width / PLACES), GROUND])
  }

  #stand(event) {
    if (!this.#chosen || event.target !== this.canvas || event.button !== 0) return
    event.stopPropagation()
    event.preventDefault()
    const frame = this.canvas.getBoundingClientRect()
    this.#place([
      ((event.clientX - frame.left) / frame.width) * PAPER.width,
      ((event.clientY - frame.top) / frame.height) * PAPER.height,
    ])
  }

  #place(at) {
    const { stamp, size } = this.#chosen.dataset
    this.#put += 1
    this.pad.put(figure({ name: stamp, size, at, ...this.pad.tool }))
    this.#choose(null)
  }

  #choose(button) {
    this.#chosen = button
    for (const each of this.querySelectorAll("[data-stamp]")) each.setAttribute("aria-pressed", String(each === button))
    this.canvas.dataset.stamp = button?.dataset.stamp ?? ""
  }
}

customElements.define("pad-people", PadPeople)
