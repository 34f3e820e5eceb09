"""Identity checks as requests and answers."""

from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Body, GivenId, Instant, Shape


class IdentityCheckBody(Body):
    """One of three: `contact` (the id of a known e-mail address or phone number) sends a code; `check_id` with `code`
    answers it; `facts` tells two or more of order_number, postal_code, last_name, email, phone."""

    contact: GivenId | None = None
    check_id: GivenId | None = None
    code: str | None = Field(None, examples=["493817"])
    facts: dict[str, str] | None = Field(None, examples=[{"order_number": "#W5918442", "postal_code": "75011"}])


class IdentityCheckShape(Shape):
    """Where the check stands. `level`: 0 not checked, 1 by facts, 2 by a code, until `expires_at`."""

    check_id: UUID
    status: str = Field(examples=["passed"])
    level: int
    expires_at: Instant | None
    attempts_left: int
