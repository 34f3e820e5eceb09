"""What the domain suggests and what the screen offers are the same panels under the same conditions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.workspace.actions.registry import CUSTOMER_PANELS, PANELS
from domain.conversations.playbooks import playbook
from domain.conversations.possible import SUGGESTED, is_possible
from domain.conversations.suggest import answers_of
from domain.kernel.money import Money
from domain.ports.understanding import INTENTS
from notifications.catalogue import TEMPLATES
from tests.support.order_rows import line_row, order_row, payment_row

STATUSES = ("draft", "pending", "released", "picking", "shipped", "delivered", "cancelled")


@pytest.mark.parametrize("intent", INTENTS)
def test_every_panel_and_template_named_exists(intent: str) -> None:
    for step in playbook(intent):
        assert not step.panel or step.panel in PANELS or step.panel in CUSTOMER_PANELS
        assert not step.template or step.template in TEMPLATES
    assert set(answers_of(intent)) <= set(SUGGESTED)


def test_every_action_suggested_has_a_panel() -> None:
    assert PANELS.keys() >= set(SUGGESTED)


@given(
    status=st.sampled_from(STATUSES),
    cancelled=st.integers(0, 2),
    captured=st.sampled_from((0, 2000)),
    payment=st.sampled_from(("settled", "pending", "refused")),
)
def test_an_order_allows_what_its_panels_suit(status: str, cancelled: int, captured: int, payment: str) -> None:
    order = order_row(
        line_row("Lamp", quantity=2, cancelled=cancelled),
        status=status,
        captured=Money(captured, "EUR"),
        payments=(payment_row(payment),),
    )
    for action in SUGGESTED:
        assert is_possible(action, order) == PANELS[action].suits(order), action
