"""What was typed into a form becomes what the domain is asked; what the domain answers becomes words on the button."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.doing import read_case
from console.workspace.actions.form import Field, with_musts
from console.workspace.actions.links import Ways
from console.workspace.actions.panel import for_preview, musts_of, told_of
from console.workspace.actions.preview_present import preview_rows
from console.workspace.actions.preview_rows import DeltaRow
from console.workspace.actions.registry import PANELS
from console.workspace.orders.present import order_detail
from domain.approvals.act import act
from domain.approvals.actions import ACTIONS
from domain.approvals.preview import ActionPreview
from domain.catalogue.add_product import NewVariant, add_product
from domain.disputes.open import open_dispute
from domain.fulfilment.record_scan import record_scan
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Invalid
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.advance import release_order
from domain.orders.hold import hold_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.refunds.refund import refund
from domain.returns.chosen import ReturnedPieces
from domain.returns.request import request_return
from domain.work.application import Application
from tests.support.builders import PARIS, Builders

Typed = Mapping[str, str]


@pytest.fixture
def shirts(build: Builders) -> None:
    """A shirt in three sizes, one of them dearer, and a mug; all in stock, some in a store."""
    build.node("PAR")
    build.node("LYO", kind="store", name="Lyon")
    prices = {"LIN-S": 4990, "LIN-M": 4990, "LIN-L": 5490}
    variants = [NewVariant(sku, options={"size": sku[-1]}, prices={"EUR": price}) for sku, price in prices.items()]
    build.perform(add_product, name="Linen shirt", variants=variants)
    build.product("MUG", name="Ceramic mug", price=1490)
    for sku in (*prices, "MUG"):
        build.stock(sku, 20)
        build.stock(sku, 5, "LYO")


@pytest.fixture
def order(build: Builders, shirts: None) -> UUID:
    """Two shirts and a mug, paid by card."""
    customer_id = build.customer(first_name="Marie", last_name="Dupont")
    card = build.payment_method(customer_id)
    lines = [NewLine(sku="LIN-M", quantity=2), NewLine(sku="MUG", quantity=1)]
    paid = [NewPayment("captured", Money(11470, "EUR"), card)]
    return build.order(customer_id, number="#W1", lines=lines, payments=paid, shipping_address=PARIS)


@pytest.fixture
def delivered(build: Builders, order: UUID) -> UUID:
    """The same, with the customer."""
    build.perform(release_order, order=order)
    parcel = build.shipment(order)
    build.perform(record_scan, shipment_id=parcel, status="delivered", place="Paris 11", at=None)
    return order


@pytest.fixture
def case_of(application: Application, administrator: Actor, clock: SetClock) -> Callable[..., Case]:
    def make(action: str, order: UUID, *, language: str = "en", subject: object = "") -> Case:
        reader = Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=clock.now())
        return application.ask(
            read_case,
            administrator,
            reader=reader,
            order_id=order,
            subject=str(subject),
            reads=PANELS[action].reads,
        )

    return make


@pytest.fixture
def foresee(application: Application, administrator: Actor) -> Callable[..., ActionPreview]:
    """The preview of a form that was filled in as `more` says, everything else left as it came."""

    def make(action: str, case: Case, **more: str) -> ActionPreview:
        panel = PANELS[action]
        args = panel.args(case, typed(panel.form(case), more))
        shown = application.preview(act, administrator, action=action, args=for_preview(panel, args))
        return shown.result.preview

    return make


def typed(form: list[Field], more: Typed) -> dict[str, str]:
    """What the page sends: every input that is shown, as it came or as `more` has it; `__` stands for a dot."""
    given = {name.replace("__", "."): value for name, value in more.items()}
    values = {field.name: given.get(field.name, field.value) for field in inputs(form)}
    return values | {name: value for name, value in given.items() if name not in values}


def inputs(form: list[Field]) -> Iterator[Field]:
    for field in form:
        yield field
        yield from field.inner


def line_of(case: Case, sku: str) -> str:
    return str(next(line.id for line in case.order.lines if line.sku == sku))


def test_an_edit_sends_only_the_lines_that_change(case_of: Callable[..., Case], order: UUID) -> None:
    case, panel = case_of("edit", order), PANELS["edit"]
    shirt, mug = line_of(case, "LIN-M"), line_of(case, "MUG")
    form = panel.form(case)
    assert panel.args(case, typed(form, {}))["lines"] == []
    args = panel.args(
        case, typed(form, {f"quantity.{shirt}": "3", f"variant.{shirt}": "LIN-L", f"quantity.{mug}": "0"})
    )
    assert args["lines"] == [
        {"line_id": shirt, "quantity": 3, "new_sku": "LIN-L"},
        {"line_id": mug, "remove": True},
    ]
    assert panel.args(case, typed(form, {"add.MUG": "2"}))["add"] == [{"sku": "MUG", "quantity": 2}]


def test_an_edit_offers_other_variants_with_what_they_cost_more(case_of: Callable[..., Case], order: UUID) -> None:
    case = case_of("edit", order)
    (variants,) = [field for field in inputs(PANELS["edit"].form(case)) if field.name.startswith("variant.")]
    assert [(choice.value, choice.label) for choice in variants.choices] == [
        ("", "As it is"),
        ("LIN-L", "L (+€5.00)"),
        ("LIN-S", "S"),
    ]


@pytest.mark.parametrize(
    ("language", "button"),
    [("en", "Save the changes, €10.00 to pay"), ("fr", "Enregistrer, 10,00\xa0€ à payer")],
)
def test_the_button_of_an_edit_says_who_pays(
    case_of: Callable[..., Case], foresee: Callable[..., ActionPreview], order: UUID, language: str, button: str
) -> None:
    case = case_of("edit", order, language=language)
    preview = foresee("edit", case, **{f"variant__{line_of(case, 'LIN-M')}": "LIN-L"})
    assert PANELS["edit"].commit(case, preview) == button


def test_a_refused_line_is_told_at_its_own_stepper(case_of: Callable[..., Case], order: UUID) -> None:
    case, panel = case_of("edit", order), PANELS["edit"]
    mug = line_of(case, "MUG")
    values = typed(panel.form(case), {f"quantity.{mug}": "0"})
    assert panel.input_of(case, values, "lines[0].quantity") == f"quantity.{mug}"
    assert panel.input_of(case, values, "settle_with") == "settle_with"
    assert panel.input_of(case, values, "expected_version") == ""


def test_a_whole_order_is_cancelled_or_only_pieces_of_it(
    case_of: Callable[..., Case], foresee: Callable[..., ActionPreview], order: UUID
) -> None:
    case, panel = case_of("cancel", order), PANELS["cancel"]
    assert panel.commit(case, foresee("cancel", case)) == "Cancel #W1, €114.70 back"
    piece = {f"pieces__{line_of(case, 'LIN-M')}": "1"}
    assert panel.commit(case, foresee("cancel", case, what="some", **piece)) == "Cancel these pieces, €49.90 back"


def test_an_address_is_prefilled_and_sent_whole(
    case_of: Callable[..., Case], foresee: Callable[..., ActionPreview], order: UUID
) -> None:
    case, panel = case_of("change_address", order), PANELS["change_address"]
    form = panel.form(case)
    assert {field.name: field.value for field in form if field.value} == dict(PARIS)
    args = panel.args(case, typed(form, {"city": " Lyon ", "save_to_customer": "yes"}))
    assert (args["address"]["city"], args["save_to_customer"]) == ("Lyon", True)
    assert panel.input_of(case, typed(form, {}), "address.city") == "city"
    assert panel.commit(case, foresee("change_address", case, city="Lyon", postal_code="69002")) == "Send it to Lyon"


@pytest.mark.parametrize(
    ("action", "more", "button"),
    [
        ("refund", {"amount": "12,50"}, "Refund €12.50"),
        ("discount", {"less": "10", "unit": "percent"}, "Give €11.47 off"),
        ("goodwill", {"amount": "5"}, "Give €5.00"),
        ("price_match", {"price": "39.90"}, "Give €20.00 off"),
        ("hold", {}, "Hold #W1"),
        ("change_fulfilment", {}, "Change the delivery"),
        ("reorder", {}, "Place the order, €114.70"),
    ],
)
def test_the_button_names_the_result(
    case_of: Callable[..., Case],
    foresee: Callable[..., ActionPreview],
    order: UUID,
    action: str,
    more: dict[str, str],
    button: str,
) -> None:
    case = case_of(action, order)
    assert PANELS[action].commit(case, foresee(action, case, **more)) == button


def test_an_amount_that_is_not_there_is_asked_for(case_of: Callable[..., Case], order: UUID) -> None:
    case, panel = case_of("refund", order), PANELS["refund"]
    with pytest.raises(Invalid) as refused:
        panel.args(case, typed(panel.form(case), {}))
    assert (refused.value.field, refused.value.fr) == ("amount", "Indiquez un montant.")


def test_a_payment_is_moved_to_another_means(
    build: Builders, case_of: Callable[..., Case], foresee: Callable[..., ActionPreview], order: UUID
) -> None:
    owner = case_of("refund", order).customer.id
    other = build.payment_method(owner, brand="mastercard", last_four="1111")
    case = case_of("change_payment", order)
    preview = foresee("change_payment", case, payment_method=str(other))
    assert {(each.kind, each.method.last_four) for each in preview.settlements if each.method} == {
        ("refunded", "4242"),
        ("captured", "1111"),
    }


def test_a_promise_is_for_the_day_that_was_chosen(
    case_of: Callable[..., Case], foresee: Callable[..., ActionPreview], order: UUID
) -> None:
    case = case_of("change_promise", order)
    preview = foresee("change_promise", case, promised_on="2026-12-24")
    assert PANELS["change_promise"].commit(case, preview) == "Promise it for 24 Dec"


def test_a_return_takes_what_the_customer_has(
    case_of: Callable[..., Case], foresee: Callable[..., ActionPreview], delivered: UUID
) -> None:
    case, panel = case_of("return", delivered), PANELS["return"]
    steppers = {field.label: field.most for field in panel.form(case) if field.kind == "line"}
    assert steppers == {"Linen shirt (M)": 2, "Ceramic mug (0)": 1}
    shirt = line_of(case, "LIN-M")
    args = panel.args(case, typed(panel.form(case), {f"pieces.{shirt}": "2", f"why.{shirt}": "defective"}))
    assert args["lines"] == [{"line_id": shirt, "quantity": 2, "reason": "defective"}]
    assert "refund_to" not in args
    back_to = next(field for field in PANELS["return"].form(case) if field.name == "refund_to")
    assert back_to.choices[0].label == "Original payment · Visa ···· 4242"
    preview = foresee("return", case, **{f"pieces__{shirt}": "1", f"why__{shirt}": "defective"})
    assert PANELS["return"].commit(case, preview) == "Return 1 piece, €49.90 back"


def test_an_exchange_offers_only_other_variants(
    case_of: Callable[..., Case], foresee: Callable[..., ActionPreview], delivered: UUID
) -> None:
    case, panel = case_of("exchange", delivered), PANELS["exchange"]
    lines = [field for field in panel.form(case) if field.kind == "line"]
    assert [(line.label, [choice.value for choice in line.inner[0].choices]) for line in lines] == [
        ("Linen shirt (M)", ["LIN-L", "LIN-S"])
    ]
    shirt = line_of(case, "LIN-M")
    preview = foresee("exchange", case, **{f"pieces__{shirt}": "1"})
    assert panel.commit(case, preview) == "Exchange 1 piece, €5.00 to pay"
    rows = preview_rows(preview, case.reader)
    assert [(row.kind, row.text, row.detail, row.amount) for row in rows.goods] == [
        ("gone", "1 × Linen shirt (M)", "comes back", "€49.90"),
        ("new", "1 × Linen shirt (L)", "in stock, kept in Lyon; leaves once the old one is back", "€54.90"),
    ]
    assert rows.money == "Customer pays €5.00 with Visa ···· 4242"


def test_an_exchange_at_the_same_price_has_nothing_to_pay(
    case_of: Callable[..., Case], foresee: Callable[..., ActionPreview], delivered: UUID, build: Builders
) -> None:
    case = case_of("exchange", delivered)
    shirt = line_of(case, "LIN-M")
    for node in ("PAR", "LYO"):
        build.stock("LIN-S", 0, node)
    rows = preview_rows(
        foresee("exchange", case, **{f"pieces__{shirt}": "1", f"variant__{shirt}": "LIN-S"}), case.reader
    )
    assert rows.money == "Nothing to pay"
    assert [row.detail for row in rows.goods] == [
        "comes back",
        "not in stock: looked for again once the old one is back",
    ]


def test_a_refund_names_its_most_and_leads_to_the_return_of_what_the_customer_has(
    case_of: Callable[..., Case], order: UUID, build: Builders
) -> None:
    form = {field.name: field for field in PANELS["refund"].form(case_of("refund", order))}
    assert "goods" not in form
    assert (form["amount"].fills, form["amount"].filler) == ("114.70", "At the most €114.70")
    build.perform(refund, order=order, amount=Money(1000, "EUR"), reason="apology")
    build.perform(release_order, order=order)
    build.perform(record_scan, shipment_id=build.shipment(order), status="delivered", place="Paris 11", at=None)
    form = {field.name: field for field in PANELS["refund"].form(case_of("refund", order))}
    assert form["amount"].fills == "104.70"  # what is on its way back does not go back twice
    assert (form["goods"].leads_to, form["goods"].hint) == ("return", "2 × Linen shirt (M), 1 × Ceramic mug (0)")
    assert (form["kept"].kind, form["kept"].leads_to, form["kept"].begun) == ("way", "return", "kept")


@pytest.mark.parametrize(
    ("subject", "button", "told"),
    [("", "Return 1 piece", "Done: Return 1 piece"), ("kept", "Refund 1 piece, €14.90 back", "€14.90 refunded")],
)
def test_items_are_refunded_without_goods_in_words_of_their_own(
    build: Builders,
    application: Application,
    administrator: Actor,
    case_of: Callable[..., Case],
    delivered: UUID,
    subject: str,
    button: str,
    told: str,
) -> None:
    case, panel = case_of("return", delivered, subject=subject), PANELS["return"]
    args = panel.args(case, typed(panel.form(case), {f"pieces.{line_of(case, 'MUG')}": "1"}))
    done = build.perform(act, action="return", args=args)
    assert panel.commit(case, done.preview).startswith(button)
    assert told_of(panel, case, done).startswith(told)
    mug = order_detail(application.ask(read_order, administrator, order=delivered), case.reader).lines[-1]
    left = ("0 of 1", "€0.00", "refunded, kept") if subject else ("1", "€14.90", "delivered")
    assert (mug.quantity, mug.total, mug.status) == left


def test_the_only_payment_is_offered_once(case_of: Callable[..., Case], order: UUID) -> None:
    case = case_of("refund", order)
    paid = {str(each.payment_method.id) for each in case.order.payments if each.payment_method}
    [back_to] = [field for field in PANELS["refund"].form(case) if field.name == "refund_to"]
    assert paid
    assert not paid & {choice.value for choice in back_to.choices}


def test_what_has_to_be_filled_in_says_what_is_missing(case_of: Callable[..., Case], order: UUID) -> None:
    for action, musts in (
        ("refund", {"amount": "Give an amount.", "reason": "Say why."}),
        ("cancel", {"reason": "Say why."}),
        ("price_match", {"price": "Give an amount.", "where": "Fill this in."}),
    ):
        case, panel = case_of(action, order), PANELS[action]
        form = with_musts(panel.form(case), musts_of(panel, case.reader))
        assert {field.name: field.must for field in inputs(form) if field.must} == musts


def test_goods_are_sent_again_free_of_charge(
    case_of: Callable[..., Case], foresee: Callable[..., ActionPreview], delivered: UUID
) -> None:
    case = case_of("replace", delivered)
    preview = foresee("replace", case, **{f"pieces__{line_of(case, 'MUG')}": "1"})
    assert preview.payment_difference == Money(0, "EUR")
    assert [line.kind for line in preview.lines] == ["sold", "sold", "replacement"]


def test_a_return_is_received_called_off_or_refused_by_its_row(
    build: Builders, case_of: Callable[..., Case], foresee: Callable[..., ActionPreview], delivered: UUID
) -> None:
    asked = [ReturnedPieces(quantity=2, sku="LIN-M", reason="defective")]
    back = build.perform(request_return, order=delivered, lines=asked, channel="mail")
    case, panel = case_of("receive_return", delivered, subject=back), PANELS["receive_return"]
    shirt = line_of(case, "LIN-M")
    args = panel.args(case, typed(panel.form(case), {f"condition.{shirt}": "damaged"}))
    assert args["lines"] == [{"line_id": shirt, "quantity": 2, "condition": "damaged"}]
    assert foresee("receive_return", case).after is not None
    for action in ("cancel_return", "reject_return"):
        preview = foresee(action, case_of(action, delivered, subject=back))
        assert preview.after is not None
        assert preview.after.returns[0].status in ("cancelled", "rejected")


def test_a_hold_is_released_by_its_row(
    build: Builders, case_of: Callable[..., Case], foresee: Callable[..., ActionPreview], order: UUID
) -> None:
    hold = build.perform(hold_order, order=order, reason="The street is not in this town")
    case = case_of("release_hold", order, subject=hold)
    assert [field.label for field in PANELS["release_hold"].form(case)] == ["The street is not in this town"]
    foresee("release_hold", case)


def test_a_parcel_that_waits_is_fetched_by_its_row(
    build: Builders,
    case_of: Callable[..., Case],
    foresee: Callable[..., ActionPreview],
    administrator: Actor,
    shirts: None,
) -> None:
    order = build.order(lines=[NewLine(sku="LIN-M", quantity=2)], fulfilment="pickup")
    parcel = build.shipment(order, tracking_number="T1")

    def offered() -> list[str]:
        case = case_of("mark_fetched", order)
        ways = Ways(case.order, administrator, case.reader, "/")
        return [link.action for link in order_detail(case.order, case.reader, ways.beside).parcels[0].actions]

    assert offered() == []
    build.perform(record_scan, shipment_id=parcel, status="delivered", place="Lyon")
    assert offered() == ["mark_fetched"]
    case = case_of("mark_fetched", order, subject=parcel)
    assert [field.label for field in PANELS["mark_fetched"].form(case)] == ["2 × Linen shirt (M)"]
    rows = preview_rows(foresee("mark_fetched", case), case.reader)
    assert rows.facts == [DeltaRow("Parcel T1", "arrived", "fetched")]
    assert rows.money == ""


def test_a_dispute_is_answered_and_closed_by_its_row(
    build: Builders, case_of: Callable[..., Case], foresee: Callable[..., ActionPreview], delivered: UUID
) -> None:
    dispute = build.perform(open_dispute, order=delivered, reason="not_received")
    answered = foresee("answer_dispute", case_of("answer_dispute", delivered, subject=dispute), statement="It arrived.")
    assert answered.after is not None
    assert answered.after.disputes[0].status == "answered"
    case = case_of("close_dispute", delivered, subject=dispute)
    assert "outcome" in PANELS["close_dispute"].musts
    lost = foresee("close_dispute", case, outcome="lost")
    assert lost.payment_difference == -case.order.captured


def test_no_form_tells_where_the_customer_lives_before_they_are_known(
    application: Application, actor_with: Callable[..., Actor], clock: SetClock, order: UUID
) -> None:
    agent = actor_with(Permission.ORDERS_READ, Permission.CUSTOMERS_READ, Permission.STOCK_READ, session=True)
    reader = Reader(language="en", zone=ZoneInfo("Europe/Paris"), now=clock.now())
    case = application.ask(read_case, agent, reader=reader, order_id=order, subject="", reads=())
    filled = {field.name: field.value for field in inputs(PANELS["change_address"].form(case))}
    assert PARIS["city"] in filled.values()
    assert PARIS["line1"] not in filled.values()


@pytest.mark.parametrize("action", sorted(PANELS))
def test_a_panel_that_suits_has_words_in_both_languages(
    case_of: Callable[..., Case], order: UUID, action: str, administrator: Actor
) -> None:
    panel = PANELS[action]
    english, french = (case_of(action, order, language=language) for language in ("en", "fr"))
    assert panel.name(english.reader) != ""
    if not panel.of_row:
        assert panel.title(english) != panel.title(french)
        assert administrator.can(panel.right)


def test_every_panel_asks_for_the_right_of_its_action() -> None:
    assert {name: panel.right for name, panel in PANELS.items()} == {name: ACTIONS[name].right for name in PANELS}


def test_arguments_are_plain_values(case_of: Callable[..., Case], order: UUID) -> None:
    case, panel = case_of("refund", order), PANELS["refund"]
    args: dict[str, Any] = panel.args(case, typed(panel.form(case), {"amount": "5"}))
    assert json.loads(json.dumps(args)) == args
