"""What people of the shop do for a customer in a story: the same actions as on their screens."""

from dataclasses import replace
from typing import Any

from domain.approvals.act import act
from domain.identity.assure import ATTESTED
from domain.kernel.actor import Actor
from seed.demo.orders import Bought
from seed.demo.teller import Teller


def do_for(teller: Teller, somebody: Actor, action: str, bought: Bought, *, note: str = "", **args: Any) -> None:
    """`somebody` does `action` on the order, having asked the customer who they are. `args` are plain JSON values.

    What passes their limits waits for an approval, with `note`.
    """
    sure = replace(somebody, scopes=somebody.scopes | {ATTESTED})
    teller.do(sure, act, action=action, args={"order": str(bought.id), **args}, note=note)
