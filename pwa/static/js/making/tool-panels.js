// Small panels under a row of buttons (pens, colours, "really wipe?"): one open at a time.
// Everything in them is a real button, so keyboard and screen reader come along by themselves.

export function press(root, button) {
  const wasOpen = button.getAttribute("aria-expanded") === "true"
  close(root)
  const panel = panelOf(root, button)
  if (wasOpen || !panel) return
  button.setAttribute("aria-expanded", "true")
  panel.hidden = false
  const chosen = panel.querySelector("[aria-pressed=true], input:checked")
  const first = chosen ?? [...panel.querySelectorAll("button, input, audio")].find((each) => each.getClientRects().length)
  first?.focus()
}

export function close(root) {
  for (const button of root.querySelectorAll("[data-panel][aria-expanded=true]")) {
    const panel = panelOf(root, button)
    if (panel.contains(document.activeElement)) button.focus()
    panel.hidden = true
    button.setAttribute("aria-expanded", "false")
  }
}

// Marks the chosen one of a kind and shows it on the button that opened the panel.
export function mark(root, kind, chosen) {
  for (const button of root.querySelectorAll(`[data-${kind}]`)) button.setAttribute("aria-pressed", String(button === chosen))
  root.querySelector(`[data-shows=${kind}]`)?.replaceChildren(chosen.querySelector("svg").cloneNode(true))
}

function panelOf(root, button) {
  return root.querySelector(`#${button.getAttribute("aria-controls")}`)
}
