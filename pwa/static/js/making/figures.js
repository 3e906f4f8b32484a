// A stick figure with a name under it, as strokes: it is drawing like any other, and needs no picture of anybody.
// Letters lie on a paper of 4 by 6; each pair of digits is a point, a space lifts the pen.

const LETTERS = {
  A: "062046 1434", B: "060030413303 3344453606", C: "4130100105163645", D: "00063645413000", E: "40000646 0333",
  F: "400006 0333", G: "41301001051636454323", H: "0006 4046 0343", I: "2026", J: "4045361605", K: "0006 400346",
  L: "000646", M: "0600234046", N: "06004640", O: "103041453616050110", P: "06003041423303",
  Q: "103041453616050110 2446", R: "06003041423303 2346", S: "413010010213334445361605", T: "0040 2026",
  U: "000516364540", V: "002640", W: "0016233640", X: "0046 4006", Y: "002340 2326", Z: "00400646",
}
const TALL = { big: 300, small: 200 }
const LETTER = 7
const THIN = 0
const LONGEST_NAME = 9
const STEP = 8

// `at` is where the feet stand.
export function figure({ name, size, colour, pen, at: [x, y] }) {
  const unit = TALL[size] / 10
  const put = (points) => points.map(([across, down]) => [x + across * unit, y + down * unit])
  const lines = [circle(0, -8.5, 1.5), [[0, -7], [0, -3.5]], [[-2, -5], [0, -6], [2, -5]], [[-1.7, 0], [0, -3.5], [1.7, 0]]]
  const body = lines.map((line) => stroke(put(line), pen, colour))
  return [...body, ...written(name, x, y + 20).map((line) => stroke(line, THIN, colour))]
}

export function written(name, middle, top) {
  const letters = [...bare(name)].slice(0, LONGEST_NAME)
  const start = middle - (letters.length * 6 - 2) * LETTER / 2
  return letters.flatMap((letter, at) => (LETTERS[letter] ?? "").split(" ").filter((line) => line).map((line) =>
    line.match(/../g).map(([across, down]) => [start + (at * 6 + Number(across)) * LETTER, top + Number(down) * LETTER])))
}

// Without the marks on letters; what has no letter here is left out.
function bare(name) {
  return name.normalize("NFD").toUpperCase().replace(/[^A-Z]/g, "")
}

function circle(x, y, radius) {
  return Array.from({ length: 25 }, (_, at) => {
    const turn = (at / 24) * 2 * Math.PI
    return [x + radius * Math.sin(turn), y - radius * Math.cos(turn)]
  })
}

// With points along each line: a pen that sees only the corners would round them off.
function stroke(corners, pen, colour) {
  const points = corners.flatMap((corner, at) => (at ? between(corners[at - 1], corner) : [corner]))
  return { pen, colour, points: points.map(([x, y]) => [x, y, 0.5]) }
}

function between([left, top], [right, bottom]) {
  const steps = Math.max(1, Math.round(Math.hypot(right - left, bottom - top) / STEP))
  return Array.from({ length: steps }, (_, at) => {
    const part = (at + 1) / steps
    return [left + (right - left) * part, top + (bottom - top) * part]
  })
}
