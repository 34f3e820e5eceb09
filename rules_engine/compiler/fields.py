"""The fields of the flat fact: every one is always there, absent or not, and holds a whole number or a prefixed text.

For a fact `x`: `has_x` is 1 or 0; `v_x` its value, below every number ("-" for text) if it is absent; `top_x` its
value, above every number if it is absent. So "not at most 5" is one condition, `top_x > 5`, also for a fact that is
absent. An amount has these fields for each currency that rules name. `c_7` is 1 if the seventh comparison that
durable-rules cannot make holds, computed by us.
"""

import re
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Final, TypeAlias

from rules_engine.document.limits import LARGEST
from rules_engine.document.model import Comparison, Document
from rules_engine.facts.check import Ground
from rules_engine.reference.comparing import compile_comparison

Scalar: TypeAlias = int | str
Producer: TypeAlias = Callable[[Ground], Scalar]

LOWEST: Final = -LARGEST - 1
HIGHEST: Final = LARGEST + 1
NOTHING: Final = "-"
GUARD: Final = ("kind", "t:decide")  # the first condition of every rule
LIVE: Final = ("live", 1)  # the second of a rule that always holds

_PLAIN: Final = re.compile(r"[a-z0-9][a-z0-9 _.-]{0,47}", re.ASCII)


def encoded(text: str) -> str:
    """`text` behind a prefix if it is short and harmless, else its digest: the engine never sees what people write."""
    if _PLAIN.fullmatch(text):
        return f"t:{text}"
    return "x:" + blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Fields:
    """The fields that the rules of a document need, and how to fill each from the facts of a decision."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.producers: dict[str, Producer] = {
            GUARD[0]: lambda ground: GUARD[1],
            LIVE[0]: lambda ground: LIVE[1],
        }
        self._computed: dict[Comparison, str] = {}

    def has(self, fact: str, currency: str | None = None) -> str:
        read = _reader(fact, currency)
        return self._keep("has", fact, currency, lambda ground: int(read(ground) is not None))

    def text(self, fact: str) -> str:
        def produce(ground: Ground) -> Scalar:
            value = ground.get(fact)
            return NOTHING if value is None else encoded(value)

        return self._keep("v", fact, None, produce)

    def low(self, fact: str, currency: str | None = None) -> str:
        return self._keep("v", fact, currency, _number(_reader(fact, currency), LOWEST))

    def high(self, fact: str, currency: str | None = None) -> str:
        return self._keep("top", fact, currency, _number(_reader(fact, currency), HIGHEST))

    def computed(self, comparison: Comparison) -> str:
        """The field that says whether `comparison` holds."""
        name = self._computed.get(comparison)
        if name is None:
            name = self._computed[comparison] = f"c_{len(self._computed)}"
            test = compile_comparison(comparison, self.document)
            self.producers[name] = lambda ground: int(test(ground))
        return name

    def _keep(self, prefix: str, fact: str, currency: str | None, producer: Producer) -> str:
        name = f"{prefix}_{fact}" if currency is None else f"{prefix}_{fact}_{currency}"
        self.producers.setdefault(name, producer)
        return name


def _reader(fact: str, currency: str | None) -> Callable[[Ground], Any]:
    if currency is None:
        return lambda ground: ground.get(fact)

    def read(ground: Ground) -> int | None:
        amount = ground.get(fact)
        return amount[0] if amount is not None and amount[1] == currency else None

    return read


def _number(read: Callable[[Ground], Any], absent: int) -> Producer:
    def produce(ground: Ground) -> Scalar:
        value = read(ground)
        return absent if value is None else int(value)

    return produce
