// <form data-ticks data-target>: a tap on a picture is sealed, kept on this phone and sent when there is a
// net. The picture turns at once; what the server makes of it shows when the page is opened anew. What the
// page said of the day before that tap, [data-stale], is then not true any more.
// A button says what a tap does: its name is "set" or "clear", its value the day and the picture.
import { outbox } from "./outbox.js"
import { underWay } from "./under-way.js"

const DAY = 86_400_000

// The day it is in Amsterdam, wherever the phone thinks it is.
export function dayBefore(days) {
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Amsterdam" })
  return new Date(Date.parse(today) - days * DAY).toISOString().slice(0, 10)
}

export function listen(form) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter
    if (button?.name !== "set" && button?.name !== "clear") return
    event.preventDefault()
    tick(form, button).catch(() => null)
  })
}

async function tick(form, button) {
  const said = wordsOf(form, button)
  turn(form, button)
  try {
    await underWay(outbox.put({ kind: "week", target: form.dataset.target || null, form: said }))
    show(form, "kept")
  } catch (error) {
    turn(form, button)
    show(form, error.name === "NoPerson" ? "signin" : "failed")
  }
}

// A form of its own, with what the page says at this moment: the next tap may be quicker than the seal.
function wordsOf(form, { name, value }) {
  const said = document.createElement("form")
  for (const [field, words] of [...new FormData(form), [name, value]]) {
    if (typeof words === "string" && field !== "id") said.append(hidden(field, words))
  }
  said.append(hidden("id", crypto.randomUUID()))
  // Its clock may be wrong, and its days with it: the server sets both right.
  if (form.closest("[data-shell]")) said.append(hidden("today", dayBefore(0)))
  return said
}

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value })
}

function turn(form, button) {
  const on = button.name === "set"
  button.name = on ? "clear" : "set"
  button.setAttribute("aria-pressed", on)
  for (const part of form.parentElement.querySelectorAll("[data-stale]")) part.hidden = true
  const place = button.querySelector("[data-stuck]")
  const chosen = form.querySelector("[name=sticker]:checked")?.closest("label")?.querySelector("svg")
  if (place) place.replaceChildren(...on && chosen ? [chosen.cloneNode(true)] : [])
}

// The same words each time, which a screen reader only says again when they were gone.
function show(form, state) {
  for (const part of form.querySelectorAll("[data-state]")) part.hidden = true
  setTimeout(() => { for (const part of form.querySelectorAll(`[data-state="${state}"]`)) part.hidden = false }, 50)
}
