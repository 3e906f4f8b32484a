"""How a figure is said: one a line, `name: value unit`."""

import statistics
import time
from collections.abc import Callable, Sequence


def say(name: str, value: float, unit: str) -> None:
    print(f"{name}: {value:.4g} {unit}", flush=True)


def ratio(name: str, ours: float, reference: float, goal: str) -> None:
    say(name, ours / reference, f"x ({goal})")


def cpu_ms(work: Callable[[], object], times: int) -> float:
    """Processor time of one go, in milliseconds."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times * 1000


def alternated(works: Sequence[Callable[[], object]], times: int, rounds: int = 5) -> list[float]:
    """The median of each, taken in turns, so that a slow moment of the machine hits all alike."""
    for work in works:
        work()
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for place, work in enumerate(works):
            taken[place].append(cpu_ms(work, times))
    return [statistics.median(each) for each in taken]


def percentile(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]
