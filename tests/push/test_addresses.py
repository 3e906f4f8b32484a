"""Security R28: the house sends to push services and to nothing else, whatever a browser says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.push.addresses import EXACT, MOST, is_declarative, origin_of

REAL = {
    "https://fcm.googleapis.com/fcm/send/cVgQ:APA91bH-_x": "https://fcm.googleapis.com",
    "https://jmt17.google.com/fcm/send/abc": "https://jmt17.google.com",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAA-_=": (
        "https://updates.push.services.mozilla.com"
    ),
    "https://web.push.apple.com/QFGh-_": "https://web.push.apple.com",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2b": (
        "https://wns2-par02p.notify.windows.com"
    ),
}
REFUSED = [
    "",
    "x",
    "/fcm/send/abc",
    "//fcm.googleapis.com/fcm/send/abc",
    "http://fcm.googleapis.com/fcm/send/abc",
    "HTTPS://fcm.googleapis.com/fcm/send/abc",
    "ftp://fcm.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com",
    "https://fcm.googleapis.com/",
    "https://fcm.googleapis.com:8443/fcm/send/abc",
    "https://fcm.googleapis.com:443/fcm/send/abc",
    "https://fcm.googleapis.com@evil.test/fcm/send/abc",
    "https://user@fcm.googleapis.com/fcm/send/abc",
    "https://user:pass@fcm.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com.evil.test/fcm/send/abc",
    "https://fcm.googleapis.com\\@evil.test/abc",
    "https://fcm.googleapis.com./fcm/send/abc",
    "https://FCM.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com/fcm/send/abc#@evil.test",
    "https://fcm.googleapis.com/fcm/send/a b",
    "https://fcm.googleapis.com/fcm/send/a\r\nHost: evil.test",
    "https://fcm.googleapis.com/fcm/send/é",
    " https://fcm.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com/fcm/send/abc\n",
    "https://fсm.googleapis.com/fcm/send/abc",
    "https://fcm。googleapis。com/fcm/send/abc",
    "https://xn--fm-nlc.googleapis.com/fcm/send/abc",
    "https://evil.googleapis.com/fcm/send/abc",
    "https://push.apple.com/abc",
    "https://.push.apple.com/abc",
    "https://evilpush.apple.com/abc",
    "https://web.push.apple.com.evil.test/abc",
    "https://-.push.apple.com/abc",
    "https://a@web.push.apple.com/abc",
    "https://evil.test/web.push.apple.com/abc",
    "https://evil.test/?.notify.windows.com/abc",
    "https://evil.test#.notify.windows.com/abc",
    "https://127.0.0.1/abc",
    "http://127.0.0.1:8000/abc",
    "https://localhost/abc",
    "http://localhost:5432/abc",
    "http://169.254.169.254/latest/meta-data/",
    "https://[::1]/abc",
    "https://[::ffff:169.254.169.254]/abc",
    "https://2130706433/abc",
    "https://0x7f.1/abc",
    "https://fcm.googleapis.com/" + "a" * MOST,
]


@pytest.mark.parametrize(("endpoint", "origin"), REAL.items())
def test_the_real_ones_are_sent_to(endpoint: str, origin: str) -> None:
    assert origin_of(endpoint) == origin


@pytest.mark.parametrize("endpoint", REFUSED)
def test_nothing_else_is(endpoint: str) -> None:
    assert origin_of(endpoint, ("https://push.example.org", "http://127.0.0.1:9")) is None


@given(st.text(alphabet="abc.:/@\\#?%[]0172-_ \n", max_size=40))
def test_no_text_of_anybody_opens_another_door(text: str) -> None:
    """What follows an origin of the list is a path and stays one."""
    for origin in EXACT:
        found = origin_of(origin + text)
        assert found is None or (found == origin and text.startswith("/"))
    assert origin_of(f"https://{text}/abc") is None or text.endswith(
        (".push.apple.com", ".notify.windows.com")
    )


def test_who_runs_the_house_adds_one_as_it_is_written() -> None:
    more = ("https://push.example.org", "http://127.0.0.1:8090")
    assert origin_of("https://push.example.org/abc", more) == more[0]
    assert origin_of("http://127.0.0.1:8090/wpush/abc", more) == more[1]
    for endpoint in (
        "https://push.example.org:8443/abc",
        "https://push.example.organic/abc",
        "http://127.0.0.1:80901/abc",
        "http://127.0.0.1/abc",
        "https://sub.push.example.org/abc",
    ):
        assert origin_of(endpoint, more) is None


def test_only_apple_shows_by_itself() -> None:
    assert is_declarative("https://web.push.apple.com")
    assert not is_declarative("https://fcm.googleapis.com")
