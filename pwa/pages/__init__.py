"""The pages, a module per room. Each brings its blueprint here."""

from flask import Blueprint

from api.outbox import routes as outbox_routes
from pwa.pages import (
    answering,
    arrival,
    calling,
    going,
    health,
    homes,
    logbook,
    media,
    notices,
    own_numbers,
    paper,
    people,
    person,
    phone,
    settings,
    shell,
    taking,
    today,
    traces,
    writing,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    answering.pages,
    arrival.pages,
    calling.pages,
    going.pages,
    health.pages,
    homes.pages,
    logbook.pages,
    media.pages,
    notices.pages,
    outbox_routes.outbox,
    own_numbers.pages,
    paper.pages,
    people.pages,
    person.pages,
    phone.pages,
    settings.pages,
    shell.pages,
    taking.pages,
    today.pages,
    traces.pages,
    writing.pages,
)
