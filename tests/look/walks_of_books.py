"""Walks through a book for a child: it is begun, made page by page, agreed on and shown, with what each form refuses."""

from datetime import timedelta

from api.words_and_pictures.words import Kind
from i18n.dates import here
from tests.look.own_house import open_house
from tests.look.walk import Screens, Stage, pick, send, settled, tap, walk
from tests.words_and_pictures.tale import Tale

SENTENCE = "textarea[name=sentence-1]"
SAVE = "button[type=submit]:not([name]) >> nth=-1"


def choose_too_many(stage: Stage) -> None:
    """One picture more than fits on a page."""
    for each in stage.page.locator("#f-pictures label.choice").all()[:7]:
        each.click()


def keep(stage: Stage) -> None:
    """Press the last button that keeps what was written."""
    with stage.page.expect_navigation():
        tap(stage.page, SAVE)


@walk(
    "nobody",
    "books.books", "books.before_beginning", "books.begin", "books.book", "books.who",
    "book_pages.new", "book_pages.write", "book_pages.before_changing", "book_pages.change",
    "book_agreeing.before_showing",
)  # fmt: skip
def somebody_makes_a_book(stage: Stage) -> Screens:
    own = open_house(stage)
    own.book.now = stage.live.house.clock.now() - timedelta(hours=1)
    page, jo = own.enters("Jo"), own.people["Jo"]
    page.goto("/boek")
    yield "books-none"
    page.goto("/boek/nieuw")
    yield "book-begin"
    send(page)
    yield "book-begin-refused"
    pick(page, "kind", "why")
    send(page)
    book = page.url.split("/boek/")[1].split("/")[0]
    yield "book-who"
    page.locator(f'input[name=makes][value="{jo}"]').check()
    page.locator(f'input[name=agrees][value="{own.people["Hanna"]}"]').check()
    send(page)
    yield "book-empty"
    page.goto(f"/boek/{book}/laten-zien")
    yield "book-not-to-be-shown"
    page.goto(f"/boek/{book}/blad/nieuw")
    yield "book-page"
    tap(page, "[data-panel=pictures]")
    yield "book-page-pictures"
    choose_too_many(stage)
    keep(stage)
    yield "book-page-refused"
    page.locator(SENTENCE).fill("Het was de schuld van papa.")
    settled(page, "[data-hint=blame]")
    yield "book-page-hints"
    page.locator("#f-pictures label.choice >> nth=0").click()
    keep(stage)
    yield "book-page-kept"
    page.locator("a[href^='/boek/blad/']").first.click()
    settled(page, SENTENCE)
    yield "book-page-again"
    tap(page, "[data-panel=pictures]")
    page.locator("#f-pictures label.choice >> nth=0").click()
    keep(stage)
    yield "book-page-again-refused"


@walk(
    "nobody",
    "books.books", "books.book",
    "book_agreeing.before_agreeing", "book_agreeing.before_showing", "book_agreeing.show",
)  # fmt: skip
def somebody_shows_a_book(stage: Stage) -> Screens:
    own = open_house(stage)
    own.book.now = stage.live.house.clock.now() - timedelta(hours=1)
    jo, hanna = own.people["Jo"], own.people["Hanna"]
    tale = Tale(own.book, jo, own.people["Isa"], Kind.WHY).begin(agrees={jo, hanna})
    for text in ("Mama en papa houden van jou.", "Papa riep hard. Jij schrok."):
        tale.page(text)
    page = own.enters("Jo")
    page.goto(f"/boek/{tale.id}/eens")
    yield "book-agree"
    with page.expect_navigation():
        tap(page, "button[name=do][value=yes]")
    yield "book-agreed-in-part"
    page.goto(f"/boek/{tale.id}/laten-zien")
    yield "book-what-lacks"
    tale.yes(jo, hanna)
    page.goto(f"/boek/{tale.id}/laten-zien")
    yield "book-to-be-shown"
    page.locator("input[name=day]").fill(str(here(own.book.now) + timedelta(days=3)))
    keep(stage)
    yield "book-showing-refused"
    page.locator("input[name=day]").fill(str(here(own.book.now)))
    keep(stage)
    yield "book-shown"
    page.goto("/boek")
    yield "books"


WALKS = (somebody_makes_a_book, somebody_shows_a_book)
