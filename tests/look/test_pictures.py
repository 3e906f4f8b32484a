"""Every picture that a template names is in the sprite, and every file by others has its terms beside it."""

import re
import tomllib
from pathlib import Path

import pytest

from api.people.rules import PICTURES
from pwa.assets import STATIC

TEMPLATES = STATIC.parent / "templates"
IDS = re.compile(r'<symbol id="([^"]+)"')


def names_in(sprite: str) -> list[str]:
    return IDS.findall((STATIC / "img" / sprite).read_text())


def used(macro: str) -> set[str]:
    call = re.compile(rf"\b{macro}\('([a-z]+)'\)")
    return {name for path in TEMPLATES.rglob("*.html") for name in call.findall(path.read_text())}


@pytest.mark.parametrize(("sprite", "macro"), [("pictures.svg", "picture"), ("icons.svg", "icon")])
def test_every_named_picture_is_there_once(sprite: str, macro: str) -> None:
    there = names_in(sprite)
    assert len(there) == len(set(there))
    assert used(macro)
    assert not used(macro) - set(there)


def test_the_pictures_of_the_code_are_there() -> None:
    assert set(PICTURES) <= set(names_in("pictures.svg"))


@pytest.mark.parametrize("sprite", ["pictures.svg", "icons.svg"])
def test_a_sprite_can_do_nothing(sprite: str) -> None:
    text = (STATIC / "img" / sprite).read_text()
    assert not re.search(r"<script|<style|<image|\son\w+=|href=|style=|url\(", text)


@pytest.mark.parametrize("folder", ["img", "fonts"])
def test_work_of_others_has_its_terms_beside_it(folder: str) -> None:
    listed = tomllib.loads((STATIC / folder / "SOURCES.toml").read_text())
    for name, entry in listed.items():
        assert (STATIC / folder / name).is_file(), name
        assert (STATIC / folder / entry["licence_file"]).is_file(), name
    fonts = {path.name for path in Path(STATIC / "fonts").glob("*.woff2")}
    assert fonts <= set(tomllib.loads((STATIC / "fonts" / "SOURCES.toml").read_text()))
