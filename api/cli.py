"""`huisboek`: the house from the command line. Reads no content; says what it did in plain Dutch.

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
        print(refusal.message % dict(refusal.values), file=sys.stderr)
    except (RuntimeError, OSError) as trouble:
        print(trouble, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("huisboek", description="Een stil boek voor thuis.")
    words = parser.add_subparsers(required=True, metavar="woord")
    for name, do, tells in (
        ("serve", _serve, "alleen het web"),
        ("run", _run, "web en werker samen, met alles wat daarvoor nodig is"),
    ):
        word = _word(words, name, do, tells)
        word.add_argument("--address", default=os.environ.get("HUISBOEK_ADDRESS", "127.0.0.1"))
        word.add_argument("--port", type=int, default=int(os.environ.get("HUISBOEK_PORT", "8000")))
    _word(words, "worker", _worker, "alleen de werker")
    _word(words, "migrate", _migrate, "breng de database bij")
    _word(words, "demo", _demo, "vul een leeg huis met een bedacht gezin")
    _word(words, "verify", _verify, "kijk of er buiten het huis om iets is veranderd")
    _keeping(words)
    _households(words)
    return parser


def _keeping(words: "Words") -> None:
    backup = _word(words, "backup", _backup, "maak een reservekopie van data en sleutels")
    backup.add_argument("folder", type=Path, help="de map waar de 2 bestanden komen")
    restore = _word(words, "restore", _restore, "zet een reservekopie terug in een leeg huis")
    restore.add_argument("files", type=Path, nargs="+")
    keys = words.add_parser("keys", help="de sleutels").add_subparsers(required=True)
    _word(keys, "rotate", _rotate, "een nieuwe hoofdsleutel; alles blijft te lezen")


def _households(words: "Words") -> None:
    """Opening and inviting belong to the people; erasing to the house itself."""
    groups = {
        name: words.add_parser(name, help=tells).add_subparsers(required=True)
        for name, tells in (("household", "huishoudens"), ("person", "mensen"))
    }
    erase = _word(groups["household"], "erase", _erase, "wis een huishouden voor altijd")
    erase.add_argument("household", type=UUID)
    erase.add_argument("--yes", action="store_true", help="ja, ik weet het zeker")
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
    print(f"\n  Huisboek staat klaar. Ga naar   {address}", flush=True)
    print(f"  Huisboek is ready. Open         {address}", flush=True)
    if settings.demo:
        print(f"  Kies iemand / choose a person   {address}/demo", flush=True)
    print("  Stoppen / to stop: Ctrl-C\n", flush=True)


def _migrate(_chosen: argparse.Namespace) -> None:
    from api.core.migrate import upgrade
    from api.core.settings import Settings

    settings = Settings.from_environment()
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    upgrade(settings.database_url)


def _demo(chosen: argparse.Namespace) -> None:
    from sqlalchemy import select

    from api.core.db import EVERYWHERE
    from api.demo import load
    from api.people.model import Household

    _migrate(chosen)
    with _opened() as house:
        with house.db.reading(EVERYWHERE) as session:
            lived_in = session.scalar(select(Household.id).limit(1)) is not None
        if not lived_in or load.is_unfinished(house.settings):
            print("Een bedacht gezin komt in het huis. Dat duurt even ...", flush=True)
            load.fill(house, house.clock.now())


def _verify(_chosen: argparse.Namespace) -> int:
    from api.core.verify import findings

    with _opened() as house:
        found = [f"{each.household}  {each.where}: {each.what}" for each in findings(house)]
        if not found:
            house.damage.mended()
    print(*found, sep="\n", end="\n" if found else "")
    print(f"Niet in orde: {len(found)}" if found else "Alles is zoals het huis het achterliet.")
    return 1 if found else 0


def _backup(chosen: argparse.Namespace) -> None:
    from api.core.backup import backup

    with _opened() as house:
        print(*backup(house, chosen.folder, house.clock.now()), sep="\n")
    print("Bewaar het geheime bestand op een andere plek. Zonder dat bestand gaat dit niet open.")


def _restore(chosen: argparse.Namespace) -> None:
    from api.core.backup import restore
    from api.core.settings import Settings

    restore(Settings.from_environment(), chosen.files)
    print("Teruggezet. Doe nu: huisboek verify")


def _rotate(_chosen: argparse.Namespace) -> None:
    """The file first, with both keys; the old one goes last. A crash between leaves all readable."""
    from api.core import secret_file

    with _opened() as house:
        fresh = house.secrets.with_new_kek()
        secret_file.save(house.settings.secret_file, fresh)
        count = house.vault.rewrap(fresh)
        secret_file.save(house.settings.secret_file, fresh.without_old_keks())
    print(f"{count} sleutels zijn opnieuw ingepakt. Start web en werker nu opnieuw.")


def _erase(chosen: argparse.Namespace) -> int:
    from api.core.erasing import erase_household

    if not chosen.yes:
        print("Dit wist het hele huishouden. Je krijgt het niet terug. Weet je het zeker: --yes")
        return 1
    with _opened() as house:
        gone = erase_household(house, chosen.household, house.clock.now())
    print(f"Gewist: {gone} rijen. De sleutels zijn weg.")
    return 0


@contextmanager
def _opened() -> Iterator["House"]:
    """The house with all its tables known, for verifying and erasing reach every one."""
    from api.core.house import House
    from api.core.settings import Settings

    for room in _rooms_with("model"):
        import_module(room)
    house = House.open(Settings.from_environment())
    try:
        house.ready()
        yield house
    finally:
        house.close()


def _rooms_with(part: str) -> list[str]:
    """The slices that have a module of this name."""
    import api

    rooms = (f"api.{room.name}" for room in pkgutil.iter_modules(api.__path__) if room.ispkg)
    return [f"{room}.{part}" for room in rooms if find_spec(f"{room}.{part}")]


if __name__ == "__main__":
    sys.exit(main())
