"""Routing: where a case waits, how urgent it is, and who may take it."""

from typing import Final

from rules_engine.vocabulary.customer_facts import CUSTOMER_FACTS, LANGUAGES, WINDOWED_FACTS
from rules_engine.vocabulary.making import choices, effect, fact, parameter
from rules_engine.vocabulary.order_facts import NOW, ORDER_FACTS
from rules_engine.vocabulary.terms import EffectKind, Fact, Kind, Origin

TOPICS: Final = choices(
    ("order", "Order", "Commande"),
    ("delivery", "Delivery", "Livraison"),
    ("return", "Return", "Retour"),
    ("refund", "Refund", "Remboursement"),
    ("payment", "Payment", "Paiement"),
    ("product", "Product", "Produit"),
    ("account", "Account", "Compte"),
    ("complaint", "Complaint", "Réclamation"),
    ("other", "Other", "Autre"),
)
CASE_CHANNELS: Final = choices(
    ("chat", "Chat", "Chat"),
    ("phone", "Phone", "Téléphone"),
    ("sms", "SMS", "SMS"),
    ("email", "Email", "E-mail"),
    ("store", "Store", "Magasin"),
)
RISKS: Final = choices(("low", "Low", "Faible"), ("medium", "Medium", "Moyen"), ("high", "High", "Élevé"))
SENTIMENTS: Final = choices(
    ("positive", "Positive", "Positif"), ("neutral", "Neutral", "Neutre"), ("negative", "Negative", "Négatif")
)

CASE_FACTS: Final[tuple[Fact, ...]] = (
    fact(
        "topic",
        Kind.CHOICE,
        ("Topic", "Sujet"),
        ("What the case is about.", "Ce dont il s’agit."),
        among=TOPICS,
    ),
    fact(
        "channel",
        Kind.CHOICE,
        ("Channel", "Canal"),
        ("How the customer got in touch.", "Comment le client a pris contact."),
        among=CASE_CHANNELS,
    ),
    fact(
        "language",
        Kind.CHOICE,
        ("Language of the case", "Langue du dossier"),
        ("The language that the customer speaks.", "La langue que parle le client."),
        among=LANGUAGES,
    ),
    fact(
        "subject",
        Kind.TEXT,
        ("Subject line", "Objet"),
        ("What stands in the subject of the case.", "Ce qui est écrit dans l’objet du dossier."),
    ),
    fact(
        "message",
        Kind.TEXT,
        ("First message", "Premier message"),
        ("What the customer wrote first.", "Ce que le client a d’abord écrit."),
    ),
    fact(
        "intent",
        Kind.TEXT,
        ("Intent", "Intention"),
        ("What the customer seems to want.", "Ce que le client semble vouloir."),
    ),
    fact(
        "sentiment",
        Kind.CHOICE,
        ("Sentiment", "Humeur"),
        ("How the customer sounds.", "Le ton du client."),
        among=SENTIMENTS,
    ),
    fact(
        "case_queue",
        Kind.TEXT,
        ("Queue now", "File actuelle"),
        ("The queue that the case waits in.", "La file où attend le dossier."),
        named_list="queues",
    ),
    fact(
        "case_priority",
        Kind.INTEGER,
        ("Priority now", "Priorité actuelle"),
        ("From 1, most urgent, to 5.", "De 1, le plus urgent, à 5."),
    ),
    fact(
        "case_opened_at",
        Kind.INSTANT,
        ("Case opened at", "Dossier ouvert le"),
        ("When the case was opened.", "Quand le dossier a été ouvert."),
    ),
    fact(
        "case_reopened",
        Kind.FLAG,
        ("Case was reopened", "Dossier rouvert"),
        ("Whether it had been closed before.", "S’il avait déjà été clos."),
    ),
    fact(
        "since_last_answer",
        Kind.DURATION,
        ("Time since our last answer", "Temps depuis notre dernière réponse"),
        ("Seconds since we last answered.", "Secondes écoulées depuis notre dernière réponse."),
        origin=Origin.WINDOWED,
    ),
    fact(
        "waiting_for",
        Kind.DURATION,
        ("Waiting time", "Temps d’attente"),
        ("Seconds that the customer waits for us.", "Secondes d’attente du client."),
        origin=Origin.WINDOWED,
    ),
)

DERIVED_FACTS: Final[tuple[Fact, ...]] = (
    fact(
        "risk",
        Kind.CHOICE,
        ("Risk", "Risque"),
        ("How risky rules find it.", "Le niveau de risque selon les règles."),
        among=RISKS,
        origin=Origin.DERIVED,
    ),
    fact(
        "value_class",
        Kind.CHOICE,
        ("Value class", "Classe de valeur"),
        ("How much the customer matters, by rules.", "L’importance du client selon les règles."),
        among=choices(("a", "A", "A"), ("b", "B", "B"), ("c", "C", "C")),
        origin=Origin.DERIVED,
    ),
    fact(
        "urgent",
        Kind.FLAG,
        ("Urgent", "Urgent"),
        ("Whether rules find it urgent.", "Si les règles le jugent urgent."),
        origin=Origin.DERIVED,
    ),
    fact(
        "score",
        Kind.INTEGER,
        ("Score", "Score"),
        ("Points that rules give.", "Points donnés par les règles."),
        origin=Origin.DERIVED,
    ),
)

ROUTING_FACTS: Final = (NOW, *CASE_FACTS, *CUSTOMER_FACTS, *WINDOWED_FACTS, *ORDER_FACTS, *DERIVED_FACTS)

ROUTING_EFFECTS: Final[tuple[EffectKind, ...]] = (
    effect(
        "queue",
        ("Put in queue", "Mettre en file"),
        ("Where the case waits.", "Où le dossier attend."),
        parameter("queue", Kind.TEXT, ("Queue", "File"), named_list="queues"),
        single=True,
    ),
    effect(
        "priority",
        ("Set priority", "Fixer la priorité"),
        ("From 1, most urgent, to 5.", "De 1, le plus urgent, à 5."),
        parameter("priority", Kind.INTEGER, ("Priority", "Priorité"), least=1, most=5),
        single=True,
    ),
    effect(
        "require_skill",
        ("Require a skill", "Exiger une compétence"),
        ("Whoever takes the case must have it.", "Qui prend le dossier doit l’avoir."),
        parameter("skill", Kind.TEXT, ("Skill", "Compétence"), named_list="skills"),
    ),
    effect(
        "tag",
        ("Tag the case", "Étiqueter le dossier"),
        ("A word to find it by.", "Un mot pour le retrouver."),
        parameter("tag", Kind.TEXT, ("Tag", "Étiquette"), named_list="tags"),
    ),
    effect(
        "service_level",
        ("Set service level", "Fixer le niveau de service"),
        ("Which times to answer apply.", "Quels délais de réponse s’appliquent."),
        parameter("service_level", Kind.TEXT, ("Service level", "Niveau de service"), named_list="service_levels"),
        single=True,
    ),
    effect(
        "prefer_owner",
        ("Prefer whoever had the last case", "Préférer la personne du dernier dossier"),
        ("The customer speaks with the same person again.", "Le client retrouve la même personne."),
        single=True,
    ),
)
