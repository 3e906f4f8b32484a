"""Which tables who reads along with a house may look at on PostgreSQL, and which never (api/core/reader.py).

The one list of it. A table that is in neither half is a mistake that tests/house/test_reader.py finds:
whoever makes a table decides. It may be looked at only where a page of `/meekijken` or the feed asks it, and
then row by row behind the walls, with the policy and consent still to decide what of it is shown. What lets
somebody in, what reaches somebody, and what only the people of a house tell each other is never asked.
"""

from typing import Final

READABLE: Final = frozenset(
    [
        # Who sits where, and what is shared with them now.
        "feed_keys",
        "halts",
        "households",
        "seats",
        "sharing_answers",
        "sharings",
        # Who is who. The policy decides with these: without shields and safety people it would show
        # somebody who is feared what is not for them, and without goings what was told while they were away.
        "apart_switches",
        "duties",
        "goings",
        "people",
        "safety_links",
        "shields",
        # What was read before, and how far the book had come.
        "journal_heads",
        "readings",
        # The log.
        "entries",
        "entry_chosen",
        "entry_news",
        "entry_readers",
        "entry_versions",
        "media",
        "replies",
        "thanks",
        "withdrawals",
        # Plan and path; of the telephone numbers those of who helps because it is their work.
        "checks",
        "endorsements",
        "outcome_ticks",
        "own_numbers",
        "part_people",
        "part_versions",
        "path_marks",
        "path_parts",
        "path_people",
        "path_phases",
        "path_versions",
        "plan_parts",
        # Numbers.
        "scale_words",
        "scales",
        "score_chosen",
        "scores",
        # The week. Of a child in two homes it says in which one a day is.
        "homes",
        "residences",
        "week_activities",
        "week_activity_with",
        "week_breaks",
        "week_homes",
        "week_marks",
        "week_readers",
        "weeks",
        # Words and pictures.
        "book_pages",
        "book_people",
        "books",
        "page_media",
        "page_versions",
        "showing_people",
        "showings",
        "shown_pages",
        # Talking together. A meeting is opened whole, and the policy leaves out what somebody brought beforehand.
        "meeting_answers",
        "meeting_came",
        "meeting_chairs",
        "meeting_days",
        "meeting_inputs",
        "meeting_invited",
        "meeting_opened",
        "meeting_words",
        "meetings",
        "minutes",
        "minutes_read",
        "table_acts",
        # That there was a signal.
        "signals",
        "signals_answered",
    ]
)
# Columns of these that are no more than a key to something.
LEFT_OUT: Final = {
    "feed_keys": frozenset({"token_hash"}),
    "journal_heads": frozenset({"seq"}),
    "seats": frozenset({"secret_hash"}),
}
UNREADABLE: Final = frozenset(
    [
        # What lets somebody in, and from which device.
        "credentials",
        "devices",
        "fetches",
        "invitations",
        "passkey_questions",
        "passkeys",
        "professional_accounts",
        "receipts",
        "recovery_voices",
        "second_codes",
        "secrets",
        "sign_ins",
        "starts",
        "tries",
        "ways_in",
        # Where somebody is reached, and what they were told.
        "deliveries",
        "listings",
        "meeting_reminders",
        "notices",
        "path_reminders",
        "push_faults",
        "reaches",
        "score_reminders",
        "second_ways",
        "subscriptions",
        "turns_told",
        # Whom a child calls, with what, and who comes.
        "absents",
        "gaps",
        "helper_pauses",
        "ladders",
        "own_things",
        "person_wishes",
        "planned_visits",
        "practices",
        "rungs",
        "safe_objects",
        "signals_again",
        "signals_told",
        "talk_answers",
        "talk_wishes",
        # What the people of a house tell each other, and what they looked at.
        "abilities",
        "child_looks",
        "contacts",
        "entry_about",
        "looks",
        "page_yes",
        "possible_people",
        "ring_consents",
        "ring_moves",
        "rules_read",
        "shared_anyway",
        "week_ask_chosen",
        "week_asks",
        # How the house itself is kept.
        "erasures",
        "halt_warnings",
        "heartbeats",
        "journal",
        "organisations",
    ]
)
