// <photo-pick>: a photo from the camera or the album, made small, shown, and easy to take away again.
import { attach, changed } from "./attach.js"
import { shrink } from "./shrink.js"

const LARGEST_AS_IT_IS = 10 * 1024 * 1024

class PhotoPick extends HTMLElement {
  #busy = Promise.resolve()

  connectedCallback() {
    this.input = this.querySelector("[name=photo]")
    this.input.addEventListener("change", () => (this.#busy = this.#take(this.input.files[0])))
    this.querySelector("[data-remove]").addEventListener("click", () => this.forget(true))
    this.classList.add("ready")
    this.#say(null)
  }

  // The form waits for this before it sends.
  gather() {
    return this.#busy
  }

  forget(byHand = false) {
    attach(this.input, null)
    this.querySelector("[data-preview]").hidden = true
    this.querySelector("[data-preview] canvas").width = 0
    this.#say(null)
    if (byHand) this.input.focus()
    changed(this)
  }

  async #take(file) {
    if (!file) return this.forget()
    this.#say("busy")
    try {
      const { blob, preview } = await shrink(file)
      attach(this.input, blob, "photo.jpg")
      this.#show(preview)
      this.#say("done")
    } catch {
      this.#keepAsItIs(file)
    }
    changed(this)
  }

  // The phone could not make it small. The server can still try, when it is a kind of picture we know.
  #keepAsItIs(file) {
    const known = this.input.accept.split(",").includes(file.type)
    if (known && file.size <= LARGEST_AS_IT_IS) return this.#say("done")
    this.forget()
    this.#say("failed")
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
