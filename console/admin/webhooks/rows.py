"""What the list of webhooks and one of them show, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EndpointLine:
    """An endpoint. `state` and `tone` say how it does; `types` are what it wants, and `which` whether
    that is all or some."""

    id: str = ""
    href: str = ""
    url: str = ""
    description: str = ""
    types: str = ""
    which: str = ""
    status: str = ""
    state: str = ""
    tone: str = ""
    waiting: str = ""
    given_up: str = ""
    made: str = ""
    made_exact: str = ""
    made_by: str = ""
    last: str = ""
    last_exact: str = ""
    failing: str = ""
    both_until: str = ""


@dataclass(frozen=True, slots=True)
class EventTick:
    """A type of events, or a whole family of them, to be ticked; `says` what such an event is on a timeline."""

    name: str = ""
    label: str = ""
    says: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class EventGroup:
    """A family of events, and what it is called; `opened`: something of it is ticked."""

    family: str = ""
    label: str = ""
    whole: EventTick = EventTick()
    ticks: list[EventTick] = field(default_factory=list)
    opened: bool = False


@dataclass(frozen=True, slots=True)
class TryLine:
    """One try: when, and what came back."""

    when: str = ""
    exact: str = ""
    answer: str = ""
    took: str = ""
    arrived: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """What an endpoint was told of. `then` says when it is tried next."""

    id: str = ""
    type: str = ""
    made: str = ""
    made_exact: str = ""
    state: str = ""
    tone: str = ""
    then: str = ""
    tries: list[TryLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WrongEndpoint:
    """A sentence per field that is wrong; `form` for what belongs to none."""

    url: str = ""
    event_types: str = ""
    description: str = ""
    form: str = ""
