// <page-hints>: what a child may not follow, or what a page still needs, said while somebody types. It stops
// nobody. The words it looks for come with the page, from the same lists as the server's (words_and_pictures/hints.py).

export function seek(sentences, lists) {
  const plain = sentences.map((each) => (each.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).join(" "))
  const freed = plain.map((each) => lists.relief.reduce((left, phrase) => left.replaceAll(phrase, ""), each))
  const has = (starts, among = plain) => among.some((each) => starts.some((start) => ` ${each} `.includes(` ${start}`)))
  return {
    long: plain.some((each) => each.split(" ").length > lists.words),
    blame: has(lists.blame, freed),
    hard: has(lists.hard),
    love: lists.love.length > 0 && plain.some((each) => each) && !has(lists.love),
  }
}

// The first word of an office, as it was typed: a long sentence has many words.
export function hardWord(sentences, starts) {
  for (const each of sentences) {
    for (const start of starts) {
      const found = each.match(new RegExp(`(?<![\\p{L}\\p{N}_])${start}[\\p{L}\\p{N}_]*`, "iu"))
      if (found) return found[0]
    }
  }
  return ""
}

class PageHints extends HTMLElement {
  connectedCallback() {
    const list = (name) => this.dataset[name].split("|").filter((each) => each)
    this.lists = { words: Number(this.dataset.words), blame: list("blame"), relief: list("relief"), hard: list("hard"), love: list("love") }
    this.form = this.closest("form")
    this.form.addEventListener("input", this)
    this.handleEvent()
  }

  handleEvent() {
    const said = [...this.form.querySelectorAll("[name^=sentence-]")].map((field) => field.value)
    const found = seek(said, this.lists)
    this.querySelector("[data-word]").textContent = hardWord(said, this.lists.hard)
    for (const line of this.querySelectorAll("[data-hint]")) {
      const show = found[line.dataset.hint]
      if (line.hidden === show) line.hidden = !show
    }
  }
}

customElements.define("page-hints", PageHints)
