// Hides the page as soon as somebody looks elsewhere, so that an app switcher shows nothing.
// Visibility, not display: place and typed words stay as they were.

const root = document.documentElement
let isLeft = false
let held = false
let focused = null
let printing = false
let leave

// Comes true when the page is left for good: who still makes something then stops waiting for it.
export const gone = new Promise((done) => { leave = done })

export function cover() {
  if (printing || root.dataset.covered !== undefined) return
  focused = document.activeElement
  root.dataset.covered = ""
  root.style.visibility = "hidden"
}

// For good: the page is being left and must not show again, whatever comes back to it.
export function coverForGood() {
  isLeft = true
  leave()
  printing = false
  cover()
}

export function isGone() {
  return isLeft
}

export function isHeld() {
  return held
}

// Until somebody said who they are.
export function hold(yes) {
  held = yes
  printing = false
  yes ? cover() : uncover()
}

function uncover() {
  if (isLeft || held || document.visibilityState === "hidden" || root.dataset.covered === undefined) return
  delete root.dataset.covered
  root.style.visibility = ""
  if (document.activeElement !== focused) focused?.focus({ preventScroll: true })
}

document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" ? cover() : uncover())
addEventListener("pagehide", cover)
addEventListener("blur", cover)
addEventListener("focus", uncover)
addEventListener("pageshow", uncover)
// The print window takes the focus, and an empty sheet helps nobody.
addEventListener("beforeprint", () => { printing = true; uncover() })
addEventListener("afterprint", () => { printing = false })
// A browser that lost a "focus" must not leave the person with an empty page.
addEventListener("pointerdown", uncover)
addEventListener("keydown", uncover)
