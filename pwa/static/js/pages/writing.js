// The page on which somebody writes: each part is a small element of its own.
// What records must be there before the buttons that show it.
import "../handover.js"
import "../making/photo-pick.js"
import "../making/voice-note.js"
import "../making/maker-tabs.js"
import "../making/name-list.js"
import "../making/step-by-step.js"
import { makeReady } from "../making/ready.js"

for (const noteForm of document.querySelectorAll("note-form[data-outbox]")) makeReady(noteForm)

// The heavy ones come only where they are; behind a tab the pad waits for its button (maker-tabs).
const has = selector => document.querySelector(selector) !== null
if (has("goes-along")) import("../making/goes-along.js")
if (has("last-choice")) import("../making/last-choice.js")
if (has("picture-grid")) import("../making/picture-grid.js")
if (has("drawing-pad") && !has("maker-tabs drawing-pad")) import("../making/drawing-pad.js")
