"""Right to left from the first line: style sheets know start and end, not left and right."""

import re
from pathlib import Path

import pytest

from tests.house.source import name, style_sheets

PHYSICAL = re.compile(
    r"""(?<![-\w])(
        (margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom)[-\w]*
      | border-(top|bottom)-(left|right)-radius
      | (left|right|top|bottom)
      | (min-|max-)?(width|height)
    )\s*:(?!\s*\w+\)) | (text-align|float|clear)\s*:\s*(left|right)\b""",
    re.VERBOSE,
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CONDITION = re.compile(r"@(media|container|supports)[^{]*")


def plain(path: Path) -> str:
    """Without comments, and without the conditions: a screen's width is a screen's width."""
    return CONDITION.sub("@media ", COMMENT.sub("", path.read_text()))


@pytest.mark.parametrize("path", style_sheets(), ids=name)
def test_a_style_sheet_knows_no_left_and_right(path: Path) -> None:
    assert not [found.group(0) for found in PHYSICAL.finditer(plain(path))]


@pytest.mark.parametrize("path", style_sheets(), ids=name)
def test_a_style_sheet_keeps_to_its_layer_and_shouts_nothing(path: Path) -> None:
    text = plain(path)
    assert "!important" not in text
    outside = re.sub(r"@font-face\s*{[^}]*}", "", text).strip()
    assert not outside or outside.startswith("@layer")


@pytest.mark.parametrize(
    "line", ["a { margin-left: 1px }", "a { left: 0 }", "a{text-align:right}", "a { width: 2px }"]
)
def test_the_test_itself_sees_a_physical_line(line: str) -> None:
    assert PHYSICAL.search(line)
