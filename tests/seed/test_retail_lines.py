"""What a line of Online Retail may be, and how it is refused."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.kernel.errors import DomainError
from seed.importers.online_retail.file import COLUMNS, RawLine, read_lines
from seed.importers.online_retail.lines import check_line
from seed.importers.unreadable import UnreadableFile

GOOD = ["536365", "85123A", "WHITE HOLDER", "6", "2010-07-01 08:26:00", "2.55", "17850.0", "United Kingdom"]


def line(**changes: str) -> RawLine:
    cells = [changes.get(column, cell) for column, cell in zip(COLUMNS, GOOD, strict=True)]
    return RawLine(2, ",".join(cells), cells)


def test_a_sale() -> None:
    found = check_line(line())
    assert (found.invoice, found.sku, found.quantity, found.price) == ("536365", "85123A", 6, 255)
    assert (found.customer, found.country, found.is_return) == ("17850", "GB", False)


def test_times_are_british_summer_and_winter() -> None:
    assert check_line(line()).at == datetime(2010, 7, 1, 7, 26, tzinfo=UTC)
    assert check_line(line(InvoiceDate="2010-12-01 08:26:00")).at == datetime(2010, 12, 1, 8, 26, tzinfo=UTC)


def test_a_return_counts_its_pieces_upwards() -> None:
    found = check_line(line(InvoiceNo="c536379", Quantity="-6"))
    assert found.is_return
    assert (found.invoice, found.quantity) == ("C536379", 6)


def test_a_free_piece_is_kept() -> None:
    assert check_line(line(UnitPrice="0.0")).price == 0


@pytest.mark.parametrize(
    ("code", "kind"),
    [("POST", "shipping"), ("DOT", "shipping"), ("C2", "shipping"), ("m", "manual"), ("BANK CHARGES", "manual")],
)
def test_charges_are_no_goods(code: str, kind: str) -> None:
    charge = check_line(line(StockCode=code)).charge
    assert charge is not None
    assert charge[0] == kind


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("InvoiceNo", "", "missing"),
        ("InvoiceNo", "../etc", "not_an_invoice_number"),
        ("StockCode", "", "missing"),
        ("StockCode", "AMAZONFEE", "not_a_sale"),
        ("StockCode", "x" * 65, "too_long"),
        ("Description", "a\x07b", "control_characters"),
        ("Quantity", "-6", "negative_quantity"),
        ("Quantity", "0", "quantity_out_of_range"),
        ("Quantity", "six", "not_a_quantity"),
        ("Quantity", "99999999999999999999", "not_a_quantity"),
        ("InvoiceDate", "01/12/2010", "not_a_time"),
        ("InvoiceDate", "0001-01-01 00:00:00", "not_a_time"),
        ("UnitPrice", "-1", "negative_price"),
        ("UnitPrice", "NaN", "not_an_amount"),
        ("UnitPrice", "0.001", "amount_too_fine"),
        ("UnitPrice", "1e14", "amount_too_large"),
        ("CustomerID", "", "no_customer"),
        ("CustomerID", "abc", "not_a_customer_id"),
        ("Country", "Unspecified", "unknown_country"),
        ("Country", "", "unknown_country"),
        ("Description", b"caf\xe9".decode("utf-8", "surrogateescape"), "not_utf8"),
    ],
)
def test_what_is_refused_names_its_field(field: str, value: str, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        check_line(line(**{field: value}))
    assert (refusal.value.field, refusal.value.code) == (field, code)


def test_markup_is_text_like_any_other() -> None:
    wild = "'; DROP TABLE orders; -- <script>alert(1)</script>"
    assert check_line(line(Description=wild)).title == wild


def test_a_positive_return_is_refused() -> None:
    with pytest.raises(DomainError) as refusal:
        check_line(line(InvoiceNo="C1", Quantity="6"))
    assert refusal.value.code == "positive_quantity"


def test_too_few_cells_are_refused() -> None:
    with pytest.raises(DomainError) as refusal:
        check_line(RawLine(2, "a,b", ["a", "b"]))
    assert refusal.value.code == "broken_csv"


def test_an_open_quote_spoils_its_own_line_only(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    quoted = [*GOOD[:2], '"HOLDER, WHITE"', *GOOD[3:]]
    broken = [*GOOD[:2], '"HOLDER', *GOOD[3:]]
    path.write_text("\n".join(",".join(cells) for cells in (COLUMNS, broken, quoted, GOOD)) + "\n")
    first, second, third = read_lines(path, lambda _: None)
    assert first.cells is None
    assert second.cells is not None
    assert second.cells[2] == "HOLDER, WHITE"
    assert third.number == 4


def test_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(",".join(reversed(COLUMNS)) + "\n" + ",".join(reversed(GOOD)) + "\n")
    (only,) = read_lines(path, lambda _: None)
    assert only.cells == GOOD


@pytest.mark.parametrize(("name", "content"), [("a.csv", b"a,b\n1,2\n"), ("b.csv.xz", b"no xz"), ("c.csv", b"")])
def test_a_file_that_is_something_else_is_refused_whole(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile):
        list(read_lines(path, lambda _: None))
