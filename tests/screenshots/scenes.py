"""What there is to see. Each scene brings a page that is signed in to where its picture is taken."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.visit import ready

CUSTOMER = "Marie Dupont"
NARROW = 900  # below this width customer and timeline are tabs


@dataclass(frozen=True)
class Scene:
    """`pose` gets the page and the address of the site. Agents see the workspace, administrators the rest."""

    name: str
    pose: Callable[[Page, str], None]
    administrator: bool = False
    narrow_only: bool = False
    wide_only: bool = False


def _at(path: str, *steps: Callable[[Page], None]) -> Callable[[Page, str], None]:
    def pose(page: Page, address: str) -> None:
        page.goto(f"{address}{path}")
        ready(page)
        expect(page.locator(".bone")).to_have_count(0)
        for step in steps:
            step(page)

    return pose


def _customer(page: Page) -> None:
    """Opened by the search, as an agent would."""
    search = page.locator("#search")
    search.fill(CUSTOMER.lower())
    expect(page.locator("#found .found").first).to_contain_text(CUSTOMER)
    search.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(CUSTOMER)
    if page.locator("#found").is_visible():  # on a narrow screen it lies over the rest and is closed by now
        search.fill("")
        search.blur()
        expect(page.locator("#found .group")).not_to_have_count(0)


def _order(number: int) -> Callable[[Page], None]:
    def step(page: Page) -> None:
        page.locator(".order").nth(number).click()
        expect(page.locator("#order-detail")).to_be_visible()
        page.mouse.move(0, 0)

    return step


def _search(text: str) -> Callable[[Page], None]:
    """The groups change when the answer is there."""

    def step(page: Page) -> None:
        groups = page.locator("#found .group")
        before = groups.first.inner_text() if groups.count() else ""
        page.locator("#search").fill(text)
        expect(page.locator("#found")).not_to_contain_text(before or "…")

    return step


def _press(key: str) -> Callable[[Page], None]:
    return lambda page: page.keyboard.press(key)


def _click(selector: str, then: str = "body") -> Callable[[Page], None]:
    def step(page: Page) -> None:
        page.locator(selector).first.click()
        expect(page.locator(then).first).to_be_visible()

    return step


def _first_person(page: Page) -> None:
    page.locator("ul .admin-row").nth(1).click()
    expect(page).to_have_url(re.compile("person="))
    expect(page.locator("#change-person")).to_be_visible()


def _new_key(page: Page) -> None:
    page.locator("#field-name").fill("Web shop")
    page.locator("#field-reach").select_option("all")
    page.locator("#add-key-form button[type=submit]").click()
    expect(page.locator("#made-key")).to_be_visible()


def _watch(page: Page) -> None:
    if page.locator("#watch").get_attribute("aria-pressed") == "false":
        page.locator("#watch").click()
    expect(page.locator("#watched-by")).to_be_visible()


def _sure(page: Page) -> None:
    """The customer has told their name and their e-mail address."""
    if page.locator("#check-identity").count() == 0:
        return
    page.locator("#check-identity").click()
    facts = page.locator("#identity-panel details").first
    facts.locator("summary").click()
    facts.locator("[name=last_name]").fill(CUSTOMER.rsplit(maxsplit=1)[-1])
    facts.locator("[name=email]").fill("marie.dupont@example.com")
    facts.locator("button[type=submit]").click()
    expect(page.locator("#check-identity")).to_have_count(0)


def _do(action: str, *steps: Callable[[Page], None]) -> Callable[[Page], None]:
    """Open the action's panel on the open order, fill it in, and wait for what it would come to."""

    def step(page: Page) -> None:
        page.goto(f"{page.url.split('&do=')[0]}&do={action}")
        ready(page)
        expect(page.locator("#action-panel")).to_be_visible()
        for each in steps:
            each(page)
        expect(page.locator('.preview[data-stale="false"] .preview-rows')).to_be_visible()
        page.wait_for_timeout(400)

    return step


def _fill(name: str, value: str) -> Callable[[Page], None]:
    return lambda page: page.locator(f'[name="{name}"]').fill(value)


def _pick(name: str, number: int) -> Callable[[Page], None]:
    def step(page: Page) -> None:
        page.locator(f'[name="{name}"]').select_option(index=number)

    return step


def _more_pieces(page: Page) -> None:
    page.locator(".stepper button").nth(1).click()


