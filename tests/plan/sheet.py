"""Short words for the tests: who agrees what, and who reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid4

from api.core.house import House
from api.people.actions import give_duty
from api.people.policy import Audience, Side
from api.people.queries import viewer as viewer_of
from api.plan import actions, queries
from api.plan.views import AgreementView, PlanView
from api.plan.words import Agreement, Danger, Part, Plan, Settled, Sketch, Words
from i18n.dates import here

Found = TypeVar("Found")


@dataclass
class Sheet:
    """The plan of one household, with a clock that each writing moves on by a minute."""

    house: House
    household: UUID
    keeper: UUID
    now: datetime

    def do(self, person: UUID, action: Callable[..., Found], /, **values: object) -> Found:
        """Let somebody do something, in a transaction of its own."""
        self.now += timedelta(minutes=1)
        with self.house.db.writing(self.household, by=person, now=self.now) as session:
            by = viewer_of(session, person)
            return action(session, by=by, now=values.pop("now", self.now), **values)

    def ask(self, who: UUID, query: Callable[..., Found], /, *values: object) -> Found:
        """Let somebody look."""
        with self.house.db.reading(self.household) as session:
            return query(session, viewer_of(session, who), *values, self.now)

    def draft(
        self, person: UUID, words: Words, *, part: UUID | None = None, **more: object
    ) -> tuple[UUID, UUID]:
        """Write a draft; return part and version."""
        version = more.pop("version", None) or uuid4()
        base = more.pop("base", None)
        part = self.do(
            person,
            actions.draft,
            part_id=part or uuid4(),
            version_id=version,
            sketch=Sketch(words=words, **more),  # type: ignore[arg-type]
            base=base,
        )
        return part, version

    def propose(self, person: UUID, words: Words, **more: object) -> tuple[UUID, UUID]:
        """Write a draft and show it."""
        part, version = self.draft(person, words, **more)
        self.do(person, actions.propose, version_id=version)
        return part, version

    def settle(self, version: UUID, by: UUID | None = None, **more: object) -> UUID:
        """Enter a version as agreed today."""
        agreed = Settled(on=here(self.now), **more)  # type: ignore[arg-type]
        return self.do(by or self.keeper, actions.put_in_force, version_id=version, agreed=agreed)

    def agree(self, words: Words, *, by: UUID | None = None, **more: object) -> UUID:
        """Write and enter something in one go; return the part."""
        part, version = self.draft(by or self.keeper, words, **more)
        self.settle(version, by)
        return part

    def agreement(self, text: str, does: UUID, *, by: UUID | None = None, **more: object) -> UUID:
        """Enter an agreement in the direct plan, unless told otherwise."""
        words = {name: more.pop(name) for name in list(more) if name in Agreement.__slots__}
        people = {Part.DOES: (does,), **more.pop("people", {})}  # type: ignore[dict-item]
        return self.agree(
            Agreement(text=text, **words),  # type: ignore[arg-type]
            by=by,
            people=people,
            plan=more.pop("plan", Plan.DIRECT),
            **more,
        )

    def danger(self, text: str = "Er is ruzie en iemand wordt geslagen.", **more: object) -> UUID:
        return self.agree(Danger(text=text), **more)

    def plan(self, who: UUID) -> PlanView:
        return self.ask(who, queries.plan)

    def agreements(self, who: UUID) -> list[AgreementView]:
        return self.ask(who, queries.agreements)

    def texts(self, who: UUID) -> list[str]:
        return [each.text for each in self.agreements(who)]

    def version_of(self, part: UUID) -> UUID:
        """The version that holds now, as its keeper sees it."""
        return self.ask(self.keeper, queries.agreement, part).version_id


def keep_plan(house: House, household: UUID, person: UUID, now: datetime) -> None:
    """Let somebody keep the plan."""
    with house.db.writing(household, by=None, now=now) as session:
        give_duty(session, person=person, kind="plan_holder", now=now)


__all__ = ["Audience", "Sheet", "Side", "keep_plan"]
