"""What the customer's header shows, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ContactRow:
    """`kind` is email or phone, `position` its place among the phones. `masked`: not worth copying."""

    kind: str
    value: str
    masked: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """`tone` is green where it is granted; `label` says channel, purpose and yes or no."""

    label: str
    detail: str
    tone: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """An address or a payment method: a line, and a quieter one."""

    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    label: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class PinnedRow:
    """A pinned note; `byline` says who and when."""

    id: str
    body: str
    byline: str
    exact: str
    version: int


@dataclass(frozen=True, slots=True)
class MergedRow:
    """Another record of the same person."""

    id: str
    number: str


@dataclass(frozen=True, slots=True)
class Score:
    """What the customer thought last: `last` and `mean` in figures, `said` and their `words` for who looks closer;
    `last` "" while they were never asked or never answered.
    """

    last: str = ""
    mean: str = ""
    tone: str = ""
    said: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """The whole header of one customer. `identity` says by what they are known and how long yet, "" if they are not;
    `merged` are other records of theirs."""

    id: str = ""
    number: str = ""
    name: str = ""
    initials: str = ""
    tier: str = ""
    tier_tone: str = ""
    since: str = ""
    speaks: str = ""
    their_zone: str = ""
    masked: bool = False
    identity: str = ""
    identity_until: str = ""
    erased: bool = False
    merged: list[MergedRow] = field(default_factory=list)
    figures: list[FigureRow] = field(default_factory=list)
    flags: list[FactRow] = field(default_factory=list)
    contacts: list[ContactRow] = field(default_factory=list)
    consents: list[ConsentRow] = field(default_factory=list)
    addresses: list[FactRow] = field(default_factory=list)
    methods: list[FactRow] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pinned: list[PinnedRow] = field(default_factory=list)
