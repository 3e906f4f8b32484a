"""A small book that was shown to Noor: three pages, of which the first has a drawing and a voice."""

from pathlib import Path
from uuid import uuid4

import api.demo
from api.words_and_pictures import writing
from api.words_and_pictures.media import prepare
from api.words_and_pictures.words import PageDraft, Upload
from tests.logbook.book import Book
from tests.words_and_pictures.tale import Tale
from tests.world import World

SENTENCES = ("Mama houdt van jou.", "Soms was er ruzie.", "Nu komt oma elke zondag.")


def tell_a_book(book: Book, world: World, drawing: bytes) -> Tale:
    """Make it, agree, show it."""
    tale = Tale(book, world.tim, world.noor).begin(makes={world.sara}, agrees={world.sara})
    voice = (Path(api.demo.__file__).parent / "sounds" / "groet.webm").read_bytes()
    files = [Upload("drawing", "image/png", drawing), Upload("voice", "audio/webm", voice)]
    draft = PageDraft(sentences=SENTENCES[:1], alt="Mama en Noor in de zon")
    values = {"book_id": tale.id, "page_id": uuid4(), "version_id": uuid4(), "draft": draft}
    tale.book.do(world.tim, writing.add_page, media=prepare(files), **values)
    for sentence in SENTENCES[1:]:
        tale.page(sentence, pictures=("house", "sun"))
    tale.yes(world.sara)
    tale.show()
    return tale
