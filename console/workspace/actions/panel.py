"""What every action's panel is: a form filled from the case, and the action's arguments made of what was typed."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

from console.ui.figures import Reader
from console.workspace.actions.case import AnyCase, Case, CustomerCase
from console.workspace.actions.form import Field, Typed
from console.workspace.orders.present import order_key
from domain.approvals.act import Acted
from domain.approvals.preview import ActionPreview
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail

UNSAID = "…"  # stands for words that are still to be written
C = TypeVar("C", bound=AnyCase)


class ActionPanel(Generic[C]):
    """`action` is its name in the domain; `sign` an icon; `key` its shortcut.

    `danger`: it takes something away. `of_row`: it is opened beside one part of the order (a hold, a return), not
    from the row of buttons. `stand_ins` are for arguments that change nothing of the result, so that the preview need
    not wait for them; those of `musts` have to be said before it is done, and those of `amounts` before there is a
    preview. `reads` names what the form needs beside the
    order: "variants", "nodes".
    """

    action: ClassVar[str]
    right: ClassVar[Permission] = Permission.ORDERS_WRITE
    sign: ClassVar[str]
    key: ClassVar[str] = ""
    danger: ClassVar[bool] = False
    of_row: ClassVar[bool] = False
    stand_ins: ClassVar[Mapping[str, str]] = {}
    musts: ClassVar[tuple[str, ...]] = ()
    amounts: ClassVar[tuple[str, ...]] = ()
    reads: ClassVar[tuple[str, ...]] = ()

    def name(self, reader: Reader) -> str:
        """What its button says: one word, two at most."""
        raise NotImplementedError

    def about(self, case: C) -> str:
        """The sentence below the heading, as this case has it."""
        return self.says(case.reader)

    def title(self, case: C) -> str:
        """The heading of the panel."""
        return self.name(case.reader)

    def says(self, reader: Reader) -> str:
        """What it is for, in one sentence under the heading, where its name could be taken for another's."""
        return ""

    def form(self, case: C) -> list[Field]:
        """The inputs, prefilled."""
        raise NotImplementedError

    def args(self, case: C, typed: Typed) -> dict[str, Any]:
        """The action's arguments as plain JSON values."""
        raise NotImplementedError

    def commit(self, case: C, preview: ActionPreview) -> str:
        """What the primary button says: the result."""
        raise NotImplementedError

    def told(self, case: C, preview: ActionPreview) -> str:
        """What the person is told once it is done, where that is more than what the button said."""
        return ""

    def ask(self, case: C, preview: ActionPreview) -> str:
        """What the primary button says where somebody else has to agree."""
        need, speak = preview.needs[0], case.reader.say
        if not need.allowed:  # no limit was passed: it is nobody's to do alone, and the preview says why
            return speak("Ask for approval: {amount}", amount=case.reader.money(Money(need.asked, need.currency)))
        asked, allowed = (case.reader.money(Money(minor, need.currency)) for minor in (need.asked, need.allowed))
        return speak("Ask for approval: {amount}, limit {limit}", amount=asked, limit=allowed)

    def quote(self, case: C, args: Mapping[str, Any]) -> str:
        """What the button says that makes a quote of it instead; "" where there is none."""
        return ""

    def valid_days(self, typed: Typed) -> int:
        """For how long that quote is good; `Invalid` names the input."""
        raise NotImplementedError

    def after(self, case: C, done: Acted) -> str:
        """Where to go once it is done; "" for where it was opened."""
        return ""

    def input_of(self, case: C, typed: Typed, field: str) -> str:
        """The input that the domain's `field` came from; "" where there is none."""
        head = re.split(r"[.\[]", field, maxsplit=1)[0]
        return field if field in typed else head if head in typed else ""


class Panel(ActionPanel[Case]):
    """The panel of an action on an order, opened under the order's header. `action` is its name in the address too."""

    def suits(self, order: OrderDetail) -> bool:
        """Whether it makes sense for the order as it stands. The domain has the last word."""
        raise NotImplementedError

    def lacks(self, case: Case) -> str:
        """What stands in its way all the same once the goods are looked at, in one sentence; "" where nothing does."""
        return ""


class CustomerPanel(ActionPanel[CustomerCase]):
    """The panel of an action for a customer that is about none of their orders, opened above them."""


def placed(case: AnyCase, done: Acted) -> str:
    """The way to the order that was placed; "" where somebody has to agree first."""
    order = None if done.approval_id else done.preview.after
    return f"/?customer={case.customer_id}&order={order_key(order.number)}" if order else ""


def told_of(panel: ActionPanel[Any], case: AnyCase, done: Acted) -> str:
    """What the person is told once it is done, or asked for."""
    what, speak = panel.commit(case, done.preview), case.reader.say
    if done.approval_id:
        return speak("Approval is asked for: {what}", what=what)
    return panel.told(case, done.preview) or speak("Done: {what}", what=what)


def for_preview(panel: ActionPanel[Any], args: dict[str, Any]) -> dict[str, Any]:
    """`args` with a stand-in for what is still to be said."""
    return args | {name: instead for name, instead in panel.stand_ins.items() if _blank(args.get(name))}


def unsaid(panel: ActionPanel[Any], args: Mapping[str, Any]) -> str:
    """The first argument that has to be said and is not, or ""."""
    return next((name for name in panel.musts if _blank(args.get(name))), "")


def musts_of(panel: ActionPanel[Any], reader: Reader) -> dict[str, str]:
    """What the form says of each input that has to be filled in and is not."""
    said = {name: reader.say("Say why.") if name == "reason" else reader.say("Fill this in.") for name in panel.musts}
    return said | {name: reader.say("Give an amount.") for name in panel.amounts}


def _blank(value: Any) -> bool:
    return not str(value or "").strip()
