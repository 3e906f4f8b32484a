"""All that can be done with a meeting before people sit together, in one place for who stands above."""

from api.meetings.bringing import bring_in, open_inputs
from api.meetings.days import answer_day, answer_days, choose_day, end_day, offer_days
from api.meetings.inviting import came, invite, uninvite
from api.meetings.leading import set_chair
from api.meetings.planning import call_off, change_words, plan_meeting

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
