"""A telephone number, however somebody types it, and never anything but a number to the dialler."""

import re
from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.errors import Invalid
from api.people.telephone import Call, dialled, read_call, written

DIGITS = st.text("0123456789", min_size=3, max_size=15).filter(lambda text: text[:2] != "00")
GAPS = st.lists(st.sampled_from(["", "", " ", "-", " - ", ".", "\u00a0", "–"]), max_size=20)
SAFE = re.compile(r"\+?[0-9]{3,15}")


@pytest.mark.parametrize(
    ("typed", "shown", "dial"),
    [
        ("112", "112", "112"),
        ("0800 2000", "0800 2000", "08002000"),
        ("06-12345678", "06-12345678", "0612345678"),
        ("  06 12 34 56 78 ", "06 12 34 56 78", "0612345678"),
        ("06\u00a012\u200934\u20115678", "06 12 34-5678", "0612345678"),
        ("06\u20131234 5678", "06-1234 5678", "0612345678"),
        ("\u202a06 1234 5678\u202c", "06 1234 5678", "0612345678"),
        ("\u200e0612345678", "0612345678", "0612345678"),
        ("020/123.45.67", "020 123 45 67", "0201234567"),
        ("(020) 1234567", "(020) 1234567", "0201234567"),
        ("+31 6 12345678", "+31 6 12345678", "+31612345678"),
        ("+31 (0)6 12345678", "+31 (0)6 12345678", "+31612345678"),
        ("(+31) (0)6-12345678", "(+31) (0)6-12345678", "+31612345678"),
        ("0031 6 12345678", "0031 6 12345678", "+31612345678"),
        ("0031 (0) 6 12345678", "0031 (0) 6 12345678", "+31612345678"),
        ("+49 30 1234567", "+49 30 1234567", "+49301234567"),
        ("٠٦ ١٢٣٤ ٥٦٧٨", "06 1234 5678", "0612345678"),
        ("０６１２３４５６７８", "0612345678", "0612345678"),
        ("000", "000", "000"),
    ],
)
def test_a_number_is_shown_as_it_was_typed_and_dialled_bare(
    typed: str, shown: str, dial: str
) -> None:
    assert written(typed) == shown
    assert dialled(shown) == dial


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "12",
        "+12",
        "0612345678901234",
        "+0612345678",
        "06+12345678",
        "++31612345678",
        "bel mij",
        "06 1234567a",
        "06 12345678 of 06 87654321",
        "*21*0612345678#",
        "#31#0612345678",
        "0612345678,1",
        "0612345678;ext=1",
        "tel:0612345678",
        "javascript:112",
        "½²³",
        "1" * 10_000,
        "\ud800112\ud800x",
    ],
)
def test_what_is_no_number_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        written(typed)
    assert refused.value.field == "number"


@given(DIGITS, GAPS, st.booleans())
def test_gaps_between_digits_change_nothing(digits: str, gaps: list[str], abroad: bool) -> None:
    digits = f"1{digits[1:]}" if abroad else digits
    typed = "".join(digit + gap for digit, gap in zip_longest(digits, gaps, fillvalue=""))
    typed = f"+{typed}" if abroad else typed
    assert dialled(written(typed)) == ("+" if abroad else "") + digits


@given(st.text() | st.text("0123456789+() -./*#", max_size=30))
def test_whatever_is_typed_only_digits_reach_the_dialler(typed: str) -> None:
    try:
        shown = written(typed)
    except Invalid:
        return
    assert SAFE.fullmatch(dialled(shown))
    assert written(shown) == shown


def test_every_field_must_say_something_and_not_too_much() -> None:
    whole = {"name": " oma \n Els ", "number": "06-12345678", "when": "Als je\u202e wilt praten."}
    assert read_call(**whole) == Call(
        name="oma Els", number="06-12345678", when="Als je wilt praten."
    )
    for field in whole:
        for wrong in ("", " \n", "x" * 161):
            with pytest.raises(Invalid) as refused:
                read_call(**{**whole, field: wrong})
            assert refused.value.field == field