def _new_order(page: Page) -> None:
    """Two things on it, paid by the first means there is, with shipping and something off."""
    page.evaluate("sessionStorage.clear()")  # what the picture before this one left
    page.goto(f"{page.url.split('&')[0]}&do=new-order")
    ready(page)
    goods = page.locator("#in-add")
    for text in ("lampe de bureau", "mug"):
        goods.fill(text)
        expect(page.locator(".goods-found button").first).to_be_visible()
        goods.press("Enter")
        expect(page.locator(".goods-found")).to_have_count(0)
    _pick("payment_method", 1)(page)
    _fill("shipping", "4.90")(page)
    _fill("discount", "5")(page)
    expect(page.locator("#make-quote")).to_be_visible()
    expect(page.locator('.preview[data-stale="false"] .preview-rows')).to_be_visible()
    page.wait_for_timeout(400)


def _find_goods(page: Page) -> None:
    page.locator("#in-add").fill("theiere")
    expect(page.locator(".goods-found button").first).to_be_visible()


def _elsewhere(page: Page) -> None:
    """To an address that is still to be typed."""
    page.locator("[name=address]").select_option(value="elsewhere")
    page.locator("[name=line1]").scroll_into_view_if_needed()
    expect(page.locator('.action-form[data-unread="false"]')).to_be_attached()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#action-panel .wrong").first).to_be_visible()


def _quoted(page: Page) -> None:
    """A quote that can still be ordered."""
    if page.locator("#quotes").count() == 0:
        _new_order(page)
        page.locator("#make-quote").click()
    expect(page.locator("#quotes .quote").first).to_be_visible()
    expect(page.locator("#action-panel")).to_have_count(0)
    page.locator("#quotes").scroll_into_view_if_needed()


def _try_rules(page: Page) -> None:
    page.locator("#fact-topic").select_option("complaint")
    page.locator("#try").click()
    expect(page.locator("#answer")).to_be_visible()
    page.locator("#answer").scroll_into_view_if_needed()


def _open_draft(page: Page) -> None:
    """Each picture takes the draft that is there; the first one begins it."""
    if page.locator("#drafts a").count() == 0:
        page.locator("#start-draft").click()
        page.locator("#draft-title").fill("Complaints first")
        page.keyboard.press("Enter")
    else:
        page.locator("#drafts a").first.click()
    expect(page.locator("#steps")).to_be_visible()


def _add_calendar(page: Page) -> None:
    page.locator("#add-calendar").click()
    page.locator("#name-en").fill("Paris desk")
    page.locator("#hours-mon").fill("09:00-12:00, 14:00-18:00")
    page.locator("#holidays").fill("2026-12-25")
    expect(page.locator("#read-back")).to_contain_text("Europe/Paris")


def _refuse_a_file(page: Page) -> None:
    page.locator("#replace-by-file").click()
    page.locator("#replace-draft-text").fill("format: 1\nfamily: routing\nrules:\n- {id: a}\n- {id: b, name: B}\n")
    page.locator("#replace-draft-send").click()
    expect(page.locator("#replace-draft-wrong li").first).to_be_visible()


def _compare(page: Page) -> None:
    page.locator("#to-changes").click()
    expect(page.locator("#changes")).to_be_visible()


def _build_rule(page: Page) -> None:
    """A rule with a group in its condition, read back while it is written."""
    page.locator("#add-rule").click()
    if page.locator(".comparison").count() == 0:
        page.locator("#name-en").fill("Complaints by phone")
        page.locator("#name-fr").fill("Réclamations par téléphone")
        page.locator(".group-foot .button").first.click()
        page.locator("#at-when-all-0--fact").select_option("topic")
        page.locator("#at-when-all-0--value").select_option("complaint")
        page.locator(".group-foot .button").nth(1).click()
        page.locator("#at-when-all-1--any-0--fact").select_option("waiting_for")
        page.locator("#at-when-all-1--any-0--value").fill("2")
        page.locator("#at-then-0--effect").select_option("priority")
        page.locator("#at-then-0--priority").fill("1")
    expect(page.locator("#read-back p")).to_have_count(2)


_FORM = "#new-customer button[type=submit]"

