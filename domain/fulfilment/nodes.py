"""Find a node that somebody named."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.kernel.text import sought_text
from domain.models.inventory import Node
from domain.work.unit import Unit


def node_named(unit: Unit, code: str | None) -> UUID | None:
    """The id of the node with this code, in any case; None for None, `NotFound` for one that is not there."""
    if code is None:
        return None
    found = unit.session.execute(select(Node.id).where(Node.code == sought_text(code).upper())).scalar_one_or_none()
    if found is None:
        raise NotFound.of("node", "site", code)
    return found
