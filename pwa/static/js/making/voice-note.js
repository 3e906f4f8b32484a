// <voice-note>: talk instead of typing. Stays away on a phone that cannot record: no button that does nothing.
import { attach, changed } from "./attach.js"
import { canRecord, Recorder } from "./recorder.js"

const LONGEST = 180

class VoiceNote extends HTMLElement {
  #recorder = null
  #busy = Promise.resolve()
  #timer = 0

  connectedCallback() {
    if (!canRecord()) return this.#giveWay()
    this.hidden = false
    this.player = this.querySelector("audio")
    this.addEventListener("click", this)
    this.#show("start")
  }

  disconnectedCallback() {
    this.#recorder?.stop()
    clearInterval(this.#timer)
  }

  handleEvent(event) {
    const deed = event.target.closest("button")?.dataset.do
    if (deed === "start") this.#busy = this.#record()
    if (deed === "stop") this.#recorder?.stop()
    if (deed === "remove") this.forget(true)
  }

  // Whoever sends while talking sends what was said so far.
  gather() {
    this.#recorder?.stop()
    return this.#busy
  }

  forget(byHand = false) {
    this.#recorder?.stop()
    URL.revokeObjectURL(this.player?.src ?? "")
    this.player?.removeAttribute("src")
    attach(this.#input, null)
    this.#show("start", byHand)
    changed(this)
  }

  async #record() {
    const recorder = new Recorder()
    try {
      await recorder.start()
    } catch {
      return this.#show("refused")
    }
    this.#recorder = recorder
    this.#show("recording", true)
    this.#timer = setInterval(() => this.#tick(), 200)
    const voice = await recorder.finished
    clearInterval(this.#timer)
    this.#recorder = null
    this.#keep(voice)
  }

  #keep(voice) {
    attach(this.#input, voice, voice.type.includes("mp4") ? "voice.m4a" : "voice.webm")
    this.player.src = URL.createObjectURL(voice)
    this.#show("done", true)
    changed(this)
  }

  #tick() {
    const { seconds, level } = this.#recorder
    this.querySelector("[data-elapsed]").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
    this.querySelector("meter").value = level
    if (seconds >= LONGEST) this.#recorder.stop()
  }

  #show(state, byHand = false) {
    for (const part of this.querySelectorAll("[data-state]")) part.hidden = !part.dataset.state.split(" ").includes(state)
    if (byHand) this.querySelector("[data-state]:not([hidden]) button, [data-state]:not([hidden]) audio")?.focus()
  }

  // Nobody may choose a way that this phone does not have.
  #giveWay() {
    const way = this.closest("form").querySelector("[name=way][value=praten][type=radio]")
    if (way) way.closest("label").hidden = true
  }

  get #input() {
    return this.querySelector("[name=voice]")
  }
}

customElements.define("voice-note", VoiceNote)
