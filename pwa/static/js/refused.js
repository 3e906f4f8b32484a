// In the waiting box: each thing that could not go, with when it was written and why, and a way to throw
// it away. What it says, this phone cannot read; so only who is signed in decides, after one question.
import { tell } from "./news.js"
import { drop, record, waitingOf } from "./store.js"

const { person } = document.body.dataset

export async function list(box) {
  const place = box.querySelector("[data-refused]")
  const kept = person ? await Promise.all((await waitingOf(person)).map(record)) : []
  const refused = kept.filter((each) => each?.state === "help" && !isOnScreen(each))
  for (const row of [...place.children]) {
    if (!refused.some(({ seq }) => String(seq) === row.dataset.seq)) row.remove()
  }
  for (const each of refused) {
    if (!place.querySelector(`[data-seq="${each.seq}"]`)) place.append(rowOf(box, each))
  }
}

// What its own form still shows can be mended there.
function isOnScreen({ id }) {
  return [...document.querySelectorAll("note-form")].some(({ last }) => last === id)
}

function rowOf(box, { seq, at, detail, status }) {
  const row = box.querySelector("[data-pattern]").cloneNode(true)
  row.hidden = false
  row.dataset.seq = seq
  row.querySelector("[data-when]").textContent = moment(at)
  const why = row.querySelector("[data-why]")
  why.textContent = detail || (status === 413 ? why.dataset.toobig : "")
  row.addEventListener("click", ({ target }) => answer(row, target.closest("button")?.dataset.do))
  return row
}

function answer(row, deed) {
  if (!deed) return
  if (deed === "away") return throwAway(Number(row.dataset.seq))
  row.querySelector("[data-sure]").hidden = deed !== "ask"
  row.querySelector("[data-do=ask]").hidden = deed === "ask"
  row.querySelector(deed === "ask" ? "[data-do=keep]" : "[data-do=ask]").focus()
}

// It may have gone after all while the person was thinking.
async function throwAway(seq) {
  if ((await record(seq))?.state === "help") await drop(seq)
  tell({ who: person, state: "dropped" })
}

function moment(at) {
  const how = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }
  return new Intl.DateTimeFormat(document.documentElement.lang, how).format(at)
}
