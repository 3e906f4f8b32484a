// <photo-pick>: a photo from the camera or the album, made small, shown, and easy to take away again.
import { gone } from "../cover.js"
import { attach, changed } from "./attach.js"

const LARGEST_AS_IT_IS = 10 * 1024 * 1024

class PhotoPick extends HTMLElement {
  #busy = null
  #turn = 0 // a photo that was taken away, or chosen anew, must not come back when it is small at last

  connectedCallback() {
    this.input = this.querySelector("[name=photo]")
    this.input.addEventListener("change", () => (this.#busy = this.#take(this.input.files[0])))
    this.querySelector("[data-remove]").addEventListener("click", () => this.forget(true))
    this.classList.add("ready")
    this.#say(null)
  }

  // The form waits for this before it sends. Who leaves has no time for it: then it goes as it was chosen.
  gather() {
    return Promise.race([this.#busy, gone.then(() => this.#fits(this.input.files[0]) || this.#leaveOut())])
  }

  forget(byHand = false) {
    this.#turn += 1
    attach(this.input, null)
    this.querySelector("[data-preview]").hidden = true
    this.querySelector("[data-preview] canvas").width = 0
    this.#say(null)
    if (byHand) this.input.focus()
    changed(this)
  }

  async #take(file) {
    if (!file) return this.forget()
    const turn = this.#turn += 1
    this.#say("busy")
    const small = await import("./shrink.js").then(({ shrink }) => shrink(file)).catch(() => null)
    if (turn !== this.#turn) return
    if (small) this.#keep(small)
    else this.#keepAsItIs(file)
    changed(this)
  }

  #keep({ blob, preview }) {
    attach(this.input, blob, "photo.jpg")
    this.#show(preview)
    this.#say("done")
  }

  // The phone could not make it small. The server can still try, when it is a kind of picture we know.
  #keepAsItIs(file) {
    if (this.#fits(file)) return this.#say("done")
    this.forget()
    this.#say("failed")
  }

  #fits(file) {
    return !file || (this.input.accept.split(",").includes(file.type) && file.size <= LARGEST_AS_IT_IS)
  }

  // Too large to go as it is: the words must not wait for it, and the note says that it was there.
  #leaveOut() {
    this.forget()
    this.append(Object.assign(document.createElement("input"), { type: "hidden", name: "left_out", value: "photo" }))
  }

  #show(preview) {
    const canvas = this.querySelector("[data-preview] canvas")
    canvas.width = preview.width
    canvas.height = preview.height
    canvas.getContext("2d").drawImage(preview, 0, 0)
    this.querySelector("[data-preview]").hidden = false
  }

  #say(what) {
    for (const line of this.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== what
  }
}

customElements.define("photo-pick", PhotoPick)
