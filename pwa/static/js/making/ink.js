// How strokes become ink on a canvas, on the screen and in the picture that is sent.
import { getStroke } from "../../vendor/perfect-freehand.js"
import { gone } from "../cover.js"
import { PAPER, PENS } from "./strokes.js"

const FRAME = 8
const PATIENCE = 3000
const shapes = new WeakMap()

export function paint(context, stroke) {
  context.fillStyle = stroke.colour
  context.fill(shapeOf(stroke))
}

// Paints many strokes without holding the phone up: it lets go after every few milliseconds.
export async function paintAll(context, strokes) {
  let since = performance.now()
  for (const stroke of strokes) {
    paint(context, stroke)
    if (performance.now() - since < FRAME) continue
    await nextTurn()
    since = performance.now()
  }
}

// The picture that is sent along, or null: a busy phone can keep one waiting for ten seconds, and who
// leaves has no time at all. The strokes go in any case, and of them the server draws it.
export function toPicture(strokes, sheet) {
  const late = new Promise((done) => { setTimeout(done, PATIENCE, null) })
  return Promise.race([painted(strokes, sheet), late, gone.then(() => null)])
}

async function painted(strokes, sheet) {
  const canvas = newCanvas()
  const context = canvas.getContext("2d")
  context.fillStyle = "#ffffff"
  context.fillRect(0, 0, PAPER.width, PAPER.height)
  await sheet?.decode().catch(() => null)
  if (sheet?.naturalWidth) context.drawImage(sheet, 0, 0, PAPER.width, PAPER.height)
  await paintAll(context, strokes)
  return canvas.convertToBlob?.({ type: "image/png" }) ?? new Promise((done) => canvas.toBlob(done, "image/png"))
}

// One that is not on the page writes its picture beside the page's own work; the other waits for a quiet moment.
function newCanvas() {
  if ("OffscreenCanvas" in self) return new OffscreenCanvas(PAPER.width, PAPER.height)
  return Object.assign(document.createElement("canvas"), PAPER)
}

// Working out the outline is the dear part, so a stroke that did not grow keeps its own.
function shapeOf(stroke) {
  const known = shapes.get(stroke)
  if (known?.points === stroke.points.length) return known.path
  const path = shape(stroke)
  shapes.set(stroke, { points: stroke.points.length, path })
  return path
}

function shape(stroke) {
  const outline = getStroke(stroke.points, {
    size: PENS[stroke.pen] * PAPER.width,
    thinning: 0.35,
    smoothing: 0.55,
    streamline: 0.4,
    simulatePressure: stroke.points.every((point) => point[2] === 0.5),
    last: true,
  })
  const path = new Path2D()
  if (!outline.length) return path
  path.moveTo(...middle(outline.at(-1), outline[0]))
  outline.forEach((point, at) => {
    path.quadraticCurveTo(point[0], point[1], ...middle(point, outline[(at + 1) % outline.length]))
  })
  path.closePath()
  return path
}

function middle(one, other) {
  return [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2]
}

function nextTurn() {
  return new Promise((done) => setTimeout(done))
}
