"""What the list of orders and an unfolded order show, ready to be read."""

from dataclasses import dataclass, field

from console.workspace.requests.rows import RequestRow


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order of the list. `key` is the number without its sign, as it stands in the address; `back` says how much
    of the money went back to the customer: "" for none; `under_way` that goods are to come back. `goods` is the first
    thing that was ordered and `more` how much there is beside it; both "" where the lines were not read."""

    id: str
    key: str
    number: str
    href: str
    open: bool
    status: str
    tone: str
    held: bool
    under_way: str
    back: str
    placed: str
    placed_exact: str
    total: str
    goods: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class ActionLink:
    """A way into an action's panel. `opener` is unlike any other of the order; `key` a shortcut, or nothing."""

    action: str
    opener: str
    label: str
    href: str
    key: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line. `quantity` says what is left of what was ordered, which `total` is for. `sourced`: it is asked why it
    comes from there; `to_leave`: something of it has not left.
    """

    id: str
    title: str
    sku: str
    quantity: str
    notes: list[str]
    unit_price: str
    total: str
    status: str
    tone: str
    source: str
    promise: str
    sourced: bool
    to_leave: bool


@dataclass(frozen=True, slots=True)
class SumRow:
    """A line of the totals; `total` is drawn as the last one."""

    label: str
    amount: str
    total: bool


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A payment, a hold, a return or another part of the order: what, how much, and when and how in small.

    `notes` are further lines; `actions` what can be done with it; `paper` the address of its label, to be saved.
    """

    label: str
    amount: str
    detail: str
    at: str
    exact: str
    tone: str
    notes: list[str] = field(default_factory=list)
    actions: list[ActionLink] = field(default_factory=list)
    paper: str = ""


@dataclass(frozen=True, slots=True)
class ScanRow:
    label: str
    place: str
    at: str
    exact: str


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """A shipment: carrier, tracking number, what the carrier said, newest first, and what the customer was told.

    `actions`: what can be done with it.
    """

    carrier: str
    tracking: str
    status: str
    tone: str
    node: str
    contents: str
    at: str
    exact: str
    scans: list[ScanRow] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    actions: list[ActionLink] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """One order, unfolded. `key` is empty while none is."""

    id: str = ""
    key: str = ""
    number: str = ""
    channel: str = ""
    address: str = ""
    external_ref: str = ""
    balance: str = ""
    lines: list[LineRow] = field(default_factory=list)
    sums: list[SumRow] = field(default_factory=list)
    payments: list[EntryRow] = field(default_factory=list)
    parcels: list[ParcelRow] = field(default_factory=list)
    holds: list[EntryRow] = field(default_factory=list)
    returns: list[EntryRow] = field(default_factory=list)
    exchanges: list[EntryRow] = field(default_factory=list)
    disputes: list[EntryRow] = field(default_factory=list)
    requests: list[RequestRow] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
