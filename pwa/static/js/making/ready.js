// Before the form goes: waits until the drawing, the photo and the voice lie in it.
// After it went: nothing of it stays on the screen or in memory.
import { underWay } from "../under-way.js"

// One that was never opened is not there yet (maker-tabs), and holds nothing.
const MAKERS = ":is(drawing-pad, photo-pick, voice-note, picture-grid):defined"

export function makeReady(noteForm) {
  const form = noteForm.querySelector("form")
  let ready = false
  form.addEventListener("submit", (event) => {
    if (ready) return void (ready = false)
    event.preventDefault()
    event.stopPropagation()
    if (!noteForm.busy) underWay(gather(event.submitter))
  })
  async function gather(submitter) {
    noteForm.hold(form)
    await Promise.allSettled(makers(form).map((maker) => maker.gather()))
    // Asked for while the first submit is still going round, a second one is not heard.
    await new Promise((done) => { setTimeout(done) })
    if (noteForm.busy) return
    noteForm.dataset.then = form.dataset.saved.replace("{id}", form.elements.namedItem("id").value)
    ready = true
    form.requestSubmit(submitter)
  }
  new MutationObserver(() => form.hidden && forgetAll(form)).observe(form, { attributeFilter: ["hidden"] })
  if ("warn" in form.dataset) warnBeforeLeaving(form, noteForm)
}

function forgetAll(form) {
  form.reset()
  for (const maker of makers(form)) maker.forget()
}

// Only for a drawing, and until it is really kept: not yet at the tap. The button that leaves fast asks nothing: leave.js sees to that.
function warnBeforeLeaving(form, noteForm) {
  const ask = (event) => event.preventDefault()
  const calm = () => removeEventListener("beforeunload", ask)
  form.addEventListener("made", ({ target }) => {
    calm()
    if (target.matches("drawing-pad") && !target.empty) addEventListener("beforeunload", ask)
  })
  noteForm.addEventListener("kept", calm)
}

function makers(form) {
  return [...form.querySelectorAll(MAKERS)]
}
