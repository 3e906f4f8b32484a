"""Who we are to a push service: signed once in a while, for each service its own, with the port."""

from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from api.core.settings import Settings
from api.push.vapid import LASTS, RENEWED, Vapid, public_key
from tests.houses import NOW
from tests.push.checking import unb64

KEY = ec.generate_private_key(ec.SECP256R1())
HERE = "https://push.example.org:8443"


def claims(header: str) -> dict[str, Any]:
    kind, rest = header.split(" ", 1)
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert kind == "vapid"
    assert parts["k"] == public_key(KEY)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(parts["k"]))
    options = {"verify_aud": False, "verify_exp": False}
    return jwt.decode(parts["t"], point, algorithms=["ES256"], options=options)


def test_it_says_to_whom_until_when_and_whom_they_can_reach() -> None:
    told = claims(Vapid(KEY, "mailto:beheer@example.org").header(HERE, NOW))
    assert told == {
        "aud": HERE,
        "sub": "mailto:beheer@example.org",
        "exp": int((NOW + LASTS).timestamp()),
    }
    assert timedelta(hours=1) < LASTS - RENEWED
    assert LASTS + timedelta(hours=1) < timedelta(hours=24)


def test_it_signs_once_in_some_hours_for_each_service() -> None:
    vapid = Vapid(KEY, "mailto:beheer@example.org")
    first = vapid.header(HERE, NOW)
    assert vapid.header(HERE, NOW + RENEWED - timedelta(seconds=1)) == first
    assert vapid.header("https://fcm.googleapis.com", NOW) != first
    assert claims(vapid.header(HERE, NOW + RENEWED))["exp"] > claims(first)["exp"]


def test_a_clock_that_was_ahead_is_signed_for_anew() -> None:
    vapid = Vapid(KEY, "mailto:beheer@example.org")
    vapid.header(HERE, NOW + timedelta(days=2))
    assert claims(vapid.header(HERE, NOW))["exp"] == int((NOW + LASTS).timestamp())


@pytest.mark.parametrize("contact", ["mailto:beheer@example.org", "https://example.org/beheer"])
def test_a_contact_that_push_services_take(contact: str) -> None:
    settings = Settings.from_environment({"HUISBOEK_PUSH_CONTACT": contact})
    settings.check()
    assert settings.push_contact == contact


@pytest.mark.parametrize(
    "contact",
    [
        "beheer@example.org",
        "mailto:mailto:a@b.nl",
        "mailto:",
        "mailto:geen email",
        "http://a.nl",
        "x",
    ],
)
def test_a_contact_that_they_refuse_stops_the_house(contact: str) -> None:
    with pytest.raises(RuntimeError, match="HUISBOEK_PUSH_CONTACT"):
        Settings.from_environment({"HUISBOEK_PUSH_CONTACT": contact}).check()


@pytest.mark.parametrize(
    "origins", ["push.example.org", "https://a.nl/b", "https://u@a.nl", "http://a.nl", "*", "a b"]
)
def test_an_origin_that_is_none_stops_the_house(origins: str) -> None:
    with pytest.raises(RuntimeError, match="HUISBOEK_PUSH_ORIGINS"):
        Settings.from_environment({"HUISBOEK_PUSH_ORIGINS": origins}).check()


def test_origins_are_a_list_and_the_site_itself_is_the_contact() -> None:
    told = {
        "HUISBOEK_PUSH_ORIGINS": " https://push.example.org/ ,http://127.0.0.1:8090,",
        "HUISBOEK_BASE_URL": "https://huis.example.org/",
    }
    settings = Settings.from_environment(told)
    settings.check()
    assert settings.push_origins == ("https://push.example.org", "http://127.0.0.1:8090")
    assert settings.push_contact == "https://huis.example.org"
    Settings.from_environment({}).check()
