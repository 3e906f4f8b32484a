"""All that can be done with a week, by one name each; the rooms beside it hold how."""

from api.resilience.asking import ask, claim, give_back, withdraw
from api.resilience.marking import begin, choose_readers, mark, tell_homes
from api.resilience.planning import (
    copy_week,
    end_activity,
    end_rest,
    go_along,
    plan_activity,
    rest,
    stay_home,
)

__all__ = [
    "ask",
    "begin",
    "choose_readers",
    "claim",
    "copy_week",
    "end_activity",
    "end_rest",
    "give_back",
    "go_along",
    "mark",
    "plan_activity",
    "rest",
    "stay_home",
    "tell_homes",
    "withdraw",
]
