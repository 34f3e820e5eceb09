"""What people of the demo write, in the customer's language."""

from collections.abc import Mapping
from random import Random
from typing import Final

Words = Mapping[str, tuple[str, ...]]

CANCELLATIONS: Final = {
    "fr": ("Commandé en double", "Le client a changé d’avis", "Délai trop long pour le client", "Erreur de taille"),
    "en": ("Ordered twice by mistake", "Customer changed their mind", "Found it in a store", "Wrong size ordered"),
}
HOLDS: Final = {
    "fr": ("Adresse à vérifier avec le client", "Montant inhabituel, à confirmer", "Le client part en voyage"),
    "en": ("Address to be checked with the customer", "Unusual amount, to be confirmed", "Customer is away"),
}
LATE: Final = {
    "fr": (
        "Le client s’inquiète : aucun mouvement du colis depuis une semaine. Réclamation ouverte chez le transporteur.",
        "Appel du client au sujet du retard. Rappel promis dès que le colis bouge.",
    ),
    "en": (
        "Customer worried: no tracking movement for a week. Claim opened with the carrier.",
        "Customer called about the delay. Promised to call back as soon as the parcel moves.",
    ),
}
LOST: Final = {
    "fr": ("Colis déclaré perdu par le transporteur. Remboursement demandé, le client préfère ne pas être relivré.",),
    "en": ("Carrier declared the parcel lost. Refund requested, customer does not want it sent again.",),
}
PARTLY: Final = {
    "fr": (
        "Une pièce est arrivée ébréchée, photo reçue par e-mail. Le client la garde contre un geste.",
        "Teinte différente de la photo. Le client garde l’article, remboursement partiel accepté.",
    ),
    "en": (
        "One piece arrived chipped, photo received by email. Customer keeps it for a partial refund.",
        "Colour differs from the picture. Customer keeps the item, partial refund agreed.",
    ),
}
REMARKS: Final = {
    "fr": (
        "Préfère être contactée par e-mail, jamais par téléphone le matin.",
        "Habite au 4e sans ascenseur : prévoir une livraison en point relais pour les gros colis.",
        "Liste de mariage en cours, plusieurs livraisons attendues à la même adresse.",
        "Très content de la cocotte, envisage d’acheter le même modèle en plus grand.",
        "Demande systématiquement une facture au nom de sa société.",
        "Allergique à la laine : ne pas proposer de plaid en remplacement.",
        "Interphone en panne, le livreur doit appeler en bas de l’immeuble.",
    ),
    "en": (
        "Prefers email; please do not phone before noon.",
        "Lives on the fourth floor without a lift; collection point for large parcels.",
        "Buying for a wedding list, several deliveries to the same address expected.",
        "Loves the kettle, may buy the matching toaster.",
        "Always asks for an invoice in the company’s name.",
        "Allergic to wool: do not offer a throw as a replacement.",
        "The doorbell is broken, the driver must call on arrival.",
    ),
}
TAGS: Final = ("wedding list", "b2b", "press", "gift buyer", "collector", "newsletter", "store regular")


def say(words: Words, language: str, rng: Random) -> str:
    """One of the sentences, in `language`."""
    return rng.choice(words[language])
