// Asks who this is over the page itself, so that what is being made on it stays. Comes true when its own
// person said so, fails on a page that has nothing to keep: there the door asks.
import "./arrival.js"
import { coverForGood, hold } from "./cover.js"
import "./finger.js"

export async function unlock(tell, forget) {
  // The word of hiding may be lost on the way: it is said once more, and remembered until it is heard.
  if (await tell("dicht")) forget()
  const dialog = document.querySelector("dialog[data-lock]")
  if (!dialog) throw new Error("nothing to keep")
  await ask(dialog)
  forget()
  if (!await isSame()) return leaveIt()
  hold(false)
}

// Whoever came in may be shown something else than this page holds: then it stays covered.
async function isSame() {
  const { dataset } = document.body
  const asked = fetch(`/ik?mark=${dataset.mark}`, { redirect: "error", cache: "no-store" })
  const here = await asked.then((answer) => answer.json()).catch(() => null)
  if (here?.same) dataset.mark = here.mark
  return Boolean(here?.same)
}

function leaveIt() {
  coverForGood()
  location.replace("/")
  return new Promise(() => {})
}

function ask(dialog) {
  const form = dialog.querySelector("form")
  clear(form)
  say(dialog, null)
  if (!dialog.open) dialog.showModal()
  return new Promise((done) => {
    dialog.oncancel = (event) => event.preventDefault()
    form.onsubmit = async (event) => {
      event.preventDefault()
      const what = event.submitter?.name === "opnieuw" ? null : await answer(form)
      clear(form)
      say(dialog, what)
      if (what !== "right") return
      dialog.close()
      done()
    }
  })
}

async function answer(form) {
  try {
    const { type, status } = await fetch("/binnen", {
      method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", cache: "no-store",
    })
    if (type === "opaqueredirect") return "right"
    if (status === 410 || status === 404) return "closed"
    return status === 422 ? "wrong" : "wait" // too often, or the house stands still
  } catch {
    return "nonet"
  }
}

function clear(form) {
  for (const tap of form.querySelectorAll("input[name=picture]")) tap.remove()
  for (const dot of form.querySelectorAll(".dot")) dot.classList.remove("full")
  for (const text of form.querySelectorAll("[data-count]")) text.hidden = text.dataset.count !== "0"
  for (const field of form.querySelectorAll("input[name=code]")) field.value = ""
}

function say(dialog, what) {
  for (const line of dialog.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== what
}
