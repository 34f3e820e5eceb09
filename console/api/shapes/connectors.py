"""Connectors and what they sent as requests and answers."""

from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Body, GivenCount, Instant, Shape


class NewConnectorBody(Body):
    """Without a `secret` one is made. `locations` leads from their names of places to codes of nodes."""

    name: str = Field(examples=["Web shop"])
    format: str = Field(examples=["shopify"])
    secret: str = ""
    node: str = Field(default="", examples=["PAR"])
    locations: dict[str, str] = Field(default_factory=dict, examples=[{"655441491": "PAR"}])
    number_prefix: str = ""
    time_zone: str = Field(default="UTC", examples=["Europe/Paris"])


class ConnectorChangeBody(Body):
    """What is given is changed; `status` is active or off."""

    name: str | None = None
    node: str | None = None
    locations: dict[str, str] | None = None
    number_prefix: str | None = None
    time_zone: str | None = None
    status: str | None = None
    expected_version: GivenCount | None = None


class SecretChangeBody(Body):
    """Without a `secret` one is made."""

    secret: str = ""


class ConnectorSecretShape(Shape):
    """What the shop signs with, and where it is to send."""

    secret: str
    address: str = Field(examples=["https://console.example/webhooks/connectors/…"])


class ConnectorShape(Shape):
    """A connector: `waiting` deliveries, `refused` records that are still open, `came_at` when something came last."""

    id: UUID
    name: str
    format: str
    status: str = Field(examples=["active"])
    node: str
    locations: dict[str, str]
    number_prefix: str
    time_zone: str
    old_secret_until: Instant | None
    made_by: str
    made_at: Instant
    version: int
    waiting: int
    refused: int
    came_at: Instant | None


class ConnectorsShape(Shape):
    """Every connector, by name."""

    items: list[ConnectorShape]


class FileBody(Body):
    """A file as text: JSON or CSV, as the connector's format is."""

    name: str = Field(default="file", examples=["orders.json"])
    content: str


class InboundShape(Shape):
    """A delivery: `kind` webhook or file, `status` looked_at, waiting, done or dropped; what came of its records."""

    id: UUID
    connector_id: UUID
    kind: str
    topic: str
    status: str
    taken: int
    unchanged: int
    refused: int
    received_by: str
    received_at: Instant
    ended_at: Instant | None


class RefusedShape(Shape):
    """A record that would not be taken: its place in the file, the field at fault as the file names it, and why."""

    place: int
    kind: str
    reference: str
    field: str
    code: str
    en: str
    fr: str


class LookedAtShape(Shape):
    """What would come of a file: nothing of it is taken until it is committed."""

    id: UUID
    records: int
    taken: int
    unchanged: int
    refused: list[RefusedShape]


class RefusalShape(Shape):
    """A record that was refused, until it is taken after all."""

    id: UUID
    delivery_id: UUID
    place: int
    kind: str
    reference: str
    field: str
    code: str
    en: str
    fr: str
    raw: str
    tries: int
    at: Instant
    taken_at: Instant | None


class RetriedShape(Shape):
    """Whether it was taken this time, or why not."""

    taken: bool
    refused: RefusedShape | None
