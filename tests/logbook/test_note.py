"""Reading a form: what fits becomes a note, what cannot be is refused by the name of its field."""

from datetime import date, time
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.errors import Invalid
from api.logbook.note import (
    Feeling,
    Kept,
    Kind,
    Note,
    Placed,
    Sheet,
    Source,
    Upload,
    Visit,
    read_note,
)
from api.people.policy import Audience

NOOR = UUID("11111111-1111-4111-8111-111111111111")
ELS = UUID("22222222-2222-4222-8222-222222222222")

EVERYTHING = {
    "kind": ["check"],
    "feeling": ["calm"],
    "text": ["Tim belde aan om 7 uur."],
    "helped": ["Hij bleef eten."],
    "helped_by": [str(NOOR), str(ELS), str(NOOR)],
    "helped_by_name": ["de buurvrouw"],
    "about": [str(NOOR)],
    "when": ["earlier"],
    "on": ["2026-11-20"],
    "at": ["18:30"],
    "source": ["saw"],
    "audience": ["chosen"],
    "chosen": [str(ELS)],
    "sheet": ["safe_house"],
    "alt": ["een huis met een deur"],
    "pictures": ['[{"picture": "sun", "cell": 4}, {"picture": "bear", "cell": 0}]'],
    "agreement": ["Om 7 uur eten we samen."],
    "kept": ["partly"],
    "visit": ["unannounced"],
    "trigger": ["laat thuis"],
}


def test_every_answer_of_the_form_is_read() -> None:
    note = read_note(EVERYTHING)
    assert note == Note(
        kind=Kind.CHECK,
        feeling=Feeling.CALM,
        text="Tim belde aan om 7 uur.",
        helped="Hij bleef eten.",
        helped_by=(NOOR, ELS),
        helped_by_name="de buurvrouw",
        about=(NOOR,),
        on=date(2026, 11, 20),
        at=time(18, 30),
        source=Source.SAW,
        audience=Audience.CHOSEN,
        chosen=frozenset({ELS}),
        sheet=Sheet.SAFE_HOUSE,
        alt="een huis met een deur",
        pictures=(Placed("bear", 0), Placed("sun", 4)),
        agreement="Om 7 uur eten we samen.",
        kept=Kept.PARTLY,
        visit=Visit.UNANNOUNCED,
        trigger="laat thuis",
    )


def test_a_day_that_was_filled_in_counts_whatever_is_ticked_beside_it() -> None:
    note = read_note({**EVERYTHING, "when": ["now"]})
    assert (note.on, note.at) == (date(2026, 11, 20), time(18, 30))
    bare = read_note({**EVERYTHING, "when": ["now"], "on": [""]})
    assert (bare.on, bare.at) == (None, None)


