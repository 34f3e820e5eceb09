"""Templates of messages as requests and answers."""

from typing import Any

from pydantic import Field

from console.api.shapes.base import Body, Instant, Shape


class WordingShape(Shape):
    """Templates of the subject and text of an e-mail, and of an SMS."""

    subject: str = Field(examples=["Order {{ number }} is cancelled"])
    text: str
    sms: str


class TemplateLineShape(Shape):
    """A message in one language. `number` is the version that counts, 0 where nobody ever changed it; `shipped`: the
    words are those that the product comes with; `off`: customers do not get it, in either language."""

    template: str = Field(examples=["order_cancelled"])
    family: str = Field(examples=["order"])
    language: str = Field(examples=["en"])
    number: int
    shipped: bool
    changed_by: str
    changed_at: Instant | None
    off: bool


class TemplatesShape(Shape):
    """Every message in both languages."""

    items: list[TemplateLineShape]


class ValueShape(Shape):
    """A value that the template may name, in both languages. `optional`: it is empty at times; `yes_no`: for
    conditions only."""

    name: str = Field(examples=["number"])
    en: str
    fr: str
    example: Any
    optional: bool
    yes_no: bool


class TemplateShape(TemplateLineShape):
    """`events` are the types of events that are told by it. `switch_version`: what switching it expects; `always_on`:
    customers ask for it themselves, and it cannot be switched off."""

    wording: WordingShape
    shipped_wording: WordingShape
    values: list[ValueShape]
    events: list[str]
    switch_version: int
    always_on: bool


class TemplateVersionShape(Shape):
    """One version. `restored_from`: the number of the version that it repeats."""

    number: int
    shipped: bool
    restored_from: int | None
    made_by: str
    made_at: Instant
    wording: WordingShape


class TemplateVersionsShape(Shape):
    """The newest first."""

    items: list[TemplateVersionShape]


class SegmentsShape(Shape):
    """What an SMS comes to: its alphabet, how many SMS, and the signs used of those that these hold. `odd` are the
    signs that make it UCS-2."""

    encoding: str = Field(examples=["GSM-7"])
    count: int
    used: int
    room: int
    odd: str


class FaultShape(Shape):
    """Why the template cannot be saved: subject, text or sms, the line, and what is wrong."""

    part: str = Field(examples=["text"])
    line: int
    en: str
    fr: str


class TrialShape(Shape):
    """The template written out, of a real order or of the sample."""

    subject: str
    text: str
    html: str
    sms: str
    segments: SegmentsShape
    faults: list[FaultShape]
    of_order: str
    values: dict[str, Any]


class WordingBody(Body):
    """What is to be used from now on."""

    subject: str
    text: str
    sms: str


class TrialBody(WordingBody):
    """`order`: the number or id of an order to write it about."""

    order: str | None = Field(default=None, max_length=60)


class SwitchShape(Shape):
    """Whether customers do not get the message, and the version of the switch."""

    template: str
    off: bool
    version: int


class SwitchBody(Body):
    """`off`: customers do not get it any more."""

    off: bool


class RestorationBody(Body):
    """`number` of the version to use again; 0 is what the product comes with."""

    number: int
