"""What an import could not take: every refused record is kept whole in a report, counted by reason."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from domain.kernel.errors import DomainError


class RefusalReport:
    """A JSON Lines file: `file`, `line`, `raw`, `field`, `code`, `sentence`, and `in_part` where a part was taken.

    The file is written anew by every run; the same input gives the same report.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.whole: Counter[tuple[str, str]] = Counter()
        self.in_part: Counter[tuple[str, str]] = Counter()
        self._out: TextIO | None = None

    def __enter__(self) -> "RefusalReport":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._out = self.path.open("w", encoding="utf-8", errors="backslashreplace")
        return self

    def __exit__(self, *error: object) -> None:
        if self._out:
            self._out.close()

    def refuse(self, kind: str, refusal: DomainError, *, file: str, line: int, raw: str, in_part: bool = False) -> None:
        """Keep one refused record of `kind` ("line", "order"); `line` is its place in `file`, counted from 1."""
        self._write(
            {
                "file": file,
                "line": line,
                "raw": raw,
                "field": refusal.field,
                "code": refusal.code,
                "sentence": refusal.en,
                **({"in_part": True} if in_part else {}),
            }
        )
        (self.in_part if in_part else self.whole)[kind, refusal.code] += 1

    def refused(self, kind: str) -> int:
        """How many records of `kind` were refused whole."""
        return sum(count for (own, _), count in self.whole.items() if own == kind)

    def _write(self, entry: Mapping[str, Any]) -> None:
        assert self._out is not None
        self._out.write(json.dumps(entry, ensure_ascii=False) + "\n")
