"""What people call the values of texts that may be others as well: roles and reasons."""

from typing import Final

from rules_engine.vocabulary.making import choices

ROLES: Final = choices(
    ("agent", "Agent", "Agent"),
    ("associate", "Store associate", "Vendeur"),
    ("merchandiser", "Merchandiser", "Responsable commercial"),
    ("supervisor", "Supervisor", "Superviseur"),
    ("administrator", "Administrator", "Administrateur"),
)
ACTORS: Final = (*ROLES, *choices(("system", "The console itself", "La console elle-même")))
REASONS: Final = choices(
    ("not_needed", "Not needed any more", "N’en a plus besoin"),
    ("ordered_by_mistake", "Ordered by mistake", "Commandé par erreur"),
    ("defective", "Does not work", "Ne fonctionne pas"),
    ("damaged", "Damaged", "Abîmé"),
    ("wrong_item", "Wrong item", "Mauvais article"),
    ("not_as_described", "Not as described", "Non conforme"),
    ("too_late", "Came too late", "Arrivé trop tard"),
    ("late_delivery", "Late delivery", "Livraison en retard"),
    ("price_promise", "Price promise", "Promesse de prix"),
    ("apology", "Apology", "Excuses"),
    ("loyalty", "Loyalty", "Fidélité"),
    ("other", "Other", "Autre"),
)
