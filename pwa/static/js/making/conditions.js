// Shows what belongs to the answers given so far: data-when="kind=good|near", or "audience=" for "nothing chosen yet".
// A fieldset that does not belong is switched off too, so it is not sent.

export function holds(form, rule) {
  const [name, wanted] = rule.split("=")
  const given = answers(form, name)
  if (!wanted) return given.length === 0
  return wanted.split("|").some((value) => given.includes(value))
}

export function applyAll(form) {
  for (const part of form.querySelectorAll("[data-when]:not([data-step])")) {
    const belongs = holds(form, part.dataset.when)
    part.hidden = !belongs
    if (part instanceof HTMLFieldSetElement) part.disabled = !belongs
  }
  for (const more of form.querySelectorAll("details[data-open-when]")) more.open ||= holds(form, more.dataset.openWhen)
}

export function answers(form, name) {
  return [...form.querySelectorAll(`[name="${name}"]`)]
    .filter((control) => ("checked" in control && /radio|checkbox/.test(control.type) ? control.checked : told(control)))
    .map((control) => control.value)
}

function told(control) {
  return control.type === "file" ? control.files.length > 0 : control.value.trim() !== ""
}
