// A form that goes the plain way: what was drawn, photographed or said lies in it before it goes.
import { underWay } from "../under-way.js"

export function gatherFirst(form, makers) {
  let ready = false

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
}
