// <last-choice>: "like last time" in one tap. It fills in who may read it, in plain sight, and sends.
// Nothing is ticked before that tap.

class LastChoice extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.querySelector("button").addEventListener("click", this)
  }

  handleEvent(event) {
    if (this.closest("[data-step]").hidden) return event.preventDefault()
    const form = this.closest("form")
    if (!this.closest("step-by-step").complete(this.closest("[data-step]"))) return event.preventDefault()
    const chosen = this.dataset.chosen.split(" ")
    form.querySelector(`[name=audience][value=${this.dataset.audience}]`).checked = true
    for (const tick of form.querySelectorAll("[name=chosen]")) tick.checked = chosen.includes(tick.value)
    form.dispatchEvent(new Event("change", { bubbles: true }))
  }
}

customElements.define("last-choice", LastChoice)
