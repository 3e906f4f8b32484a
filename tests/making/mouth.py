"""A mouth for Chromium, which has none here: it writes down what it would say, and by which voice."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.browsing import Live, new_context

Voice = dict[str, object]

XANDER: Voice = {"name": "Xander", "lang": "nl-NL", "localService": True}
ELLEN: Voice = {"name": "Ellen", "lang": "nl-BE", "localService": True, "default": True}
ANDROID: Voice = {"name": "nl-nl-x-tfb-local", "lang": "nl_NL", "localService": True}
MAJED: Voice = {"name": "Majed", "lang": "ar-001", "localService": True}
SENT_AWAY: list[Voice] = [
    {"name": "Google Nederlands", "lang": "nl-NL", "localService": False},
    {"name": "Microsoft Fenna Online", "lang": "nl-NL", "localService": True},
    {"name": "Microsoft Maarten (natural)", "lang": "nl-NL", "localService": True},
    {"name": "nl-nl-x-tfb-NETWORK", "lang": "nl-NL", "localService": True},
    {"name": "Nederlands", "lang": "nl-NL", "localService": True, "voiceURI": "nl-nl-network"},
    {"name": "Unsure", "lang": "nl-NL"},
    {"name": "Daniel", "lang": "en-GB", "localService": True},
    {"name": "Nls", "lang": "nlx", "localService": True},
]
MOUTH = """(() => {
  class Mouth extends EventTarget {
    voices = %s; said = []; cancelled = 0; now = null
    getVoices() { return this.voices }
    speak(words) { this.now = words; this.said.push({ text: words.text, voice: words.voice?.name, lang: words.lang }) }
    cancel() { this.cancelled += 1; const cut = this.now; this.now = null; cut?.dispatchEvent(new Event("error")) }
    finish() { const done = this.now; this.now = null; done?.dispatchEvent(new Event("end")); return this.now !== null }
    arrive(voices) { this.voices = voices; this.dispatchEvent(new Event("voiceschanged")) }
  }
  class Words extends EventTarget { constructor(text) { super(); this.text = text } }
  Object.defineProperty(self, "speechSynthesis", { value: new Mouth() })
  Object.defineProperty(self, "SpeechSynthesisUtterance", { value: Words })
})()"""


def give_voices(context: BrowserContext, *voices: Voice) -> None:
    """Let this browser have these voices and no other."""
    context.add_init_script(MOUTH % json.dumps(voices))


@contextmanager
def noors_phone(browser: Browser, live: Live) -> Iterator[Page]:
    """Noor's phone, with a voice of its own."""
    context = new_context(browser, live.url, service_workers="block")
    give_voices(context, *SENT_AWAY, XANDER)
    live.enter(context, live.world.noor)
    yield context.new_page()
    context.close()


def button(page: Page) -> Locator:
    """The one that reads aloud."""
    return page.locator("read-aloud button")


def said(page: Page) -> list[str]:
    """All that was said on this page."""
    return cast("list[str]", page.evaluate("speechSynthesis.said.map(({ text }) => text)"))


def speaking(page: Page) -> bool:
    """Whether it is saying something now."""
    return bool(page.evaluate("speechSynthesis.now !== null"))


def listen(page: Page) -> list[str]:
    """Tap, let it say all it has, and hand over what was said since."""
    before = len(said(page))
    button(page).click()
    page.evaluate("() => { while (speechSynthesis.finish()); }")
    return said(page)[before:]
