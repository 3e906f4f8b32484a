// "Wis deze telefoon": <form data-wipe> with [data-state] sentences and a [data-anyway] button.
// First everything is sent. What cannot be sent is said, and only the person decides.
import { outbox } from "./outbox.js"
import { tellOthers } from "./news.js"
import { moves } from "./room-moves.js"
import { destroy, states } from "./store.js"

const form = document.querySelector("[data-wipe]")

form.addEventListener("submit", (event) => {
  event.preventDefault()
  wipe(event.submitter?.hasAttribute("data-anyway")).catch(() => show("nonet"))
})

async function wipe(anyway) {
  show("busy")
  if (!anyway && await somethingLeft()) return show("left")
  if (!await serverThere()) return show("nonet")
  await emptyPhone()
  form.elements.namedItem("leeg").value = "ja"
  form.submit()
}

async function somethingLeft() {
  await moves.send() // what was moved in a room goes first, and nobody is told of it
  await outbox.again()
  const { waits, login, help } = await states(document.body.dataset.person)
  return waits + login + help > 0
}

// The server ends the device's credential; without it the phone would only look empty.
async function serverThere() {
  return fetch("/ik", { cache: "no-store" }).then(() => true, () => false)
}

export async function emptyPhone() {
  tellOthers({ state: "wiped" })
  const workers = await navigator.serviceWorker?.getRegistrations() ?? []
  await Promise.all(workers.map((worker) => worker.unregister()))
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)))
  await destroy()
  sessionStorage.clear()
  localStorage.clear()
}

function show(state) {
  for (const part of form.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state
  form.querySelector(`[data-state="${state}"]`)?.focus?.()
}
