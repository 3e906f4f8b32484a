"""``huisboek audit export``: who read along in a house, exactly, for an auditor."""

import argparse
import json
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from api.people.finding_commands import open_house
from i18n.terminal import pgettext

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (it has no public name)


def register(groups: Mapping[str, "Words"]) -> None:
    """Add the words of this room to the command line."""
    tells = pgettext("beheer", "Schrijf op wie wanneer las, 1 regel voor elke keer.")
    word = groups["audit"].add_parser("export", help=tells, description=tells)
    word.add_argument("--household", type=UUID, required=True)
    first = pgettext("beheer", "Vanaf welke dag: 2026-01-31.")
    word.add_argument("--from", dest="since", type=date.fromisoformat, required=True, help=first)
    last = pgettext("beheer", "Tot en met welke dag.")
    word.add_argument("--until", type=date.fromisoformat, required=True, help=last)
    word.set_defaults(do=_export)


def _export(chosen: argparse.Namespace) -> None:
    """Print each reading as a line of JSON, also of a house that was erased."""
    from api.core.db import EVERYWHERE
    from api.people.professionals.auditing import audited, check_was_here

    with closing(open_house()) as house, house.db.reading(EVERYWHERE) as session:
        check_was_here(session, chosen.household)
        for line in audited(session, chosen.household, chosen.since, chosen.until):
            print(json.dumps(line, ensure_ascii=False, sort_keys=True))
