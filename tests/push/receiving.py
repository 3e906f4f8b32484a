"""A phone that takes messages: what it was handed, what it showed, and what it told back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page
from werkzeug.wrappers import Request, Response

SHOWN = """async () => {
  const found = await (await navigator.serviceWorker.ready).getNotifications()
  return found.map(({title, body, tag, icon, data}) => ({title, body, tag, icon, ids: data.ids}))
}"""
COUNT = """() => {
  const {registration} = self, show = registration.showNotification.bind(registration)
  self.shows = []
  registration.showNotification = (title, rules) => show(title, rules).then(() => { self.shows.push(title) })
}"""
KEPT = """async () => (await (await caches.open("ontvangst")).keys()).map(({url}) => new URL(url).pathname)"""
TAP = """async () => {
  const [notification] = await self.registration.getNotifications()
  self.dispatchEvent(new NotificationEvent("notificationclick", {notification}))
}"""


@dataclass
class Counter:
    """Takes the receipts in before the application; `status` is what it answers."""

    app: Any
    status: int = 204
    is_real: bool = False
    came: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401
        request = Request(environ)
        if not request.path.startswith("/api/v1/push/receipt/"):
            return self.app(environ, start)  # type: ignore[no-any-return]
        body = request.get_data()
        environ["wsgi.input"] = BytesIO(body)
        if self.status < 300:
            self.came.append((request.path.rpartition("/")[2], json.loads(body)["what"]))
        if self.is_real:
            return self.app(environ, start)  # type: ignore[no-any-return]
        return Response("", self.status)(environ, start)


@dataclass
class Receiver:
    """A phone that takes messages."""

    context: BrowserContext
    page: Page
    devtools: CDPSession
    origin: str
    registration: str
    counter: Counter

    def deliver(self, data: str) -> None:
        told = {"origin": self.origin, "registrationId": self.registration, "data": data}
        self.devtools.send("ServiceWorker.deliverPushMessage", told)

    def shown(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.evaluate(SHOWN)
        return found

    def shows(self) -> list[str]:
        """Every sentence that was shown, also what another took the place of."""
        found: list[str] = self.context.service_workers[0].evaluate("() => self.shows")
        return found

    def tap(self) -> None:
        """Tap what is shown. The browser's tools have no word for it, so the worker is told."""
        self.context.service_workers[0].evaluate(TAP)

    def kept(self) -> list[str]:
        found: list[str] = self.page.evaluate(KEPT)
        return found
