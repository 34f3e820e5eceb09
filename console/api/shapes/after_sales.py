"""What an action has made, with its order, as answers."""

from console.api.shapes.orders import DisputeShape, HoldShape, OrderShape
from console.api.shapes.returns import ExchangeShape, ReturnShape


class HoldMadeShape(HoldShape):
    """A hold, and its order as it is now."""

    order: OrderShape


class ReturnMadeShape(ReturnShape):
    """A return, and its order as it is now."""

    order: OrderShape


class ExchangeMadeShape(ExchangeShape):
    """An exchange, and its order as it is now."""

    order: OrderShape


class DisputeMadeShape(DisputeShape):
    """A dispute, and its order as it is now."""

    order: OrderShape
