"""A format as it was read: which documents there are, and how each field of a record is found in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

SOURCES: Final = ("path", "first", "const", "sum", "difference", "choose", "texts", "record", "each")


@dataclass(frozen=True, slots=True)
class Node:
    """How one value is found. `source` says by which of `SOURCES`; `within` names where a record is looked for, the
    first that has something in `needs`; of a list what has nothing in `skip_blank` is left out.

    `holds` is what it becomes. `words` leads from their words to ours, `otherwise` is for a word that is not among
    them, `nothing` are words that stand for no value. `drop` leaves out what cannot be read instead of refusing the
    record. `country` is where phones are read.
    """

    source: str
    path: str = ""
    nodes: tuple["Node", ...] = ()
    const: Any = None
    cases: Mapping[str, "Node"] = field(default_factory=dict)
    fields: Mapping[str, "Node"] = field(default_factory=dict)
    within: tuple[str, ...] = ()
    needs: str = ""
    skip_blank: str = ""
    holds: str = "text"
    words: Mapping[str, Any] = field(default_factory=dict)
    otherwise: Any = None
    nothing: tuple[str, ...] = ()
    drop: bool = False
    zone: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of record: known in a webhook by its topic, in a file by the fields that it `has`; `list` is the key
    under which a file holds many. `group_by` makes one record of the rows of a table that agree in these columns. What
    has nothing in `only_with` is passed over, and what says none of these words at a path of `only_when`.
    """

    kind: str
    fields: Mapping[str, Node]
    topics: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    list: str = ""
    reference: str = ""
    group_by: tuple[str, ...] = ()
    only_with: str = ""
    only_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signature:
    """The headers of a webhook, in lower case: the signature (HMAC-SHA256 of the body, base64), its id, its topic."""

    header: str
    id: str
    topic: str


@dataclass(frozen=True, slots=True)
class Format:
    """`media` is json or csv."""

    name: str
    label: str
    media: str
    documents: tuple[Document, ...]
    signature: Signature | None = None
