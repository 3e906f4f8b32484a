// <name-list>: beside the save button, the names of who will read this, as they are being ticked.
import { answers } from "./conditions.js"

class NameList extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form")
    this.form.addEventListener("change", this)
    this.handleEvent()
  }

  disconnectedCallback() {
    this.form.removeEventListener("change", this)
  }

  handleEvent() {
    const line = this.querySelector("[data-line]")
    const names = answers(this.form, this.dataset.of).map((id) => this.querySelector(`[data-person="${id}"]`)?.textContent)
    if (!names.length) return line.replaceChildren(this.dataset.none)
    const [before, after] = (names.length === 1 ? this.dataset.one : this.dataset.many).split("{names}")
    line.replaceChildren(before, ...inOneLine(names), after)
  }
}

function inOneLine(names) {
  const words = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" })
  return words.formatToParts(names).map(({ type, value }) => (type === "element" ? apart(value) : value))
}

// A name keeps its own reading direction.
function apart(name) {
  return Object.assign(document.createElement("bdi"), { textContent: name })
}

customElements.define("name-list", NameList)
