"""The circles show the same people as the list, nobody on top of another, mirrored for right to left."""

import math
import re
from collections.abc import Callable
from itertools import combinations
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from pwa.circles import DISTANCE, MIDDLE, place
from tests.world import World

BAND = {"all": (36, 102), "part": (102, 152), "none": (152, 198)}


@pytest.mark.parametrize("ring", DISTANCE)
@pytest.mark.parametrize("people", [1, 2, 5, 9, 14])
def test_dots_stand_inside_their_ring_and_beside_each_other(ring: str, people: int) -> None:
    dots = place(["a"] * people, ring)
    inner, outer = BAND[ring]
    for dot in dots:
        far = math.hypot(dot.x - MIDDLE, dot.y - MIDDLE)
        assert inner <= far - dot.size + 2, dot
        assert far + dot.size <= outer + 2, dot
    for one, other in combinations(dots, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= one.size + other.size


def test_right_to_left_is_the_mirror_image() -> None:
    left_to_right = place(["a", "b", "c"], "part")
    right_to_left = place(["a", "b", "c"], "part", mirrored=True)
    assert [2 * MIDDLE - dot.x for dot in left_to_right] == [dot.x for dot in right_to_left]
    assert [dot.y for dot in left_to_right] == [dot.y for dot in right_to_left]


def test_drawing_and_list_hold_the_same_people(
    client_of: Callable[[UUID], FlaskClient], world: World
) -> None:
    text = client_of(world.tim).get("/mensen").text
    figure = text.split("<figure")[1]
    letters = re.findall(r'<text class="letter"[^>]*>(.)</text>', figure)
    listed = re.findall(r"<bdi[^>]*>(?:mama|papa|[^<]*)</bdi>", figure.split("<dl")[1])
    assert len(letters) == len(listed) == 6
    assert sorted(letters) == sorted("SMEBTK")
