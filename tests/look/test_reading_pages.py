"""The timeline, one note, answering, paper and media, as a browser without script would use them."""

import io
import re
from collections.abc import Callable
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from PIL import Image

from api.logbook.note import Kind
from tests.logbook.book import Book
from tests.look.life import Life, live_a_little
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]


def test_what_helped_stands_before_what_happened(
    client_of: ClientOf, world: World, life: Life
) -> None:
    text = client_of(world.tim).get(f"/logboek/{life.near}").text
    assert text.index("Een rondje met de hond.") < text.index("Het werd laat en luid.")


def test_older_words_can_be_read_and_a_taken_back_note_leaves_a_mark(
    client_of: ClientOf, world: World, life: Life
) -> None:
    tim = client_of(world.tim)
    changed = tim.get(f"/logboek/{life.baked}").text
    assert changed.index("met stroop") < changed.index("We bakten pannenkoeken.")
    taken_back = tim.get(f"/logboek/{life.taken_back}").text
    assert "haalde dit weg" in taken_back
    assert "voor iemand anders" not in taken_back


def test_the_mark_of_a_taken_back_note_does_not_say_what_kind_it_was(
    book: Book, client_of: ClientOf, world: World
) -> None:
    made = book.write(world.sara, "Mark was luid.", kind=Kind.WRONG, about=(world.mark,))
    book.withdraw(world.sara, made)
    mark = client_of(world.mark)
    for address in ("/logboek", f"/logboek/{made}"):
        article = re.search(r"<article.*?</article>", mark.get(address).text, re.DOTALL)
        assert article
        assert "haalde dit weg" in article[0]
        assert "wrong" not in article[0]
        assert "mis" not in article[0]
    assert mark.get(f"/logboek/{made}/weghalen").status_code == 404


def test_a_day_out_of_all_time_is_no_choice(client_of: ClientOf, world: World) -> None:
    tim = client_of(world.tim)
    for days in ("tot=9999-12-31", "van=0001-01-01"):
        assert tim.get(f"/logboek?{days}").status_code == 200
        assert tim.get(f"/logboek/afdruk?{days}").status_code == 200


def test_a_long_timeline_goes_on_without_losing_or_repeating_a_note(
    book: Book, client_of: ClientOf, world: World
) -> None:
    written = {str(book.write(world.sara, f"Dag {number}")) for number in range(65)}
    tim = client_of(world.tim)
    address: str | None = "/logboek"
    seen: list[str] = []
    while address:
        text = tim.get(address).text
        seen += re.findall(r'class="entry-open" href="/logboek/([0-9a-f-]{36})"', text)
        older = re.search(r'href="(/logboek\?[^"]+)" rel="next"', text)
        address = older.group(1).replace("&amp;", "&") if older else None
    assert len(seen) == len(set(seen)) == 65
    assert set(seen) == written


def test_the_filter_keeps_only_what_was_asked_for(
    client_of: ClientOf, world: World, life: Life
) -> None:
    tim = client_of(world.tim)
    only_near = tim.get("/logboek?soort=near").text
    assert "Het werd laat en luid." in only_near
    assert "pannenkoeken" not in only_near
    of_tim = tim.get(f"/logboek?wie={world.tim}").text
    assert "Ik kwam langs." in of_tim
    assert "pannenkoeken" not in of_tim
    assert "We vonden niets." in tim.get("/logboek?van=2031-01-01").text
    assert "pannenkoeken" in tim.get("/logboek?soort=x&wie=niemand&van=gisteren").text


def test_search_words_never_stand_in_an_address(
    client_of: ClientOf, world: World, life: Life
) -> None:
    tim = client_of(world.tim)
    assert tim.get("/logboek/zoeken?words=stroop").status_code == 405
    found = tim.post("/logboek/zoeken", data={"words": "stroop"})
    assert found.status_code == 200
    assert "met stroop" in found.text
    assert "laat en luid" not in found.text
    assert not re.search(r'(?:href|src|action)="[^"]*stroop', found.text)


def test_thanks_pressed_twice_is_thanks_once(client_of: ClientOf, world: World, life: Life) -> None:
    tim = client_of(world.tim)
    for _ in range(2):
        assert tim.post(f"/logboek/{life.near}/dank").status_code == 303
    text = tim.get(f"/logboek/{life.near}").text
    assert text.count("oom Tim</bdi>") == 1
    assert "Goed gedaan" not in text


