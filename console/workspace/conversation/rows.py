"""What the conversation pane shows, ready to be read. All of it goes to the page, so it is kept small."""

from dataclasses import dataclass, field

from console.workspace.clock import Clock


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of an entry; `href` saves it."""

    name: str
    href: str
    size: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry. `side`: in (the customer), out (us), note, or line (a call, a visit, what the product did).
    A note that is meant for whoever has the conversation is of the `kind` whisper.

    `tick`: how far a message of ours has come, with `ticked` in words; `again`: it can be sent once more. `seq` is
    where it can be split off, 0 where it cannot.
    """

    id: str
    side: str
    kind: str
    text: str
    who: str
    day: str
    time: str
    exact: str
    channel: str
    seq: int = 0
    subject: str = ""
    tick: str = ""
    ticked: str = ""
    again: bool = False
    hidden: str = ""
    files: list[FileLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose from: what it is called, and by what."""

    value: str = ""
    label: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Who and what the conversation is about. `last_seq` and `unread` tell what is to be marked as read.
    `observes`: somebody else speaks with the customer, and this person may stand beside them."""

    id: str = ""
    case_id: str = ""
    customer: str = ""
    name: str = ""
    channel: str = ""
    channel_word: str = ""
    language: str = ""
    number: str = ""
    subject: str = ""
    status: str = ""
    tone: str = ""
    waits: str = ""
    decision: str = ""
    owner: str = ""
    mine: bool = False
    closed: bool = False
    snoozed: str = ""
    wrap_up: str = ""
    tags: list[str] = field(default_factory=list)
    last_seq: int = 0
    unread: int = 0
    may_write: bool = False
    observes: bool = False
    clock: Clock = field(default_factory=Clock)


@dataclass(frozen=True, slots=True)
class Way:
    """How the customer can be written to; `key` stands for the address, `label` shows it masked. `subject`: what a
    first e-mail is about unless its writer says something else, "" where nothing is to be said.
    """

    key: str
    channel: str
    label: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Canned:
    """A canned reply in both languages, "" where it has no text."""

    shortcut: str
    title: str
    en: str
    fr: str
