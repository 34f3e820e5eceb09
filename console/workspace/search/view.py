"""The list on the left: what was found, or the customers opened last and the newest orders."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Final

import reflex as rx

from console.bell.state import Bell
from console.ui.browser_parts import SearchBox
from console.ui.i18n import t
from console.ui.parts import badge, bones, cut, empty, link, trouble
from console.workspace.search.rows import FoundRow
from console.workspace.search.state import SearchState
from console.workspace.state import Workspace

MOST_WATCHED: Final = 6  # the others are found in the bell


def search_box() -> rx.Component:
    """The field in the bar. It answers every keystroke itself and asks the server at most every 90 ms."""
    return SearchBox.create(
        answered=SearchState.answered,
        label=t("Search customers, orders and products"),
        placeholder=t("Search customers, orders"),
        clear=t("Clear the search"),
        on_search=SearchState.search,
    )


def found_list() -> rx.Component:
    """Results grouped by kind while there is a search, else those opened last and the newest orders."""
    return rx.el.div(
        rx.cond(
            SearchState.failed,
            trouble(t("The search did not work."), SearchState.again),
            rx.cond(SearchState.answered != "", _results(), _recent()),
        ),
        id="found",
        role=rx.cond(_has_rows(), "listbox", "region"),  # a list box without options is none
        aria_label=t("Results"),
    )


def _has_rows() -> rx.Var[bool]:
    found = SearchState.customers.length() + SearchState.orders.length() + SearchState.products.length()
    newest = Bell.rows.length() + SearchState.recent.length() + SearchState.latest.length()
    return rx.cond(SearchState.answered != "", found > 0, newest > 0)


def _results() -> rx.Component:
    return rx.cond(
        SearchState.nothing,
        empty(
            "search-x",
            t("Nothing found for “{text}”", text=SearchState.answered),
            t("Try a part of the name, the e-mail, the last digits of the phone, or the order number."),
        ),
        rx.fragment(
            _group(t("Customers"), SearchState.customers, aside=t("last order")),
            _group(t("Orders"), SearchState.orders),
            _group(t("Products"), SearchState.products, opens=False),
        ),
    )


def _recent() -> rx.Component:
    return rx.cond(
        SearchState.ready,
        rx.cond(
            SearchState.latest.length() + Bell.rows.length() > 0,
            rx.fragment(
                _group(t("Watched"), Bell.rows[:MOST_WATCHED]),
                _group(t("Opened last"), SearchState.recent, aside=t("last order")),
                _group(t("Latest orders"), SearchState.latest),
            ),
            empty("package", t("No orders yet"), t("Search above, or enter a new customer with C.")),
        ),
        bones("90%", "55%", "80%", "45%", "85%", "60%", "75%", "50%"),
    )


def _group(
    label: rx.Var[str], rows: rx.Var[list[FoundRow]], *, opens: bool = True, aside: rx.Var[str] | str = ""
) -> rx.Component:
    """`aside` says what stands at the right of each row."""
    return rx.cond(
        rows.length() > 0,
        rx.el.div(
            rx.el.div(label, rx.el.span(aside, class_name="group-aside"), class_name="group", role="presentation"),
            rx.foreach(rows, _link if opens else _fact),
            role="group",
            aria_label=label,
        ),
    )


def _link(row: rx.Var[FoundRow]) -> rx.Component:
    return link(
        *_inside(row),
        to=row.href,
        id=row.id,
        role="option",
        class_name="row found",
        aria_current=rx.cond(_is_open(row), "true", "false"),
        custom_attrs={"data-row": ""},
    )


def _is_open(row: rx.Var[FoundRow]) -> rx.Var[bool]:
    return (row.customer == Workspace.customer_id) & ((row.order == "") | (row.order == Workspace.order_key))


def _fact(row: rx.Var[FoundRow]) -> rx.Component:
    return rx.el.div(
        *_inside(row), id=row.id, role="option", tab_index=0, class_name="row found", custom_attrs={"data-row": ""}
    )


def _inside(row: rx.Var[FoundRow]) -> tuple[rx.Component, ...]:
    """Two lines. Of an order: whose and what it came to, then number, day and state. Of a customer: name, tier and the
    day of the last order, then a contact and the place, which need the whole line."""
    mark = badge(row.badge, row.tone)
    return (
        rx.el.span(
            cut(row.title, "found-title"),
            rx.cond((row.badge != "") & (row.order == ""), mark),
            class_name="found-name",
        ),
        rx.el.span(row.aside, class_name="amount meta"),
        cut(row.detail, "meta"),
        rx.cond((row.badge != "") & (row.order != ""), mark),
    )
