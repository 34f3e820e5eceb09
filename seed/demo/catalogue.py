"""What the shop sells: sixty products of our own invention.

One line each: SKU stem, category, name, price in euros, and the options of its variants. Pounds and dollars are set
from the euro price as a shop would, ending in 50 or 90.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_GOODS: Final = """
THE|kitchen|Théière Aubrac|49.90|finish=graphite,ivory,sage
CAF|kitchen|Cafetière à piston Rivage|39.90|size=350 ml,1 l
BOU|kitchen|Bouilloire Mistral|79.90|finish=steel,black,cream
GRI|kitchen|Grille-pain Matin|69.90|finish=steel,black,cream
COC|kitchen|Cocotte Vercors|189.00|size=24 cm,28 cm;color=ember,night blue
POE|kitchen|Poêle Forge|64.90|size=24 cm,28 cm
COU|kitchen|Couteau de chef Thiers|89.00|
PLA|kitchen|Planche à découper Olivier|34.90|size=small,large
MOU|kitchen|Moulin à poivre Kampot|29.90|finish=beech,walnut
BAL|kitchen|Balance Gramme|44.90|
SET|kitchen|Mixing bowls Hartley|36.50|color=white,slate
MUG|kitchen|Mug Brume|14.90|color=white,blue,sage,terracotta
CRF|kitchen|Carafe Source|27.90|
TOR|kitchen|Torchons Lin (lot de 3)|24.90|color=natural,blue stripe
MAN|kitchen|Mandoline Fine|32.90|
ASS|table|Assiettes Limoges Lune (lot de 4)|119.00|color=white,gold rim
TAS|table|Tasses Limoges Lune (lot de 2)|59.00|color=white,gold rim
SAL|table|Saladier Limoges Lune|89.00|color=white,gold rim
VER|table|Verres à vin Anjou (lot de 6)|54.00|
CVT|table|Couverts Atelier (24 pièces)|149.00|finish=steel,brass
NAP|table|Nappe Jardin|64.90|size=150x200,150x300
BGR|table|Bougeoir Alma|22.90|finish=brass,black
LAM|home|Lampe de bureau Arc|99.00|color=black,white,mustard
LMP|home|Lampadaire Halo|179.00|finish=brass,black
PLD|home|Plaid Laine des Pyrénées|84.90|color=ecru,rust,navy
COS|home|Coussin Velours Seine|34.90|color=emerald,rust,navy,ochre
VAS|home|Vase Galet|42.90|size=small,large
MIR|home|Miroir Rond Orée|129.00|size=50 cm,70 cm
PAN|home|Panier Tressé Landes|39.90|size=medium,large
HOR|home|Wall clock Greenwich|69.00|color=white,black
TAP|home|Rug Skye|219.00|size=120x170,160x230
CAD|home|Picture frame Holborn|19.90|size=A4,A3;finish=oak,black
BOG|home|Bougie Figuier|32.00|size=180 g,400 g
DIF|home|Diffuser Cotswold|38.00|scent=cedar,linen
ETA|home|Shelf Alder|89.00|finish=oak,walnut
DRA|bedroom|Housse de couette Percale|99.00|size=140x200,200x200,240x220;color=white,sky
TAI|bedroom|Taies Percale (lot de 2)|39.00|color=white,sky
QUI|bedroom|Quilt Bramble|149.00|size=double,king
SER|bath|Serviettes Éponge (lot de 2)|44.00|color=white,sand,petrol
PEI|bath|Peignoir Nid d'abeille|79.00|size=S,M,L,XL
TBL|bath|Bath mat Pebble|29.00|color=white,grey
CAS|electronics|Casque sans fil Onde|149.00|color=black,silver
ENC|electronics|Enceinte nomade Galop|89.00|color=black,red,sage
CLA|electronics|Wireless keyboard Quill|119.00|layout=AZERTY,UK QWERTY,US QWERTY
SOU|electronics|Wireless mouse Vole|49.00|color=black,white
STA|electronics|Station de charge Trio|69.00|
REV|electronics|Réveil lumineux Aube|79.00|
BAT|electronics|Power bank Relay 10,000|45.00|
RAD|electronics|Radio Marconi|129.00|color=walnut,cream
THM|electronics|Thermomètre connecté Cave|39.00|
MAR|garments|Marinière Bréhat|59.00|size=XS,S,M,L,XL;color=navy,red
PUL|garments|Pull Shetland Lerwick|109.00|size=S,M,L,XL;color=oatmeal,moss
ECH|garments|Écharpe Mérinos|49.00|color=grey,rust,navy
BON|garments|Beanie Whitby|24.00|color=grey,mustard
TAB|garments|Tablier de cuisine Canal|39.00|color=denim,natural
CHA|garments|Chaussons Feutre|54.00|size=37,39,41,43
SAC|garments|Sac cabas Marché|46.00|color=natural,black
ARR|garden|Watering can Kew|42.00|color=green,zinc
GAN|garden|Gants de jardin Chêne|19.00|size=S,M,L
HAM|garden|Hamac Cabourg|94.00|color=ecru,stripe
"""


SOLD_OUT: Final = ("TAP-160X230", "RAD-CREAM")  # on order, none to be had


@dataclass(frozen=True)
class Good:
    """One variant: what is ordered. Prices by currency in minor units."""

    sku: str
    stem: str
    options: Mapping[str, str]
    prices: Mapping[str, int]


@dataclass(frozen=True)
class Range:
    """A product with its variants."""

    stem: str
    category: str
    name: str
    goods: tuple[Good, ...]


def catalogue() -> tuple[Range, ...]:
    """Every product of the shop, always the same."""
    return tuple(_range(*line.split("|")) for line in _GOODS.strip().splitlines())


def _range(stem: str, category: str, name: str, price: str, options: str) -> Range:
    prices = _prices(round(float(price) * 100))
    goods = [
        Good("-".join([stem, *map(_short, chosen.values())]), stem, chosen, prices) for chosen in _choices(options)
    ]
    return Range(stem, category, name, tuple(goods))


def _choices(options: str) -> Iterator[dict[str, str]]:
    chosen: list[dict[str, str]] = [{}]
    for option in filter(None, options.split(";")):
        name, _, values = option.partition("=")
        chosen = [before | {name: value} for before in chosen for value in values.split(",")]
    yield from chosen


def _short(value: str) -> str:
    letters = "".join(letter for letter in value.upper() if letter.isalnum())
    return letters if letters[:1].isdigit() else letters[:5]


def _prices(euros: int) -> dict[str, int]:
    return {"EUR": euros, "GBP": _rounded(euros * 86 // 100), "USD": _rounded(euros * 112 // 100)}


def _rounded(minor: int) -> int:
    return minor // 100 * 100 + (50 if minor % 100 < 60 else 90)
