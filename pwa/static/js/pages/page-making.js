// A page of a book: a picture that is drawn or photographed, and a voice.
import "../making/photo-pick.js"
import "../making/voice-note.js"
import "../making/maker-tabs.js"
import "../making/page-hints.js"
import { gatherFirst } from "../making/gather-first.js"

const form = document.querySelector("[data-own]")

// The pad and its figures come when somebody wants to draw (maker-tabs).
form.querySelector("[data-panel=drawing]").addEventListener("click", () => import("../making/pad-people.js"), { once: true })
gatherFirst(form, ":is(drawing-pad, photo-pick, voice-note):defined")
