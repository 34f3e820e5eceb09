"""Where something is that a connector told of."""

from domain.connectors.particulars import check_node
from domain.kernel.errors import Invalid
from domain.models.connector import Connector
from domain.work.unit import Unit


def node_of(unit: Unit, connector: Connector, *, node: str, location: str) -> str:
    """The code of the node: as told, by the connector's own names of places, or the one that it stands for.

    `Invalid` names `node` or `location`.
    """
    if node:
        return check_node(unit, connector.locations.get(node, node))
    if location in connector.locations:
        return connector.locations[location]
    if connector.node and (not location or not connector.locations):
        return connector.node
    raise Invalid(
        field="location",
        code="unknown_location",
        en=f"It is not known which node “{location}” is; say it in the connector.",
        fr=f"On ne sait pas quel site est « {location} » ; indiquez-le dans le connecteur.",
    )
