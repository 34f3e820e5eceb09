"""A limit that is passed, in a sentence that an agent could read aloud."""

from datetime import timedelta
from typing import Final

from babel.numbers import format_currency

from domain.kernel.approval import Need
from domain.kernel.money import Money
from domain.ports.decisions import Limits

_LOCALES: Final = {"en": "en_GB", "fr": "fr_FR"}
_KINDS: Final = {
    "discount": ("Discount", "Remise"),
    "price_match": ("Price match", "Alignement de prix"),
    "goodwill": ("Goodwill", "Geste commercial"),
    "refund": ("Refund for no goods", "Remboursement sans retour"),
}
_SENTENCES: Final = {
    "per_action": (
        "{kind} of {asked} is above your limit of {allowed}.",
        "{kind} de {asked} : au-dessus de votre limite de {allowed}.",
    ),
    "per_actor": (
        "{kind}: you would have given {asked} within {days} days; your budget is {allowed}.",
        "{kind} : vous auriez accordé {asked} en {days} jours ; votre budget est de {allowed}.",
    ),
    "per_customer": (
        "{kind}: this customer would have got {asked} within {days} days; the limit is {allowed}.",
        "{kind} : ce client aurait reçu {asked} en {days} jours ; la limite est de {allowed}.",
    ),
}


def need(kind: str, limit: str, asked: int, allowed: int, currency: str, limits: Limits) -> Need:
    """`asked` and `allowed` in minor units; `limit` is per_action, per_actor or per_customer."""
    window = limits.customer_window if limit == "per_customer" else limits.actor_window
    en, fr = (_sentence(language, kind, limit, asked, allowed, currency, window) for language in ("en", "fr"))
    return Need(limit=f"{kind}.{limit}", asked=asked, allowed=allowed, currency=currency, en=en, fr=fr)


def _sentence(language: str, kind: str, limit: str, asked: int, allowed: int, currency: str, window: timedelta) -> str:
    which = ("en", "fr").index(language)
    return _SENTENCES[limit][which].format(
        kind=_KINDS[kind][which] if kind in _KINDS else kind,
        asked=_spoken(Money(asked, currency), language),
        allowed=_spoken(Money(allowed, currency), language),
        days=window.days,
    )


def _spoken(amount: Money, language: str) -> str:
    return str(format_currency(amount.decimal, amount.currency, locale=_LOCALES[language]))
