"""A few notes of every sort in the house of Noor, so that each page has something to show."""

import io
from dataclasses import dataclass
from uuid import UUID

from PIL import Image, ImageDraw

from api.logbook.note import Feeling, Kept, Kind, Placed, Source, Upload, Visit
from api.people.looking.actions import write_down
from api.people.looking.rules import Seen
from api.people.policy import Audience, Viewer
from api.plan.words import Goal
from tests.logbook.book import Book
from tests.people.calls import list_number
from tests.plan.sheet import Sheet
from tests.words_and_pictures.told import tell_a_book
from tests.world import World


@dataclass(frozen=True)
class Life:
    """The ids of the notes, named after what is special about them."""

    baked: UUID
    near: UUID
    check: UUID
    drawn: UUID
    secret: UUID
    spoken: UUID
    taken_back: UUID
    number: UUID
    agreement: UUID
    told: UUID
    book: UUID
    page: UUID


def live_a_little(book: Book, world: World) -> Life:
    """Write the notes; the newest last."""
    noor, sara, els, tim, ben = world.noor, world.sara, world.els, world.tim, world.ben
    baked = book.write(
        sara, "We bakten pannenkoeken.", helped="Samen zingen.", about=(noor,), source=Source.SAW
    )
    book.correct(sara, baked, "We bakten pannenkoeken met stroop.", helped="Samen zingen.")
    near = book.write(
        sara,
        "Het werd laat en luid.",
        kind=Kind.NEAR,
        helped="Een rondje met de hond.",
        helped_by=(ben,),
        about=(noor,),
        source=Source.HEARD,
        trigger="Te weinig slaap",
    )
    book.thank(els, near)
    book.reply(els, near, "Goed dat je naar buiten ging.")
    check = book.write(
        tim,
        "Ik kwam langs.",
        kind=Kind.CHECK,
        agreement="Mark belt Tim.",
        kept=Kept.YES,
        visit=Visit.UNANNOUNCED,
    )
    taken_back = book.write(ben, "Dit was voor iemand anders.")
    book.withdraw(ben, taken_back)
    drawn = book.write(
        noor, "", feeling=Feeling.HAPPY, alt="Ons huis met de zon", uploads=(drawing(),)
    )
    spoken = book.write(els, "Noor zong.", kind=Kind.HOW, feeling=Feeling.HAPPY, about=(noor,))
    secret = book.write(
        noor,
        "Ik kon niet slapen.",
        kind=Kind.TELL,
        audience=Audience.SAFETY_PERSON,
        pictures=(Placed("house", 4), Placed("scared", 1)),
    )
    book.reply(els, secret, "Ik kom morgen naar je toe.")
    for keeper in (els, ben):
        seen = [Seen(noor, "entry_safety_person"), Seen(noor, "device")]
        write_down(book.house, by=book.ask(keeper, whoever), seen=seen, now=book.now)
    number = list_number(book, tim, "De huisarts")
    agreement = agree_a_little(book, world)
    tale = tell_a_book(book, world, drawing().data)
    page = tale.read(noor).pages[0].page_id
    private = {"kind": Kind.TELL, "audience": Audience.SAFETY_PERSON, "page_id": page}
    told = book.write(noor, "", feeling=Feeling.HAPPY, **private)
    return Life(
        *(baked, near, check, drawn, secret, spoken, taken_back, number, agreement, told),
        book=tale.id,
        page=page,
    )


def agree_a_little(book: Book, world: World) -> UUID:
    """A small plan: a worry with its goal, and two agreements of which a child reads one."""
    sheet = Sheet(book.house, world.household, world.tim, book.now)
    danger = sheet.danger("Er is ruzie als het laat wordt.")
    sheet.agree(Goal(text="Oma Els ziet dat het avond is en rustig."), danger_id=danger)
    sheet.agreement("Sara belt Els elke avond.", world.sara)
    return sheet.agreement(
        "Els komt op zondag kijken.",
        world.els,
        planned_every=7,
        child_words="Oma komt op zondag.",
        child_picture="house",
        on_fridge=True,
        danger_id=danger,
    )


def whoever(_session: object, by: Viewer) -> Viewer:
    """Who asks, as the policy sees them."""
    return by


def drawing() -> Upload:
    """A house and a sun, as a phone sends it."""
    image = Image.new("RGB", (800, 600), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((200, 260, 460, 520), outline="black", width=12)
    pen.ellipse((600, 60, 740, 200), outline="#f0b400", width=14)
    file = io.BytesIO()
    image.save(file, "PNG")
    return Upload("drawing", "image/png", file.getvalue())


def pages_of(who: str, life: Life) -> tuple[str, ...]:
    """Every page that somebody of this kind can open."""
    everyone = ("/bellen", "/sporen", "/geen-pagina")
    if who == "tim":
        everyone = (
            *everyone,
            "/mensen/apart",
            "/mensen/huizen",
            "/plan/volgorde",
            "/bellen/eigen",
            f"/bellen/eigen/{life.number}",
            "/boek/nieuw",
            f"/boek/{life.book}/wie",
        )
    if who == "nobody":
        return everyone
    own = ("/", "/instellingen", "/instellingen/gekeken", "/instellingen/wissen")
    own = (*own, "/installeren", "/over", *everyone)
    if who == "amina":
        return ("/meekijken", "/instellingen", "/instellingen/wissen", "/over", *everyone)
    notes = ("/logboek", f"/logboek/{life.drawn}", f"/logboek/{life.baked}")
    own = (*own, "/mensen", "/plan", "/plan/koelkast", "/cijfers", "/instellingen/meenemen", *notes)
    leaves = (f"/boek/{life.book}/lezen?blad=1", f"/boek/{life.book}/lezen?blad=3")
    own = (*own, "/boek", *leaves)
    own = (*own, "/week", "/samen")
    if who == "noor":
        mine = (f"/logboek/{life.told}", f"/logboek/nieuw?soort=tell&blad={life.page}")
        mine = (*mine, f"/logboek/{life.secret}", f"/logboek/{life.drawn}/weghalen")
        world = ("/hoe", "/huizen", "/ik/kleur", "/mijn-mens", "/praten")
        return (*own, "/logboek?van=anderen", *mine, *world)
    more = (f"/logboek/{life.near}", f"/logboek/{life.check}", f"/logboek/{life.taken_back}")
    own = (*own, "/plan/nieuw", "/plan/nieuw?soort=afspraak", "/plan/vroeger")
    own = (*own, f"/plan/{life.agreement}", f"/plan/{life.agreement}/anders")
    own = (*own, "/pad", "/pad/nu", "/pad/stappen", "/pad/proef", "/pad/herstel", "/pad/weer")
    own = (*own, "/plan/kijken", f"/plan/{life.agreement}/kijken", "/pad/zicht")
    own = (*own, "/logboek?soort=near", "/logboek?soort=wrong", "/logboek/afdruk", *more)
    if who in ("sara", "tim"):
        at = f"/boek/{life.book}"
        made = (at, f"{at}/blad/nieuw", f"/boek/blad/{life.page}")
        own = (*own, *made, f"{at}/laten-zien", f"{at}/boekje", f"{at}/lezen?proef=ja")
    mine = (f"/logboek/{life.near}/weghalen", f"/boek/{life.book}/eens")
    return (*own, *mine) if who == "sara" else own
