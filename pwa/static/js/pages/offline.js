// The form that works without a net, in the look of the person who was signed in here last.
// Nobody known: then there is no one to seal for, and the page says so.
import { known } from "../who-was-here.js"

const place = document.querySelector("[data-shell]")
const me = await known()

if (me) await show(me)
else place.querySelector("[data-nobody]").hidden = false

// The address says which agreement was looked at, at which page of a book this is, or on which sheet a child draws,
// as it does when there is a net. At a page a face is enough.
function asAsked(form) {
  const asked = new URLSearchParams(location.search)
  for (const field of form.querySelectorAll("[data-from]")) field.value = asked.get(field.dataset.from) ?? ""
  for (const step of asked.has("blad") ? form.querySelectorAll("[data-at-a-page]") : []) step.dataset.needs = step.dataset.atAPage
  for (const [name, from] of [["kind", "soort"], ["visit", "bezoek"], ["sheet", "vel"]]) {
    const choice = [...form.querySelectorAll(`[name="${name}"]`)].find(({ value }) => value === asked.get(from))
    if (choice) choice.checked = true
    if (choice && name === "kind") form.querySelector("step-by-step").dataset.first ??= document.body.dataset.look === "kid" ? "feeling" : "what"
  }
}

async function show({ look, who }) {
  const form = place.querySelector(`template[data-look="${look}"]`) ?? place.querySelector("template")
  document.body.dataset.look = look
  document.body.dataset.writer = who
  place.hidden = true // until its parts work: a tap on a picture must lead on
  place.append(form.content.cloneNode(true))
  place.querySelector("form [name=id]").value = crypto.randomUUID()
  asAsked(place.querySelector("form"))
  if (place.querySelector("read-aloud")) import("../aloud.js")
  await import("./writing.js").finally(() => { place.hidden = false })
}
