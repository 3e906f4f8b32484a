"""The walk of a professional who makes a key for a program: refused, shown once, taken away."""

from api.people.organisation.opening import end_host
from tests.look.walk import Screens, Stage, send_plain, walk
from tests.sharing.seats import Seats
from tests.world import prove_all


@walk("nobody", "feed_keys.mine", "feed_keys.make")
def a_professional_makes_a_key(stage: Stage) -> Screens:
    """An account of the organisation: in the house of Noor it has no seat."""
    page, house = stage.page, stage.live.house
    account = Seats(house, house.clock.now()).account(name="Yara")
    end_host(house, name="Bas", now=house.clock.now())
    stage.live.enter(page.context, account)
    prove_all(house)
    page.goto("/meekijken/sleutels")
    yield "keys"
    send_plain(page)
    yield "key-refused"
    page.fill("[name=name]", "Zaaksysteem")
    send_plain(page)
    yield "key-shown-once"
    page.goto("/meekijken/sleutels")
    yield "keys-that-work"


WALKS = (a_professional_makes_a_key,)
