// Finger or face, in the form of the code: the server says what to ask the phone, and the phone's
// answer travels in that same form. Nothing of a finger or a face ever comes here.
class FingerWay extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return
    const form = this.closest("form")
    this.hidden = false
    for (const line of form.querySelectorAll("[data-no-finger]")) line.hidden = true
    this.querySelector("button").onclick = () => this.use(form)
  }

  async use(form) {
    const button = this.querySelector("button")
    const missed = this.querySelector("[role=alert]")
    missed.hidden = button.disabled = true
    try {
      const asked = await question(form)
      const publicKey = asked.user ? toMake(asked) : toSign(asked)
      const made = await navigator.credentials[asked.user ? "create" : "get"]({ publicKey })
      send(form, told(made))
    } catch {
      missed.hidden = false
    } finally {
      button.disabled = false
    }
  }
}

async function question(form) {
  const body = new URLSearchParams(new FormData(form))
  body.delete("code")
  body.set("vinger", "vraag")
  const address = form.getAttribute("action")
  const answer = await fetch(address, { method: "POST", body, redirect: "manual", cache: "no-store" })
  if (!answer.ok) throw new Error("not here")
  return answer.json()
}

function toMake(asked) {
  const user = { ...asked.user, id: bytes(asked.user.id) }
  return { ...asked, user, challenge: bytes(asked.challenge), excludeCredentials: [] }
}

function toSign(asked) {
  const allowCredentials = asked.allowCredentials.map((each) => ({ ...each, id: bytes(each.id) }))
  return { ...asked, challenge: bytes(asked.challenge), allowCredentials }
}

// The names are those of the standard, so that the server reads every browser alike.
function told({ id, rawId, type, response }) {
  const said = {}
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) said[name] = text(response[name])
  }
  return JSON.stringify({ id, rawId: text(rawId), type, response: said })
}

function send(form, value) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "vinger", value })
  form.append(field)
  form.requestSubmit()
  field.remove()
}

function bytes(given) {
  const plain = atob(given.replaceAll("-", "+").replaceAll("_", "/"))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

customElements.define("finger-way", FingerWay)
