"""What the strip above the box shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """An action that would do what is asked; `sure` is the confidence in words, `of` the order's number."""

    key: str = ""
    label: str = ""
    of: str = ""
    sure: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Where an order is: `href` opens it, `facts` say it on one line, `answer` is ready for the box, "" for none."""

    key: str = ""
    number: str = ""
    href: str = ""
    facts: str = ""
    late: bool = False
    answer: str = ""
    sure: str = ""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the playbook; `href` opens what it is done with, "" where nothing is opened."""

    text: str
    href: str = ""
