"""Codes of the domain in customers' words."""

from collections.abc import Mapping
from typing import Final

WAYS: Final[Mapping[str, Mapping[str, str]]] = {
    "ship": {"en": "to your address", "fr": "à votre adresse"},
    "pickup": {"en": "to a store of ours, where you pick it up", "fr": "dans l’un de nos magasins"},
    "curbside": {"en": "to a store of ours, and out to your car", "fr": "à votre voiture, devant l’un de nos magasins"},
    "locker": {"en": "to a locker", "fr": "en consigne"},
}
METHODS: Final[Mapping[str, Mapping[str, str]]] = {
    "card": {"en": "card", "fr": "carte"},
    "wallet": {"en": "wallet", "fr": "portefeuille électronique"},
    "gift_card": {"en": "gift card", "fr": "carte cadeau"},
    "store_credit": {"en": "store credit", "fr": "avoir"},
    "goodwill_credit": {"en": "credit", "fr": "avoir"},
    "bank_transfer": {"en": "bank transfer", "fr": "virement"},
    "invoice": {"en": "invoice", "fr": "facture"},
}
