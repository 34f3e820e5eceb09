"""The sentences that are spoken."""

from typing import Final

VOICES: Final = {"en": ("en-GB", "Polly.Amy"), "fr": ("fr-FR", "Polly.Lea")}

_EN: Final = {
    "welcome": "Welcome to {shop}.",
    "welcome_named": "Hello {name}, and welcome to {shop}.",
    "recorded": "Calls are recorded so that we can serve you better.",
    "menu": "To hear where an order is, press 1. To speak to somebody, press 2. To leave a message, press 3.",
    "other_language": "Pour le français, tapez 9.",
    "not_understood": "I did not get that.",
    "order_number": "Please type the digits of your order number, then the hash key.",
    "postal_code": "Please type the postal code that the order goes to, then the hash key. For a letter, press its "
    "key.",
    "code": "We have sent you a code by SMS. Please type its digits, then the hash key. To use the number of an "
    "order instead, press star and hash.",
    "no_match": "I could not find an order with these details.",
    "wrong_code": "That code is not right.",
    "order": "Your order {number}",
    "again": "To hear of another order, press 1. To speak to somebody, press 2. Otherwise you may hang up.",
    "queue": "Somebody will be with you as soon as possible.",
    "next": "You are next in line.",
    "position": "You are number {position} in line.",
    "leave_instead": "To leave a message instead, press 3.",
    "closed": "Nobody is here to take your call just now.",
    "busy": "Nobody has become free.",
    "voicemail": "Please leave a message after the tone. When you have finished, press hash or hang up.",
    "thanks": "Thank you. We will call you back.",
    "nothing_heard": "We have not heard anything.",
    "goodbye": "Goodbye.",
    "hold": "You are on hold. We will be back with you in a moment.",
    "offer": "A call for you from {caller}. Press 1 to take it.",
    "offer_unknown": "A call for you. Press 1 to take it.",
    "ready": "Press 1 to call {caller}.",
    "ready_unknown": "Press 1 to make your call.",
    "dialling": "One moment, we are calling.",
    "we_call": "Hello, this is {shop}. This call is recorded so that we can serve you better.",
    "gone": "The caller has gone.",
    "transfer": "You are being put through.",
    "unavailable": "We cannot take calls just now. Please try again later.",
}
_FR: Final = {
    "welcome": "Bienvenue chez {shop}.",
    "welcome_named": "Bonjour {name}, bienvenue chez {shop}.",
    "recorded": "Les appels sont enregistrés pour mieux vous servir.",
    "menu": "Pour savoir où en est une commande, tapez 1. Pour parler à quelqu’un, tapez 2. Pour laisser un message, "
    "tapez 3.",
    "other_language": "For English, press 9.",
    "not_understood": "Je n’ai pas compris.",
    "order_number": "Tapez les chiffres de votre numéro de commande, puis dièse.",
    "postal_code": "Tapez le code postal de livraison, puis dièse.",
    "code": "Nous vous avons envoyé un code par SMS. Tapez ses chiffres, puis dièse. Pour utiliser plutôt un numéro de "
    "commande, tapez étoile puis dièse.",
    "no_match": "Je ne trouve pas de commande avec ces informations.",
    "wrong_code": "Ce code n’est pas le bon.",
    "order": "Votre commande {number}",
    "again": "Pour une autre commande, tapez 1. Pour parler à quelqu’un, tapez 2. Sinon vous pouvez raccrocher.",
    "queue": "Quelqu’un va vous répondre dès que possible.",
    "next": "Vous êtes le prochain.",
    "position": "Vous êtes en position {position}.",
    "leave_instead": "Pour laisser plutôt un message, tapez 3.",
    "closed": "Personne ne peut prendre votre appel en ce moment.",
    "busy": "Personne ne s’est libéré.",
    "voicemail": "Laissez un message après le signal sonore. Quand vous avez fini, tapez dièse ou raccrochez.",
    "thanks": "Merci. Nous vous rappellerons.",
    "nothing_heard": "Nous n’avons rien entendu.",
    "goodbye": "Au revoir.",
    "hold": "Vous êtes en attente. Nous revenons vers vous dans un instant.",
    "offer": "Un appel pour vous de {caller}. Tapez 1 pour le prendre.",
    "offer_unknown": "Un appel pour vous. Tapez 1 pour le prendre.",
    "ready": "Tapez 1 pour appeler {caller}.",
    "ready_unknown": "Tapez 1 pour appeler.",
    "dialling": "Un instant, nous appelons.",
    "we_call": "Bonjour, ici {shop}. Cet appel est enregistré pour mieux vous servir.",
    "gone": "L’appelant a raccroché.",
    "transfer": "Vous êtes mis en relation.",
    "unavailable": "Nous ne pouvons pas prendre d’appels en ce moment. Merci de réessayer plus tard.",
}
WORDS: Final = {"en": _EN, "fr": _FR}

STATUS: Final = {
    "en": {
        "draft": "has not been placed yet",
        "pending": "has been received and is being checked",
        "released": "is ready to be prepared",
        "picking": "is being prepared",
        "shipped": "is on its way",
        "delivered": "has been delivered",
        "cancelled": "was cancelled",
        "held": "is on hold; one of us has to look at it",
        "expected": "It should arrive on {day}.",
        "delivered_on": "It was delivered on {day}.",
    },
    "fr": {
        "draft": "n’est pas encore passée",
        "pending": "est reçue et en cours de vérification",
        "released": "est prête à être préparée",
        "picking": "est en préparation",
        "shipped": "est en route",
        "delivered": "a été livrée",
        "cancelled": "a été annulée",
        "held": "est retenue, l’un de nous doit l’examiner",
        "expected": "Elle devrait arriver le {day}.",
        "delivered_on": "Elle a été livrée le {day}.",
    },
}


def spoken(language: str, sentence: str, /, **values: object) -> str:
    """The sentence in the language; English for one that we do not speak."""
    return WORDS.get(language, _EN)[sentence].format(**values)
