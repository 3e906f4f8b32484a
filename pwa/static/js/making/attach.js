// Puts something that was made here (a drawing, a photo, a voice) into a real file field,
// so that the plain form and the outbox both find it in the same place.

export function attach(input, blob, name) {
  const box = new DataTransfer()
  if (blob) box.items.add(new File([blob], name, { type: blob.type }))
  input.files = box.files
}

// Tells the form that it holds something else now.
export function changed(element) {
  element.dispatchEvent(new CustomEvent("made", { bubbles: true }))
}
