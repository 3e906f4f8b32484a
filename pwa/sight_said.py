"""The sheet that says how it goes (zicht op veiligheid): a household's own questions, answered from its books.

Names, days and behaviour, never a verdict. What is not known is said with what to do next.
"""

from __future__ import annotations

from collections.abc import Sequence

from api.path.evidence.facts import Facts
from pwa import sight_of_children, sight_of_path, sight_of_people, sight_of_plan
from pwa.sight_words import Question


def sheet(facts: Facts, *, kant: str = "") -> Sequence[Question]:
    """Return the questions in the order of domain.md 5, the children first: the effect on them counts.

    ``kant`` leads on to the sheet of the same side of the path.
    """
    every = (
        sight_of_children.children(facts),
        sight_of_people.written(facts),
        sight_of_people.numbers(facts),
        sight_of_people.looked(facts),
        sight_of_path.tried(facts, kant),
        sight_of_plan.known(facts),
        sight_of_path.kept(facts),
        sight_of_plan.if_not(facts),
        sight_of_plan.called(facts),
        sight_of_children.week(facts),
        sight_of_people.around(facts),
    )
    return tuple(each for each in every if each.blocks)
