"""Customers and goods of the file, as the survey found them."""

from uuid import UUID

from domain.kernel.ids import new_id
from seed.history.batch import Batch
from seed.history.customers import PastCustomer, PastMethod, add_customer
from seed.history.products import PastProduct, PastVariant, add_product
from seed.history.writing import write_batch
from seed.importers import standing_records
from seed.importers.intake import Intake
from seed.importers.online_retail.countries import ZONES
from seed.importers.online_retail.invoices import SOURCE, address_in
from seed.importers.online_retail.lines import CURRENCY
from seed.importers.online_retail.survey import Buyer, Survey


def write_goods(intake: Intake, survey: Survey) -> None:
    """One product with one variant for each stock code that the catalogue does not have."""
    known = standing_records.skus(intake.connection)
    batch = Batch(intake.actor)
    for sku, good in survey.goods.items():
        intake.outcome.read["products"] += 1
        if sku in known:
            intake.outcome.standing["products"] += 1
            continue
        prices = {CURRENCY: good.price} if good.price else {}
        product = PastProduct(
            SOURCE, sku, good.title(sku), [PastVariant(sku, prices=prices)], good.since, id=new_id(at=good.since)
        )
        add_product(batch, product)
        intake.outcome.added["products"] += 1
    write_batch(intake.connection, batch)


def write_buyers(intake: Intake, survey: Survey) -> dict[str, tuple[UUID, UUID]]:
    """Every customer who bought; tells customer id and payment method id by the number in the file.

    The file tells no names: the last name is "Customer 17850".
    """
    known = standing_records.customers_of(intake.connection, SOURCE)
    new = [reference for reference in survey.buyers if reference not in known]
    batch = Batch(intake.actor)
    for reference, number in zip(new, standing_records.customer_numbers(intake.connection, len(new)), strict=True):
        add_customer(batch, _customer(reference, number, survey.buyers[reference]))
    write_batch(intake.connection, batch)
    intake.outcome.read["customers"] += len(survey.buyers)
    intake.outcome.added["customers"] += len(new)
    intake.outcome.standing["customers"] += len(survey.buyers) - len(new)
    return _accounts(intake)


def _customer(reference: str, number: str, buyer: Buyer) -> PastCustomer:
    countries = list(buyer.countries)
    return PastCustomer(
        id=new_id(at=buyer.since),
        number=number,
        source=SOURCE,
        external_ref=reference,
        first_name="",
        last_name=f"Customer {reference}",
        created_at=buyer.since,
        time_zone=ZONES[countries[0]],
        addresses=[address_in(country) for country in countries],
        methods=[PastMethod(kind="invoice", external_ref=f"invoice-{reference}")],
    )


def _accounts(intake: Intake) -> dict[str, tuple[UUID, UUID]]:
    customers = standing_records.customers_of(intake.connection, SOURCE)
    methods = standing_records.methods_of(intake.connection, SOURCE)
    return {reference: (id, methods[id, f"invoice-{reference}"]) for reference, id in customers.items()}
