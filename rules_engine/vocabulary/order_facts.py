"""What may be known of the order, and of now."""

from typing import Final

from rules_engine.vocabulary.making import DAYS, PIECES, choices, fact
from rules_engine.vocabulary.terms import Fact, Kind

ORDER_STATES: Final = choices(
    ("draft", "Draft", "Brouillon"),
    ("pending", "Pending", "En attente"),
    ("released", "Released", "Lancée"),
    ("picking", "Being picked", "En préparation"),
    ("shipped", "Shipped", "Expédiée"),
    ("delivered", "Delivered", "Livrée"),
    ("cancelled", "Cancelled", "Annulée"),
)
ORDER_CHANNELS: Final = choices(
    ("web", "Web", "Web"),
    ("phone", "Phone", "Téléphone"),
    ("store", "Store", "Magasin"),
    ("marketplace", "Marketplace", "Place de marché"),
    ("social", "Social media", "Réseaux sociaux"),
    ("import", "Import", "Import"),
)
FULFILMENTS: Final = choices(
    ("ship", "Ship", "Expédition"),
    ("pickup", "Pick up in store", "Retrait en magasin"),
    ("curbside", "Curbside", "Retrait au volant"),
    ("locker", "Locker", "Consigne"),
)

NOW: Final = fact(
    "now",
    Kind.INSTANT,
    ("Now", "Maintenant"),
    ("The moment of the decision.", "Le moment de la décision."),
    optional=False,
)

ORDER_FACTS: Final[tuple[Fact, ...]] = (
    fact(
        "order_status",
        Kind.CHOICE,
        ("Order status", "État de la commande"),
        ("How far the order is.", "Où en est la commande."),
        among=ORDER_STATES,
    ),
    fact(
        "order_channel",
        Kind.CHOICE,
        ("Order channel", "Canal de la commande"),
        ("Where the order was placed.", "Où la commande a été passée."),
        among=ORDER_CHANNELS,
    ),
    fact(
        "order_currency",
        Kind.TEXT,
        ("Order currency", "Devise de la commande"),
        ("The currency of the order.", "La devise de la commande."),
    ),
    fact(
        "order_total",
        Kind.MONEY,
        ("Order total", "Total de la commande"),
        ("What the order comes to, tax included.", "Le montant de la commande, taxes comprises."),
        currency="order_currency",
    ),
    fact(
        "order_balance",
        Kind.MONEY,
        ("Order balance", "Solde de la commande"),
        ("What is still to be paid; negative: too much was.", "Ce qui reste dû ; négatif : trop-perçu."),
        currency="order_currency",
    ),
    fact(
        "order_held",
        Kind.FLAG,
        ("Order is held", "Commande bloquée"),
        ("Whether a hold stands on the order.", "Si la commande est bloquée."),
    ),
    fact(
        "order_age_days",
        Kind.INTEGER,
        ("Age of the order", "Âge de la commande"),
        ("Whole days since it was placed.", "Jours entiers depuis la commande."),
        unit=DAYS,
    ),
    fact(
        "order_placed_at",
        Kind.INSTANT,
        ("Order placed at", "Commande passée le"),
        ("When the order was placed.", "Quand la commande a été passée."),
    ),
    fact(
        "order_promised_at",
        Kind.INSTANT,
        ("Order promised for", "Commande promise pour le"),
        ("When the last goods are promised.", "Quand les derniers articles sont promis."),
    ),
    fact(
        "order_fulfilment",
        Kind.CHOICE,
        ("Fulfilment", "Mode de livraison"),
        ("How the customer gets the goods.", "Comment le client reçoit les articles."),
        among=FULFILMENTS,
    ),
    fact(
        "order_country",
        Kind.TEXT,
        ("Country of delivery", "Pays de livraison"),
        ("Two letters, such as FR.", "Deux lettres, par exemple FR."),
        named_list="countries",
    ),
    fact(
        "order_pieces",
        Kind.INTEGER,
        ("Pieces", "Pièces"),
        ("Pieces in the order.", "Nombre de pièces de la commande."),
        unit=PIECES,
    ),
    fact(
        "order_skus",
        Kind.LIST,
        ("SKUs of the order", "SKU de la commande"),
        ("Every SKU in the order.", "Tous les SKU de la commande."),
        named_list="skus",
    ),
    fact(
        "order_categories",
        Kind.LIST,
        ("Categories of the order", "Catégories de la commande"),
        ("The product categories in the order.", "Les catégories de produits de la commande."),
    ),
    fact(
        "order_tags",
        Kind.LIST,
        ("Order’s tags", "Étiquettes de la commande"),
        ("What the order is tagged with.", "Les étiquettes de la commande."),
        named_list="tags",
    ),
)
