"""What customers ask for in the weeks before the end: cases that the shop's rules put where they wait.

One line each: days ago, time (UTC), who (the mark of a story; fr or en for one drawn by lot, fr+ or en+ for a gold one,
fr? or en? for somebody not known), which order (`-` none, `last` the newest, or the newest in a state), topic, channel,
subject, who takes it, and after how many hours it is closed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.cases.assign_case import assign_case
from domain.cases.close_case import close_case
from domain.conversations.open_case_by_hand import open_case_by_hand
from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission
from domain.models.customer import Customer
from domain.models.order import Order
from domain.work import Unit
from seed.demo.actors import SHOP
from seed.demo.people import SOURCE
from seed.demo.teller import Story, Teller

_ASKED: Final = """
30|09:12|fr|delivered|return|email|Pull trop petit, comment le renvoyer ?|Léa|5
28|15:40|en|last|delivery|phone|Would like it after six in the evening|Tom|1
27|16:05|fr?|-|product|store|Cherche le plaid en bleu marine|Inès|1
25|11:31|en|delivered|refund|chat|Refund is not on the card yet|Tom|3
24|10:15|emily-johnson|last|delivery|phone|Tracking stopped in Louisville|Tom|190
22|22:50|fr|delivered|product|sms|Peut-on passer la cocotte au four ?|Léa|12
20|13:05|en+|-|account|email|Please change my e-mail address|Tom|4
18|14:22|fr|delivered|complaint|email|Assiette ébréchée pour la deuxième fois|Hugo|28
16|09:48|en|last|payment|phone|Was charged twice, says the bank app|Tom|2
14|17:30|fr?|-|order|phone|Commande de trente mugs pour une entreprise|Hugo|20
11|09:40|oliver-brown|cancelled|refund|email|When does my money come back?|Tom|30
11|19:15|chloé-petit|last|order|chat|Le tapis est-il vraiment en stock ?|Léa|1
9|12:12|en|delivered|return|store|Wants to bring back a radio that was opened|Inès|1
8|10:40|fr+|delivered|refund|email|Remboursement partiel reçu, il manque les frais de port|Léa|26
7|21:58|en|-|product|email|Which toaster goes with the kettle?|Tom|14
6|11:05|lucas-martin|delivered|return|email|Le réveil ne fonctionne pas non plus|Hugo|
5|09:30|marie-dupont|delivered|product|email|Prochaine pièce du service Lune ?|Léa|7
4|16:44|fr|last|delivery|phone|Livraison chez le voisin possible ?|Léa|1
3|10:36|chloé-petit|last|delivery|phone|Demande quand le tapis arrive|Léa|1
3|13:20|en|delivered|complaint|phone|Courier left it in the rain|Hugo|
2|14:31|fr|last|order|chat|Ajouter une pièce à la commande d’hier|Léa|1
2|18:02|en+|delivered|return|email|Two pieces do not match|Tom|
1|23:41|fr|delivered|return|email|Serviettes : une tache sur la deuxième||
1|10:02|linda-garcia|last|payment|phone|Says the parcel never came, bank is involved|Tom|
1|12:25|sophie-bernard|last|order|email|Pourquoi ma commande est-elle bloquée ?||
1|15:10|james-smith|last|delivery|chat|Where is the second parcel?|Tom|2
1|20:35|en?|-|other|email|Do you ship to Ireland?||
0|07:50|lucas-martin|delivered|refund|email|Demande à être remboursé sans renvoyer||
0|08:15|peter-wilson|delivered|complaint|phone|The radio came four days after the birthday|Tom|
0|08:32|amélie-roux|delivered|return|phone|Échanger deux mugs blancs contre la couleur sauge|Léa|
0|08:40|fr|-|account|chat|Mot de passe oublié||
0|09:05|marie-dupont|last|delivery|email|Sera-t-elle là avant samedi ?||
0|09:10|chloé-petit|last|delivery|email|Toujours pas de date pour le tapis||
0|09:20|en|last|payment|email|Card was declined, how else can I pay?||
0|09:35|fr?|-|return|store|Un bougeoir à rendre, sans ticket||
"""
_LIVE: Final = ("phone", "chat", "store")
_KEPT_FOR_DAYS: Final = timedelta(days=6)  # what was delivered is written about some days after it was ordered


@dataclass(frozen=True)
class Asked:
    """One line of the table. `back` are days and a time, `closed` hours."""

    back: tuple[int, int, int]
    who: str
    order: str
    topic: str
    channel: str
    subject: str
    taken_by: str
    closed: int | None


def asked() -> Iterator[Asked]:
    """Every line, oldest first."""
    for line in _ASKED.strip().splitlines():
        days, time, who, order, topic, channel, subject, taken_by, closed = line.split("|")
        hour, minute = map(int, time.split(":"))
        back = (int(days), hour, minute)
        yield Asked(back, who, order, topic, channel, subject, taken_by, int(closed) if closed else None)


def case(teller: Teller, asked: Asked) -> Story:
    """It is opened; somebody may take it, and may close it."""
    yield teller.ago(*asked.back)
    id = teller.do(
        _opener(teller, asked),
        open_case_of,
        who=asked.who,
        newest=asked.order,
        subject=asked.subject,
        topic=asked.topic,
        channel=asked.channel,
    )
    if not asked.taken_by:
        return
    somebody = teller.people[asked.taken_by]
    yield teller.clock.at + timedelta(minutes=2 if asked.channel in _LIVE else 25)
    teller.do(somebody, assign_case, case_id=id, owner_id=somebody.id)
    if asked.closed is not None:
        yield teller.clock.at + timedelta(hours=asked.closed)
        teller.do(somebody, close_case, case_id=id)


def open_case_of(unit: Unit, /, *, who: str, newest: str, **details: Any) -> UUID:
    """Open a case of the customer and order that `who` and `newest` mean at this time; of nobody if there is none."""
    unit.actor.require(Permission.CASES_WRITE)
    customer, order = _meant(unit, who, newest)
    language = who[:2] if customer is None and len(who) <= 3 else None
    return open_case_by_hand(unit, customer_id=customer, order_id=order, language=language, **details)


def _opener(teller: Teller, asked: Asked) -> Actor:
    """Letters come in by themselves; calls and visits are written down by whoever takes them."""
    if asked.channel not in _LIVE:
        return SHOP
    return teller.people[asked.taken_by or ("Inès" if asked.channel == "store" else "Léa")]


def _meant(unit: Unit, who: str, newest: str) -> tuple[UUID | None, UUID | None]:
    if who.endswith("?"):
        return None, None
    query = select(Order.customer_id, Order.id).join(Customer, Customer.id == Order.customer_id)
    query = query.where(Customer.source == SOURCE, Order.placed_at <= unit.now)
    if len(who) <= 3:
        query = query.where(Customer.language == who[:2], Customer.external_ref.startswith("buyer-"))
        query = query.where((Customer.tier == "gold") == who.endswith("+"))
    else:
        query = query.where(Customer.external_ref == f"hero-{who}")
    if newest not in ("-", "last"):
        query = query.where(Order.status == newest)
    if newest == "delivered":
        query = query.where(Order.placed_at < unit.now - _KEPT_FOR_DAYS)
    found = unit.session.execute(query.order_by(Order.placed_at.desc(), Order.number).limit(1)).one_or_none()
    return (None, None) if found is None else (found[0], None if newest == "-" else found[1])
