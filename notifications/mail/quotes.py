"""What somebody wrote, without the mail that they answered and their signature."""

import re
from typing import Final

_BEGINS: Final = re.compile(
    r"""^(?:
        [ ]*-{2,}\s*(?:original\ message|message\ d.origine|forwarded\ message|message\ transf)  # Outlook, Gmail
        | [ ]*_{20,}\s*$
        | (?:on|le)\ .{4,200}(?:wrote|a\ écrit|a\ ecrit)\s*:\s*$
        | \*?(?:from|de)\s*:\*?\s.{1,200}\n\*?(?:sent|date|envoyé|envoye|to|à)\s*:
        | --\ ?$
    )""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_BROKEN: Final = re.compile(
    r"^((?:on|le) [^\n]{4,120})\n([^\n]{0,120}(?:wrote|a écrit) ?:)\s*$", re.IGNORECASE | re.MULTILINE
)


def without_quote(text: str) -> tuple[str, str]:
    """What was written, and what was cut off below it. Where nothing would be left, everything was written."""
    plain = _BROKEN.sub(r"\1 \2", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")).strip()
    places = [found.start() for found in [_BEGINS.search(plain)] if found]
    places += [place for place in [_trailing(plain)] if place is not None]
    if not places or not (written := plain[: min(places)].rstrip()):
        return plain, ""
    return written, plain[min(places) :].strip()


def _trailing(text: str) -> int | None:
    """Where the last run of lines that begin with > starts, if nothing is written below it."""
    lines = text.split("\n")
    last = len(lines)
    while last and (lines[last - 1].startswith(">") or not lines[last - 1].strip()):
        last -= 1
    if last == len(lines) or not any(line.startswith(">") for line in lines[last:]):
        return None
    return len("\n".join(lines[:last]))
