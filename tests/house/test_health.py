"""`/healthz` is red when somebody must come and look: no worker any more, no database, no disk in hand."""

from datetime import timedelta

import pytest
from flask import Flask

from api import worker
from api.core.house import House
from tests.houses import NOW


@pytest.mark.parametrize(
    ("after", "status", "said"),
    [
        (timedelta(0), 200, "ok"),
        (timedelta(minutes=2) - timedelta(seconds=1), 200, "ok"),
        (timedelta(minutes=2), 503, "late"),
        (timedelta(days=3), 503, "late"),
    ],
)
def test_a_worker_that_stands_still_is_illness(
    house: House, app: Flask, after: timedelta, status: int, said: str
) -> None:
    house.ready()
    worker.say_alive(house, NOW)
    house.clock.moment = NOW + after  # type: ignore[attr-defined]
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.get_json()["worker"]) == (status, said)


def test_a_house_that_never_had_a_worker_is_well_and_says_so(house: House, app: Flask) -> None:
    house.ready()
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 200
    assert answer.get_json() == {
        "database": "ok",
        "worker": "never",
        "disk": "ok",
        "cells": "ok",
        "push": "ok",
        "reading_along": "ok",
    }


def test_a_disk_without_ballast_is_illness(house: House, app: Flask) -> None:
    house.ready()
    (house.settings.data / "ballast").unlink()
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.get_json()["disk"]) == (503, "low")
