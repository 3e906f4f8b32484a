"""Writing through the public door of the outbox, as a page's form does."""

from uuid import UUID

from playwright.sync_api import Page

PUT = """async ({text, id, photo, settle}) => {
  const root = document.querySelector("script[src$='/js/shell.js']").src.replace("shell.js", "")
  const {outbox} = await import(root + "outbox.js")
  const form = document.createElement("form")
  const add = (name, value) => form.append(Object.assign(document.createElement("input"), {name, value}))
  add("id", id), add("kind", "good"), add("source", "saw"), add("audience", "self"), add("text", text)
  const files = photo ? [{field: "photo", blob: new Blob([new Uint8Array(photo)], {type: "image/jpeg"})}] : []
  const written = await outbox.put({kind: "entry", form, files})
  return settle ? {id: written, ...await outbox.outcome(written, settle)} : {id: written}
}"""

FLUSH = """async (again) => {
  const root = document.querySelector("script[src$='/js/shell.js']").src.replace("shell.js", "")
  const {outbox} = await import(root + "outbox.js")
  await (again ? outbox.again() : outbox.flush())
}"""


def put(
    page: Page,
    text: str = "Het was een fijne dag.",
    *,
    id: str = "",
    photo: int = 0,
    settle: int = 0,
) -> dict[str, str]:
    """Write something down; with ``settle`` wait that many ms for what came of it."""
    written: dict[str, str] = page.evaluate(
        PUT, {"text": text, "id": id, "photo": photo, "settle": settle}
    )
    UUID(written["id"])
    return written


def flush(page: Page, *, again: bool = False) -> None:
    page.evaluate(FLUSH, again)
