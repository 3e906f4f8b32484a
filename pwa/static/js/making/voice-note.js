// <voice-note>: talk instead of typing. Stays away on a phone that cannot record: no button that does nothing.
import { attach, changed } from "./attach.js"

const KINDS = ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"]
const LONGEST = 180

class VoiceNote extends HTMLElement {
  #turn = null // the recording that is starting or running; what comes of an older one is not wanted
  #recorder = null
  #busy = null

  connectedCallback() {
    if (!kind()) return this.#giveWay()
    this.hidden = false
    this.player = this.querySelector("audio")
    this.addEventListener("click", this)
    this.#show("start")
  }

  disconnectedCallback() {
    this.#drop()
  }

  handleEvent(event) {
    const deed = event.target.closest("button")?.dataset.do
    if (deed === "start" && !this.#turn) this.#busy = this.#record(this.#turn = {})
    if (deed === "stop") this.#recorder?.stop()
    if (deed === "remove") this.forget(true)
  }

  // Whoever sends while talking sends what was said so far. A question of the browser that is still
  // open is not waited for: it may stay open for ever.
  gather() {
    if (!this.#recorder) return void this.#drop()
    this.#recorder.stop()
    return this.#busy
  }

  forget(byHand = false) {
    this.#drop()
    URL.revokeObjectURL(this.player?.src ?? "")
    this.player?.removeAttribute("src")
    attach(this.#input, null)
    this.#show("start", byHand)
    changed(this)
  }

  async #record(turn) {
    const isWanted = () => this.#turn === turn
    const recorder = await listening(isWanted).catch(() => null)
    if (!isWanted()) return recorder?.stop()
    if (recorder) await this.#listenTo(recorder)
    if (!isWanted()) return
    this.#turn = null
    if (recorder) this.#keep(await recorder.finished)
    else this.#show("refused")
  }

  async #listenTo(recorder) {
    this.#recorder = recorder
    this.#show("recording", true)
    const timer = setInterval(() => this.#tick(recorder), 200)
    await recorder.finished
    clearInterval(timer)
    if (this.#recorder === recorder) this.#recorder = null
  }

  #drop() {
    this.#turn = null
    this.#recorder?.stop()
  }

  #keep(voice) {
    attach(this.#input, voice, voice.type.includes("mp4") ? "voice.m4a" : "voice.webm")
    this.player.src = URL.createObjectURL(voice)
    this.#show("done", true)
    changed(this)
  }

  #tick(recorder) {
    const { seconds, level } = recorder
    this.querySelector("[data-elapsed]").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
    this.querySelector("meter").value = level
    if (seconds >= LONGEST) recorder.stop()
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

// What records comes only when somebody wants to talk.
async function listening(isWanted) {
  const { Recorder } = await import("./recorder.js")
  const recorder = new Recorder()
  await recorder.start(kind(), isWanted)
  return recorder
}

function kind() {
  return navigator.mediaDevices?.getUserMedia && window.MediaRecorder && KINDS.find((type) => MediaRecorder.isTypeSupported(type))
}

customElements.define("voice-note", VoiceNote)
