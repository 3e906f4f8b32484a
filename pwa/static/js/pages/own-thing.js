// A thing of one's own, drawn or photographed.
import "../making/photo-pick.js"
import { gatherFirst } from "../making/gather-first.js"

const form = document.querySelector("[data-own]")

if (form.querySelector("drawing-pad")) import("../making/drawing-pad.js")
gatherFirst(form, ":is(drawing-pad, photo-pick):defined")
