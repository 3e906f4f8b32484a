import pytest

from api.meetings.kinds import Phase
from api.meetings.table.agenda import agenda
from api.meetings.table.questions import OF_ALL, OF_PHASE
from api.meetings.table.steps import PARTS, STEPS, Part, Step, beside

# Every cell of the table in domain.md, and how many questions it asks at least.
CELLS = {
    Phase.DIRECT: {Step.AIM: 2, Step.PICTURE: 7, Step.SCALE: 2, Step.JUDGEMENT: 4, Step.ORDER: 3},
    Phase.STABLE: {Step.AIM: 2, Step.PICTURE: 9, Step.SCALE: 2, Step.JUDGEMENT: 5, Step.ORDER: 3},
    Phase.RECOVERY: {Step.AIM: 2, Step.PICTURE: 6, Step.SCALE: 2, Step.JUDGEMENT: 5, Step.ORDER: 3},
}


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_asks_every_step_in_the_order_of_the_method(phase: Phase) -> None:
    found = agenda(phase)

    assert [each.step for each in found] == list(STEPS)
    parts = list(dict.fromkeys(each.part for each in found))
    assert parts == [Part.PICTURE, Part.JUDGEMENT, Part.DECISION]
    for each in found:
        assert len(each.questions) >= CELLS[phase].get(each.step, 2), each.step


@pytest.mark.parametrize("phase", Phase)
def test_a_phase_has_its_own_words_for_what_differs_between_phases(phase: Phase) -> None:
    others = {each for other in Phase if other is not phase for each in OF_PHASE[other][Step.AIM]}

    assert not others & set(OF_PHASE[phase][Step.AIM])
    assert not OF_ALL.keys() & OF_PHASE[phase].keys()


@pytest.mark.parametrize("phase", Phase)
def test_the_scale_says_which_way_it_runs(phase: Phase) -> None:
    question, direction = OF_PHASE[phase][Step.SCALE]

    assert "van 1 tot 10" in question
    assert direction.startswith("1 is ")
    assert "10 is " in direction


def test_the_steps_lie_in_a_row() -> None:
    assert set(PARTS) == set(Step)
    assert beside(Step.AIM) == (None, Step.BACK)
    assert beside(Step.NEXT) == (Step.INFORM, None)
