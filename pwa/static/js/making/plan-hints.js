// <plan-hints>: what a goal or a worry may still lack, said while somebody types. It stops nobody.
// The words it looks for come with the page, from the same lists as the server's (api/plan/hints.py).

const FEWEST = 4 // words; before that somebody is still beginning

export function seek(text, lists) {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []
  const plain = ` ${words.join(" ")}`
  const around = new Set(lists.around)
  return {
    help: lists.help.some((each) => plain.includes(` ${each}`)),
    nobody: !words.some((each) => around.has(each)),
    begun: words.length >= FEWEST,
  }
}

class PlanHints extends HTMLElement {
  connectedCallback() {
    this.lists = { help: this.dataset.help.split("|"), around: this.dataset.around.split("|") }
    this.form = this.closest("form")
    this.form.addEventListener("input", this)
    this.form.addEventListener("change", this)
    this.handleEvent()
  }

  handleEvent() {
    const said = (name) => this.form.elements[name]?.value?.trim() ?? ""
    const found = seek(said("text"), this.lists)
    const shown = {
      help: found.help && !said("reason_anyway"),
      nobody: found.nobody && found.begun && !said("reason_anyway") && !this.form.querySelector("[name=circle]:checked"),
    }
    for (const line of this.querySelectorAll("[data-hint]")) {
      const { hint } = line.dataset
      const show = hint in shown ? shown[hint] : found.begun && !said(hint)
      if (line.hidden === show) line.hidden = !show
    }
  }
}

customElements.define("plan-hints", PlanHints)
