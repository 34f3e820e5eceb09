"""What is heard in line and on hold: a soft chord that comes and goes, made here."""

import io
import math
import struct
import wave
from functools import lru_cache

from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(prefix="/webhooks/twilio", include_in_schema=False)

_RATE, _SECONDS, _LOUDNESS = 8000, 12, 4000
_CHORDS = ((261.6, 329.6, 392.0), (220.0, 261.6, 329.6), (174.6, 220.0, 261.6), (196.0, 246.9, 293.7))  # C, Am, F, G


@router.get("/music.wav")
async def music() -> Response:
    """The same for everybody."""
    return Response(_music(), media_type="audio/wav", headers={"cache-control": "public, max-age=86400"})


@lru_cache
def _music() -> bytes:
    each = _RATE * _SECONDS // len(_CHORDS)
    samples = [_sample(chord, place / _RATE, place / each) for chord in _CHORDS for place in range(each)]
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


def _sample(chord: tuple[float, ...], seconds: float, share: float) -> int:
    """Swelling and fading, so that one chord runs into the next without a click."""
    swell = math.sin(math.pi * share)
    return round(_LOUDNESS * swell * sum(math.sin(2 * math.pi * tone * seconds) for tone in chord) / len(chord))
