"""The return or exchange that an action is about."""

from console.workspace.actions.case import Case
from domain.kernel.errors import NotFound
from domain.orders.after_sale_rows import ReturnRow


def return_of(case: Case) -> ReturnRow:
    """The return that the address names, or `NotFound`."""
    found = next((each for each in case.order.returns if each.id == case.subject_id), None)
    if found is None:
        raise NotFound.of("return", "retour", case.subject)
    return found
