"""A code is kept as Argon2id, slow on purpose, and useless without the server's pepper."""

import subprocess
import sys

from api.people.hashing import fits, hashed

ASK = "from api.people.hashing import hashed; print(hashed('492817', b'pepper'))"


def test_the_house_takes_what_rfc_9106_recommends() -> None:
    """Asked in a process of its own: the other tests take less of it."""
    said = subprocess.run([sys.executable, "-c", ASK], check=True, capture_output=True, text=True)
    assert said.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_the_same_code_is_kept_differently_each_time_and_fits_only_with_the_pepper() -> None:
    one, other = (hashed("492817", b"pepper") for _ in range(2))
    assert one != other
    assert fits(one, "492817", b"pepper")
    assert not fits(one, "492818", b"pepper")
    assert not fits(one, "492817", b"salt")
    assert not fits("", "492817", b"pepper")
