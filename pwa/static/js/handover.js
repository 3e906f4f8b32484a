// <note-form data-outbox="entry" data-target data-then>: takes a form's submit over to the outbox.
// Before sealing it fires "gather" with detail.files, a list that other modules push {field, blob}
// (or promises of it) to. What came of it is shown by the server's own words in [data-outcome].
import { isGone } from "./cover.js"
import { outbox } from "./outbox.js"
import { underWay } from "./under-way.js"

const REASONS = { NoPerson: "signin", NoKey: "failed", NotKept: "failed", TooBig: "toobig" }

class NoteForm extends HTMLElement {
  // A kept page brings the same id each time it is opened; what is written on it is something new.
  connectedCallback() {
    this.addEventListener("submit", this.take)
    for (const kind of ["input", "made"]) this.addEventListener(kind, () => { this.touched = true })
    for (const form of this.querySelectorAll("form")) outbox.freshId(form)
  }

  disconnectedCallback() { this.removeEventListener("submit", this.take) }

  take = (event) => {
    if (event.defaultPrevented || !this.dataset.outbox) return
    event.preventDefault()
    if (this.busy || event.target.hidden) return
    this.busy = true
    this.handOver(event.target, event.submitter)
      .catch((error) => this.show(REASONS[error.name] ?? "failed", error.detail))
      .finally(() => { this.busy = event.target.inert = false })
  }

  async handOver(form, submitter) {
    this.hold(form)
    this.stop?.()
    const { outbox: kind, target } = this.dataset
    this.last = await underWay(this.put({ kind, target: target || null, form, submitter }))
    this.dispatchEvent(new Event("kept"))
    this.land(await outbox.outcome(this.last), form)
    this.follow(this.last, form)
  }

  // What is typed or drawn after the tap would not go along, so nothing can be.
  hold(form) {
    form.inert = true
    this.show("busy")
  }

  async put(what) {
    return outbox.put({ ...what, files: await this.gather(), instead: this.last })
  }

  gather() {
    const files = []
    this.dispatchEvent(new CustomEvent("gather", { detail: { files } }))
    return Promise.all(files)
  }

  // Refused while the person still looks at it: the words stay in the form, and sending it again
  // replaces the refused record. Anything else is kept, so the form makes room: a second tap while
  // the next page is on its way, or coming back to this one, must not write it again.
  land({ state, at, detail, status }, form) {
    this.touched = false
    form.hidden = state !== "help"
    this.show(status === 413 && !detail ? "toobig" : state, detail, at)
    if (state === "sent" && !isGone() && (this.dataset.then || at)) location.assign(this.dataset.then || at)
  }

  // It may still go while the person reads "on this phone" or "look at this": the screen keeps telling
  // the truth. A form that stands there and is not touched since is done with; other words stay.
  follow(id, form) {
    this.stop = outbox.hear((news) => {
      if (news.id !== id) return
      if (news.state === "sent" && !form.hidden && !this.touched) this.land(news, form)
      else if (news.state === "sent" || form.hidden) this.show(news.state, news.detail, news.at)
    })
  }

  show(state, detail, at) {
    const box = this.querySelector("[data-outcome]")
    if (!box) return
    box.hidden = false
    for (const part of box.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state
    for (const place of box.querySelectorAll("[data-detail]")) place.textContent = detail || place.dataset.detail
    for (const link of box.querySelectorAll("[data-at]")) link.href = at ?? link.href
    if (state !== "busy") box.focus()
  }
}

customElements.define("note-form", NoteForm)
