// The lamp of who is signed in: lit when somebody of their people is there. Every answer has one size.

export function watchLamp(place, room) {
  const box = place.querySelector("[data-lamp]")
  const faces = place.querySelector("[data-faces]")
  return async () => {
    const answer = await fetch(`/kamer/${room}/lamp`, { cache: "no-store", redirect: "error" })
    const { on = false, names = [] } = answer.ok ? await answer.json() : {}
    place.querySelector(".scene").classList.toggle("lit", on)
    box.hidden = !on
    if (faces.textContent.trim() === names.join("")) return
    faces.replaceChildren(...names.map((name) => Object.assign(document.createElement("li"), { textContent: name })))
  }
}
