// Puts what changed of a page in its place: a part as a whole, or the rows that its list lacks.
// What somebody types stays, and who stood on a button stands there afterwards.

export function isTyping(place) {
  const fields = [...place.querySelectorAll("textarea, input:not([type=hidden])")]
  const typed = ({ type, checked, value }) => type === "checkbox" || type === "radio" ? checked : value.trim()
  return fields.some(typed) || fields.includes(document.activeElement)
}

export function put(place, part) {
  const held = whereItStands(place)
  const list = place.querySelector("[data-rows]")
  if (part.dataset.order === undefined) swap(place, part)
  else if (list) fold(list, part)
  if (held.length && !place.contains(document.activeElement)) {
    held.map((where) => place.querySelector(where)).find(Boolean)?.focus()
  }
}

function swap(place, part) {
  const open = [...place.querySelectorAll("details[open][id]")].map(({ id }) => id)
  place.replaceChildren(...document.adoptNode(part).childNodes)
  for (const id of open) place.querySelector(`#${id}`)?.setAttribute("open", "")
}

// "0-3 + 5-5": the rows from 0 to 3 as they are, then a new one, then the one that stood fifth.
function fold(list, part) {
  const old = [...list.children]
  const fresh = [...document.adoptNode(part).children]
  const rows = part.dataset.order.split(" ").filter(Boolean).flatMap((word) => {
    if (word === "+") return fresh.shift()
    const [first, last] = word.split("-").map(Number)
    return old.slice(first, last + 1)
  })
  for (const row of old) if (!rows.includes(row)) row.remove()
  // A row that stands well is not touched: it keeps its place under a finger.
  rows.forEach((row, at) => { if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null) })
}

// A button is known by its row and by what it does; if it does another thing now, by its row alone.
function whereItStands(place) {
  const held = document.activeElement
  if (!place.contains(held) || !held.matches("button, h1")) return []
  const row = held.closest("[id]")
  const near = row && place.contains(row) ? `#${CSS.escape(row.id)} ` : ""
  const same = `button[name="${held.name}"][value="${CSS.escape(held.value ?? "")}"]`
  return [near + same, near ? `${near}button` : "h1"]
}
