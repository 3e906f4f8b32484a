// /instellingen/berichten: [data-push-here] shows how it stands with this browser, in [data-state] parts,
// and asks for permission at a tap. [data-try] waits until a phone has shown the message that was tried.
import { can, isOn, needsScreen, turnOff, turnOn } from "../push.js"

const EACH_MS = 1000
const TRIES = 120

const part = document.querySelector("[data-push-here]")
const tried = document.querySelector("[data-try]")
const { person } = document.body.dataset

function show(state) {
  for (const each of part.querySelectorAll("[data-state]")) each.hidden = each.dataset.state !== state
}

async function how() {
  if (needsScreen()) return "ios"
  if (!can()) return "none"
  if (Notification.permission === "denied") return "denied"
  return await isOn(person) ? "on" : "off"
}

async function change(act) {
  show("busy")
  try {
    await act(person)
    location.reload()
  } catch {
    show(Notification.permission === "denied" ? "denied" : "late")
  }
}

// Two minutes long; later the page says it when it is opened again.
async function wait(about) {
  for (let count = 0; count < TRIES; count++) {
    await new Promise((done) => { setTimeout(done, EACH_MS) })
    const answer = await fetch(`/instellingen/berichten/proef/${about}`, { redirect: "error", cache: "no-store" })
    const { state, seconds } = await answer.json()
    if (state === "waits") continue
    tried.querySelector("[data-seconds]").textContent = seconds
    for (const each of tried.querySelectorAll("[data-tried]")) each.hidden = each.dataset.tried !== state
    return
  }
}

part.querySelector("[data-push=on]").addEventListener("click", () => change(async (who) => {
  if (!await turnOn(who)) throw new Error("not allowed")
}))
part.querySelector("[data-push=off]").addEventListener("click", () => change(turnOff))
show("busy")
how().then(show, () => show("late"))
if (tried) wait(tried.dataset.try).catch(() => null)
