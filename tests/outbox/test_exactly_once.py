"""Whatever is sent, again, by whom and in which order: what stands is what was written, once."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from api.core.clock import FixedClock
from api.core.house import House
from api.core.settings import Settings
from api.logbook import queries
from api.logbook.model import EntryVersion
from api.outbox.model import Receipt
from tests.houses import NOW, fresh_urls, make_app
from tests.logbook.book import Book
from tests.outbox.phone import Phone, entry_of
from tests.world import build_world, sign_in_client

WORDS = st.sampled_from(["Fijn.", "We aten samen.", "Tim kwam.", "Het werd laat."])


@dataclass
class Sent:
    """A record on a phone: it may be sent any number of times."""

    by: str
    given: UUID
    body: bytes
    kind: str
    words: str
    about: UUID | None = None


@dataclass
class Standing:
    """What must stand in the book."""

    by: str
    says: list[str]
    withdrawn: bool = False
    thanks: set[str] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)


class Door(RuleBasedStateMachine):
    """Three people send, send again, send each other's records, correct, thank, answer, take back."""

    records = Bundle("records")
    fresh: Callable[[], AbstractContextManager[dict[str, str]]]

    @initialize()
    def open(self) -> None:
        self.stack = ExitStack()
        environment = self.stack.enter_context(self.fresh())
        house = House.open(Settings.from_environment(environment), FixedClock(NOW))
        self.stack.callback(house.close)
        world = build_world(house, NOW)
        app = make_app(house)
        people = {name: getattr(world, name) for name in ("sara", "tim", "els")}
        self.people = people
        self.phones = {
            name: Phone(sign_in_client(app, person), person, NOW) for name, person in people.items()
        }
        self.book = Book(house, world.household, NOW)
        self.stands: dict[UUID, Standing] = {}
        self.receipts: dict[tuple[str, UUID], bytes] = {}

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    @rule(target=records, by=st.sampled_from(["sara", "tim", "els"]), words=WORDS)
    def writes(self, by: str, words: str) -> Sent:
        given = uuid4()
        fields = {"kind": "good", "text": words, "audience": "circle"}
        return Sent(by, given, self.phones[by].sealed(given, **fields), "entry", words)

    @rule(
        target=records,
        by=st.sampled_from(["sara", "tim", "els"]),
        words=WORDS,
        kind=st.sampled_from(["correction", "reply", "thanks", "withdrawal"]),
        which=st.integers(min_value=0),
    )
    def says_something_about_a_note(self, by: str, words: str, kind: str, which: int) -> Sent:
        given = uuid4()
        about = list(self.stands)[which % len(self.stands)] if self.stands else uuid4()
        body = self.phones[by].sealed(given, record=kind, target=about, kind="good", text=words)
        return Sent(by, given, body, kind, words, about)

    @rule(record=records)
    def sends(self, record: Sent) -> None:
        answer = self.phones[record.by].put(record.given, record.body)
        known = self.receipts.get((record.by, record.given))
        if known is not None:
            assert answer.status_code == 200
        elif self._is_fine(record):
            assert answer.status_code == 201, answer.text
            self.receipts[record.by, record.given] = record.body
            self._stands_now(record, entry_of(answer))
        else:
            assert answer.status_code in {404, 410, 422}, answer.text

    @rule(record=records, by=st.sampled_from(["sara", "tim", "els"]))
    def is_sent_by_somebody_else(self, record: Sent, by: str) -> None:
        if by != record.by:
            assert self.phones[by].put(record.given, record.body).status_code == 422

    @rule(record=records, words=WORDS)
    def sends_other_bytes_under_the_same_id(self, record: Sent, words: str) -> None:
        if (record.by, record.given) in self.receipts:
            phone = self.phones[record.by]
            body = phone.sealed(record.given, kind="good", text=words, audience="circle")
            assert phone.put(record.given, body).status_code == 422

    @invariant()
    def the_book_holds_what_was_written_once(self) -> None:
        if not hasattr(self, "book"):
            return
        shown = self.book.timeline(self.people["sara"], limit=500)
        assert {view.id for view in shown} == set(self.stands)
        assert len(shown) == len(self.stands)
        for view in shown:
            stands = self.stands[view.id]
            assert (view.withdrawn is not None) == stands.withdrawn
            if stands.withdrawn and stands.by != "sara":
                continue
            assert view.text == stands.says[-1]
            assert {each.id for each in view.thanks} == {
                self.people[name] for name in stands.thanks
            }
            assert {each.by.id: each.text for each in view.replies} == {
                self.people[name]: text for name, text in stands.answers.items()
            }
            versions = self.book.ask(self.people["sara"], queries.versions, view.id)
            assert [each.text for each in versions] == stands.says
        assert self.book.count(Receipt) == len(self.receipts)
        assert self.book.count(EntryVersion) == sum(len(each.says) for each in self.stands.values())

    def _is_fine(self, record: Sent) -> bool:
        if record.kind == "entry":
            return True
        about = self.stands.get(record.about) if record.about else None
        if about is None:
            return False
        return {
            "correction": about.by == record.by and not about.withdrawn,
            "withdrawal": about.by == record.by,
            "thanks": record.by in about.thanks or (about.by != record.by and not about.withdrawn),
            "reply": not about.withdrawn and record.by not in about.answers,
        }[record.kind]

    def _stands_now(self, record: Sent, entry: UUID) -> None:
        if record.kind == "entry":
            self.stands[entry] = Standing(record.by, [record.words])
            return
        assert entry == record.about
        about = self.stands[entry]
        if record.kind == "correction":
            about.says.append(record.words)
        elif record.kind == "thanks":
            about.thanks.add(record.by)
        elif record.kind == "reply":
            about.answers[record.by] = record.words
        else:
            about.withdrawn = True


@pytest.fixture
def door(dialect: str, template: str, scratch: Path, request: pytest.FixtureRequest) -> type[Door]:
    """A state machine that gets a fresh house each time it starts anew."""
    sockets = request.getfixturevalue("postgres_server") if dialect == "postgresql" else ""

    class DoorOfAFreshHouse(Door):
        @staticmethod
        def fresh() -> AbstractContextManager[dict[str, str]]:
            return fresh_urls(dialect, template, scratch, sockets)

    return DoorOfAFreshHouse


def test_every_record_comes_in_exactly_once(door: type[Door], dialect: str) -> None:
    rounds = settings(
        max_examples=12 if dialect == "sqlite" else 4,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(door, settings=rounds)
