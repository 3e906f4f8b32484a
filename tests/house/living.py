"""A house with something in every table of the newest steps, by the actions themselves."""

from datetime import timedelta
from uuid import uuid4

from api.child_world.looks import choose_look
from api.child_world.own_person import point_at
from api.child_world.rules import Colour, Reply, Says
from api.child_world.talking import answer, want_to_talk
from api.core.db import EVERYWHERE
from api.meetings.reminding import remind_of_meetings
from api.meetings.table import minutes
from api.path import kinds as said
from api.people.erasing.actions import ask as ask_to_be_erased
from api.people.organisation.model import Halt, HaltWarning
from api.people.possible.actions import write_down
from api.people.professionals.fetching import count_fetch
from api.people.professionals.model import Account, FeedKey
from api.people.professionals.readings import write_readings
from api.resilience import actions
from api.resilience.elements import Repeats
from api.sharing.anyway import Ground, record
from tests.core.media.files import picture, saved
from tests.logbook.book import Book
from tests.meetings.sitting import whole
from tests.meetings.table import call
from tests.path.walk import Walk
from tests.resilience.days import NEXT, Days, cell
from tests.sharing.seats import Seats, amina_reads
from tests.words_and_pictures.told import tell_a_book
from tests.world import World

TABLES = frozenset(
    {
        *("entry_news", "fetches"),
        *("weeks", "week_readers", "week_marks", "week_asks", "week_ask_chosen"),
        *("week_activities", "week_activity_with", "week_breaks"),
        *("books", "book_people", "book_pages", "page_media", "page_versions", "page_yes"),
        *("showings", "shown_pages", "showing_people"),
        *(
            "path_phases",
            "outcome_ticks",
            "path_parts",
            "path_versions",
            "path_people",
            "path_marks",
        ),
        *("child_looks", "talk_wishes", "talk_answers", "person_wishes"),
        *("meetings", "meeting_words", "meeting_days", "meeting_answers", "meeting_invited"),
        *("meeting_came", "meeting_chairs", "meeting_inputs", "meeting_opened"),
        *("table_acts", "minutes", "minutes_read"),
        "possible_people",
        "erasures",
        *("professional_accounts", "seats", "sharings", "sharing_answers", "feed_keys", "readings"),
        "shared_anyway",
        "halt_warnings",
    }
)


def weeks(book: Book, world: World) -> None:
    """A week with ticks, a plan, a claimed gap and a holiday."""
    days = Days(book, world.noor)
    days.begin(world.els, {world.sara})
    days.tick(world.noor, cell(text="Zwemmen"))
    weekly = days.want(world.sara, repeats=Repeats.WEEKLY)
    book.do(world.els, actions.go_along, activity_id=weekly, day=NEXT)
    asked = days.ask(world.sara, chosen={world.kees})
    book.do(world.kees, actions.claim, ask_id=asked)
    free = {"from_day": NEXT, "until_day": NEXT + timedelta(days=2), "name": "Vakantie"}
    book.do(world.els, actions.rest, whose=world.noor, break_id=uuid4(), **free)


def books(book: Book, world: World) -> None:
    """A book that was shown, with a page that was changed since: it stands on the version before it."""
    tale = tell_a_book(book, world, saved(picture(), "PNG"))
    tale.change(tale.seen(world.sara).pages[0].page_id, "Anders.", by=world.sara)


def own_world(book: Book, world: World) -> None:
    """A look, a talk with its answer, and another person who is wished for."""
    look = {"look_id": uuid4(), "colour": Colour.TEAL, "face": "cat"}
    book.do(world.noor, choose_look, **look)
    wish = book.do(world.noor, want_to_talk, wish_id=uuid4(), asked=world.els)
    said = {"answer_id": uuid4(), "reply": Reply(Says.CALLS)}
    book.do(world.els, answer, wish_id=wish, **said)
    book.do(world.noor, point_at, wish_id=uuid4(), wished=world.tim)


def sittings(book: Book, world: World) -> None:
    """A meeting with a day, people, and what they brought along."""
    whole(book, world)


def tables(book: Book, world: World) -> None:
    """What was done at a table, and minutes that somebody read and that were changed since."""
    table = call(book, world.tim, {world.els})
    table.begin(world.els)
    first = table.minutes("We aten taart.")
    book.do(world.els, minutes.read, minutes_id=first)
    table.minutes("We aten taart met Els.", base=first)


def path(book: Book, world: World) -> None:
    """A phase, a tick, a step that is done, and a closing plan."""
    along = Walk(book.house, world.household, world.tim, book.now)
    along.on()
    along.tick(world.sara, "week", words="Elke dag buiten.")
    step = along.step("Sara belt.", world.sara)
    along.say(world.sara, step, said.Says.DONE)
    along.closing("Als het druk is.", world.els)


def names(book: Book, world: World) -> None:
    """Somebody whom Sara thought of."""
    thought = {"possible_id": uuid4(), "name": "Tante Bo", "question": 1}
    book.do(world.sara, write_down, **thought)


def reminded(book: Book, world: World) -> None:
    """The day before a meeting people are knocked for."""
    assert book.household == world.household
    remind_of_meetings(book.house, book.now + timedelta(days=6))


def read_along(book: Book, world: World) -> None:
    """A professional with a seat, what is shared with it, a key, and a reading."""
    seats = Seats(book.house, book.now)
    seat = amina_reads(seats, world)
    who = seats.reader(seat)
    assert who is not None
    write_readings(book.house, [(who, "log")], how="page", now=book.now)
    with book.house.db.reading(EVERYWHERE) as session:
        home = session.get_one(Account, seat.account).household_id
    with book.house.db.writing(home, by=seat.account, now=book.now) as session:
        session.add(
            FeedKey(
                id=uuid4(),
                household_id=home,
                account_id=seat.account,
                token_hash=b"0" * 32,
                made_at=book.now,
                expires_at=book.now + timedelta(days=90),
                ended_at=None,
                body=b"",
            )
        )


def shared_anyway(book: Book, world: World) -> None:
    """Something was shared without asking: that alone is kept."""
    seats = Seats(book.house, book.now)
    seat = seats.seat(seats.account("Bo"), world.tim)
    day = book.now.date()
    values = {"record_id": uuid4(), "seat": seat.id, "ground": Ground.DANGER, "day": day}
    book.do(world.tim, record, **values)


def fetched(book: Book, world: World) -> None:
    """A program asked once; what is new for it came with its seat."""
    count_fetch(book.house, key=uuid4(), feed="all_json", now=book.now)


def going(book: Book, world: World) -> None:
    """A closing that was warned of, and taken back."""
    halt, until = uuid4(), book.now + timedelta(days=30)
    with book.house.db.writing(world.household, by=None, now=book.now) as session:
        facts = {"kind": "closing", "since": book.now, "until": until, "ended_at": book.now}
        session.add(Halt(id=halt, household_id=world.household, **facts))
        session.flush()
        session.add(HaltWarning(halt_id=halt, household_id=world.household, at=book.now))


# By the step that makes their tables.
STEPS = {"0019": weeks, "0020": books, "0021": own_world}
STEPS |= {"0022": sittings, "0023": tables, "0024": path, "0025": names, "0026": reminded}
STEPS |= {"0027": read_along}


def erasing(book: Book, world: World) -> None:
    """Somebody who is to be erased."""
    book.do(world.kees, ask_to_be_erased, name="Kees")


STEPS |= {"0028": shared_anyway, "0031": fetched, "0032": erasing, "0033": going}
