// <read-aloud>: says the words of a part of the page, by a voice that lives in this device.
// Any other voice would send the words away: then there is no button, and nothing is said.
// It begins on a tap only; another tap, looking away or leaving ends it. It remembers nothing.
const AWAY = /online|natural|network/i
const SILENT = `[aria-hidden=true], [data-unspoken], .unseen:not(h2), details:not([open]) > :not(summary), read-aloud,
  input, textarea, select, [contenteditable], canvas, audio, video, template, script, style`
// To the end of a sentence, or somewhere between two words: browsers fall silent after some 14 seconds.
const SENTENCE = /\S.{0,180}?(?:[.!?…؟]+["'”’)]*(?=\s|$)|$)|\S.{0,180}(?=\s)|\S{1,180}/gu
const SLOWLY = 0.9

const root = document.documentElement
const speech = self.speechSynthesis

class ReadAloud extends HTMLElement {
  #left = []
  #saying = null
  #listening
  #covered = new MutationObserver(() => this.#stop())

  connectedCallback() {
    if (!speech) return
    this.#listening = new AbortController()
    const { signal } = this.#listening
    document.addEventListener("click", this, { capture: true, signal })
    document.addEventListener("visibilitychange", this, { signal })
    for (const leaving of ["pagehide", "popstate"]) addEventListener(leaving, this, { signal })
    speech.addEventListener?.("voiceschanged", this, { signal }) // the voices come late
    this.#covered.observe(root, { attributeFilter: ["data-covered"] })
    this.#offer()
  }

  disconnectedCallback() {
    this.#listening?.abort()
    this.#covered.disconnect()
    this.#stop()
  }

  // Whatever somebody taps, the saying ends: what was read may be gone, and a recording must not hear it.
  handleEvent({ type, target }) {
    if (type === "voiceschanged") return this.#offer()
    const idle = !this.#saying
    this.#stop()
    if (type === "click" && idle && this.querySelector("button").contains(target)) this.#begin()
  }

  #offer() {
    this.hidden = !localVoice()
    if (this.hidden) this.#stop()
  }

  #begin() {
    const parts = this.querySelector("button").getAttribute("aria-controls")
    this.#left = parts.split(" ").flatMap((id) => sentences(document.getElementById(id)))
    this.#next()
  }

  // The voice is looked up again for each sentence: without one the browser would take any.
  #next() {
    const voice = localVoice()
    const words = this.#left.shift()
    if (!voice || !words) return this.#stop()
    const said = Object.assign(new SpeechSynthesisUtterance(words), { voice, lang: voice.lang, rate: SLOWLY })
    said.addEventListener("end", () => { if (said === this.#saying) this.#next() })
    said.addEventListener("error", () => { if (said === this.#saying) this.#stop() })
    this.#saying = said
    this.#show("saying")
    speech.speak(said)
  }

  #stop() {
    if (!this.#saying) return
    this.#saying = null
    this.#left = []
    speech.cancel()
    this.#show("silent")
  }

  #show(state) {
    for (const part of this.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state
  }
}

function localVoice() {
  const page = root.lang.toLowerCase()
  const fits = speech.getVoices().filter((voice) => staysHere(voice) && tag(voice).split("-")[0] === page.split("-")[0])
  return fits.find((voice) => voice.default) ?? fits.find((voice) => [page, `${page}-${page}`].includes(tag(voice))) ?? fits[0]
}

function staysHere({ localService, name, voiceURI }) {
  return localService === true && !AWAY.test(`${name} ${voiceURI}`)
}

function tag({ lang }) {
  return lang.toLowerCase().replaceAll("_", "-")
}

// What can be seen below an element, sentence by sentence; never what somebody is typing.
function sentences(element) {
  const lines = [""]
  gather(element, lines)
  const said = lines.flatMap((line) => line.split("\n")).flatMap((line) => line.trim().match(SENTENCE) ?? [])
  return said.filter((words) => /[\p{L}\p{N}]/u.test(words))
}

function gather(element, lines) {
  const style = getComputedStyle(element)
  const apart = style.display !== "inline" || element.localName === "br"
  const alt = element.alt || (element.matches("[role=img]") && element.getAttribute("aria-label"))
  if (apart) lines.push("")
  if (alt && !lines.some((line) => line.trim() === alt)) lines.push(alt, "")
  for (const node of alt ? [] : element.childNodes) {
    if (node instanceof Text) lines.push(lines.pop() + (style.whiteSpace.startsWith("pre") ? node.data : node.data.replace(/\s+/g, " ")))
    else if (node instanceof Element && !node.matches(SILENT) && node.getClientRects().length) gather(node, lines)
  }
  if (apart) lines.push("")
}

customElements.define("read-aloud", ReadAloud)
