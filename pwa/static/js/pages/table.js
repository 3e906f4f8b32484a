// <table-live>: follows a table. It asks every 2 seconds what changed and puts those parts in their place;
// what somebody is typing stays. Without a net it says of when the table is that it shows.
import { isHeld } from "../cover.js"
import { outbox } from "../outbox.js"
import { press } from "../press.js"
import { isTyping, put } from "../rows.js"

const EACH_MS = 2000
// While nothing happens it asks less often: a little, for what is decided is to be seen within 3 seconds.
const CALM_MS = 2800
const SLOWER = 1.05
const SLOWEST_MS = 15_000
const PATIENCE_MS = 10_000

class TableLive extends HTMLElement {
  connectedCallback() {
    this.heard = Date.now()
    this.wait = EACH_MS
    this.held = new Map()
    this.onShow = () => this.soon()
    for (const [where, what] of this.moments()) where.addEventListener(what, this.onShow)
    this.addEventListener("submit", (event) => event.target.matches("form[data-idea]") ? this.lay(event) : this.press(event))
    this.addEventListener("focusout", () => setTimeout(() => this.putHeld()))
    this.stop = outbox.hear(({ state }) => { if (state === "sent") this.sent() })
    outbox.prepare()
    this.later()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.stop()
    for (const [where, what] of this.moments()) where.removeEventListener(what, this.onShow)
  }

  moments() {
    return [[document, "visibilitychange"], [self, "online"], [self, "offline"]]
  }

  sent() {
    this.querySelector("[data-kept]")?.setAttribute("hidden", "")
    this.soon()
  }

  soon() {
    this.wait = EACH_MS
    clearTimeout(this.timer)
    if (!document.hidden) this.ask()
  }

  // Who does not look asks nothing; the moment that they look again it asks at once.
  later() {
    clearTimeout(this.timer)
    if (!document.hidden) this.timer = setTimeout(() => this.ask(), this.wait)
  }

  // A document comes through XMLHttpRequest: what it brings is parsed and never run.
  ask() {
    if (isHeld()) return this.later() // a locked page keeps what is typed on it until its person is back
    if (this.busy) return this.again = true
    this.busy = true
    this.again = false
    const request = new XMLHttpRequest()
    request.open("GET", this.dataset.asks + this.dataset.tag.split(".")[0])
    request.responseType = "document"
    request.timeout = PATIENCE_MS
    request.setRequestHeader("If-None-Match", `"${this.dataset.tag}"`)
    request.addEventListener("loadend", () => {
      this.take(request)
      this.busy = false
      this.again ? this.soon() : this.later()
    })
    request.send()
  }

  take(request) {
    const { status } = request
    if ([401, 403, 404, 410].includes(status) || (status === 200 && !request.response?.querySelector("[data-part]"))) {
      return location.reload() // there is no place here any more: the page says so itself
    }
    const fine = status === 200 || status === 304
    this.say(fine)
    if (!fine) return this.wait = Math.min(this.wait * 1.5, SLOWEST_MS)
    this.wait = status === 200 ? EACH_MS : Math.min(this.wait * SLOWER, CALM_MS)
    if (status === 200) this.put(request.response)
    this.dataset.tag = (request.getResponseHeader("ETag") ?? "").replaceAll(/W\/|"/g, "") || this.dataset.tag
  }

  say(fine) {
    const off = this.querySelector("[data-off]")
    if (fine) this.heard = Date.now()
    const at = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })
    off.querySelector("[data-at]").textContent = at.format(this.heard)
    off.hidden = fine
  }

  // Somebody types: the forms stay until that was sent or taken out.
  put(fresh) {
    for (const part of fresh.querySelectorAll("[data-part]")) this.held.set(part.dataset.part, part)
    this.putHeld()
    const said = fresh.querySelector("[data-news]")?.textContent
    if (said) this.querySelector("[data-news]")?.replaceChildren(said)
  }

  putHeld() {
    for (const [name, part] of this.held) {
      const place = this.querySelector(`:scope > [data-part="${name}"]`)
      if (place && isTyping(place)) continue
      this.held.delete(name)
      if (place) put(place, part)
    }
  }

  // A button leaves the page as it is: somebody may be writing on it. A refusal is told by a page of its own.
  async press(event) {
    const { target: form, submitter } = event
    if (form === this.refused) return
    event.preventDefault()
    if (this.pressing) return
    this.pressing = true
    const state = await press(form, submitter)
    this.pressing = false
    if (state === "off") return this.say(false)
    if (state === "refused") return (this.refused = form).requestSubmit(submitter)
    this.soon()
  }

  async lay(event) {
    event.preventDefault()
    const form = event.target
    this.querySelector("[data-refused]").hidden = true
    if (!form.elements.text.value.trim()) return form.elements.text.focus()
    try {
      const id = await outbox.put({ kind: "idea", target: this.dataset.meeting, form })
      form.elements.text.value = ""
      this.tell(await outbox.outcome(id))
    } catch {
      form.submit()
    }
  }

  tell({ state, detail }) {
    const refused = this.querySelector("[data-refused]")
    this.putHeld()
    this.querySelector("[data-kept]").hidden = state !== "waits"
    refused.hidden = state !== "help"
    refused.textContent = detail ?? ""
  }
}

customElements.define("table-live", TableLive)
