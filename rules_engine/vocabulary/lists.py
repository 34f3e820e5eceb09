"""Lists that rules name. What is on them is written with the rules; rules may have lists of their own beside these."""

from typing import Final

from rules_engine.vocabulary.terms import NamedList, Words


def _named(key: str, en: str, fr: str, help_en: str, help_fr: str) -> NamedList:
    return NamedList(key, Words(en, fr), Words(help_en, help_fr))


LISTS: Final[tuple[NamedList, ...]] = (
    _named("queues", "Queues", "Files", "Queues that cases wait in.", "Les files où attendent les dossiers."),
    _named("skills", "Skills", "Compétences", "Skills that agents may have.", "Les compétences des agents."),
    _named("tags", "Tags", "Étiquettes", "Tags in use.", "Les étiquettes en usage."),
    _named(
        "service_levels", "Service levels", "Niveaux de service", "Names of service levels.", "Les niveaux de service."
    ),
    _named("skus", "SKUs", "SKU", "SKUs that a rule treats alike.", "Des SKU traités de même."),
    _named("categories", "Categories", "Catégories", "Product categories.", "Des catégories de produits."),
    _named("countries", "Countries", "Pays", "Countries in two letters.", "Des pays en deux lettres."),
    _named("nodes", "Nodes", "Sites", "Codes of warehouses and stores.", "Codes d’entrepôts et de magasins."),
    _named("events", "Events", "Événements", "Names of events.", "Des noms d’événements."),
    _named("templates", "Templates", "Modèles", "Names of message templates.", "Des noms de modèles de message."),
)
