"""A table of tax rates to start with: France, the United Kingdom, and the states that the shop sends to.

In France and the United Kingdom list prices have the tax in them. In the United States it is added, and the row of a
place holds its combined rate (state, county, city and districts together), by the beginning of its postal codes; the
row of a state is its base rate. What is finer than a place and a category of goods is left out: clothing in New York
is free of tax below 110 USD an item, and a postal code may span several districts. A shop that charges real money has
its rates from its tax adviser or a tax service, and keeps them by `PUT /tax-rates`.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from domain.pricing.set_tax_rate import NewRate

_FROM: Final = date(2024, 1, 1)
_MILLION: Final = 1_000_000

# country|postal prefix|label|percent|category
_EUROPE: Final = """
FR||TVA 20 %|20|
FR||TVA 5,5 % (livres)|5.5|books
FR||TVA 5,5 % (alimentation)|5.5|food
FR|971|TVA Guadeloupe 8,5 %|8.5|
FR|972|TVA Martinique 8,5 %|8.5|
FR|974|TVA La Réunion 8,5 %|8.5|
FR|973|Guyane, sans TVA|0|
FR|976|Mayotte, sans TVA|0|
GB||VAT 20 %|20|
GB||VAT 0 % (books)|0|books
GB||VAT 0 % (food)|0|food
GB||VAT 0 % (children's clothes)|0|children's clothes
"""

# state|name|base rate|city, its rate and its postal prefixes; …
_STATES: Final = """
AZ|Arizona|5.6|Phoenix 9.1 850
CA|California|7.25|Los Angeles 9.75 900;San Diego 7.75 921;San Francisco 8.625 941
CO|Colorado|2.9|Denver 9.15 802
DC|Washington DC|6|
FL|Florida|6|Jacksonville 7.5 322
GA|Georgia|4|Atlanta 8.9 303
IL|Illinois|6.25|Chicago 10.25 606
IN|Indiana|7|
MA|Massachusetts|6.25|
NC|North Carolina|4.75|
NY|New York|4|New York City 8.875 100,101,102,103,104,111,112,113,114,116
OH|Ohio|5.75|Columbus 8 430,431,432
OR|Oregon|0|
PA|Pennsylvania|6|Philadelphia 8 191
TX|Texas|6.25|Austin 8.25 787;Dallas 8.25 752,753;Fort Worth 8.25 761;Houston 8.25 770,772;San Antonio 8.25 782
WA|Washington|6.5|Seattle 10.55 981
"""

# Rates that change within the year: the newer row takes over.
_CHANGES: Final = (
    ("CA", "951", "San Jose", "9.375", _FROM),
    ("CA", "951", "San Jose", "10", date(2026, 4, 1)),
    ("NC", "282", "Charlotte", "7.25", _FROM),
    ("NC", "282", "Charlotte", "8.25", date(2026, 7, 1)),
)

# Clothing is free of tax here; a place with a row of its own needs one for the exemption as well. In Massachusetts it
# is up to 175 USD an item, and the shop sells nothing dearer.
_CLOTHING_FREE: Final = (("MA", ""), ("PA", ""), ("PA", "191"))
_CLOTHING: Final = ("garments", "clothing")


def tax_rates_to_start_with() -> list[NewRate]:
    """Every row of the table."""
    return [*_europe(), *_states(), *_changing(), *_exemptions()]


def _europe() -> list[NewRate]:
    rows = (line.split("|") for line in _EUROPE.strip().splitlines())
    return [
        NewRate(country, label, _millionths(percent), True, _FROM, postal_prefix=prefix, category=category)
        for country, prefix, label, percent, category in rows
    ]


def _states() -> list[NewRate]:
    rates = []
    for line in _STATES.strip().splitlines():
        state, name, base, cities = line.split("|")
        rates.append(_american(state, "", name, base))
        for entry in filter(None, cities.split(";")):
            city, percent, prefixes = entry.rsplit(" ", 2)
            rates += [_american(state, prefix, city, percent) for prefix in prefixes.split(",")]
    return rates


def _changing() -> list[NewRate]:
    return [_american(state, prefix, city, percent, since) for state, prefix, city, percent, since in _CHANGES]


def _exemptions() -> list[NewRate]:
    return [
        NewRate("US", "Clothing, free of tax", 0, False, _FROM, region=state, postal_prefix=prefix, category=category)
        for state, prefix in _CLOTHING_FREE
        for category in _CLOTHING
    ]


def _american(state: str, prefix: str, name: str, percent: str, since: date = _FROM) -> NewRate:
    label = f"{name} {percent}%"
    return NewRate("US", label, _millionths(percent), False, since, region=state, postal_prefix=prefix)


def _millionths(percent: str) -> int:
    return int(Decimal(percent) * _MILLION / 100)
