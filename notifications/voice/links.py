"""Where Twilio goes next in a call."""

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Links:
    """`base` is the address of our Twilio webhooks. What stands in a link is signed with it, and so can be believed."""

    base: str

    def voice(self, step: str, **values: object) -> str:
        return self._link("voice", {"step": step, **values})

    def recording(self, **values: object) -> str:
        return self._link("recording", values)

    def status(self, **values: object) -> str:
        return self._link("status", values)

    @property
    def music(self) -> str:
        return f"{self.base}/music.wav"

    def _link(self, name: str, values: dict[str, object]) -> str:
        given = {key: value for key, value in values.items() if value not in (None, "")}
        return f"{self.base}/{name}?{urlencode(given)}" if given else f"{self.base}/{name}"
