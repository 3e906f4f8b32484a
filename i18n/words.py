"""`make words`: collects the sentences from code and templates, and carries them into every catalogue.

The answer must be the same on every machine, so nothing in it comes from the clock or from line numbers.
"""

import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from i18n.catalogues import FOLDER, compile_catalogue, source
from i18n.languages import LANGUAGES, Language

ROOT = Path(__file__).parent.parent
TEMPLATE = FOLDER.parent / "messages.pot"
LONG_AGO = datetime(2026, 11, 21, tzinfo=UTC)


def main() -> None:
    """With --check: only say whether the words are fresh."""
    fresh = template_bytes()
    if "--check" in sys.argv[1:]:
        if TEMPLATE.read_bytes() != fresh:
            sys.exit("De woorden zijn niet bijgewerkt: doe `make words`.")
        return
    TEMPLATE.write_bytes(fresh)
    for language in LANGUAGES:
        if source(language.code).exists():
            update(language)
            compile_catalogue(source(language.code))


def update(language: Language) -> None:
    """New sentences come in empty, gone ones go, and nothing is guessed."""
    place = source(language.code)
    with place.open("rb") as file:
        catalogue = read_po(file, locale=language.code)
    catalogue.update(read_po(BytesIO(template_bytes())), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = LONG_AGO
    place.write_bytes(_as_bytes(catalogue))


def template_bytes(root: Path = ROOT) -> bytes:
    """The Dutch sentences, each with the files it stands in."""
    catalogue = Catalog(
        project="Huisboek",
        version="1",
        header_comment="# The Dutch sentences of Huisboek. Made by `make words`; not for editing.",
        creation_date=LONG_AGO,
        fuzzy=False,
    )
    for place, message, comments, context in sorted(_sentences(root), key=lambda found: found[0]):
        catalogue.add(message, locations=[(place, 1)], auto_comments=comments, context=context)
    return _as_bytes(catalogue)


Found = tuple[str, str | tuple[str, ...], list[str], str | None]


def _sentences(root: Path) -> Iterator[Found]:
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]
    mapping = [(rule["pattern"], rule["method"]) for rule in settings["mappings"]]
    options = {rule["pattern"]: rule.get("options", {}) for rule in settings["mappings"]}
    for folder in settings["folders"]:
        for file, _line, message, comments, context in extract_from_dir(
            root / folder,
            mapping,
            options,
            keywords=DEFAULT_KEYWORDS,
            comment_tags=("Vertaler:",),
            strip_comment_tags=True,
        ):
            yield f"{folder}/{file}", message, comments, context


def _as_bytes(catalogue: Catalog) -> bytes:
    made = BytesIO()
    write_po(made, catalogue, width=100, sort_by_file=True, include_lineno=False)
    return made.getvalue()


if __name__ == "__main__":
    main()
