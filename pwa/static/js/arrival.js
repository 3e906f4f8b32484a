// The door. Without this script the code is typed and every tap is a trip to the server.

// Takes the code from behind the # of the link, and takes it out of the address at once.
class InvitationCode extends HTMLElement {
  connectedCallback() {
    this.take = () => this.fill()
    addEventListener("hashchange", this.take)
    this.fill()
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.take)
  }

  fill() {
    const field = this.querySelector("input")
    const code = location.hash.slice(1)
    if (/^[a-z2-7]{26}$/i.test(code)) field.value = code
    if (location.hash) history.replaceState(null, "", location.pathname)
    this.hidden = field.value !== "" && !this.querySelector(".error")
  }
}

// Gathers taps on pictures and sends them when there are enough.
class PictureCode extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", event => this.tap(event))
  }

  tap(event) {
    const tile = event.target.closest("button[name=picture]")
    if (!tile) return
    event.preventDefault()
    const taps = this.querySelectorAll("input[name=picture]").length
    if (taps >= Number(this.dataset.until)) return
    this.append(Object.assign(document.createElement("input"), { type: "hidden", name: "picture", value: tile.value }))
    this.show(taps + 1)
    if (taps + 1 === Number(this.dataset.until)) tile.form.requestSubmit()
  }

  show(taps) {
    const dots = [...this.querySelectorAll(".dot")]
    const done = taps % dots.length || dots.length
    dots.forEach((dot, number) => dot.classList.toggle("full", number < done))
    for (const text of this.querySelectorAll("[data-count]")) text.hidden = Number(text.dataset.count) !== done
  }
}

customElements.define("invitation-code", InvitationCode)
customElements.define("picture-code", PictureCode)
