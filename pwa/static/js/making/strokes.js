// What a drawing is: strokes in the measure of the paper, never in pixels of one phone.
// It lives in memory only; nothing here may write to the phone.

export const PAPER = Object.freeze({ width: 1000, height: 1200 })
// How thick each pen is, in widths of the paper.
export const PENS = [0.009, 0.018, 0.032, 0.056]
// The server refuses more than 20,000; cutting a long stroke repeats a point, so stop a little earlier.
const MOST_POINTS = 19_900
const LONGEST_STROKE = 400
const NEAREST = 2
const WIPED = Symbol("wiped")

export class Drawing {
  #steps = []
  #points = 0

  get strokes() {
    return this.#steps.slice(this.#steps.lastIndexOf(WIPED) + 1)
  }

  get current() {
    const last = this.#steps.at(-1)
    return last === WIPED ? null : last ?? null
  }

  get empty() {
    return this.strokes.length === 0
  }

  get full() {
    return this.#points >= MOST_POINTS
  }

  begin({ pen, colour }, point) {
    if (this.full) return
    this.#steps.push({ pen, colour, points: [rounded(point)] })
    this.#points += 1
  }

  // Several strokes that come and go together.
  put(strokes) {
    const points = strokes.reduce((sum, stroke) => sum + stroke.points.length, 0)
    if (this.#points + points > MOST_POINTS) return
    strokes.forEach((stroke, at) => this.#steps.push({ ...stroke, points: stroke.points.map(rounded), joined: at > 0 }))
    this.#points += points
  }

  // Says true when the stroke was cut: a very long one is painted in parts, so the pen never lags.
  extend(point) {
    const stroke = this.current
    const next = rounded(point)
    const last = stroke.points.at(-1)
    if (this.full || Math.hypot(next[0] - last[0], next[1] - last[1]) < NEAREST) return false
    stroke.points.push(next)
    this.#points += 1
    if (stroke.points.length < LONGEST_STROKE) return false
    this.#steps.push({ ...stroke, points: [last, next], joined: true })
    this.#points += 2
    return true
  }

  undo() {
    let step = this.#drop()
    while (step && step !== WIPED && step.joined) step = this.#drop()
  }

  // Wiping is a step as well, so a child that wiped by mistake can step back.
  wipe() {
    if (!this.empty) this.#steps.push(WIPED)
  }

  forget() {
    this.#steps = []
    this.#points = 0
  }

  // The form in which the server keeps it; `sheet` is what was printed on the paper.
  written(sheet) {
    const strokes = this.strokes.map(({ pen, colour, points }) => ({ pen, colour, points }))
    return JSON.stringify({ v: 1, w: PAPER.width, h: PAPER.height, sheet: sheet || null, strokes })
  }

  // A form that was refused brings back what was drawn.
  read(written) {
    for (const stroke of written ? JSON.parse(written).strokes : []) this.put([stroke])
  }

  #drop() {
    const step = this.#steps.pop()
    if (step && step !== WIPED) this.#points -= step.points.length
    return step
  }
}

function rounded([x, y, pressure]) {
  return [tenth(within(x, PAPER.width)), tenth(within(y, PAPER.height)), Math.round(pressure * 100) / 100]
}

function within(value, most) {
  return Math.min(Math.max(value, 0), most)
}

function tenth(value) {
  return Math.round(value * 10) / 10
}
