"""How a knock leaves the house, by channel."""

from collections.abc import Callable

from api.core.house import House
from api.push.addresses import origin_of
from api.push.claiming import Knock
from api.push.message import make_message
from api.push.rules import Answer
from api.push.sending import Sender
from api.push.vapid import Vapid

Way = Callable[[Knock], Answer]
GONE = 410


class Post:
    """Through the push service of the browser."""

    def __init__(self, house: House, sender: Sender) -> None:
        """Sign and send as this house."""
        self._house = house
        self._sender = sender
        self._vapid = Vapid(house.secrets.vapid, house.settings.push_contact)

    def carry(self, knock: Knock) -> Answer:
        """Seal and send one knock. An address that is not, or no longer, on the list is as dead as any."""
        to, now = knock.address, self._house.clock.now()
        settings = self._house.settings
        if to is None or origin_of(to.endpoint, settings.push_origins) != to.origin:
            return Answer(status=GONE)
        authorization = self._vapid.header(to.origin, now)
        try:
            message = make_message(
                to, knock.word, knock.id, authorization=authorization, base_url=settings.base_url
            )
        except ValueError:
            return Answer(status=GONE)
        return self._sender.post(message, now)
