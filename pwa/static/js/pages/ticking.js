// The week of who ticks it. Without a net it is a page of the shell (data-shell), empty and without a name:
// then the look and the days come from this phone.
import { outbox } from "../outbox.js"
import { dayBefore, listen } from "../ticks.js"
import { known } from "../who-was-here.js"

const place = document.querySelector("[data-shell]")

if (place) await fill()
for (const form of document.querySelectorAll("form[data-ticks]")) listen(form)
outbox.prepare()

async function fill() {
  const me = await known()
  if (!me) return place.querySelector("[data-nobody]").hidden = false
  const page = place.querySelector(`template[data-look="${me.look}"]`) ?? place.querySelector("template")
  document.body.dataset.look = me.look
  document.body.dataset.writer = me.who
  place.append(page.content.cloneNode(true))
  place.querySelector("[name=sticker]")?.setAttribute("checked", "")
  for (const day of place.querySelectorAll("[data-ago]")) put(day, dayBefore(Number(day.dataset.ago)))
  if (place.querySelector("read-aloud")) import("../aloud.js")
}

function put(part, day) {
  for (const button of part.querySelectorAll("[data-cell]")) button.value = `${day}.${button.dataset.cell}`
}
