"""What the demo brings along is what a phone could have sent."""

import pytest

from api.core.media.pictures import MOST_BYTES
from api.core.media.strokes import read_strokes
from api.core.media.voice import tidy_voice
from api.core.media.workshop import is_bare_webp
from api.demo.drawings import draw, motifs
from api.demo.media import ready
from api.demo.photos import photo, scenes
from api.demo.story import tell
from api.demo.voices import FOLDER, voice
from tests.houses import NOW


@pytest.mark.parametrize("motif", motifs())
def test_a_drawing_is_one_that_the_pad_could_have_sent(motif: str) -> None:
    strokes = read_strokes(draw(motif, hand=1, sheet="good"))
    assert strokes.sheet == "good"
    assert len(strokes.strokes) >= 8
    assert all(
        0 < x < strokes.width and 0 < y < strokes.height
        for s in strokes.strokes
        for x, y, _ in s.points
    )


def test_the_same_hand_draws_the_same_and_another_hand_otherwise() -> None:
    assert draw("cat", hand=0) == draw("cat", hand=0)
    assert draw("cat", hand=0) != draw("cat", hand=1)


@pytest.mark.parametrize("scene", scenes())
def test_a_photo_shows_something(scene: str) -> None:
    small = photo(scene, hand=0).resize((32, 24))
    assert len({small.getpixel((x, y)) for x in range(32) for y in range(24)}) > 100


def test_the_same_scene_is_the_same_photo() -> None:
    assert photo("taart", hand=0).tobytes() == photo("taart", hand=0).tobytes()
    assert photo("taart", hand=0).tobytes() != photo("taart", hand=1).tobytes()


def test_the_voices_are_short_and_taken_as_they_are() -> None:
    files = sorted(FOLDER.iterdir())
    assert sum(file.stat().st_size for file in files) < 60_000
    for file in files:
        sound = tidy_voice(voice(file.stem))
        assert sound.type == "audio/webm"
        assert sound.seconds is not None
        assert 2 < sound.seconds < 10


def test_what_is_kept_carries_no_labels_and_is_small() -> None:
    media = [medium for told in tell(NOW)[:200] for medium in ready(told)]
    pictures = [medium for medium in media if medium.small is not None]
    assert {medium.kind for medium in media} == {"drawing", "photo", "voice"}
    assert all(
        is_bare_webp(medium.data) and is_bare_webp(medium.small or b"") for medium in pictures
    )
    assert max(len(medium.data) for medium in media) < MOST_BYTES / 100
