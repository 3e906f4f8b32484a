// <step-by-step>: one question a screen. Without script all questions simply stand below each other.
// The browser's own back button goes back one question, so nobody loses what they wrote.
import { answers, applyAll, holds } from "./conditions.js"

class StepByStep extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form")
    this.form.addEventListener("change", this)
    this.form.addEventListener("made", this)
    this.addEventListener("click", this)
    this.addEventListener("keydown", this)
    window.addEventListener("popstate", this)
    for (const button of this.querySelectorAll("[data-next], [data-back]")) button.hidden = false
    this.#begin()
  }

  disconnectedCallback() {
    window.removeEventListener("popstate", this)
  }

  get steps() {
    return [...this.querySelectorAll("[data-step]")].filter((step) => !step.dataset.when || holds(this.form, step.dataset.when))
  }

  get current() {
    return this.querySelector("[data-step]:not([hidden])")
  }

  handleEvent(event) {
    if (event.type === "popstate") return this.#show(this.#named(event.state?.step) ?? this.steps[0])
    if (event.type === "keydown") return this.#enter(event)
    if (event.type !== "click") return this.#answered()
    const button = event.target.closest("[data-next], [data-back], [data-go]")
    if (button?.dataset.go) return this.go(button.dataset.go)
    if (button) return "back" in button.dataset ? history.back() : this.next()
    if (!this.#tapped(event)) return
    applyAll(this.form) // a tap comes before its change: what this answer shows must be there to begin in
    this.next({ byTap: true })
  }

  next({ byTap = false } = {}) {
    if (!this.complete(this.current)) return
    const following = this.steps[this.steps.indexOf(this.current) + 1]
    if (following) this.go(following.dataset.step, byTap)
  }

  go(name, byTap = false) {
    if (!this.#named(name)) return
    history.pushState({ step: name }, "")
    this.#show(this.#named(name), byTap)
  }

  // Whether this question has its answer; says so on the screen when it has not.
  complete(step) {
    const asks = !step.dataset.needsWhen || holds(this.form, step.dataset.needsWhen)
    const needed = (asks && step.dataset.needs?.split(" ")) || []
    const good = !needed.length || needed.some((name) => answers(this.form, name).length || this.#pad(name))
    const line = step.querySelector("[data-missing]")
    if (line) line.hidden = good
    if (!good) (seen(step, "input, textarea") ?? this.#heading(step)).focus()
    return good
  }

  #begin() {
    const wrong = this.querySelector(".bad")?.closest("[data-step]")
    applyAll(this.form)
    const first = wrong ?? this.#named(this.dataset.first) ?? this.steps[0]
    history.replaceState({ step: this.steps[0].dataset.step }, "")
    if (first !== this.steps[0]) history.pushState({ step: first.dataset.step }, "")
    this.#show(first, false, true)
  }

  #answered() {
    applyAll(this.form)
    for (const step of this.querySelectorAll("[data-missing]:not([hidden])")) step.hidden = true
    this.#count()
  }

  #show(step, byTap = false, quietly = false) {
    for (const other of this.querySelectorAll("[data-step]")) other.hidden = other !== step
    this.#count()
    if (quietly) return
    scrollTo(0, 0)
    const begins = byTap && "typing" in step.dataset && seen(step, "textarea, input.input, .option")
    const first = begins && !begins.matches(".option") && begins
    const target = first || this.#heading(step)
    if (!first) target.tabIndex = -1
    target.focus({ preventScroll: true })
  }

  #count() {
    const at = this.steps.indexOf(this.current)
    for (const line of this.querySelectorAll("[data-count]")) {
      line.textContent = line.dataset.count.replace("{at}", at + 1).replace("{all}", this.steps.length)
    }
    for (const back of this.querySelectorAll("[data-back]")) back.hidden = at === 0
  }

  // Enter in a field goes on. Sending is for a button on the screen: the browser would press the first
  // one of the form, "like last time", and so choose who reads it.
  #enter(event) {
    if (event.key !== "Enter" || !event.target.matches("input:not([type=file])")) return
    event.preventDefault()
    this.next()
  }

  // A real tap on a picture goes on at once; arrow keys only choose, so nobody is carried off.
  #tapped(event) {
    const radio = event.target.matches?.("input[type=radio]") && event.target
    return radio && event.detail > 0 && "goesOn" in (radio.closest("[data-step]")?.dataset ?? {})
  }

  #named(name) {
    return this.steps.find((step) => step.dataset.step === name)
  }

  #heading(step) {
    return seen(step, "h2, legend, .label") ?? step
  }

  #pad(name) {
    return name === "drawing" && this.querySelector("drawing-pad")?.empty === false
  }
}

function seen(step, selector) {
  return [...step.querySelectorAll(selector)].find((each) => each.getClientRects().length)
}

customElements.define("step-by-step", StepByStep)
