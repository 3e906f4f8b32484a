// <drawing-pad>: paper, four thick pens, eight colours, a step back, and wiping that asks first.
// The drawing stays in memory; it must never be kept on the phone where somebody could look at it.
import { attach, changed } from "./attach.js"
import { toPicture } from "./ink.js"
import { Paper } from "./paper.js"
import { Drawing } from "./strokes.js"
import { close, mark, press } from "./tool-panels.js"

const POINTING = ["pointerdown", "pointermove", "pointerup", "pointercancel"]

class DrawingPad extends HTMLElement {
  #drawing = new Drawing()
  #paper
  #pointer = null
  #place
  #tool = { pen: 1, colour: "#1d1d1f" }
  #made = true

  connectedCallback() {
    this.canvas = this.querySelector("canvas")
    this.#paper = new Paper(this.canvas, this.#drawing)
    for (const kind of POINTING) this.canvas.addEventListener(kind, this)
    this.addEventListener("click", this)
    this.#form.addEventListener("change", this)
    this.#drawing.read(this.querySelector("[name=strokes]").value)
    for (const tool of this.querySelectorAll("[aria-pressed=true]")) this.#choose(tool)
    this.hidden = false
    this.#showSheet()
  }

  disconnectedCallback() {
    this.#paper.stop()
  }

  get empty() { return this.#drawing.empty }

  get strokes() { return this.#drawing.strokes }

  get tool() { return this.#tool }

  get sheet() { return this.#form.querySelector("[name=sheet]:checked")?.value ?? "" }

  // What was chosen instead of drawn; a step back takes it away as one.
  put(strokes) {
    this.#drawing.put(strokes)
    this.#do("put")
  }

  handleEvent(event) {
    const answers = {
      pointerdown: () => this.#down(event),
      pointermove: () => this.#move(event),
      pointerup: () => this.#up(event),
      pointercancel: () => this.#up(event),
      change: () => event.target.name === "sheet" && this.#showSheet(),
      click: () => this.#press(event),
    }
    answers[event.type]()
  }

  // Called just before sending: puts the picture and the strokes into the form.
  async gather() {
    if (this.#made) return
    this.#made = true // a stroke that is drawn meanwhile makes it untrue again
    // The strokes first: of them the server can make the picture itself.
    this.querySelector("[name=strokes]").value = this.empty ? "" : this.#drawing.written(this.sheet)
    const picture = this.empty ? null : await toPicture(this.strokes, this.querySelector("[data-sheet]:not([hidden])"))
    attach(this.querySelector("[name=drawing]"), picture, "drawing.png")
  }

  // Can be taken back with a step back, as wiping by its own button.
  wipe() {
    this.#do("wipe")
  }

  // After sending: nothing of it may stay behind.
  forget() {
    this.#drawing.forget()
    this.#paper.renew()
    this.#tell()
  }

  #down(event) {
    if (this.#pointer !== null || event.button !== 0 || this.#drawing.full) return
    event.preventDefault()
    close(this)
    this.canvas.setPointerCapture(event.pointerId)
    this.#pointer = event.pointerId
    this.#place = this.#paper.places()
    this.#drawing.begin(this.#tool, this.#place(event))
    this.#paper.run(this.#drawing.current)
  }

  #move(event) {
    if (event.pointerId !== this.#pointer) return
    const parts = event.getCoalescedEvents?.() ?? []
    for (const part of parts.length ? parts : [event]) {
      const before = this.#drawing.current
      if (this.#drawing.extend(this.#place(part))) this.#paper.keep(before)
    }
    this.#paper.run(this.#drawing.current)
  }

  #up(event) {
    if (event.pointerId !== this.#pointer) return
    this.#pointer = null
    this.#paper.run(null)
    this.#paper.keep(this.#drawing.current)
    this.#tell()
  }

  #press(event) {
    const button = event.target.closest("button")
    if (!button) return event.target.name === "sheet" && event.detail > 0 && close(this)
    if ("colour" in button.dataset || "pen" in button.dataset) this.#choose(button)
    else if ("panel" in button.dataset) press(this, button)
    else this.#do(button.dataset.do)
  }

  #do(deed) {
    if (deed === "undo") this.#drawing.undo()
    if (deed === "wipe") this.#drawing.wipe()
    close(this)
    this.#paper.renew()
    this.#tell()
  }

  #choose(tool) {
    const kind = "colour" in tool.dataset ? "colour" : "pen"
    this.#tool[kind] = kind === "pen" ? Number(tool.dataset.pen) : tool.dataset.colour
    mark(this, kind, tool)
    close(this)
  }

  #showSheet() {
    for (const picture of this.querySelectorAll("[data-sheet]")) picture.hidden = picture.dataset.sheet !== this.sheet
    this.#tell()
  }

  #tell() {
    this.#made = false
    this.canvas.dataset.strokes = String(this.strokes.length)
    changed(this)
  }

  get #form() { return this.closest("form") }
}

customElements.define("drawing-pad", DrawingPad)
