"""What may be known of the customer."""

from typing import Final

from rules_engine.vocabulary.making import choices, fact
from rules_engine.vocabulary.terms import Fact, Kind, Origin

TIERS: Final = choices(("standard", "Standard", "Standard"), ("silver", "Silver", "Argent"), ("gold", "Gold", "Or"))
LANGUAGES: Final = choices(("en", "English", "Anglais"), ("fr", "French", "Français"))

CUSTOMER_FACTS: Final[tuple[Fact, ...]] = (
    fact(
        "customer_known",
        Kind.FLAG,
        ("Customer is known", "Client connu"),
        ("Whether it is known who the customer is.", "Si l’on sait qui est le client."),
    ),
    fact(
        "customer_tier",
        Kind.CHOICE,
        ("Customer tier", "Niveau du client"),
        ("The loyalty tier, from what was bought.", "Le niveau de fidélité, d’après les achats."),
        among=TIERS,
    ),
    fact(
        "customer_country",
        Kind.TEXT,
        ("Customer’s country", "Pays du client"),
        ("Two letters, such as FR.", "Deux lettres, par exemple FR."),
    ),
    fact(
        "customer_language",
        Kind.CHOICE,
        ("Customer’s language", "Langue du client"),
        ("The language that the customer is written to in.", "La langue dans laquelle on écrit au client."),
        among=LANGUAGES,
    ),
    fact(
        "customer_tags",
        Kind.LIST,
        ("Customer’s tags", "Étiquettes du client"),
        ("What agents have tagged the customer with.", "Les étiquettes que les agents ont données au client."),
        named_list="tags",
    ),
    fact(
        "customer_risks",
        Kind.LIST,
        ("Customer’s risk flags", "Signaux de risque du client"),
        ("Risk flags that stand now.", "Les signaux de risque qui tiennent actuellement."),
        among=choices(
            ("many_refunds", "Many refunds", "Beaucoup de remboursements"),
            ("many_cancellations", "Many cancellations", "Beaucoup d’annulations"),
        ),
    ),
    fact(
        "customer_since",
        Kind.INSTANT,
        ("Customer since", "Client depuis"),
        ("When the customer’s record was made.", "Quand la fiche du client a été créée."),
    ),
    fact(
        "identity_checked",
        Kind.FLAG,
        ("Identity is checked", "Identité vérifiée"),
        ("Whether the identity check was passed.", "Si la vérification d’identité a été réussie."),
    ),
    fact(
        "customer_currency",
        Kind.TEXT,
        ("Customer’s currency", "Devise du client"),
        ("The currency of the customer’s sums.", "La devise des sommes du client."),
    ),
    fact(
        "last_satisfaction",
        Kind.INTEGER,
        ("Last satisfaction score", "Dernière note de satisfaction"),
        ("From 1 to 5, of the last contact.", "De 1 à 5, pour le dernier contact."),
    ),
)

_W: Final = Origin.WINDOWED

WINDOWED_FACTS: Final[tuple[Fact, ...]] = (
    fact(
        "orders_30d",
        Kind.INTEGER,
        ("Orders in 30 days", "Commandes en 30 jours"),
        ("Orders placed in the last 30 days.", "Commandes passées ces 30 derniers jours."),
        origin=_W,
    ),
    fact(
        "refunds_30d",
        Kind.INTEGER,
        ("Refunds in 30 days", "Remboursements en 30 jours"),
        ("How often money went back in the last 30 days.", "Nombre de remboursements ces 30 derniers jours."),
        origin=_W,
    ),
    fact(
        "refunds_30d_amount",
        Kind.MONEY,
        ("Refunded in 30 days", "Remboursé en 30 jours"),
        ("Money given back in the last 30 days.", "Argent rendu ces 30 derniers jours."),
        origin=_W,
        currency="customer_currency",
    ),
    fact(
        "returns_90d",
        Kind.INTEGER,
        ("Returns in 90 days", "Retours en 90 jours"),
        ("Returns asked for in the last 90 days.", "Retours demandés ces 90 derniers jours."),
        origin=_W,
    ),
    fact(
        "goodwill_this_month",
        Kind.MONEY,
        ("Goodwill this month", "Gestes commerciaux du mois"),
        ("Given to the customer since the month began.", "Accordé au client depuis le début du mois."),
        origin=_W,
        currency="customer_currency",
    ),
    fact(
        "lifetime_value",
        Kind.MONEY,
        ("Lifetime value", "Valeur du client"),
        ("What the customer has paid, less refunds.", "Ce que le client a payé, moins les remboursements."),
        origin=_W,
        currency="customer_currency",
    ),
    fact(
        "open_disputes",
        Kind.INTEGER,
        ("Open disputes", "Litiges en cours"),
        ("Payment disputes that are not decided.", "Litiges de paiement non tranchés."),
        origin=_W,
    ),
    fact(
        "open_dispute_amount",
        Kind.MONEY,
        ("Amount in dispute", "Montant en litige"),
        ("The sum of the open disputes.", "La somme des litiges en cours."),
        origin=_W,
        currency="customer_currency",
    ),
    fact(
        "contacts_7d",
        Kind.INTEGER,
        ("Contacts in 7 days", "Contacts en 7 jours"),
        ("How often the customer got in touch in 7 days.", "Nombre de prises de contact en 7 jours."),
        origin=_W,
    ),
    fact(
        "open_cases",
        Kind.INTEGER,
        ("Open cases", "Dossiers ouverts"),
        ("The customer’s other cases that are open.", "Les autres dossiers ouverts du client."),
        origin=_W,
    ),
)
