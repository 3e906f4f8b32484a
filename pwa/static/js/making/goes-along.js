// <goes-along>: at the last question a child sees what it made in another way than it chose in the end,
// and can take it out. Nothing goes along unseen, and nothing is thrown away unasked.
import { answers } from "./conditions.js"

class GoesAlong extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form")
    for (const kind of ["change", "made", "input"]) this.form.addEventListener(kind, this)
    this.addEventListener("click", this)
    this.#show()
  }

  disconnectedCallback() {
    for (const kind of ["change", "made", "input"]) this.form.removeEventListener(kind, this)
  }

  handleEvent(event) {
    const row = event.type === "click" && event.target.closest("button") && event.target.closest("[data-made]")
    if (row) this.#takeOut(row.dataset.made)
    this.#show()
  }

  #show() {
    const [way] = answers(this.form, "way")
    const rows = [...this.querySelectorAll("[data-made]")]
    for (const row of rows) row.hidden = row.dataset.ways.split(" ").includes(way) || !this.#holds(row.dataset.made)
    this.hidden = rows.every((row) => row.hidden)
  }

  #holds(name) {
    return name === "drawing" ? this.#maker("drawing-pad")?.empty === false : answers(this.form, name).length > 0
  }

  // A drawing comes back with a step back, so a wrong tap costs nothing.
  #takeOut(name) {
    if (name === "drawing") this.#maker("drawing-pad").wipe()
    if (name === "voice") this.#maker("voice-note").forget()
    if (name === "photo") this.#maker("photo-pick").forget()
    if (name === "pictures") this.#maker("picture-grid").forget()
    if (name === "text" || name === "alt") this.form.elements.namedItem(name).value = ""
  }

  #maker(name) {
    return this.form.querySelector(name)
  }
}

customElements.define("goes-along", GoesAlong)
