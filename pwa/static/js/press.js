// Does what a button of a form does, and stays on the page: what somebody types elsewhere on it is not lost.
import { outbox } from "./outbox.js"

// "done", "refused" (the server says why on a page of its own) or "off" (there is no net).
export async function press(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter))
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null)
  if (!answer) return "off"
  if (answer.type !== "opaqueredirect") return "refused"
  // What was refused before is told above the form as well: a fresh page has none of it.
  if (document.querySelector("#errors")) location.assign(form.action)
  clear(form)
  return "done"
}

function clear(form) {
  for (const field of form.querySelectorAll("textarea, input:not([type=hidden])")) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false
    else field.value = ""
  }
  outbox.freshId(form)
}
