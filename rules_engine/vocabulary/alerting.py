"""Alerting: who is told when something happened, or when nothing did for too long."""

from typing import Final

from rules_engine.vocabulary.customer_facts import CUSTOMER_FACTS, WINDOWED_FACTS
from rules_engine.vocabulary.events import EVENTS
from rules_engine.vocabulary.making import choices, effect, fact, parameter
from rules_engine.vocabulary.order_facts import NOW, ORDER_FACTS
from rules_engine.vocabulary.routing import CASE_FACTS, DERIVED_FACTS
from rules_engine.vocabulary.spoken import ACTORS, REASONS, ROLES
from rules_engine.vocabulary.terms import EffectKind, Fact, Kind, Origin

SEVERITIES: Final = choices(
    ("info", "Information", "Information"),
    ("warning", "Warning", "Avertissement"),
    ("critical", "Critical", "Critique"),
)

CLOCKS: Final = choices(
    ("first_answer", "First answer", "Première réponse"),
    ("next_answer", "Next answer", "Réponse suivante"),
    ("resolution", "Solution", "Solution"),
)

EVENT_FACTS: Final[tuple[Fact, ...]] = (
    fact(
        "event",
        Kind.TEXT,
        ("What happened", "Ce qui s’est passé"),
        ("The name of the event, such as refund.issued.", "Le nom de l’événement, par exemple refund.issued."),
        named_list="events",
        spoken=EVENTS,
    ),
    fact(
        "currency",
        Kind.TEXT,
        ("Currency", "Devise"),
        ("The currency of the amount.", "La devise du montant."),
    ),
    fact(
        "amount",
        Kind.MONEY,
        ("Amount", "Montant"),
        ("The amount that the event is about.", "Le montant dont parle l’événement."),
        currency="currency",
    ),
    fact(
        "actor_role",
        Kind.TEXT,
        ("Who did it", "Qui l’a fait"),
        ("The role of whoever did it.", "Le rôle de la personne qui l’a fait."),
        spoken=ACTORS,
    ),
    fact(
        "reason",
        Kind.TEXT,
        ("Reason", "Motif"),
        ("The reason that was given.", "Le motif donné."),
        spoken=REASONS,
    ),
    fact(
        "sku",
        Kind.TEXT,
        ("SKU", "SKU"),
        ("The SKU that the event is about.", "Le SKU dont parle l’événement."),
        named_list="skus",
    ),
    fact(
        "node",
        Kind.TEXT,
        ("Node", "Site"),
        ("The code of the warehouse or store.", "Le code de l’entrepôt ou du magasin."),
        named_list="nodes",
    ),
    fact(
        "stock_available",
        Kind.INTEGER,
        ("Stock available", "Stock disponible"),
        ("Pieces that may still be promised.", "Pièces qui peuvent encore être promises."),
    ),
    fact(
        "clock",
        Kind.CHOICE,
        ("Clock of the service level", "Délai du niveau de service"),
        ("Which promise a warning or a breach is about.", "La promesse dont parle l’alerte ou le dépassement."),
        among=CLOCKS,
    ),
    fact(
        "service_level",
        Kind.TEXT,
        ("Service level", "Niveau de service"),
        ("The service level that a warning or a breach is about.", "Le niveau de service concerné."),
        named_list="service_levels",
    ),
    fact(
        "dispute_due_at",
        Kind.INSTANT,
        ("Dispute answer due", "Réponse au litige due le"),
        ("Until when a dispute must be answered.", "Jusqu’à quand répondre au litige."),
    ),
    fact(
        "approval_waiting_for",
        Kind.DURATION,
        ("Request waits for", "Demande en attente depuis"),
        ("Seconds that a request for approval waits.", "Secondes d’attente d’une demande d’accord."),
        origin=Origin.WINDOWED,
    ),
    fact(
        "return_waiting_for",
        Kind.DURATION,
        ("Return waits for", "Retour attendu depuis"),
        ("Seconds since a return was asked for that has not come.", "Secondes depuis la demande d’un retour non reçu."),
        origin=Origin.WINDOWED,
    ),
)

ALERTING_FACTS: Final = (
    *(NOW, *EVENT_FACTS, *CASE_FACTS, *CUSTOMER_FACTS, *WINDOWED_FACTS, *ORDER_FACTS, *DERIVED_FACTS),
)

_SEVERITY: Final = parameter("severity", Kind.CHOICE, ("Severity", "Gravité"), among=SEVERITIES)
_TEXT: Final = parameter("text", Kind.WORDS, ("What to say", "Texte"))

ALERTING_EFFECTS: Final[tuple[EffectKind, ...]] = (
    effect(
        "alert",
        ("Alert a role", "Alerter un rôle"),
        ("Everybody with the role is told.", "Toutes les personnes du rôle sont prévenues."),
        parameter("role", Kind.CHOICE, ("Role", "Rôle"), among=ROLES),
        _SEVERITY,
        _TEXT,
    ),
    effect(
        "notify_watchers",
        ("Tell the watchers", "Prévenir les abonnés"),
        ("Whoever watches the customer or the order.", "Qui suit le client ou la commande."),
        _SEVERITY,
        _TEXT,
    ),
    effect(
        "notify_owner",
        ("Tell the owner of the case", "Prévenir la personne en charge"),
        ("Whoever works on the case.", "Qui traite le dossier."),
        _SEVERITY,
        _TEXT,
    ),
    effect(
        "raise_priority",
        ("Raise the case’s priority to", "Relever la priorité du dossier à"),
        ("From 1, most urgent, to 5.", "De 1, le plus urgent, à 5."),
        parameter("priority", Kind.INTEGER, ("Priority", "Priorité"), least=1, most=5),
        single=True,
    ),
    effect(
        "move_to_queue",
        ("Move the case to queue", "Déplacer le dossier vers la file"),
        ("Where the case waits from now on.", "Où le dossier attend désormais."),
        parameter("queue", Kind.TEXT, ("Queue", "File"), named_list="queues"),
        single=True,
    ),
    effect(
        "message_customer",
        ("Write to the customer", "Écrire au client"),
        ("With a template, where consent allows.", "Avec un modèle, si le consentement le permet."),
        parameter("template", Kind.TEXT, ("Template", "Modèle"), named_list="templates"),
    ),
    effect(
        "stay_silent",
        ("Write nothing to the customer", "Ne rien écrire au client"),
        ("No message about this event.", "Aucun message à propos de cet événement."),
        single=True,
    ),
)
