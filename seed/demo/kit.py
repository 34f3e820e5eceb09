"""The canned replies and macros that the shop begins with."""

from typing import Any, Final

from domain.conversations.canned import keep_canned_reply
from domain.conversations.macros import keep_macro
from seed.demo.teller import Teller

_CANNED: Final = """
hello|Greeting|Accueil|Hello {first_name}, this is {agent}. How can I help?|Bonjour {first_name}, {agent} à votre écoute. Que puis-je faire pour vous ?
late|Parcel is late|Colis en retard|I am sorry, {first_name}: order {order_number} is late. {carrier} has it as {tracking}.|Je suis désolé, {first_name} : la commande {order_number} a du retard. {carrier} l’a sous le numéro {tracking}.
promised|When it comes|Date d’arrivée|Order {order_number} should reach you on {promised}.|La commande {order_number} devrait arriver {promised}.
delivered|It has arrived|Colis livré|Order {order_number} was delivered by {carrier} as {tracking}. Could you look around your door and with your neighbours, {first_name}?|La commande {order_number} a été livrée par {carrier} sous le numéro {tracking}. Pouvez-vous regarder devant chez vous et chez vos voisins, {first_name} ?
returned|How to return|Comment renvoyer|You can return it within 30 days: I am sending you a label.|Vous pouvez le renvoyer sous 30 jours : je vous envoie une étiquette.
refunded|Refund is on its way|Remboursement en route|Your refund for {order_number} is on its way; banks take up to five days.|Votre remboursement pour {order_number} est en route ; comptez jusqu’à cinq jours.
photo|Ask for a photo|Demander une photo|Could you send us a photo of it?|Pourriez-vous nous envoyer une photo ?
bye|Good-bye|Au revoir|Thank you, {first_name}. Have a good day! {agent}|Merci {first_name}, bonne journée ! {agent}
"""  # noqa: E501
_MACROS: Final[dict[tuple[str, str], list[dict[str, Any]]]] = {
    ("Parcel is late: say so, tag it", "Colis en retard : le dire, étiqueter"): [
        {"kind": "tag", "tag": "late"},
        {
            "kind": "reply",
            "en": "I am sorry, {first_name}: order {order_number} is late. I keep an eye on it.",
            "fr": "Je suis désolé, {first_name} : la commande {order_number} a du retard. Je la suis de près.",
        },
    ],
    ("Broken: apologise and refund", "Cassé : s’excuser et rembourser"): [
        {"kind": "tag", "tag": "broken"},
        {
            "kind": "reply",
            "en": "I am sorry that it came broken, {first_name}. You get your money back today.",
            "fr": "Je suis désolé que ce soit arrivé cassé, {first_name}. Vous êtes remboursé aujourd’hui.",
        },
        {"kind": "note", "body": "Told the warehouse about the packing."},
        {"kind": "refund"},
    ],
    ("Thank and close", "Remercier et clore"): [
        {"kind": "reply", "en": "You are welcome, {first_name}!", "fr": "Avec plaisir, {first_name} !"},
        {"kind": "close", "wrap_up": "solved"},
    ],
}


def keep_kit(teller: Teller) -> None:
    """Kept by the supervisor."""
    hugo = teller.people["Hugo"]
    for line in _CANNED.strip().splitlines():
        shortcut, title, title_fr, english, french = line.split("|")
        teller.do(
            hugo,
            keep_canned_reply,
            shortcut=shortcut,
            title=title,
            title_fr=title_fr,
            body_en=english,
            body_fr=french,
        )
    for (title, title_fr), steps in _MACROS.items():
        teller.do(hugo, keep_macro, title=title, title_fr=title_fr, steps=steps)
