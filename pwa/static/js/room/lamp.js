// The lamp of who is signed in: lit when somebody of their people is there. Every answer has one size.

const COLOURS = ["", "plum", "moss", "clay", "sky", "slate", "teal"] // of who chose no picture: a letter

export function watchLamp(place, room) {
  const box = place.querySelector("[data-lamp]")
  const list = place.querySelector("[data-faces]")
  return async () => {
    const answer = await fetch(`/kamer/${room}/lamp`, { cache: "no-store", redirect: "error" })
    const { on = false, faces = [] } = answer.ok ? await answer.json() : {}
    place.querySelector(".scene").classList.toggle("lit", on)
    box.hidden = !on
    const before = [...list.querySelectorAll("bdi")].map(({ textContent }) => textContent).join()
    if (before !== faces.map(([name]) => name).join()) list.replaceChildren(...faces.map(line))
  }

  function line([name, picture]) {
    const words = Object.assign(document.createElement("bdi"), { textContent: name, translate: false })
    const item = Object.assign(document.createElement("li"), { className: "row" })
    item.append(faceOf(name, picture), words)
    return item
  }

  function faceOf(name, picture) {
    const face = Object.assign(document.createElement("span"), { ariaHidden: "true" })
    const letter = COLOURS.includes(picture)
    face.className = `face ${letter ? picture || "teal" : "drawn"}`
    face.append(letter ? name[0] : drawn(picture))
    return face
  }

  function drawn(picture) {
    const { namespaceURI } = place.querySelector(".scene svg")
    const [svg, use] = ["svg", "use"].map((name) => document.createElementNS(namespaceURI, name))
    svg.setAttribute("viewBox", "0 0 72 72")
    use.setAttribute("href", `${list.dataset.faces}#${picture}`)
    svg.append(use)
    return svg
  }
}
