"""Rules as requests and answers: families, drafts, versions, evaluations."""

from typing import Any
from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Body, GivenCount, GivenInstant, Instant, Shape

_DOCUMENT = {
    "format": 1,
    "family": "routing",
    "rules": [
        {
            "id": "returns",
            "name": {"en": "Returns apart", "fr": "Retours à part"},
            "when": {"fact": "topic", "op": "eq", "value": "return"},
            "then": [{"effect": "queue", "queue": "returns"}],
        }
    ],
    "lists": {"queues": ["returns"]},
}


class FamilyShape(Shape):
    """A family of rules: what is live, what starts next, what is being written."""

    family: str = Field(examples=["routing"])
    live: int | None
    live_since: Instant | None
    next_version: int | None
    next_at: Instant | None
    drafts: int
    in_review: int


class FamiliesShape(Shape):
    """All four families."""

    items: list[FamilyShape]


class VersionShape(Shape):
    """A published version; it never changes. `document` and `examples` are rules as data."""

    id: UUID
    family: str
    number: int
    title: str
    title_fr: str | None
    document: dict[str, Any] = Field(examples=[_DOCUMENT])
    examples: list[dict[str, Any]]
    digest: str
    written_by: str
    reviewed_by: str
    published_by: str
    published_at: Instant
    live: bool


class VersionsShape(Shape):
    """Versions, newest first."""

    items: list[VersionShape]


class DraftShape(Shape):
    """Rules that are being written. A change names the `version` that it was made from."""

    id: UUID
    family: str
    title: str
    title_fr: str | None
    base: int | None
    document: dict[str, Any]
    examples: list[dict[str, Any]]
    status: str = Field(examples=["open"])
    writers: list[str]
    made_at: Instant
    changed_by: str
    changed_at: Instant
    submitted_by: str
    submitted_at: Instant | None
    reviewed_by: str
    reviewed_at: Instant | None
    review_note: str
    version: int


class DraftsShape(Shape):
    """Drafts, the last changed first."""

    items: list[DraftShape]


class ChangedPartShape(Shape):
    """A rule or table that is not as it was. `moved`: it stands elsewhere among the others. The sentences are those of
    a rule; of a table `rows` counts the rows that differ.
    """

    id: str
    kind: str = Field(examples=["rule"])
    change: str = Field(examples=["changed"], description="added, removed, changed or moved.")
    moved: bool
    name: dict[str, str]
    before: dict[str, str] | None
    after: dict[str, str] | None
    rows: int


class ChangesShape(Shape):
    """What is different from version `against` (null: there is none, so everything is new). `yaml`: the same as a
    unified diff of both files.
    """

    against: int | None
    parts: list[ChangedPartShape]
    lists: list[str]
    calendars: list[str]
    examples: list[str]
    yaml: str


class NewDraftBody(Body):
    """Begins from a version; from the live one without a number."""

    title: str = Field(examples=["Returns apart"])
    title_fr: str | None = Field(
        None,
        examples=["Les retours à part"],
        description="Empty: the title is in English only; the title itself: in French only; null: nobody says.",
    )
    from_version: GivenCount | None = None


class DraftChangeBody(Body):
    """The whole text of a draft."""

    document: dict[str, Any] = Field(examples=[_DOCUMENT])
    examples: list[dict[str, Any]] = Field(default_factory=list)
    title: str | None = None


class ReviewBody(Body):
    """Sending back needs a note."""

    approve: bool
    note: str = ""


class PublicationBody(Body):
    """At once without `starts_at`."""

    starts_at: GivenInstant | None = None


class RollbackBody(Body):
    """The version that is to be live again, and why."""

    version: GivenCount
    reason: str


class ExampleResultShape(Shape):
    """What became of an example: the effects that counted, those missing, those that must not be."""

    name: str
    passed: bool
    got: list[dict[str, Any]]
    missing: list[dict[str, Any]]
    unwanted: list[dict[str, Any]]


class SentenceShape(Shape):
    """The same in both languages."""

    en: str
    fr: str


class FindingShape(Shape):
    """Something that is wrong (`warning`) or may well be meant (`note`), with facts that show it when they are tried.

    `kind`: never, shadowed, covered, duplicate, contradiction, overlap or gap. `rule` is a rule, a table, or a row of
    one (`skills#2`), `others` those that it is about as well, `at` the place in the document.
    """

    kind: str = Field(examples=["covered"])
    severity: str = Field(examples=["warning"])
    at: str = Field(examples=["rules[3]"])
    rule: str = Field(examples=["gold-returns"])
    others: list[str]
    sentence: SentenceShape
    facts: dict[str, Any]


class CheckShape(Shape):
    """Every example of a draft, `sound` if all passed, and what analysis finds. `undecided`: questions that it could
    not answer; `left_out`: findings beyond those that are told.
    """

    sound: bool
    examples: list[ExampleResultShape]
    findings: list[FindingShape]
    undecided: int
    left_out: int


class EvaluationBody(Body):
    """Facts by the names of the vocabulary; amounts in minor units beside their currency."""

    facts: dict[str, Any] = Field(examples=[{"topic": "return"}])
    version: GivenCount | None = None


class EvaluationShape(Shape):
    """What would be decided: rules that fired with the facts that made them, and what kept the rest from firing."""

    version: int
    facts: dict[str, Any]
    fired: list[dict[str, Any]]
    effects: list[dict[str, Any]]
    not_fired: list[dict[str, Any]]
    answered_by: str
    microseconds: int