def test_an_answer_sent_twice_stands_once_and_a_second_one_is_refused(
    client_of: ClientOf, world: World, life: Life
) -> None:
    tim = client_of(world.tim)
    answer = {"id": str(uuid4()), "text": "Mooi gedaan."}
    for _ in range(2):
        assert tim.post(f"/logboek/{life.near}/antwoord", data=answer).status_code == 303
    assert tim.get(f"/logboek/{life.near}").text.count("Mooi gedaan.") == 1
    again = tim.post(
        f"/logboek/{life.near}/antwoord", data={"id": str(uuid4()), "text": "Nog iets"}
    )
    assert again.status_code == 422
    assert "Je hebt hier al op geantwoord." in again.text


def test_an_answer_that_cannot_be_kept_keeps_its_words(
    client_of: ClientOf, world: World, life: Life
) -> None:
    long = "woord " * 400
    refused = client_of(world.tim).post(f"/logboek/{life.near}/antwoord", data={"text": long})
    assert refused.status_code == 422
    assert "Dit is te lang." in refused.text
    assert long.strip() in refused.text


def test_only_the_writer_can_take_a_note_back(
    client_of: ClientOf, world: World, life: Life
) -> None:
    assert client_of(world.tim).post(f"/logboek/{life.near}/weghalen").status_code == 404
    sara = client_of(world.sara)
    assert "Wil je dit weghalen?" in sara.get(f"/logboek/{life.near}/weghalen").text
    assert sara.post(f"/logboek/{life.near}/weghalen").status_code == 303
    assert "Het werd laat" not in client_of(world.tim).get("/logboek").text


def test_paper_leaves_out_what_was_chosen_and_what_is_private(
    client_of: ClientOf, world: World, life: Life
) -> None:
    sara = client_of(world.sara)
    span = "van=2026-11-01&tot=2026-12-31"
    everything = sara.get(f"/logboek/afdruk?{span}").text
    assert "Het werd laat en luid." in everything
    assert "Ik kon niet slapen." not in everything
    assert "buurman Ben</bdi></p>" not in everything
    assert everything.count('<article class="paper') == 5
    less = sara.get(f"/logboek/afdruk?{span}&zonder=names&zonder=media").text
    paper = less.split("</form>")[-1]
    assert "oom Tim</bdi>" not in paper
    assert "/media/" not in paper


def test_a_file_is_shut_in_and_its_parts_can_be_asked_for(
    client_of: ClientOf, world: World, life: Life
) -> None:
    tim = client_of(world.tim)
    page = tim.get(f"/logboek/{life.drawn}").text
    address = re.findall(r'src="(/media/[0-9a-f-]{36})"', page)[0]
    whole = tim.get(address)
    assert (whole.status_code, whole.content_type) == (200, "image/webp")
    assert whole.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert whole.headers["Cache-Control"] == "no-store"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert whole.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert whole.headers["Content-Disposition"] == 'inline; filename="plaatje.webp"'
    part = tim.get(address, headers={"Range": "bytes=2-5"})
    assert part.status_code == 206
    assert part.data == whole.data[2:6]
    assert part.headers["Content-Range"] == f"bytes 2-5/{len(whole.data)}"
    assert tim.get(address, headers={"Range": "bytes=99999999-"}).status_code == 416
    small = tim.get(f"{address}/klein")
    assert small.status_code == 200
    assert max(Image.open(io.BytesIO(small.data)).size) <= 480


def test_a_file_is_not_there_for_whom_its_note_is_not_there(
    book: Book, client_of: ClientOf, world: World
) -> None:
    life = live_a_little(book, world)
    noor = client_of(world.noor)
    page = noor.get(f"/logboek/{life.drawn}").text
    address = re.findall(r'src="(/media/[0-9a-f-]{36})"', page)[0]
    assert noor.get(address).status_code == 200
    for stranger in (world.mark, world.lotte, world.amina):
        assert client_of(stranger).get(address).status_code == 404
    assert noor.get("/media/00000000-0000-4000-8000-000000000000").status_code == 404


def test_a_page_shows_typed_signs_as_signs(book: Book, client_of: ClientOf, world: World) -> None:
    nasty = "<script>alert(1)</script> & \"'"
    note = book.write(world.sara, nasty, helped=nasty, uploads=())
    text = client_of(world.tim).get(f"/logboek/{note}").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in text
