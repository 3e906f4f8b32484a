// <waiting-notes>: what of this person's is still on this phone. The server wrote the sentences;
// this shows the ones that are true and stays away while there is nothing to say.
import { outbox } from "./outbox.js"

class WaitingNotes extends HTMLElement {
  connectedCallback() {
    this.stop = outbox.watch((counts) => this.show(counts))
    this.querySelector("[data-again]")?.addEventListener("click", outbox.again)
  }

  disconnectedCallback() {
    this.stop()
    this.querySelector("[data-again]")?.removeEventListener("click", outbox.again)
  }

  // "Sent" only when nothing is left: half the truth would be a comfort that is not there.
  show({ waits, login, help, sent }) {
    const left = waits + login + help
    const true_ = { waits, login, help, sent: left ? 0 : sent }
    for (const part of this.querySelectorAll("[data-state]")) part.hidden = !true_[part.dataset.state]
    for (const place of this.querySelectorAll("[data-count]")) {
      place.textContent = true_[place.dataset.count] || ""
    }
    if (help) import("./refused.js").then(({ list }) => list(this)).catch(() => null)
    this.hidden = !left && !sent
    this.toggleAttribute("data-left", left > 0)
  }
}

customElements.define("waiting-notes", WaitingNotes)
