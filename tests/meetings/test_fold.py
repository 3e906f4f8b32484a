import random
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.errors import Changed, Invalid
from api.meetings.table.folding import table
from api.meetings.table.rules import check
from api.meetings.table.state import Act, Kind, TableState
from api.meetings.table.steps import Step

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
SPACE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
TIM, SARA = (uuid5(SPACE, name) for name in ("tim", "sara"))


def acts(*steps: tuple[Kind, dict[str, Any]]) -> list[Act]:
    numbers = count(1)
    return [
        Act(uuid5(SPACE, str(n)), n, kind, TIM, NOON + timedelta(minutes=n), body)
        for (kind, body), n in zip(steps, numbers, strict=False)
    ]


def act_id(number: int) -> str:
    return str(uuid5(SPACE, str(number)))


def test_what_was_undone_is_gone_from_the_table_and_stays_in_the_acts() -> None:
    told = acts(
        (Kind.BEGAN, {}),
        (Kind.IDEA, {"text": "Samen eten"}),
        (Kind.IDEA, {"text": "Bellen"}),
        (Kind.UNDONE, {"act": act_id(2)}),
    )

    state = table(told)

    assert [each.body["text"] for each in state.ideas] == ["Bellen"]
    assert state.number == 4


def test_an_idea_that_came_while_somebody_put_them_in_order_is_not_lost() -> None:
    told = acts(
        (Kind.BEGAN, {}),
        (Kind.IDEA, {"text": "een"}),
        (Kind.IDEA, {"text": "twee"}),
        (Kind.IDEA, {"text": "drie"}),
        (Kind.ORDERED, {"ideas": [act_id(3), act_id(2)]}),
    )

    assert [each.body["text"] for each in table(told).ideas] == ["twee", "een", "drie"]


def test_who_left_is_not_here_and_did_come() -> None:
    told = acts(
        (Kind.CAME, {"person": str(TIM)}),
        (Kind.CAME, {"person": str(SARA)}),
        (Kind.CAME, {"person": str(SARA)}),
        (Kind.LEFT, {"person": str(TIM)}),
    )

    state = table(told)

    assert state.here == (SARA,)
    assert state.came == (TIM, SARA)


def test_pins_and_notes_and_steps() -> None:
    note = uuid5(SPACE, "note")
    told = acts(
        (Kind.BEGAN, {}),
        (Kind.PINNED, {"entry": str(note)}),
        (Kind.STEP, {"step": "judgement"}),
        (Kind.NOTED, {"step": "judgement", "text": "Het gaat beter."}),
        (Kind.PINNED, {"entry": str(note)}),
    )

    state = table(told)

    assert state.pins == (note,)
    assert state.step is Step.JUDGEMENT
    assert [each.body["text"] for each in state.notes_of(Step.JUDGEMENT)] == ["Het gaat beter."]
    assert state.notes_of(Step.AIM) == ()


@given(seed=st.integers(min_value=0, max_value=2**16))
def test_the_order_in_which_acts_are_read_makes_no_difference(seed: int) -> None:
    told = acts(
        (Kind.BEGAN, {}),
        (Kind.CAME, {"person": str(SARA)}),
        (Kind.IDEA, {"text": "een"}),
        (Kind.IDEA, {"text": "twee"}),
        (Kind.ORDERED, {"ideas": [act_id(4), act_id(3)]}),
        (Kind.LEFT, {"person": str(SARA)}),
        (Kind.REVEALED, {}),
        (Kind.CLOSED, {}),
    )
    mixed = random.Random(seed).sample(told, len(told))

    assert table(mixed) == table(told)


OPEN = acts((Kind.BEGAN, {}))


@pytest.mark.parametrize(
    ("before", "kind", "body", "refused"),
    [
        pytest.param([], Kind.IDEA, {"text": "x"}, Changed, id="not open yet"),
        pytest.param(OPEN, Kind.IDEA, {"text": "  "}, Invalid, id="no words"),
        pytest.param(OPEN, Kind.NOTED, {"text": "x" * 2001}, Invalid, id="too long"),
        pytest.param(OPEN, Kind.DECIDED, {"text": "x", "does": []}, Invalid, id="nobody"),
        pytest.param(
            acts((Kind.BEGAN, {}), (Kind.STEP, {"step": "inform"})),
            Kind.IDEA,
            {"text": "x"},
            Changed,
            id="a step further",
        ),
        pytest.param(
            acts((Kind.BEGAN, {}), (Kind.CLOSED, {})),
            Kind.STEP,
            {"step": "aim"},
            Changed,
            id="over",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    before: list[Act], kind: Kind, body: dict[str, Any], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        check(table(before), kind, body)


def test_an_empty_table_has_nothing_on_it() -> None:
    assert table([]) == TableState()
    check(table([]), Kind.CAME, {"person": str(SARA)})
