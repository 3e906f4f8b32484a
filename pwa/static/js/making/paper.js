// The paper of the drawing pad: two sheets on top of each other. Finished strokes stay on the lower one;
// only the running stroke is painted anew, and only where it is. Nothing here knows about buttons or the form.
import { paint } from "./ink.js"
import { PAPER, PENS } from "./strokes.js"

const SHARPEST = 2

export class Paper {
  #kept
  #live
  #drawing
  #running = null
  #waiting = 0

  constructor(canvas, drawing) {
    this.#kept = canvas
    this.#live = canvas.cloneNode()
    this.#live.className = "live"
    for (const name of ["role", "aria-label"]) this.#live.removeAttribute(name)
    this.#live.setAttribute("aria-hidden", "true")
    canvas.after(this.#live)
    this.#drawing = drawing
    this.resized = new ResizeObserver(() => this.#fit())
    this.resized.observe(canvas)
  }

  stop() {
    this.resized.disconnect()
    cancelAnimationFrame(this.#waiting)
    this.#live.remove()
  }

  // This stroke is being drawn now; null when the pen is up.
  run(stroke) {
    if (stroke !== this.#running) clear(this.#live, this.#running)
    this.#running = stroke
    this.#waiting ||= requestAnimationFrame(() => this.#show())
  }

  // A stroke is finished: from now on it is part of the sheet underneath.
  keep(stroke) {
    paint(pen(this.#kept), stroke)
  }

  // Something was taken away: paint everything again.
  renew() {
    clear(this.#kept)
    const ink = pen(this.#kept)
    for (const stroke of this.#drawing.strokes) paint(ink, stroke)
  }

  // From the screen to the paper's own measure; the frame is read once per stroke.
  places() {
    const frame = this.#kept.getBoundingClientRect()
    return (event) => [
      ((event.clientX - frame.left) / frame.width) * PAPER.width,
      ((event.clientY - frame.top) / frame.height) * PAPER.height,
      event.pointerType === "pen" ? event.pressure : 0.5,
    ]
  }

  #show() {
    this.#waiting = 0
    if (!this.#running) return
    clear(this.#live, this.#running)
    paint(pen(this.#live), this.#running)
  }

  #fit() {
    const { clientWidth, clientHeight } = this.#kept
    if (!clientWidth) return
    const sharp = Math.min(devicePixelRatio || 1, SHARPEST)
    for (const canvas of [this.#kept, this.#live]) {
      canvas.width = Math.round(clientWidth * sharp)
      canvas.height = Math.round(clientHeight * sharp)
    }
    this.renew()
  }
}

function pen(canvas) {
  const ink = canvas.getContext("2d")
  ink.setTransform(canvas.width / PAPER.width, 0, 0, canvas.height / PAPER.height, 0, 0)
  return ink
}

// Clears the place of one stroke, or everything.
function clear(canvas, stroke = { points: [[0, 0], [PAPER.width, PAPER.height]], pen: 0 }) {
  if (!stroke) return
  const [across, down] = [0, 1].map((axis) => stroke.points.map((point) => point[axis]))
  const edge = PENS[stroke.pen] * PAPER.width
  const [left, top] = [Math.min(...across) - edge, Math.min(...down) - edge]
  pen(canvas).clearRect(left, top, Math.max(...across) + edge - left, Math.max(...down) + edge - top)
}
