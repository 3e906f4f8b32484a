// A page of a book: what was drawn, photographed or said lies in the form before it goes.
import "../making/photo-pick.js"
import "../making/voice-note.js"
import "../making/maker-tabs.js"
import "../making/page-hints.js"
import { underWay } from "../under-way.js"

const form = document.querySelector("[data-own]")
const makers = ":is(drawing-pad, photo-pick, voice-note):defined"
let ready = false

// The pad and its figures come when somebody wants to draw (maker-tabs).
form.querySelector("[data-panel=drawing]").addEventListener("click", () => import("../making/pad-people.js"), { once: true })

form.addEventListener("submit", (event) => {
  if (ready) return
  event.preventDefault()
  underWay(gather())
})

async function gather() {
  await Promise.allSettled([...form.querySelectorAll(makers)].map((maker) => maker.gather()))
  // Asked for while the first submit is still going round, a second one is not heard.
  await new Promise((done) => { setTimeout(done) })
  ready = true
  form.requestSubmit()
  ready = false
}
