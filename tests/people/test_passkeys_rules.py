"""The rules of passkeys, and what a phone is asked (security R18)."""

import inspect
import json
from datetime import UTC, datetime, timedelta

import pytest
import webauthn

from api.people.passkeys import ceremony
from api.people.passkeys.rules import (
    LASTS,
    Site,
    backup_of,
    is_fresh,
    is_same_kind,
    may_have,
    site_of,
)
from api.people.roles import Role

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
SITE = Site(name="boek.example.nl", origin="https://boek.example.nl")
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://boek.example.nl", SITE),
        ("http://localhost:8000", Site(name="localhost", origin="http://localhost:8000")),
        ("http://127.0.0.1:8000", None),
        ("http://[::1]:8000", None),
        ("", None),
    ],
)
def test_a_phone_answers_for_a_name_never_for_an_address_of_numbers(
    address: str, site: Site | None
) -> None:
    assert site_of(address) == site


@pytest.mark.parametrize("role", list(Role))
def test_a_finger_is_for_a_grown_up_on_a_phone_of_their_own(role: Role) -> None:
    grown_up = role in {Role.ADULT, Role.CIRCLE, Role.PROFESSIONAL}
    assert may_have(role, stands_apart=False, others_here=False) is grown_up
    assert not may_have(role, stands_apart=True, others_here=False)
    assert not may_have(role, stands_apart=False, others_here=True)


def test_an_answer_is_in_time_for_five_minutes() -> None:
    assert timedelta(minutes=5) == LASTS
    assert is_fresh(NOW, NOW)
    assert is_fresh(NOW - LASTS + SECOND, NOW)
    assert not is_fresh(NOW - LASTS, NOW)
    assert not is_fresh(NOW + SECOND, NOW)


def test_whether_the_maker_may_copy_it_is_one_word_and_never_changes() -> None:
    words = [backup_of(eligible=may, made=made) for may in (False, True) for made in (False, True)]
    assert words == ["never", "never", "may", "made"]
    assert is_same_kind("may", "made")
    assert is_same_kind("made", "may")
    assert is_same_kind("never", "never")
    assert not is_same_kind("never", "may")
    assert not is_same_kind("made", "never")


def test_the_phone_is_asked_for_a_finger_and_for_no_name() -> None:
    asked = ceremony.options_to_keep(SITE, challenge=b"x" * 32, called="Weekboek", handle=b"h" * 32)
    keep = json.loads(asked)
    assert keep["authenticatorSelection"]["userVerification"] == "required"
    assert keep["authenticatorSelection"]["authenticatorAttachment"] == "platform"
    assert keep["authenticatorSelection"]["residentKey"] == "discouraged"
    assert keep["attestation"] == "none"
    assert keep["rp"] == {"name": "Weekboek", "id": "boek.example.nl"}
    assert keep["user"]["name"] == keep["user"]["displayName"] == "Weekboek"
    sign = json.loads(ceremony.options_to_come_in(SITE, challenge=b"x" * 32, credential=b"c" * 32))
    assert sign["userVerification"] == "required"
    assert [each["type"] for each in sign["allowCredentials"]] == ["public-key"]


@pytest.mark.parametrize("name", ["verify_registration_response", "verify_authentication_response"])
def test_the_library_is_told_each_time_that_a_finger_is_required(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By itself it does not ask for one: this is what makes the rule hold."""
    assert (
        inspect.signature(getattr(webauthn, name)).parameters["require_user_verification"].default
        is False
    )
    asked: list[dict[str, object]] = []

    def note(**given: object) -> None:
        asked.append(given)
        raise ValueError

    monkeypatch.setattr(webauthn, name, note)
    key = ceremony.Key(credential=b"c", public_key=b"p", sign_count=0, backup="never")
    with pytest.raises(ceremony.Invalid):
        if name == "verify_registration_response":
            ceremony.read_new(SITE, answer="{}", challenge=b"x")
        else:
            ceremony.read_again(SITE, answer="{}", challenge=b"x", key=key)
    assert [each["require_user_verification"] for each in asked] == [True]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "x",
        "[]",
        "null",
        "{}",
        '{"response": 1}',
        '{"response": {"clientDataJSON": "!"}}',
        "[" * 9000,
        "{" + " " * 20_000 + "}",
    ],
)
def test_what_is_no_answer_is_refused_in_one_sentence(answer: str) -> None:
    with pytest.raises(ceremony.Invalid, match=r"Dat lukte niet\. Typ je code\."):
        ceremony.challenge_in(answer)
