"""Sourcing: which nodes may give the goods of an order, and what makes one better than another."""

from typing import Final

from rules_engine.vocabulary.customer_facts import CUSTOMER_FACTS
from rules_engine.vocabulary.making import GRAMS, PIECES, choices, effect, fact, parameter
from rules_engine.vocabulary.order_facts import NOW, ORDER_FACTS
from rules_engine.vocabulary.routing import DERIVED_FACTS
from rules_engine.vocabulary.terms import EffectKind, Fact, Kind

NODE_KINDS: Final = choices(
    ("warehouse", "Warehouse", "Entrepôt"),
    ("store", "Store", "Magasin"),
    ("dark_store", "Dark store", "Magasin fantôme"),
    ("third_party", "Logistics partner", "Prestataire logistique"),
    ("drop_ship", "Drop-ship vendor", "Fournisseur en direct"),
    ("marketplace", "Marketplace fulfilment", "Logistique de place de marché"),
)
SERVICES: Final = choices(("standard", "Standard", "Standard"), ("express", "Express", "Express"))

WANTED_FACTS: Final[tuple[Fact, ...]] = (
    fact(
        "country",
        Kind.TEXT,
        ("Country of delivery", "Pays de livraison"),
        ("Two letters, such as FR.", "Deux lettres, par exemple FR."),
        named_list="countries",
    ),
    fact("region", Kind.TEXT, ("Region", "Région"), ("The region of delivery.", "La région de livraison.")),
    fact(
        "postcode",
        Kind.TEXT,
        ("Postcode", "Code postal"),
        ("The postcode of delivery.", "Le code postal de livraison."),
    ),
    fact(
        "service",
        Kind.CHOICE,
        ("Service", "Service"),
        ("How fast it should be.", "La rapidité souhaitée."),
        among=SERVICES,
    ),
    fact(
        "sku",
        Kind.TEXT,
        ("SKU", "SKU"),
        ("The SKU of the line.", "Le SKU de la ligne."),
        named_list="skus",
    ),
    fact("category", Kind.TEXT, ("Category", "Catégorie"), ("The product’s category.", "La catégorie du produit.")),
    fact("brand", Kind.TEXT, ("Brand", "Marque"), ("The product’s brand.", "La marque du produit.")),
    fact(
        "quantity",
        Kind.INTEGER,
        ("Quantity", "Quantité"),
        ("Pieces of the line.", "Nombre de pièces de la ligne."),
        unit=PIECES,
    ),
    fact(
        "weight",
        Kind.INTEGER,
        ("Weight", "Poids"),
        ("What the line weighs.", "Le poids de la ligne."),
        unit=GRAMS,
    ),
    fact(
        "vendor_sku",
        Kind.FLAG,
        ("Only a vendor has it", "Seul un fournisseur l’a"),
        ("Whether the SKU is never in our own stock.", "Si le SKU n’est jamais dans notre stock."),
    ),
    fact(
        "lines",
        Kind.INTEGER,
        ("Lines", "Lignes"),
        ("Lines of the order that are to be sourced.", "Lignes de la commande à approvisionner."),
    ),
)

SOURCING_FACTS: Final = (NOW, *WANTED_FACTS, *CUSTOMER_FACTS, *ORDER_FACTS, *DERIVED_FACTS)

_KIND: Final = parameter("kind", Kind.CHOICE, ("Kind of node", "Type de site"), among=NODE_KINDS)
_NODE: Final = parameter("node", Kind.TEXT, ("Code of the node", "Code du site"), named_list="nodes")
_WEIGHT: Final = parameter("weight", Kind.INTEGER, ("Weight", "Poids"), least=0, most=100)

SOURCING_EFFECTS: Final[tuple[EffectKind, ...]] = (
    effect(
        "allow_kind",
        ("Allow only a kind of node", "N’autoriser qu’un type de site"),
        ("With several, any of them.", "S’il y en a plusieurs, l’un d’eux."),
        _KIND,
    ),
    effect(
        "forbid_kind", ("Forbid a kind of node", "Interdire un type de site"), ("Never from there.", "Jamais."), _KIND
    ),
    effect("forbid_node", ("Forbid a node", "Interdire un site"), ("Never from there.", "Jamais de là."), _NODE),
    effect(
        "prefer_node",
        ("Prefer a node", "Préférer un site"),
        (
            "Counts like a day or a unit of money that weighs as much.",
            "Compte comme un jour ou une unité monétaire de même poids.",
        ),
        _NODE,
        _WEIGHT,
    ),
    effect(
        "prefer_region",
        ("Prefer a region", "Préférer une région"),
        ("Nodes of the country count as better by the weight.", "Les sites du pays comptent davantage."),
        parameter("region", Kind.TEXT, ("Country or region", "Pays ou région"), named_list="countries"),
        _WEIGHT,
    ),
    effect(
        "weigh_fastest",
        ("Weigh speed", "Pondérer la rapidité"),
        ("How much each day counts, for each line.", "L’importance de chaque jour, pour chaque ligne."),
        _WEIGHT,
        single=True,
    ),
    effect(
        "weigh_cheapest",
        ("Weigh cost", "Pondérer le coût"),
        ("How much each unit of money of handling counts.", "L’importance de chaque unité monétaire de traitement."),
        _WEIGHT,
        single=True,
    ),
    effect(
        "weigh_fewest_parcels",
        ("Weigh parcels", "Pondérer les colis"),
        ("How much each parcel counts.", "L’importance de chaque colis."),
        _WEIGHT,
        single=True,
    ),
    effect(
        "vendor_only",
        ("From the vendor only", "Du fournisseur uniquement"),
        ("Only drop-ship nodes give it.", "Seuls les fournisseurs en direct le livrent."),
        single=True,
    ),
    effect(
        "max_parcels",
        ("At most so many parcels", "Au plus tant de colis"),
        (
            "It is split further only where goods would have no node else.",
            "Elle n’est divisée davantage que si des articles n’avaient sinon aucun site.",
        ),
        parameter("parcels", Kind.INTEGER, ("Parcels", "Colis"), least=1, most=100),
        single=True,
    ),
    effect(
        "use_capacity",
        ("Mind the nodes’ capacity", "Respecter la capacité des sites"),
        ("A node that is full today comes last.", "Un site plein aujourd’hui vient en dernier."),
        parameter("use", Kind.FLAG, ("Mind it", "La respecter")),
        single=True,
    ),
)
