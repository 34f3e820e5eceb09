"""Who acts in the shop beside its people."""

from typing import Final

from domain.kernel.actor import Actor

SHOP: Final = Actor.system("web shop")
WAREHOUSE: Final = Actor.system("warehouse")
CARRIER: Final = Actor.system("carrier")
PAYMENTS: Final = Actor.system("payments")
PURCHASING: Final = Actor.system("purchasing")
SHOPKEEPER: Final = Actor.system("demo")