SCENES = (
    Scene("nobody", _at("/")),
    Scene("search", _at("/", _search("mrie dupon"))),
    Scene("search-nothing", _at("/", _search("qqzzxx"))),
    Scene("customer", _at("/", _customer)),
    Scene("order-on-its-way", _at("/", _customer, _order(0))),
    Scene("order-delivered", _at("/", _customer, _order(1))),
    Scene("order-and-timeline", _at("/", _customer, _order(0), _click("#scope-customer", ".day")), wide_only=True),
    Scene("timeline", _at("/", _customer, _click("[data-show-pane=timeline]", "#timeline")), narrow_only=True),
    Scene("list", _at("/", _click("[data-toggle-left]", "#found")), narrow_only=True),
    Scene("palette", _at("/", _customer, _press("Control+k"))),
    Scene("keys", _at("/", _press("?"))),
    Scene("new-customer", _at("/?new=customer")),
    Scene("new-customer-wrong", _at("/?new=customer", _click(_FORM, ".wrong"))),
    Scene("action-cancel", _at("/", _customer, _sure, _order(0), _do("cancel"))),
    Scene(
        "action-address", _at("/", _customer, _sure, _order(0), _do("change_address", _fill("line1", "1 rue Neuve")))
    ),
    Scene("action-return", _at("/", _customer, _sure, _order(1), _do("return", _more_pieces))),
    Scene("action-refund", _at("/", _customer, _sure, _order(1), _do("refund", _fill("amount", "24.90")))),
    Scene("action-discount", _at("/", _customer, _sure, _order(1), _do("discount", _fill("less", "5")))),
    Scene(
        "action-approval",
        _at("/", _customer, _sure, _order(1), _do("goodwill", _fill("amount", "90"), _pick("reason", 5))),
    ),
    Scene("action-again", _at("/", _customer, _sure, _order(1), _do("reorder"))),
    Scene("action-more", _at("/", _customer, _sure, _order(1), _click("#more-actions", ".order-actions .menu-sheet"))),
    Scene("new-order", _at("/", _customer, _sure, _new_order)),
    Scene("new-order-goods", _at("/", _customer, _sure, _new_order, _find_goods)),
    Scene("new-order-wrong", _at("/", _customer, _sure, _new_order, _elsewhere)),
    Scene("quotes", _at("/", _customer, _sure, _quoted)),
    Scene("order-quote", _at("/", _customer, _sure, _quoted, _click("#quotes a", "#action-panel .preview-rows"))),
    Scene("account", _at("/", _click("#account summary", "#account .menu-sheet"))),
    Scene("bell", _at("/", _customer, _watch, _press("b"))),
    Scene("nothing-there", _at("/?order=NOTHING-7")),
    Scene("not-for-you", _at("/admin")),
    Scene("people", _at("/admin"), administrator=True),
    Scene("person", _at("/admin", _first_person), administrator=True),
    Scene("lock", _at("/admin", _first_person, _click("#open-confirm-lock", "#confirm-lock")), administrator=True),
    Scene("new-person", _at("/admin?new=person", _click("#suggest")), administrator=True),
    Scene("roles", _at("/admin?tab=roles"), administrator=True),
    Scene("role", _at("/admin?tab=roles&role=agent"), administrator=True),
    Scene("keys-of-systems", _at("/admin?tab=keys"), administrator=True),
    Scene("new-key", _at("/admin?tab=keys&new=key"), administrator=True),
    Scene("template", _at("/admin?tab=templates&template=shipped&language=fr"), administrator=True),
    Scene("rules", _at("/rules?family=routing"), administrator=True),
    Scene("rules-tables", _at("/rules?family=policy"), administrator=True),
    Scene("rules-tried", _at("/rules?family=routing", _try_rules), administrator=True),
    Scene("rules-changes", _at("/rules?family=routing", _compare), administrator=True),
    Scene("rules-calendar", _at("/rules?family=routing", _open_draft, _add_calendar), administrator=True),
    Scene("rules-file", _at("/rules?family=routing", _open_draft, _refuse_a_file), administrator=True),
    Scene("rules-draft", _at("/rules?family=routing", _open_draft), administrator=True),
    Scene("rules-new-rule", _at("/rules?family=routing", _open_draft, _build_rule), administrator=True),
    Scene("nothing-to-approve", _at("/supervisor"), administrator=True),
    Scene("wall", _at("/supervisor?tab=wall"), administrator=True),
    Scene("queues", _at("/admin?tab=queues&queue=delivery"), administrator=True),
    Scene("opening-hours", _at("/admin?tab=queues&calendar=desk"), administrator=True),
    Scene("made-key", _at("/admin?tab=keys&new=key", _new_key), administrator=True),
)
