"""What drafts show, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list; `shadow`: it runs beside the live version."""

    id: str = ""
    href: str = ""
    title: str = ""
    state: str = ""
    tone: str = ""
    by: str = ""
    shadow: bool = False


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the checklist. `mark`: done, next, wrong or later."""

    label: str = ""
    mark: str = "later"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DraftCard:
    """The open draft: what is still missing, and what this reader may do with it now. `own`: not their review.
    `failing` says how many examples fail, "" where none does.
    """

    id: str = ""
    version: int = 0
    add_href: str = ""
    add_table_href: str = ""
    steps: list[StepLine] = field(default_factory=list)
    note: str = ""
    noted_by: str = ""
    can_write: bool = False
    can_submit: bool = False
    failing: str = ""
    can_review: bool = False
    own: bool = False
    waits_for_review: bool = False
    can_publish: bool = False
    changes_void: bool = False
