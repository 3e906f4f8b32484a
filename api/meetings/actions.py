"""All that can be done with a meeting before people sit together, in one place for who stands above."""

from api.meetings.bringing import bring_in, open_inputs
from api.meetings.inviting import came, invite, set_chair, uninvite
from api.meetings.planning import (
    answer_day,
    answer_days,
    call_off,
    change_words,
    choose_day,
    end_day,
    offer_days,
    plan_meeting,
)

__all__ = [
    "answer_day",
    "answer_days",
    "bring_in",
    "call_off",
    "came",
    "change_words",
    "choose_day",
    "end_day",
    "invite",
    "offer_days",
    "open_inputs",
    "plan_meeting",
    "set_chair",
    "uninvite",
]
