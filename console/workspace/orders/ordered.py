"""What was ordered, in one line. Pure."""

from console.ui.figures import Reader
from console.workspace.orders.names import with_options
from domain.orders import rows as known


def ordered(order: known.OrderRow | known.OrderDetail, reader: Reader) -> tuple[str, str]:
    """The first thing that was ordered, and how much there is: ("Linen shirt (M)", "+2 more · 4 pieces").

    Both "" where the lines were not read. One piece alone need not be counted.
    """
    lines = [line for line in order.lines if line.kind == "sold"] if isinstance(order, known.OrderDetail) else []
    if not lines:
        return "", ""
    count, others = sum(line.quantity for line in lines), len(lines) - 1
    more = [
        reader.say("+{count} more", count=reader.number(others)) if others else "",
        reader.say("{count} pieces", count=reader.number(count)) if count > 1 else "",
    ]
    return with_options(lines[0].title, lines[0].options), " · ".join(part for part in more if part)
