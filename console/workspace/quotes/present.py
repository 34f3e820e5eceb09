"""Quotes in words and figures. Pure."""

from collections.abc import Iterable

from console.ui.figures import Reader
from console.workspace.orders.names import with_options
from console.workspace.quotes.rows import QuoteRow
from domain.quotes.queries import QuoteRow as Quote


def quote_rows(quotes: Iterable[Quote], reader: Reader, *, customer: str) -> list[QuoteRow]:
    """One row for each quote, in their order."""
    return [
        QuoteRow(
            id=str(each.id),
            number=each.number,
            content=content(each, reader),
            total=reader.money(each.total),
            until=until(each, reader),
            exact=reader.exact(each.expires_at),
            href=f"/?customer={customer}&do=order-quote&of={each.id}",
            opener=f"order-quote:{each.id}",
        )
        for each in quotes
    ]


def content(quote: Quote, reader: Reader) -> str:
    """2 × Linen shirt (M), 1 × Ceramic mug."""
    return ", ".join(
        f"{reader.number(line.quantity)} × {with_options(line.title, line.options)}" for line in quote.lines
    )


def until(quote: Quote, reader: Reader) -> str:
    """The last day on which it is good."""
    return reader.say("good until {day}", day=reader.day_short(quote.expires_at))
