"""What the list of templates and the editor show, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A message with both its languages: where each leads, and which version counts; `off`: nobody gets it. `href`
    leads to the reader's own.
    """

    name: str = ""
    title: str = ""
    heading: str = ""
    href: str = ""
    href_en: str = ""
    href_fr: str = ""
    state_en: str = ""
    state_fr: str = ""
    tone_en: str = ""
    tone_fr: str = ""
    off: bool = False


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A value that may be named, what it means, and an example."""

    name: str
    help: str
    example: str
    yes_no: bool


@dataclass(frozen=True, slots=True)
class FaultLine:
    """Why it cannot be saved: where, and in words."""

    part: str
    line: int
    says: str


@dataclass(frozen=True, slots=True)
class TrialRow:
    """The words written out. `size` is what the SMS comes to; `warns` when it is longer for a sign in it."""

    subject: str = ""
    html: str = ""
    text: str = ""
    sms: str = ""
    size: str = ""
    warns: str = ""
    about: str = ""
    faults: list[FaultLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version: who made it and when."""

    number: int
    title: str
    made: str
    made_exact: str
    made_by: str
    href: str
    counts: bool


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line that stayed (""), went ("gone") or came ("new"). `part` is a heading where a part begins."""

    kind: str
    text: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """What is open in the editor: its address key, titles, and where its other language is. `always_on`: it has no
    switch."""

    key: str = ""
    name: str = ""
    title: str = ""
    language: str = ""
    other: str = ""
    other_href: str = ""
    told_by: str = ""
    state: str = ""
    tone: str = ""
    number: int = 0
    shipped: bool = True
    off: bool = False
    switch_version: int = 0
    always_on: bool = False
