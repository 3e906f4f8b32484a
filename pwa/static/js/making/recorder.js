// One recording of a voice, at most three minutes, with how loud it is while it runs.
// It stops by itself when the page goes out of sight: no microphone may stay open unseen.

const BITS_A_SECOND = 32000

export class Recorder {
  #parts = []
  #recorder
  #stream
  #sound
  #hidden = () => document.hidden && this.stop()

  // Asks for the microphone; fails when the person says no, or was not waited for any more.
  async start(mimeType, isWanted) {
    this.#stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true} })
    if (document.hidden || !isWanted()) {
      this.#close()
      throw new Error("too late")
    }
    this.#recorder = new MediaRecorder(this.#stream, { mimeType, audioBitsPerSecond: BITS_A_SECOND })
    this.#recorder.addEventListener("dataavailable", (event) => event.data.size && this.#parts.push(event.data))
    this.finished = new Promise((done) => this.#recorder.addEventListener("stop", () => done(this.#finish()), { once: true }))
    document.addEventListener("visibilitychange", this.#hidden)
    this.#listen()
    this.#recorder.start(1000)
    this.began = performance.now()
  }

  stop() {
    if (this.#recorder?.state === "recording") this.#recorder.stop()
  }

  get seconds() {
    return Math.floor((performance.now() - this.began) / 1000)
  }

  // From 0 (silent) to 1 (loud).
  get level() {
    const waves = new Uint8Array(this.#sound.fftSize)
    this.#sound.getByteTimeDomainData(waves)
    return Math.min(1, Math.max(...waves.map((wave) => Math.abs(wave - 128))) / 90)
  }

  #listen() {
    const context = new AudioContext()
    this.#sound = context.createAnalyser()
    this.#sound.fftSize = 512
    context.createMediaStreamSource(this.#stream).connect(this.#sound)
  }

  #finish() {
    document.removeEventListener("visibilitychange", this.#hidden)
    this.#close()
    this.#sound.context.close()
    return new Blob(this.#parts, { type: this.#recorder.mimeType.split(";")[0] })
  }

  #close() {
    for (const track of this.#stream.getTracks()) track.stop()
  }
}
