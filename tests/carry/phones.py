"""A phone: a real Chromium with a profile on disk that survives being killed."""

import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browsing import ARGUMENTS, until
from tests.equipment import chromium

EVERYTHING = """async () => {
  const text = new TextDecoder("latin1"), found = []
  const spell = (value) => JSON.stringify(value, (_, v) =>
    v instanceof ArrayBuffer ? text.decode(v) : ArrayBuffer.isView(v) ? text.decode(v.buffer) : v)
  for (const {name} of await indexedDB.databases()) {
    const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (e) => done(e.target.result) })
    for (const store of db.objectStoreNames) {
      const all = await new Promise((done) => {
        db.transaction(store).objectStore(store).getAll().onsuccess = (e) => done(e.target.result) })
      found.push(...all.map((value) => [store, spell(value)]))
    }
    db.close()
  }
  for (const name of await caches.keys()) for (const key of await (await caches.open(name)).keys())
    found.push([name, key.url + await (await caches.match(key)).text()])
  found.push(["localStorage", spell({...localStorage})], ["sessionStorage", spell({...sessionStorage})])
  return found
}"""


@dataclass
class Phone:
    """Starts, is killed, starts again with what it kept."""

    driver: Playwright
    profile: Path
    process: subprocess.Popen[bytes] | None = None
    browser: Browser | None = field(default=None)

    def start(self) -> BrowserContext:
        port_file = self.profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [
                str(chromium()),
                "--headless=new",
                *ARGUMENTS,
                "--remote-debugging-port=0",
                f"--user-data-dir={self.profile}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        port = _port(port_file)
        self.browser = self.driver.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        return self.browser.contexts[0]

    def kill(self) -> None:
        """As a phone does that needs the memory: at once, nothing is asked."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(60)
        self.process = None
        if self.browser is not None:
            self.browser.close()


def everything_kept(page: Page) -> str:
    """All that this site has laid on the phone, as one text."""
    return json.dumps(page.evaluate(EVERYTHING), ensure_ascii=False)


def waiting(page: Page) -> list[dict[str, Any]]:
    """The records that wait, without their bytes, in order of writing."""
    rows = page.evaluate(EVERYTHING)
    records = [json.loads(text) for store, text in rows if store == "waiting"]
    return sorted(
        ({**each, "buf": len(each["buf"])} for each in records), key=lambda each: each["seq"]
    )


def ready_offline(page: Page) -> None:
    """Wait until the worker holds the shell and the phone knows for whom and to which key it seals."""
    until(page, "async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)")
    knows_who(page)


def knows_who(page: Page) -> None:
    """Wait until the phone knows for whom and to which key it seals: for whose page this is."""
    until(
        page,
        """async () => {
          const db = (await indexedDB.databases()).some(({name}) => name === "bewaard")
          if (!db) return false
          const open = await new Promise((done) => { indexedDB.open("bewaard").onsuccess = (e) => done(e.target.result) })
          const get = (key) => new Promise((done) => {
            open.transaction("meta").objectStore("meta").get(key).onsuccess = (e) => done(e.target.result) })
          const [me, key] = [await get("me"), await get("key")]
          open.close()
          return Boolean(key) && me?.who === document.body.dataset.person
        }""",
    )


def _port(path: Path) -> int:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        if path.exists() and (text := path.read_text().split()):
            return int(text[0])
        time.sleep(0.05)
    raise TimeoutError(path)


def has_gone(page: Page) -> bool:
    """It says so where it was made, or has led on when the net was back that soon."""
    said = page.locator("[data-outcome] [data-state=sent]:visible").count()
    return bool(said) or not page.locator("[data-outcome]").count()
