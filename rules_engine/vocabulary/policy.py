"""Policy: what a role may give away alone, how returns are taken, what needs somebody else's word."""

from typing import Final

from rules_engine.vocabulary.customer_facts import CUSTOMER_FACTS, WINDOWED_FACTS
from rules_engine.vocabulary.making import DAYS, MILLIONTHS, PIECES, choices, effect, fact, parameter
from rules_engine.vocabulary.order_facts import NOW, ORDER_FACTS
from rules_engine.vocabulary.routing import DERIVED_FACTS
from rules_engine.vocabulary.spoken import ACTORS, REASONS
from rules_engine.vocabulary.terms import EffectKind, Fact, Kind

GIFTS: Final = choices(
    ("discount", "Discount", "Remise"),
    ("price_match", "Price match", "Alignement de prix"),
    ("goodwill", "Goodwill", "Geste commercial"),
    ("refund", "Refund", "Remboursement"),
)
RETURN_CHANNELS: Final = choices(
    ("store", "Store", "Magasin"),
    ("mail", "Mail", "Courrier"),
    ("drop_off", "Drop-off point", "Point de dépôt"),
    ("digital", "No goods back", "Sans retour d’article"),
)
QUESTIONS: Final = choices(
    ("limits", "What may be given alone", "Ce qui peut être accordé seul"),
    ("return_policy", "How a return is taken", "Comment un retour est accepté"),
    ("action", "Whether an action may be done", "Si une action est permise"),
)

ASKED_FACTS: Final[tuple[Fact, ...]] = (
    fact(
        "question",
        Kind.CHOICE,
        ("Question", "Question"),
        ("What the policy is asked.", "Ce qui est demandé à la politique."),
        among=QUESTIONS,
    ),
    fact(
        "role",
        Kind.TEXT,
        ("Role", "Rôle"),
        ("The role of whoever acts.", "Le rôle de la personne qui agit."),
        spoken=ACTORS,
    ),
    fact(
        "kind",
        Kind.CHOICE,
        ("What is given", "Nature du dédommagement"),
        ("What is given away.", "Ce qui est accordé."),
        among=GIFTS,
    ),
    fact(
        "action",
        Kind.TEXT,
        ("Action", "Action"),
        ("What is about to be done, such as cancel_order.", "Ce qui va être fait, par exemple cancel_order."),
    ),
    fact("currency", Kind.TEXT, ("Currency", "Devise"), ("The currency of the amount.", "La devise du montant.")),
    fact(
        "amount",
        Kind.MONEY,
        ("Amount", "Montant"),
        ("The amount that is asked for.", "Le montant demandé."),
        currency="currency",
    ),
    fact(
        "reason",
        Kind.TEXT,
        ("Reason", "Motif"),
        ("The reason that was given.", "Le motif donné."),
        spoken=REASONS,
    ),
    fact(
        "return_channel",
        Kind.CHOICE,
        ("Return channel", "Canal de retour"),
        ("How the goods come back.", "Comment les articles reviennent."),
        among=RETURN_CHANNELS,
    ),
    fact(
        "category",
        Kind.TEXT,
        ("Category", "Catégorie"),
        ("The category of the product.", "La catégorie du produit."),
        named_list="categories",
    ),
    fact("sku", Kind.TEXT, ("SKU", "SKU"), ("The SKU of the line.", "Le SKU de la ligne."), named_list="skus"),
    fact(
        "quantity",
        Kind.INTEGER,
        ("Quantity", "Quantité"),
        ("Pieces that it is about.", "Nombre de pièces concernées."),
        unit=PIECES,
    ),
    fact(
        "days_since_delivery",
        Kind.INTEGER,
        ("Days since delivery", "Jours depuis la livraison"),
        ("Whole days since the goods arrived.", "Jours entiers depuis l’arrivée des articles."),
        unit=DAYS,
    ),
    fact(
        "source",
        Kind.TEXT,
        ("Source of the order", "Source de la commande"),
        ("The system that sent the order; not known for ours.", "Le système d’origine ; inconnu pour les nôtres."),
    ),
    fact(
        "country",
        Kind.TEXT,
        ("Country", "Pays"),
        ("The country of delivery, such as FR.", "Le pays de livraison, par exemple FR."),
        named_list="countries",
    ),
    fact(
        "actor_role",
        Kind.TEXT,
        ("Role of whoever takes the return", "Rôle de la personne qui prend le retour"),
        ("Such as associate.", "Par exemple associate."),
    ),
    fact(
        "discount_rate",
        Kind.DECIMAL,
        ("Discount rate", "Taux de remise"),
        ("The gift as a share of the order.", "Le geste en part de la commande."),
    ),
)

POLICY_FACTS: Final = (NOW, *ASKED_FACTS, *CUSTOMER_FACTS, *WINDOWED_FACTS, *ORDER_FACTS, *DERIVED_FACTS)

_AMOUNT: Final = parameter("amount", Kind.MONEY, ("At most", "Au plus"), unlimited=True)
_WINDOW: Final = parameter("days", Kind.INTEGER, ("Within", "Sur"), unit=DAYS, least=1, most=3_650)

POLICY_EFFECTS: Final[tuple[EffectKind, ...]] = (
    effect(
        "limit_per_action",
        ("Limit at once", "Limite par geste"),
        ("The most that may be given at once.", "Le plus qui puisse être accordé en une fois."),
        _AMOUNT,
        single=True,
    ),
    effect(
        "limit_per_actor",
        ("Limit per person", "Limite par personne"),
        ("The most that one person may give within the days.", "Le plus qu’une personne puisse accorder sur la durée."),
        _AMOUNT,
        _WINDOW,
        single=True,
    ),
    effect(
        "limit_per_customer",
        ("Limit per customer", "Limite par client"),
        ("The most that one customer may get within the days.", "Le plus qu’un client puisse recevoir sur la durée."),
        _AMOUNT,
        _WINDOW,
        single=True,
    ),
    effect(
        "return_window",
        ("Take returns for", "Accepter les retours pendant"),
        ("Days from delivery.", "Jours à partir de la livraison."),
        parameter("days", Kind.INTEGER, ("Days", "Jours"), unit=DAYS, least=0, most=3_650),
        single=True,
    ),
    effect(
        "restocking_fee",
        ("Keep a restocking fee", "Retenir des frais de remise en stock"),
        ("A share of what the goods are worth.", "Une part de la valeur des articles."),
        parameter("millionths", Kind.DECIMAL, ("Share", "Part"), unit=MILLIONTHS, least=0, most=1_000_000),
        single=True,
    ),
    effect(
        "refund_at",
        ("Give the money back", "Rembourser"),
        ("At once, or when the goods are here.", "Tout de suite, ou à la réception des articles."),
        parameter(
            "when",
            Kind.CHOICE,
            ("When", "Quand"),
            among=choices(("once", "At once", "Tout de suite"), ("receipt", "On receipt", "À la réception")),
        ),
        single=True,
    ),
    effect(
        "require_approval",
        ("Ask for an approval", "Demander un accord"),
        ("Somebody else has to allow it.", "Quelqu’un d’autre doit l’autoriser."),
        parameter("reason", Kind.WORDS, ("Why", "Pourquoi")),
    ),
    effect(
        "refuse",
        ("Refuse", "Refuser"),
        ("It cannot be done, and this is why.", "C’est impossible, et voici pourquoi."),
        parameter("reason", Kind.WORDS, ("Why", "Pourquoi")),
    ),
)
