"""What the list of connectors and one of them show, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ConnectorLine:
    """A connector. `state` and `tone` say how it does; `locations` are as typed in the form."""

    id: str = ""
    href: str = ""
    name: str = ""
    format: str = ""
    label: str = ""
    status: str = ""
    state: str = ""
    tone: str = ""
    counts: str = ""
    node: str = ""
    locations: str = ""
    number_prefix: str = ""
    time_zone: str = ""
    made: str = ""
    made_exact: str = ""
    made_by: str = ""
    last: str = ""
    last_exact: str = ""
    both_until: str = ""
    address: str = ""
    signs: bool = False


@dataclass(frozen=True, slots=True)
class InboundLine:
    """A webhook or file that came; `href` leads to a file that nobody has committed."""

    id: str = ""
    href: str = ""
    topic: str = ""
    file: bool = False
    state: str = ""
    tone: str = ""
    counts: str = ""
    came: str = ""
    came_exact: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A record that was not taken: what it is, where it stands, the field at fault and why."""

    id: str = ""
    what: str = ""
    place: str = ""
    field: str = ""
    why: str = ""
    when: str = ""
    exact: str = ""
    raw: str = ""
    retryable: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What would come of a file."""

    id: str = ""
    name: str = ""
    says: str = ""
    open: bool = False
    refused: list[RefusedLine] = field(default_factory=list)
    more: str = ""


@dataclass(frozen=True, slots=True)
class WrongConnector:
    """A sentence per field that is wrong; `form` for what belongs to none."""

    name: str = ""
    format: str = ""
    secret: str = ""
    node: str = ""
    locations: str = ""
    number_prefix: str = ""
    time_zone: str = ""
    form: str = ""
