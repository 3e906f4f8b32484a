// <picture-grid>: tell it with pictures. Tap a picture, tap a place; tap a filled place to empty it.
// Only buttons with names, so it works without seeing and without dragging.
import { changed } from "./attach.js"

class PictureGrid extends HTMLElement {
  #placed = new Map()
  #chosen = null

  connectedCallback() {
    this.hidden = false
    this.addEventListener("click", this)
    this.#tell()
  }

  handleEvent(event) {
    const button = event.target.closest("button")
    if (button?.dataset.picture) this.#choose(button)
    if (button?.dataset.cell) this.#put(button)
  }

  gather() {}

  forget() {
    this.#placed.clear()
    this.#choose(null)
    for (const place of this.querySelectorAll("[data-cell]")) this.#fill(place, null)
    this.#tell()
  }

  #choose(button) {
    this.#chosen = button
    for (const other of this.querySelectorAll("[data-picture]")) other.setAttribute("aria-pressed", String(other === button))
  }

  #put(place) {
    const same = this.#placed.get(place.dataset.cell) === this.#chosen?.dataset.picture
    this.#fill(place, same ? null : this.#chosen)
    this.#tell()
  }

  #fill(place, button) {
    if (button) this.#placed.set(place.dataset.cell, button.dataset.picture)
    else this.#placed.delete(place.dataset.cell)
    const art = button?.querySelector("svg")?.parentElement.cloneNode(true)
    place.querySelector("[data-art]").replaceChildren(...(art ? [art.querySelector("svg")] : []))
    const word = place.querySelector("[data-name]")
    word.textContent = button?.dataset.name ?? word.dataset.empty
  }

  #tell() {
    const placed = [...this.#placed].map(([cell, picture]) => ({ picture, cell: Number(cell) }))
    this.querySelector("[name=pictures]").value = placed.length ? JSON.stringify(placed) : ""
    changed(this)
  }
}

customElements.define("picture-grid", PictureGrid)
