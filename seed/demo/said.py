"""What customers and agents of the demo shop say to each other."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Dialogue:
    """`turns` are who speaks (c customer, a agent, n a note) and the words, the customer first."""

    language: str
    topic: str
    subject: str
    turns: tuple[tuple[str, str], ...]


_TOLD: Final = """
en|delivery|Where is my parcel?
c Hello, the tracking has not moved for three days. Where is my parcel?
a I am sorry about that. The carrier scanned it in Lille this morning, so it should reach you tomorrow.
c Great, thank you. I will be at home until noon.
a Noted. Write to me here if it has not come by then.

fr|return|Pull trop petit
c Bonjour, le pull est trop petit. Comment puis-je le renvoyer ?
n Cliente fidèle, déjà un échange en mars.
a Bonjour, je vous envoie une étiquette de retour. Souhaitez-vous un échange ou un remboursement ?
c Un échange contre la taille au-dessus, s’il vous plaît.
a C’est fait : la nouvelle taille part dès que votre colis est scanné.

en|refund|Refund not on my card
c I sent the toaster back two weeks ago and there is still nothing on my card.
a I can see that we refunded it on Monday. Banks take up to five days to show it.
c Then I will wait until Friday.

fr|product|La cocotte va-t-elle au four ?
c Bonjour, peut-on passer la cocotte au four, et à quelle température ?
a Oui, jusqu’à 250 °C avec son couvercle, et sans limite sans le bouton.
c Parfait, merci beaucoup !

en|complaint|A plate came broken
c Two of the six plates are in pieces. This is the second time.
n Second breakage from the same pallet: tell the warehouse.
a That should not happen once, let alone twice. I can send two new plates today, at no cost.
c Please do, and pack them better.
a They leave us today, in a double box. I am sorry for the trouble.

fr|order|Ajouter un article à ma commande
c Est-il encore possible d’ajouter deux bols à ma commande d’hier ?
a Oui, elle n’est pas encore préparée. Je les ajoute maintenant.
c Super, merci !

en|payment|Charged twice
c My bank shows the same amount twice. Did you charge me twice?
a One of the two is a hold that your bank lets go of by itself; we took the amount once.
n Checked the ledger: one capture, one authorisation that was voided.
c Understood, it has gone now. Thanks for the quick answer.

fr|delivery|Livraison chez le voisin
c Je serai absente jeudi. Le livreur peut-il laisser le colis chez le voisin ?
a Je l’ai indiqué au transporteur. Avez-vous le nom du voisin ?
c Monsieur Arnaud, au rez-de-chaussée.
a Merci, c’est transmis.

en|account|Change my e-mail address
c Please change my e-mail address, I no longer use the old one.
a Gladly. For your safety I have sent a code to the number we know; tell it to me, please.
c It is here. Shall I read it to you?

fr|refund|Il manque les frais de port
c J’ai été remboursé, mais il manque les frais de port.
a Vous avez raison, comme l’article était abîmé ils vous sont dus. Je les rembourse aujourd’hui.
c Merci de votre réactivité.

en|product|Which kettle fits the toaster?
c Which kettle goes with the grey toaster? The colours look different on my screen.
a The one called Slate is the same grey. Would you like a photo of both together?
c Yes please!
a Here you are: https://comptoir.example/pictures/slate-set

fr|return|Une tache sur la serviette
c Il y a une tache sur la deuxième serviette, je ne l’ai même pas utilisée.
n Photo demandée, lot 2207.
a Je suis désolée. Pouvez-vous m’envoyer une photo ? Je vous en expédie une autre dès aujourd’hui.
c La photo est partie par e-mail.
"""


def _read(told: str) -> Dialogue:
    head, *lines = told.strip().splitlines()
    language, topic, subject = head.split("|")
    return Dialogue(language, topic, subject, tuple((line[0], line[2:]) for line in lines))


DIALOGUES: Final = tuple(map(_read, _TOLD.strip().split("\n\n")))
