"""What a message already says of the inputs of an action, by the names that they have in its panel."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from domain.conversations.mentions import pieces_of
from domain.conversations.possible import to_cancel, to_send_again
from domain.kernel.money import Money
from domain.kernel.text import fold
from domain.orders.rows import OrderDetail
from domain.orders.with_customer import with_customer
from domain.ports.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Wish:
    """What is prefilled from: the message, what it wants, the order, and the lines that it speaks of."""

    said: Understanding
    intent: str
    order: OrderDetail
    lines: Collection[UUID]


Words = tuple[tuple[str, str], ...]

_RETURN_REASONS: Final[Words] = (
    ("ordered_by_mistake", r"by (?:mistake|accident)|par erreur|trompe"),
    (
        "wrong_item",
        r"wrong (?:item|one|product|thing|colou?r)|mauvais(?:e)? (?:article|produit|couleur|taille)"
        r"|pas ce que j'ai commande",
    ),
    (
        "defective",
        r"do(?:es)? ?n.?t work|not work|faulty|defect|stopped working|ne (?:marche|fonctionne|s'allume)"
        r"|en panne",
    ),
    (
        "damaged",
        r"broke|damaged|smash|crack|shatter|torn|scratch|dent|casse|abime|brise|fissure|dechire|raye"
        r"|morceaux",
    ),
    (
        "not_as_described",
        r"not (?:as|what) (?:described|i expected)|different from the (?:photo|picture)|pas conforme"
        r"|pas ce que j'attend",
    ),
    ("too_late", r"too late|came late|trop tard|arrive tard"),
    (
        "not_needed",
        r"no longer need|don.?t need|changed my mind|don.?t want|don.?t like|plus besoin|change d'avis"
        r"|n'en veux plus|plait pas",
    ),
)
_CANCEL_REASONS: Final[Mapping[str, Words]] = {
    "en": (
        ("Ordered by mistake", r"by (?:mistake|accident)|accidentally|twice|duplicate|wrong"),
        ("Found it cheaper", r"cheaper"),
        ("Takes too long", r"too long|waiting|late"),
        ("Changed their mind", r"mind|no longer|don.?t (?:want|need)"),
    ),
    "fr": (
        ("Commandé par erreur", r"erreur|trompe|deux fois|doublon|accident"),
        ("Trouvé moins cher", r"moins cher"),
        ("Trop long", r"trop long|attend|retard"),
        ("A changé d’avis", r"avis|plus besoin|veux plus|renonce"),
    ),
}
_REPLACE_REASONS: Final[Words] = (
    ("wrong_item", r"wrong|mauvais|pas ce que j'ai commande|instead of|a la place"),
    (
        "lost",
        r"never (?:came|arrived|got|received)|not (?:arrived|received)|stolen|stole|lost"
        r"|jamais (?:recu|arrive|eu)|pas recu|perdu|vole",
    ),
    ("missing", r"missing|only got|incomplete|wasn.?t in|manqu|incomplet|n'y etait pas|pas dans"),
    ("damaged", r""),
)
_GOODWILL_REASONS: Final[Words] = (
    ("late_delivery", r"\blate\b|delay|retard|attend|waiting"),
    ("damaged", r"broke|damaged|casse|abime|defect"),
    ("wrong_item", r"wrong|mauvais"),
    ("apology", r""),
)
_DISPUTE_REASONS: Final[Words] = (
    ("duplicate", r"twice|double|duplicate|two (?:times|payments)|deux (?:fois|paiements)|doublon"),
    ("fraudulent", r"fraud|stolen|someone|somebody|quelqu'un|vole"),
    ("cancelled", r"cancel|annul"),
    ("not_received", r"never (?:came|arrived|received)|jamais recu"),
    ("unrecognised", r""),
)
_CHANNELS: Final[Words] = (
    ("store", r"\b(?:store|shop|magasin|boutique)\b"),
    ("drop_off", r"drop.?off|parcel shop|pick.?up point|point relais|relais"),
)
_PERCENT: Final = re.compile(r"(?<![\d.,])(\d{1,2})\s?%")


def prefilled(action: str, wish: Wish) -> dict[str, str]:
    """Inputs of the panel `action` by name, as they would be typed; only what is said."""
    reader = _PREFILLED.get(action)
    return {name: value for name, value in reader(wish).items() if value} if reader else {}


def _cancel(wish: Wish) -> dict[str, str]:
    chosen = _pieces("pieces", wish, to_cancel(wish.order)) if wish.lines else {}
    reasons = _CANCEL_REASONS["fr" if wish.said.language == "fr" else "en"]
    return chosen | {"what": "some" if chosen else "", "reason": _first(reasons, wish)}


def _return(wish: Wish) -> dict[str, str]:
    chosen = _pieces("pieces", wish, with_customer(wish.order))
    why = _first(_RETURN_REASONS, wish) or ("wrong_item" if wish.intent == "wrong_item" else "")
    reasons = {name.replace("pieces.", "why.", 1): why for name in chosen}
    return chosen | reasons | {"channel": _first(_CHANNELS, wish)}


def _exchange(wish: Wish) -> dict[str, str]:
    return _pieces("pieces", wish, with_customer(wish.order)) | {"channel": _first(_CHANNELS[:1], wish)}


def _replace(wish: Wish) -> dict[str, str]:
    reason = "wrong_item" if wish.intent == "wrong_item" else _first(_REPLACE_REASONS, wish)
    return _pieces("pieces", wish, to_send_again(wish.order)) | {"reason": reason}


def _refund(wish: Wish) -> dict[str, str]:
    most = wish.order.captured - wish.order.refunded
    amount = _amount(wish)
    owed = Money(wish.order.pending.minor - wish.order.balance.minor, wish.order.currency)
    if amount is None or amount.minor > most.minor:
        amount = owed if 0 < owed.minor <= most.minor else None
    reasons = ("damaged_or_missing", "damaged"), ("wrong_item", "wrong_item")
    reason = dict(reasons).get(wish.intent, "balance" if amount == owed else "")
    late = _first(_GOODWILL_REASONS[:1], wish)
    return {"amount": _typed(amount), "reason": reason or late}


def _discount(wish: Wish) -> dict[str, str]:
    percent = _PERCENT.search(wish.said.text)
    if percent:
        return {"less": percent.group(1), "unit": "percent"} | _line("line_id", wish)
    return _line("line_id", wish)


def _price_match(wish: Wish) -> dict[str, str]:
    line = next((line for line in wish.order.lines if line.id in wish.lines), None)
    only = wish.order.lines[0] if len(wish.order.lines) == 1 else line
    amount = _amount(wish)
    fits = amount is not None and only is not None and amount.minor < only.unit_price.minor
    return _line("line_id", wish) | {"price": _typed(amount) if fits and not _is_difference(wish) else ""}


def _goodwill(wish: Wish) -> dict[str, str]:
    return {"reason": _first(_GOODWILL_REASONS, wish)}


def _open_dispute(wish: Wish) -> dict[str, str]:
    return {"reason": _first(_DISPUTE_REASONS, wish), "amount": _typed(_amount(wish))}


_PREFILLED: Final[Mapping[str, Callable[[Wish], dict[str, str]]]] = {
    "cancel": _cancel,
    "return": _return,
    "exchange": _exchange,
    "replace": _replace,
    "refund": _refund,
    "discount": _discount,
    "price_match": _price_match,
    "goodwill": _goodwill,
    "open_dispute": _open_dispute,
}


def _pieces(name: str, wish: Wish, most: Mapping[UUID, int]) -> dict[str, str]:
    return {f"{name}.{line}": str(count) for line, count in pieces_of(wish.said, wish.lines, most).items()}


def _line(name: str, wish: Wish) -> dict[str, str]:
    return {name: str(next(iter(wish.lines)))} if len(wish.lines) == 1 else {}


def _first(choices: Words, wish: Wish) -> str:
    """The first code whose words are said; a code without words stands for all the rest."""
    text = fold(wish.said.text).replace("’", "'")
    return next((code for code, words in choices if re.search(words, text)), "")


def _amount(wish: Wish) -> Money | None:
    """The amount that is named, if there is one alone in the currency of the order."""
    amounts = {each.value for each in wish.said.of_kind("amount") if isinstance(each.value, Money)}
    own = [each for each in amounts if each.currency == wish.order.currency and each.minor > 0]
    return own[0] if len(own) == 1 else None


def _typed(amount: Money | None) -> str:
    return f"{amount.decimal:f}" if amount else ""


def _is_difference(wish: Wish) -> bool:
    """ "£20 less" names no price."""
    return bool(re.search(r"\b(?:less|cheaper by|de moins|off)\b", fold(wish.said.text)))
