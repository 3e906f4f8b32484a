// <maker-tabs>: "rather not type?" — talk, photo and drawing behind three buttons, one open at a time.
// A button shows when something lies behind it, so nobody sends what they forgot.
import { answers } from "./conditions.js"

class MakerTabs extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this)
    this.addEventListener("made", this)
    this.querySelector("[data-tabs]").hidden = false
    for (const panel of this.#panels) panel.hidden = true
    this.#drop("voice-note[hidden]")
    const asked = this.querySelector(`[data-panel="${this.dataset.open}"]`)
    if (asked) this.#open(asked)
  }

  handleEvent(event) {
    if (event.type === "made") return this.#mark()
    const button = event.target.closest("[data-panel]")
    if (button && !button.closest("drawing-pad")) this.#open(button)
  }

  // The drawing pad is the heaviest part of the page, and few need it; nor does a page need what a tap does.
  async #open(button) {
    if (this.querySelector(`#${button.getAttribute("aria-controls")} drawing-pad`)) import("./drawing-pad.js")
    const { press } = await import("./tool-panels.js")
    press(this, button)
  }

  #mark() {
    for (const panel of this.#panels) {
      const filled = answers(panel, panel.dataset.holds).length > 0 || panel.querySelector("drawing-pad")?.empty === false
      const button = this.querySelector(`[aria-controls="${panel.id}"]`)
      button.toggleAttribute("data-filled", filled)
      button.querySelector("[data-filled-word]").hidden = !filled
    }
  }

  // A phone that cannot record gets no button for it.
  #drop(selector) {
    const panel = this.querySelector(selector)?.closest("[data-holds]")
    if (panel) this.querySelector(`[aria-controls="${panel.id}"]`).hidden = true
  }

  get #panels() {
    return this.querySelectorAll("[data-holds]")
  }
}

customElements.define("maker-tabs", MakerTabs)
