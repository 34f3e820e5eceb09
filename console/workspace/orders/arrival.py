"""When money that was given back is there, in the reader's words. Pure."""

from datetime import date

from console.ui.figures import Reader
from domain.payments.arrival import arrival_of


def there_between(kind: str, left_on: date, reader: Reader) -> str:
    """There between 2 Dec and 9 Dec; "" where nobody can say."""
    arrival = arrival_of(kind)
    if arrival is None:
        return ""
    if not arrival.most:
        return reader.say("there at once")
    first, last = arrival.between(left_on)
    return reader.say("there between {first} and {last}", first=reader.day(first), last=reader.day(last))


def takes(kind: str, reader: Reader) -> str:
    """5 to 10 business days, for money that has yet to leave."""
    arrival = arrival_of(kind)
    if arrival is None:
        return ""
    if not arrival.most:
        return reader.say("there at once")
    return reader.say("{least} to {most} business days", least=arrival.least, most=arrival.most)


def how_long(reader: Reader) -> str:
    """How long each way takes, where one is chosen."""
    card, transfer = takes("card", reader), takes("bank_transfer", reader)
    return reader.say(
        "Card or wallet: {card}. Bank transfer: {transfer}. Gift card and credit: at once.",
        card=card,
        transfer=transfer,
    )
