"""The same form on the page that works without a net: no names, and choices that need none."""

import re

from flask import Flask


def offline(app: Flask) -> tuple[str, str]:
    page = app.test_client().get("/schrijf").text
    looks = dict(re.findall(r'<template data-look="(\w+)">(.*?)</template>', page, re.DOTALL))
    return looks["adult"], looks["kid"]


def test_it_names_nobody(app: Flask) -> None:
    for form in offline(app):
        assert 'name="chosen"' not in form
        assert 'name="helped_by"' not in form
        assert "<name-list" not in form
        assert "<last-choice" not in form


def test_an_adult_chooses_later_who_reads_it(app: Flask) -> None:
    adult, _kid = offline(app)
    offered = re.findall(r'name="audience" value="(\w+)"( checked)?', adult)
    assert offered == [("circle", ""), ("safety_person", ""), ("self", "")]
    assert "Later kies je wie dit leest." in adult


def test_a_child_means_its_safe_person(app: Flask) -> None:
    _adult, kid = offline(app)
    offered = re.findall(r'name="audience" value="(\w+)"( checked)?', kid)
    assert offered == [("safety_person", " checked"), ("self", ""), ("circle", "")]
    assert "<drawing-pad" in kid