def test_empty_answers_are_no_answers() -> None:
    note = read_note({name: [""] for name in EVERYTHING} | {"kind": ["good"]})
    assert note == Note(kind=Kind.GOOD)


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("kind", ""),
        ("kind", "alarm"),
        ("feeling", "furious"),
        ("source", "guessed"),
        ("audience", "everyone"),
        ("sheet", "house"),
        ("kept", "maybe"),
        ("visit", "secret"),
        ("about", "not-an-id"),
        ("chosen", "1; DROP TABLE entry"),
        ("helped_by", "null"),
        ("on", "gisteren"),
        ("on", "2026-02-30"),
        ("at", "25:00"),
        ("at", "18:30+01:00"),
        ("pictures", "{"),
        ("pictures", "{}"),
        ("pictures", "[1]"),
        ("pictures", "[" * 100_000),
        ("pictures", '[{"picture": "<svg>", "cell": 0}]'),
        ("pictures", '[{"picture": "sun", "cell": 9}]'),
        ("pictures", '[{"picture": "sun", "cell": -1}]'),
        ("pictures", '[{"picture": "sun", "cell": true}]'),
        ("pictures", '[{"picture": "sun", "cell": "0"}]'),
        ("text", "a" * 10_001),
        ("helped_by_name", "a" * 81),
    ],
)
def test_what_cannot_be_an_answer_is_refused_by_name(field: str, answer: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_note({**EVERYTHING, field: [answer]})
    assert refused.value.field == field


def test_more_people_than_a_circle_has_are_refused() -> None:
    with pytest.raises(Invalid):
        read_note({**EVERYTHING, "about": [str(uuid4()) for _ in range(61)]})


def test_more_files_than_four_are_refused() -> None:
    photo = Upload("photo", "image/jpeg", b"x")
    assert len(read_note(EVERYTHING, [photo] * 4).uploads) == 4
    with pytest.raises(Invalid) as refused:
        read_note(EVERYTHING, [photo] * 5)
    assert refused.value.field == "photo"


def test_an_empty_file_field_is_no_file() -> None:
    assert read_note(EVERYTHING, [Upload("photo", "", b"")]).uploads == ()


def test_two_pictures_in_one_cell_leave_the_last() -> None:
    twice = '[{"picture": "sun", "cell": 1}, {"picture": "moon", "cell": 1}]'
    assert read_note({**EVERYTHING, "pictures": [twice]}).pictures == (Placed("moon", 1),)


@given(st.text(max_size=300))
def test_any_text_is_kept_except_what_nobody_can_see(typed: str) -> None:
    read = read_note({"kind": ["good"], "text": [typed]}).text
    assert read.encode("utf-8").decode("utf-8") == read
    assert not set(read) & set("\x00\r\u202e\u2066\ud800")
    assert read_note({"kind": ["good"], "text": [read]}).text == read


def test_lines_and_accents_and_smileys_stay() -> None:
    typed = "Zoë zei:\r\n«Hé, opa!» 😀\r\nشكرا"
    assert read_note({"kind": ["good"], "text": [typed]}).text == "Zoë zei:\n«Hé, opa!» 😀\nشكرا"


@given(
    st.dictionaries(
        st.sampled_from(sorted([*EVERYTHING, "strokes"])),
        st.lists(
            st.text(max_size=40) | st.sampled_from(["good", "earlier", str(NOOR)]), max_size=3
        ),
    )
)
def test_any_form_is_read_or_refused(form: dict[str, list[str]]) -> None:
    try:
        note = read_note(form)
    except Invalid as refusal:
        named = refusal.field
    else:
        assert note == read_note(form)
        return
    assert named in EVERYTHING


def test_a_face_a_tick_or_a_drawing_is_as_good_as_words() -> None:
    assert not Note(Kind.GOOD, helped="oma kwam").says_something()
    for said in (
        Note(Kind.GOOD, text="fijn"),
        Note(Kind.HOW, feeling=Feeling.SAD),
        Note(Kind.CHECK, kept=Kept.NO),
        Note(Kind.GOOD, strokes="{}"),
        Note(Kind.GOOD, pictures=(Placed("sun", 0),)),
        Note(Kind.GOOD, uploads=(Upload("voice", "audio/webm", b"x"),)),
    ):
        assert said.says_something()


def test_the_same_note_has_the_same_digest_and_another_has_not() -> None:
    photo = [Upload("photo", "image/jpeg", b"one")]
    many = [str(uuid4()) for _ in range(8)]
    first = read_note({**EVERYTHING, "chosen": many}, photo)
    again = read_note({**EVERYTHING, "chosen": many[::-1]}, photo)
    assert first.digest() == again.digest()
    others = [
        read_note({**EVERYTHING, "chosen": many[1:]}, photo),
        read_note({**EVERYTHING, "chosen": many, "text": ["Tim belde niet."]}, photo),
        read_note({**EVERYTHING, "chosen": many}, [Upload("photo", "image/jpeg", b"two")]),
        read_note({**EVERYTHING, "chosen": many}),
    ]
    assert len({first.digest(), *(other.digest() for other in others)}) == 5
