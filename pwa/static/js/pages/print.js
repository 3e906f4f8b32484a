// The app on a home screen has no menu of its own to print from.
const button = document.querySelector("[data-print]")

button.hidden = false
button.addEventListener("click", () => window.print())
