"""Looks at a page as axe does, and with a ruler: what sticks out, what is too small, what is too close."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
CHILDS = 64
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RULER = """
() => {
  const shown = (element) => {
    const box = element.getBoundingClientRect()
    const style = getComputedStyle(element)
    return box.width > 1 && box.height > 1 && style.visibility === 'visible' && !element.closest('[inert]')
  }
  const own = 'a[href], button, select, textarea, summary, audio, input:not([type=hidden])'
  const target = (element) => ['radio', 'checkbox', 'file'].includes(element.type) ? element.closest('label') ?? element : element
  const found = new Set([...document.querySelectorAll(own)].filter(shown).map(target))
  return [...found].filter((element) => !element.matches('.skip')).map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    const part = element.closest('.top, .bar, main, .foot')?.className ?? 'main'
    const kid = element.closest('[data-look]')?.dataset.look === 'kid'
    return { name: (element.textContent || element.name || element.id).trim().slice(0, 40), part, kid, x, y, width, height }
  })
}
"""

OUTSIDE = """
() => [...document.querySelectorAll('body *')].filter((element) => {
  const box = element.getBoundingClientRect()
  const out = box.right > innerWidth + 1 || box.left < -1
  const clipped = element.closest('.unseen, .skip, svg, [hidden]')
  return out && box.width > 0 && !clipped
}).map((element) => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 40)}`).slice(0, 5)
"""


CUT_OFF = """
() => [...document.querySelectorAll('button, .button, .way, .choice-box, .chip-box, .tile, .option, .linkrow, legend, .label, h1, h2')]
  .filter((element) => element.getClientRects().length && !element.closest('.unseen') && element.clientWidth > 1)
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .map((element) => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 40)}`).slice(0, 5)
"""


def barriers(page: Page, *, own_colours: bool = True) -> list[str]:
    """What axe finds: the rule and the first places. Forced colours are the person's, not ours."""
    return _axe(page, {"runOnly": TAGS, "rules": {"color-contrast": {"enabled": own_colours}}})


def pale(page: Page) -> list[str]:
    """Words that are hard to see: what axe finds about colours alone."""
    return _axe(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})


def _axe(page: Page, options: dict[str, object]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    run = f"axe.run(document, {json.dumps({**options, 'resultTypes': ['violations']})})"
    result: dict[str, Any] = page.evaluate(run)
    return [
        f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}"
        for each in result["violations"]
    ]


def sticks_out(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    return page.evaluate(OUTSIDE) or (["the page"] if wide else [])


def cut_off(page: Page) -> list[str]:
    """Words that do not fit in their own button or line."""
    return [f"cut off: {each}" for each in page.evaluate(CUT_OFF)]


def too_small(page: Page, least: float) -> list[str]:
    """Controls that a thumb misses; a child's controls are larger, also on a page for everybody."""
    return [
        f"{box['name']!r} {box['width']:.0f}×{box['height']:.0f}"
        for box in page.evaluate(RULER)
        if min(box["width"], box["height"]) < max(least, CHILDS if box["kid"] else 0) - 0.5
    ]


def too_close(page: Page, least: float) -> list[str]:
    """Pairs of a child's controls in one part of the page with less than this between them."""
    boxes = [box for box in page.evaluate(RULER) if box["kid"]]
    return [
        f"{one['name']!r} and {other['name']!r}"
        for number, one in enumerate(boxes)
        for other in boxes[number + 1 :]
        if one["part"] == other["part"] and _distance(one, other) < least - 0.5
    ]


def _distance(one: dict[str, float], other: dict[str, float]) -> float:
    across = max(one["x"], other["x"]) - min(one["x"] + one["width"], other["x"] + other["width"])
    along = max(one["y"], other["y"]) - min(one["y"] + one["height"], other["y"] + other["height"])
    return max(across, along)
