"""Postal addresses."""

from typing import Any

import pytest

from domain.kernel.address import Address, check_country
from domain.kernel.errors import Invalid

PARIS = {"line1": "12 rue des Lilas", "city": "Paris", "postal_code": "75011", "country": "fr"}


def test_an_address_is_trimmed_and_its_country_upper_case():
    address = Address.parse({**PARIS, "line1": "  12  rue des\nLilas ", "unknown": "ignored"})
    assert address == Address(line1="12 rue des Lilas", city="Paris", country="FR", postal_code="75011")
    assert Address.parse(address.as_dict()) == address


@pytest.mark.parametrize(
    ("part", "value", "code"),
    [
        ("line1", "", "missing"),
        ("line1", None, "missing"),
        ("line1", "x" * 201, "too_long"),
        ("city", "  ", "missing"),
        ("city", 75, "not_text"),
        ("region", "\x00", "control_characters"),
        ("postal_code", "1" * 21, "too_long"),
        ("postal_code", 75011, "not_text"),
        ("line2", ["b"], "not_text"),
        ("country", None, "unknown_country"),
        ("country", "", "unknown_country"),
        ("country", "France", "unknown_country"),
        ("country", "EU", "unknown_country"),
        ("country", "ZZ", "unknown_country"),
        ("country", 33, "unknown_country"),
    ],
)
def test_a_bad_part_is_named(part: str, value: object, code: str):
    with pytest.raises(Invalid) as refusal:
        Address.parse({**PARIS, part: value}, field="addresses[1]")
    assert (refusal.value.field, refusal.value.code) == (f"addresses[1].{part}", code)


@pytest.mark.parametrize("value", [None, "12 rue des Lilas", [], 5])
def test_what_is_no_address_is_refused(value: Any):
    with pytest.raises(Invalid) as refusal:
        Address.parse(value, field="shipping_address")
    assert (refusal.value.field, refusal.value.code) == ("shipping_address", "not_an_address")


def test_an_address_without_a_country_is_refused():
    with pytest.raises(Invalid) as refusal:
        Address.parse({"line1": "1 High Street", "city": "Leeds"})
    assert refusal.value.field == "address.country"


@pytest.mark.parametrize("code", ["FR", "GB", "US", "DE", "CH", "JP"])
def test_countries_are_known(code: str):
    assert check_country(f" {code.lower()} ", field="country") == code
