"""What a real Chromium records is taken, and what we keep of it still plays."""

import base64

import pytest
from playwright.sync_api import Browser

from api.core.media.voice import tidy_voice

RECORD = """async kind => {
  const sound = new AudioContext(); await sound.resume()
  const tone = sound.createOscillator(); const out = sound.createMediaStreamDestination()
  tone.connect(out); tone.start()
  const recorder = new MediaRecorder(out.stream, { mimeType: kind }); const parts = []
  const finished = new Promise(done => recorder.addEventListener("stop", done))
  recorder.addEventListener("dataavailable", event => {
    parts.push(event.data); if (parts.length === 4) recorder.stop()
  })
  recorder.start(200); await finished
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""))
}"""

PLAY = """async ([kind, text]) => {
  const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
  const player = new Audio(URL.createObjectURL(new Blob([bytes], { type: kind })))
  await new Promise((able, unable) => { player.oncanplaythrough = able; player.onerror = unable; player.load() })
  const heard = await new AudioContext().decodeAudioData(bytes.buffer)
  return [heard.duration, Math.max(...heard.getChannelData(0).slice(0, 20000))]
}"""


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["audio/webm;codecs=opus", "audio/mp4"])
def test_a_voice_from_a_real_browser_loses_its_labels_and_still_plays(
    browser: Browser, kind: str
) -> None:
    page = browser.new_page()
    raw = base64.b64decode(page.evaluate(RECORD, kind))
    voice = tidy_voice(raw, kind)
    assert voice.type == kind.split(";", maxsplit=1)[0]
    assert len(voice.data) == len(raw)
    assert b"Chrom" not in voice.data
    length, loudest = page.evaluate(PLAY, [voice.type, base64.b64encode(voice.data).decode()])
    page.close()
    assert length == pytest.approx(voice.seconds, abs=0.15)
    assert loudest > 0.1
