"""Rules and hints of the books, as tables of cases."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from api.core.errors import Invalid
from api.words_and_pictures.hints import Hint, hints, most_words
from api.words_and_pictures.rules import Named, counts, is_whole, still_true
from api.words_and_pictures.words import Kind, PageDraft
from tests.houses import NOW

ONE, TWO = UUID(int=1), UUID(int=2)


@dataclass(frozen=True)
class Told:
    agreement_version_id: UUID | None


@pytest.mark.parametrize(
    ("tells_of", "in_force", "left"),
    [
        ([None], set(), [None]),
        ([ONE], {ONE}, [ONE]),
        ([ONE], set(), []),
        ([None, ONE, TWO], {TWO}, [None, TWO]),
        ([], {ONE}, []),
    ],
)
def test_a_page_is_true_while_its_agreement_holds(
    tells_of: list[UUID | None], in_force: set[UUID], left: list[UUID | None]
) -> None:
    found = still_true([Told(each) for each in tells_of], in_force)
    assert [each.agreement_version_id for each in found] == left


@pytest.mark.parametrize(
    ("sentences", "pictures", "picture", "whole"),
    [
        (("Een.",), ("house",), False, True),
        (("Een.",), (), True, True),
        (("Een.",), (), False, False),
        ((), ("house",), False, False),
        ((), (), True, False),
    ],
)
def test_a_page_needs_a_picture_and_a_sentence(
    sentences: tuple[str, ...], pictures: tuple[str, ...], picture: bool, whole: bool
) -> None:
    assert is_whole(sentences=sentences, pictures=pictures, picture=picture) is whole


@pytest.mark.parametrize(
    ("age", "words"), [(4, 6), (7, 6), (8, 8), (11, 8), (12, 12), (17, 12), (None, 8)]
)
def test_how_many_words_fit_follows_the_age(age: int | None, words: int) -> None:
    assert most_words(None if age is None else NOW.year - age, NOW) == words


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Mama en papa houden van jou.", ()),
        ("Papa schreeuwde. Jij was bang.", (Hint.LOVE,)),
        ("Mama en papa houden heel veel van jou en van je zus.", (Hint.LONG,)),
        ("Papa houdt van jou, het was zijn schuld.", (Hint.BLAME,)),
        ("Oma houdt van je. Papa is gemeen.", (Hint.BLAME,)),
        ("Lieve Noor, het kwam niet door jou.", ()),
        ("Lieve Noor, het is niet jouw schuld.", ()),
        ("Lieve Noor, het was door jou.", (Hint.BLAME,)),
        ("Oma houdt van je bij huiselijk geweld.", (Hint.HARD,)),
        ("Lieve Noor, papa was agressief.", (Hint.BLAME,)),
        ("Lieve Noor, de casusregisseur komt.", (Hint.HARD,)),
        ("Lieve Noor, papa is gek op je.", ()),
        ("", ()),
    ],
)
def test_hints_of_the_first_page(sentence: str, found: tuple[Hint, ...]) -> None:
    assert hints([sentence], words=8, first=True) == found
    assert hints([sentence], words=8, kind=Kind.PLAN, first=True) == tuple(
        each for each in found if each is not Hint.LOVE
    )


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PageDraft(sentences=("Een.", "Twee.", "Drie.")), "sentence-2"),
        (PageDraft(sentences=("Een.", "a" * 201)), "sentence-2"),
        (PageDraft(pictures=("house",) * 7), "pictures"),
        (PageDraft(pictures=("../house",)), "pictures"),
    ],
)
def test_what_does_not_fit_on_a_page_is_refused_at_its_field(draft: PageDraft, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        draft.checked()
    assert refused.value.field == field


@pytest.mark.parametrize(("later", "still"), [(1, False), (0, True), (-1, True)])
def test_a_name_counts_until_the_child_comes_to_fear_them(later: int, still: bool) -> None:
    named = Named(person=ONE, part="makes", at=NOW)
    assert counts(named, feared_since={ONE: NOW + timedelta(days=later)}) is still
    assert counts(named, feared_since={TWO: NOW + timedelta(days=later)})
