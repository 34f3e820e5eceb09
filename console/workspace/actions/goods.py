"""Lines of an order as inputs: steppers, variants, and what of them the customer has."""

from console.workspace.actions.case import AnyCase, Case
from console.workspace.actions.doing import price_in
from console.workspace.actions.form import Choice, Field
from console.workspace.orders.names import with_options
from domain.orders.rows import OrderLineRow


def line_field(
    case: Case, line: OrderLineRow, name: str, *, value: int, most: int, inner: list[Field], unfolded: bool = False
) -> Field:
    """A line with a stepper from none to `most`."""
    return Field(
        f"{name}.{line.id}",
        "line",
        with_options(line.title, line.options),
        value=str(value),
        hint=case.reader.say("of {count}", count=most),
        detail=line.sku,
        amount=case.reader.money(line.unit_price),
        most=most,
        inner=inner,
        unfolded=unfolded,
    )


def variant_choices(case: Case, line: OrderLineRow, *, others_only: bool = False) -> list[Choice]:
    """The variants of the line's product, with what each costs more or less; the line's own first."""
    own = [] if others_only else [Choice("", case.reader.say("As it is"))]
    variants = [each for each in case.variants.get(line.sku, ()) if each.sku != line.sku and each.available]
    choices = []
    for variant in variants:
        price = price_in(variant, case.order.currency)
        if price is None:
            continue
        more = price - line.unit_price
        sign = "+" if more.minor > 0 else ""
        told = f" ({sign}{case.reader.money(more)})" if more else ""
        choices.append(Choice(variant.sku, f"{', '.join(variant.options.values()) or variant.sku}{told}"))
    return own + choices if choices else []


def store_choices(case: AnyCase) -> list[Choice]:
    """The stores that are open for business."""
    return [Choice(node.code, node.name) for node in case.nodes if node.kind == "store" and node.active]
