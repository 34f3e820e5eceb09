"""The values that templates may name, what they mean, and examples of them in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Value:
    """A value: what it means in both languages, an example in both, and whether it is empty at times. A `yes_no` one
    is for `{% if … %}` only."""

    en: str
    fr: str
    examples: Mapping[str, Any]
    optional: bool = False
    yes_no: bool = False


def _same(en: str, fr: str, example: Any, *, optional: bool = False) -> Value:
    return Value(en, fr, {"en": example, "fr": example}, optional)


def _yes_no(en: str, fr: str) -> Value:
    return Value(en, fr, {"en": True, "fr": True}, yes_no=True)


_ITEMS: Final = {
    "en": "– 2 × Linen shirt (M, sand)\n– 1 × Ceramic mug",
    "fr": "– 2 × Chemise en lin (M, sable)\n– 1 × Tasse en céramique",
}
_SHORT: Final = {
    "en": "2 × Linen shirt (M, sand), 1 × Ceramic mug",
    "fr": "2 × Chemise en lin (M, sable), 1 × Tasse en céramique",
}
_MONEY: Final = {"en": "€74.90", "fr": "74,90\u00a0€"}
_DAY: Final = {"en": "Monday 7 December", "fr": "lundi 7 décembre"}
_TALK: Final = {
    "en": "2026-12-01 10:02 UTC, You: Where is my parcel?\n2026-12-01 10:03 UTC, Léa: On its way, it arrives today.",
    "fr": "2026-12-01 10:02 UTC, Vous : Où est mon colis ?\n2026-12-01 10:03 UTC, Léa : En route, pour aujourd’hui.",
}

VALUES: Final[Mapping[str, Value]] = {
    "hello": Value(
        "A greeting, with the name where it is known.",
        "Une formule d’accueil, avec le nom s’il est connu.",
        {"en": "Hello Marie Dupont,", "fr": "Bonjour Marie Dupont,"},
    ),
    "name": _same("First and last name.", "Prénom et nom.", "Marie Dupont", optional=True),
    "number": _same("Number of the order.", "Numéro de la commande.", "#C1024"),
    "total": Value("What the order comes to now.", "Montant actuel de la commande.", _MONEY),
    "amount": Value("The amount that it is about.", "Le montant dont il s’agit.", _MONEY),
    "items": Value("The articles that it is about, one a line.", "Les articles concernés, un par ligne.", _ITEMS),
    "items_short": Value("The same on one line, three at most.", "Les mêmes sur une ligne, trois au plus.", _SHORT),
    "left": Value("What is still to come, one a line.", "Ce qui reste à venir, un par ligne.", _ITEMS),
    "waiting": Value(
        "What is not in stock yet, one a line.", "Ce qui n’est pas en stock, un par ligne.", _ITEMS, optional=True
    ),
    "day": Value("The day: of delivery, or the last one.", "La date : de livraison, ou limite.", _DAY, optional=True),
    "last_day": Value("The last day that it is good.", "Dernier jour de validité.", _DAY),
    "new_day": Value("The new day of delivery.", "La nouvelle date de livraison.", _DAY),
    "place": _same("The place that it is about.", "Le lieu dont il s’agit.", "Lyon, FR", optional=True),
    "to_place": _same("City and country that it goes to.", "Ville et pays de destination.", "Lyon, FR"),
    "way": Value(
        "How the order reaches the customer.",
        "Comment la commande parvient au client.",
        {"en": "to a store of ours", "fr": "dans l’un de nos magasins"},
    ),
    "store": _same(
        "The store or locker where it waits.", "Le magasin ou la consigne.", "Lyon Bellecour", optional=True
    ),
    "carrier": _same("The carrier.", "Le transporteur.", "Colissimo", optional=True),
    "tracking": _same("Number of the parcel.", "Numéro du colis.", "6A12345678901", optional=True),
    "method": _same("The means of payment.", "Le moyen de paiement.", "Visa 4242", optional=True),
    "wallet": _yes_no("Whether it is a wallet, such as PayPal.", "S’il s’agit d’un portefeuille, comme PayPal."),
    "arrives": Value(
        "The day by which the bank should show the money.",
        "La date à laquelle la banque devrait afficher l’argent.",
        _DAY,
        optional=True,
    ),
    "credit": Value(
        "Gift card or credit that got the money.",
        "La carte cadeau ou l’avoir crédité.",
        {"en": "gift card", "fr": "carte cadeau"},
    ),
    "won": _yes_no("Whether the customer got the money.", "Si le client a obtenu l’argent."),
    "label": _yes_no("Whether a return label is attached.", "Si une étiquette de retour est jointe."),
    "return_number": _same("Number of the return.", "Numéro du retour.", "R1007"),
    "for_return": _same(
        "Number of the return that the money is for.", "Numéro du retour remboursé.", "R1007", optional=True
    ),
    "quote_number": _same("Number of the offer.", "Numéro du devis.", "#Q1003"),
    "case_number": _same("Number of the request.", "Numéro de la demande.", "#S1042"),
    "survey": Value(
        "Where they say what they think of it.",
        "Où ils disent ce qu’ils en ont pensé.",
        {
            "en": "https://shop.example/survey/AZrLdkz7cWaQp3m7Yk1tZmofNQAAAAAA",
            "fr": "https://shop.example/survey/AZrLdkz7cWaQp3m7Yk1tZmofNQAAAAAA?lang=fr",
        },
        optional=True,
    ),
    "lines": Value("What was said, one a line.", "Ce qui a été dit, une ligne par message.", _TALK),
    "code": _same("The code.", "Le code.", "402917"),
    "minutes": _same("How many minutes it is good.", "Validité en minutes.", 10),
}
