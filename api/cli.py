"""`huisboek`: the house from the command line. Reads no content; says plainly what it did.

Nothing heavy is imported before a command needs it, so that `huisboek --help` answers at once.
"""

import argparse
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from i18n.terminal import gettext, pgettext

if TYPE_CHECKING:
    from api.core.house import House
    from api.core.settings import Settings

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (it has no public name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one command; the exit code says whether it went well."""
    from api.core.errors import Refusal

    chosen = _parser().parse_args(arguments)
    try:
        return chosen.do(chosen) or 0
    except Refusal as refusal:
        print(gettext(refusal.message, **dict(refusal.values)), file=sys.stderr)
    except (RuntimeError, OSError) as trouble:
        print(trouble, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "huisboek", description=pgettext("beheer", "Een stil boek voor thuis.")
    )
    words = parser.add_subparsers(required=True, metavar=pgettext("beheer", "woord"))
    for name, do, tells in (
        ("serve", _serve, pgettext("beheer", "Alleen het web.")),
        ("run", _run, pgettext("beheer", "Web en worker samen, met alles wat nodig is.")),
    ):
        word = _word(words, name, do, tells)
        word.add_argument("--address", default=os.environ.get("HUISBOEK_ADDRESS", "127.0.0.1"))
        word.add_argument("--port", type=int, default=int(os.environ.get("HUISBOEK_PORT", "8000")))
    _word(words, "worker", _worker, pgettext("beheer", "Alleen de worker."))
    _word(
        words,
        "migrate",
        _migrate,
        pgettext("beheer", "Maak de database zo nieuw als het programma."),
    )
    _word(words, "demo", _demo, pgettext("beheer", "Vul een leeg huis met een bedacht gezin."))
    _word(
        words,
        "verify",
        _verify,
        pgettext("beheer", "Kijk of iemand buiten het huis om iets veranderde."),
    )
    _households(words, _keeping(words))
    return parser


def _keeping(words: "Words") -> "Words":
    """Backups and keys; returned are the words about keys, for the people add to them."""
    backup = _word(
        words, "backup", _backup, pgettext("beheer", "Maak een backup van data en sleutels.")
    )
    backup.add_argument(
        "folder", type=Path, help=pgettext("beheer", "De map waar de 2 bestanden komen.")
    )
    restore = _word(
        words, "restore", _restore, pgettext("beheer", "Zet een backup terug in een leeg huis.")
    )
    restore.add_argument("files", type=Path, nargs="+")
    keys = words.add_parser("keys", help=pgettext("beheer", "De sleutels.")).add_subparsers(
        required=True
    )
    _word(
        keys,
        "rotate",
        _rotate,
        pgettext("beheer", "Maak een nieuwe sleutel. Alles blijft te lezen."),
    )
    return keys


def _households(words: "Words", keys: "Words") -> None:
    """Opening and inviting belong to the people; erasing to the house itself."""
    groups = {
        name: words.add_parser(name, help=tells).add_subparsers(required=True)
        for name, tells in (
            ("household", pgettext("beheer", "Huizen.")),
            ("person", pgettext("beheer", "Mensen.")),
            ("organisation", pgettext("beheer", "Wie de huizen beheert.")),
            ("feed-token", pgettext("beheer", "Sleutels van programma’s.")),
            ("audit", pgettext("beheer", "Wie er las.")),
        )
    }
    groups["keys"] = keys
    erase = _word(
        groups["household"], "erase", _erase, pgettext("beheer", "Wis een huis voor altijd.")
    )
    erase.add_argument("household", type=UUID)
    erase.add_argument(
        "--yes", action="store_true", help=pgettext("beheer", "Ja, ik weet het zeker.")
    )
    for room in _rooms_with("commands"):
        import_module(room).register(groups)


def _word(
    words: "Words", name: str, do: Callable[[argparse.Namespace], int | None], tells: str
) -> argparse.ArgumentParser:
    word = words.add_parser(name, help=tells, description=tells)
    word.set_defaults(do=do)
    return word


def _serve(chosen: argparse.Namespace) -> int:
    from api.running import serve

    return serve(chosen.address, chosen.port)


def _worker(_chosen: argparse.Namespace) -> None:
    from api import worker

    with _opened() as house:
        worker.main(house)


def _run(chosen: argparse.Namespace) -> int:
    from api import running
    from api.core.settings import Settings

    os.environ["HUISBOEK_PORT"] = str(chosen.port)
    settings = Settings.from_environment()
    if not running.is_ready(settings) and running.do("demo" if settings.demo else "migrate"):
        return 1
    return running.run(chosen.address, chosen.port, lambda: _tell(settings))


def _tell(settings: "Settings") -> None:
    address = settings.base_url
    lines = [pgettext("beheer", "Huisboek staat klaar: %(address)s", address=address)]
    if settings.demo:
        lines.append(pgettext("beheer", "Kies wie je bent: %(address)s", address=f"{address}/demo"))
    lines.append(pgettext("beheer", "Stoppen doe je met Ctrl-C."))
    print("", *(f"  {line}" for line in lines), "", sep="\n", flush=True)


def _migrate(_chosen: argparse.Namespace) -> None:
    from api.core.migrate import upgrade
    from api.core.settings import Settings

    settings = Settings.from_environment()
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if trouble := upgrade(settings.database_url):
        print(trouble, file=sys.stderr)


def _demo(chosen: argparse.Namespace) -> None:
    from sqlalchemy import select

    from api.core.db import EVERYWHERE
    from api.demo import load
    from api.people.model import Household
    from api.people.organisation.model import Organisation

    hosts = select(Organisation.household_id)
    lived = select(Household.id).where(Household.id.not_in(hosts))
    _migrate(chosen)
    with _opened() as house:
        with house.db.reading(EVERYWHERE) as session:
            lived_in = session.scalar(lived.limit(1)) is not None
        if not lived_in or load.is_unfinished(house.settings):
            said = pgettext("beheer", "Een bedacht gezin komt in het huis. Dat duurt even.")
            print(said, flush=True)
            load.fill(house, house.clock.now())


def _verify(_chosen: argparse.Namespace) -> int:
    from api.core.verify import findings
    from api.people.erasing.verify import findings as key_findings
    from api.push.verify import findings as push_findings

    with _opened() as house:
        every = [*findings(house), *key_findings(house), *push_findings(house)]
        found = [f"{each.household}  {each.where}: {each.what}" for each in every]
        if not found:
            house.damage.mended()
        found += house.db.troubles_of_reading_along()
    print(*found, sep="\n", end="\n" if found else "")
    if found:
        print(pgettext("beheer", "Niet in orde: %(count)s", count=len(found)))
    else:
        print(pgettext("beheer", "Alles is zoals het huis het achterliet."))
    return 1 if found else 0


def _backup(chosen: argparse.Namespace) -> None:
    from api.core.backup import backup

    with _opened() as house:
        print(*backup(house, chosen.folder, house.clock.now()), sep="\n")
    print(pgettext("beheer", "Bewaar het geheime bestand op een andere plek."))
    print(pgettext("beheer", "Zonder dat bestand gaat deze backup niet open."))


def _restore(chosen: argparse.Namespace) -> None:
    from api.core.backup import is_whole, restore
    from api.core.settings import Settings
    from api.people.erasing_commands import tell_of_restored

    settings = Settings.from_environment()
    trouble = restore(settings, chosen.files)
    if is_whole(settings):
        _migrate(chosen)  # says the trouble too
        with _opened() as house:
            tell_of_restored(house)
    elif trouble:
        print(trouble, file=sys.stderr)
    print(pgettext("beheer", "De backup staat terug. Doe nu: huisboek verify"))


def _rotate(_chosen: argparse.Namespace) -> None:
    """The file first, with both keys; the old one goes last. A crash between leaves all readable."""
    from api.core import secret_file

    with _opened() as house:
        fresh = house.secrets.with_new_kek()
        secret_file.save(house.settings.secret_file, fresh)
        count = house.vault.rewrap(fresh)
        secret_file.save(house.settings.secret_file, fresh.without_old_keks())
    print(pgettext("beheer", "Zoveel sleutels zitten nu anders op slot: %(count)s", count=count))
    print(pgettext("beheer", "Start web en worker nu opnieuw."))


def _erase(chosen: argparse.Namespace) -> int:
    from api.core.erasing import erase_household

    if not chosen.yes:
        print(pgettext("beheer", "Dit wist het hele huis. Je krijgt het niet terug."))
        print(pgettext("beheer", "Weet je het zeker? Zet er dan --yes bij."))
        return 1
    with _opened() as house:
        gone = erase_household(house, chosen.household, house.clock.now())
    print(pgettext("beheer", "Zoveel rijen zijn weg: %(count)s. De sleutels ook.", count=gone))
    return 0


@contextmanager
def _opened() -> Iterator["House"]:
    """The house with all its tables known, for verifying and erasing reach every one."""
    from api.core.house import House
    from api.core.settings import Settings

    for tables in _models():
        import_module(tables)
    house = House.open(Settings.from_environment())
    try:
        house.ready()
        yield house
    finally:
        house.close()


def _models() -> list[str]:
    """Every module with tables, those of a room within a room too."""
    root = Path(__file__).parent
    found = sorted(root.rglob("*model.py"))
    return [".".join(("api", *path.relative_to(root).with_suffix("").parts)) for path in found]


def _rooms_with(part: str) -> list[str]:
    """The slices that have a module of this name."""
    import api

    rooms = (f"api.{room.name}" for room in pkgutil.iter_modules(api.__path__) if room.ispkg)
    return [f"{room}.{part}" for room in rooms if find_spec(f"{room}.{part}")]


if __name__ == "__main__":
    sys.exit(main())
