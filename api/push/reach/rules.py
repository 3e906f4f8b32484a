"""When a device is tested, and who may know whether a helper can be reached. Pure."""

from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from api.people.policy import Item, Role, Verb, Viewer, may
from i18n.dates import AMSTERDAM

AFTER: Final = timedelta(days=5, hours=12)
"""Every sixth day in truth: a phone that is off on that day has another one before it is called silent."""
MORNING: Final = time(9)
EVENING: Final = time(20)


def is_test_due(
    *, device: UUID, tested_at: datetime | None, since: datetime, now: datetime
) -> bool:
    """Say whether a device gets its test now: by day, and each at a minute of its own."""
    last = max(tested_at or since, since)
    if now - last < AFTER:
        return False
    return minute_of(device) <= now.astimezone(AMSTERDAM).time() < EVENING


def minute_of(device: UUID) -> time:
    """Return from when on a day a device is tested, so that they do not all ring at nine."""
    whole = (EVENING.hour - MORNING.hour) * 60 - 30  # the last of them has half an hour left
    minutes = MORNING.hour * 60 + device.int % whole
    return time(minutes // 60, minutes % 60)


def item(helper: Viewer, ward: UUID, now: datetime) -> Item:
    """Return whether a helper can be reached as the policy sees it: the helper's, about one ward."""
    return Item(
        kind="reachability",
        household=helper.household,
        author=helper.person,
        ward=ward,
        side=helper.side,
        shared_at=now,
    )


def may_know(viewer: Viewer, helper: Viewer, now: datetime) -> bool:
    """Say whether somebody may know how a helper can be reached: as the helper of one ward at least."""
    return any(may(viewer, Verb.LIST, item(helper, ward, now)) for ward in helper.wards)


def is_told(viewer: Viewer, helper: Viewer, now: datetime) -> bool:
    """Say whether somebody is told: the helper, who leads, and who helps the same ward. Never the ward itself."""
    if viewer.person == helper.person:
        return True
    leads = bool(viewer.duties & {"chair", "plan_holder"})
    beside = bool(viewer.wards.keys() & helper.wards.keys())
    grown_up = viewer.role in {Role.ADULT, Role.CIRCLE}
    return grown_up and (leads or beside) and may_know(viewer, helper, now)
