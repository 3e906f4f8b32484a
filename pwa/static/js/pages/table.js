// <table-live>: follows a table. It asks every 2 seconds what changed and puts those parts in their place;
// what somebody is typing stays. Without a net it says of when the table is that it shows.
import { outbox } from "../outbox.js"

const EACH_MS = 2000
const OUT_OF_SIGHT_MS = 20_000
const SLOWEST_MS = 15_000
const PATIENCE_MS = 10_000

class TableLive extends HTMLElement {
  connectedCallback() {
    this.heard = Date.now()
    this.wait = EACH_MS
    this.onShow = () => this.soon()
    for (const [where, what] of this.moments()) where.addEventListener(what, this.onShow)
    this.addEventListener("submit", (event) => { if (event.target.matches("form[data-idea]")) this.lay(event) })
    this.stop = outbox.hear(({ state }) => { if (state === "sent") this.soon() })
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

  soon() {
    this.wait = EACH_MS
    clearTimeout(this.timer)
    this.ask()
  }

  later() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(), document.hidden ? OUT_OF_SIGHT_MS : this.wait)
  }

  // A document comes through XMLHttpRequest: what it brings is parsed and never run.
  ask() {
    if (this.busy) return
    this.busy = true
    const number = this.dataset.tag.split(".")[0]
    const request = new XMLHttpRequest()
    request.open("GET", this.dataset.asks + number)
    request.responseType = "document"
    request.timeout = PATIENCE_MS
    request.setRequestHeader("If-None-Match", `"${this.dataset.tag}"`)
    request.addEventListener("loadend", () => {
      this.busy = false
      this.take(request)
      this.later()
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
    if (status === 200) this.put(request.response)
    this.wait = EACH_MS
    this.dataset.tag = (request.getResponseHeader("ETag") ?? "").replaceAll(/W\/|"/g, "") || this.dataset.tag
  }

  say(fine) {
    const off = this.querySelector("[data-off]")
    if (fine) this.heard = Date.now()
    const at = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })
    off.querySelector("[data-at]").textContent = at.format(this.heard)
    if (off.hidden !== fine) off.hidden = fine
  }

  put(fresh) {
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const place = this.querySelector(`[data-part="${part.dataset.part}"]`)
      if (!place) continue
      if (isTyping(place)) this.hold(place, part)
      else swap(place, part)
    }
  }

  // Somebody types: the forms stay until that was sent or taken out.
  hold(place, part) {
    place.addEventListener("focusout", () => { if (!isTyping(place)) swap(place, part) }, { once: true })
  }

  async lay(event) {
    event.preventDefault()
    const form = event.target
    const refused = this.querySelector("[data-refused]")
    refused.hidden = true
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
    this.querySelector("[data-kept]").hidden = state !== "waits"
    refused.hidden = state !== "help"
    refused.textContent = detail ?? ""
  }
}

function isTyping(place) {
  const typed = (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked
  const fields = place.querySelectorAll("textarea, input:not([type=hidden])")
  return [...fields].some(typed) || (place.contains(document.activeElement) && document.activeElement.matches("input, textarea"))
}

function swap(place, part) {
  const open = [...place.querySelectorAll("details[open][id]")].map(({ id }) => id)
  place.replaceChildren(...document.adoptNode(part).childNodes)
  for (const id of open) place.querySelector(`#${id}`)?.setAttribute("open", "")
}

customElements.define("table-live", TableLive)
