// /installeren: shows the help that fits this browser. [data-install] holds the parts:
// data-platform="button|ios|android|other|done"; the button is shown when the browser itself can install.

const page = document.querySelector("[data-install]")
let prompt = null

function show(platform) {
  for (const part of page.querySelectorAll("[data-platform]")) part.hidden = part.dataset.platform !== platform
}

// By what the browser can, not by its name; only iOS has no other sign than its own property.
function platform() {
  if (matchMedia("(display-mode: standalone)").matches || navigator.standalone) return "done"
  if ("standalone" in navigator) return "ios"
  return matchMedia("(pointer: coarse)").matches ? "android" : "other"
}

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault()
  prompt = event
  show("button")
})
addEventListener("appinstalled", () => show("done"))
page.querySelector("[data-platform=button] button")?.addEventListener("click", async () => {
  await prompt?.prompt()
  prompt = null
})

show(platform())
