"""`/help`: track an order, give back, cancel, say how to be contacted, start a chat."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from console.auth.form import FormRefused
from console.auth.visits import own_form, refused_form, spoken_to
from console.bootstrap import console
from console.help_page.page import CONTACT_BY, REASONS, Refusal, help_page
from console.help_page.visit import Here, count, here, with_cookie, without_cookie
from console.widget.asked import DOOR
from domain.approvals.act import Acted, act
from domain.customers.consents import PURPOSES
from domain.customers.set_consent import set_consent
from domain.identity.answer_code import answer_code
from domain.identity.begin_code_check import begin_code_check
from domain.kernel.errors import Conflict, DomainError, IdentityNeeded, Invalid
from domain.kernel.ids import parse_id
from domain.orders.numbers import number_key
from domain.visitors.track_order import begin_help_visit, own_consents

router: Final = APIRouter(prefix="/help", include_in_schema=False)
_TIMES: Final = Path(__file__).parent / "times.js"
_MOST_FIELDS: Final = 120  # a line of an order each
Handler = TypeVar("Handler", bound=Callable[[Request], Awaitable[Response]])


def refusals_shown(handler: Handler) -> Handler:
    """A refusal is said on the page on which it happened."""

    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except FormRefused as refusal:
            return refused_form(refusal)
        except DomainError as refusal:
            return await _page(request, refusal=Refusal.of(refusal, spoken_to(request)))

    guarded.__name__, guarded.__doc__ = handler.__name__, handler.__doc__
    return cast(Handler, guarded)


@router.get("")
async def show(request: Request) -> Response:
    """The order of the visit, or the form by which one is found."""
    return await _page(request, note=request.query_params.get("done", "")[:20])


@router.get("/times.js")
async def times() -> Response:
    """The page's one script of its own."""
    return Response(_TIMES.read_bytes(), media_type="text/javascript", headers={"cache-control": "no-cache"})


@router.post("/track")
@refusals_shown
async def track(request: Request) -> Response:
    """303 to the order; the same answer for every pair that does not fit."""
    form = await own_form(request)
    number, proof = form.get("order", "")[:60], form.get("proof", "")[:254]
    await count(request, "track", ("track_order", number_key(number)[:60]))
    made = await console().perform(begin_help_visit, DOOR, order=number, proof=proof)
    return with_cookie(_back(request), made.token)


@router.post("/leave")
@refusals_shown
async def leave(request: Request) -> Response:
    """Another order, or another person at the same machine."""
    await own_form(request)
    return without_cookie(_back(request))


@router.post("/code")
@refusals_shown
async def send_code(request: Request) -> Response:
    """Send a code to a contact on file."""
    form, at = await _mine(request)
    await count(request, "code", ("code", str(at.visit.customer_id)))
    contact = parse_id(form.get("contact", ""), field="contact")
    check = await console().perform(
        begin_code_check, at.actor, customer_id=at.visit.customer_id, contact=contact, language=spoken_to(request)
    )
    return await _page(request, check_id=check)


@router.post("/code-answer")
@refusals_shown
async def hear_code(request: Request) -> Response:
    """The code that was sent; right, the visit is sure of the customer."""
    form, at = await _mine(request)
    await count(request, "code_answer")
    check_id = parse_id(form.get("check", ""), field="check")
    outcome = await console().perform(
        answer_code, at.actor, customer_id=at.visit.customer_id, check_id=check_id, code=form.get("code", "")
    )
    if outcome.passed:
        return _back(request, "known")
    wrong = Conflict(
        code="wrong_code",
        field="code",
        en=f"That is not the code. {outcome.attempts_left} more tries.",
        fr=f"Ce n’est pas le bon code. Encore {outcome.attempts_left} essais.",
    )
    again = check_id if outcome.attempts_left else None
    return await _page(request, check_id=again, refusal=Refusal.of(wrong, spoken_to(request)))


@router.post("/cancel")
@refusals_shown
async def cancel(request: Request) -> Response:
    """Show what cancelling comes to, or do exactly what was shown."""
    form, at = await _mine(request)
    return await _act(request, at, form, "cancel", {"reason": "customer_request"})


@router.post("/return")
@refusals_shown
async def ask_return(request: Request) -> Response:
    """Show what giving back comes to, or do exactly what was shown."""
    form, at = await _mine(request)
    lines = [
        {"line_id": str(line.id), "quantity": _pieces(form.get(f"line-{place}", "0"))}
        for place, line in enumerate(at.tracked.order.lines)
    ]
    chosen = [line for line in lines if line["quantity"]]
    if not chosen:
        raise Invalid(
            field="lines",
            code="missing",
            en="Choose what you would like to give back.",
            fr="Choisissez ce que vous souhaitez retourner.",
        )
    reason = form.get("reason", "")
    if reason not in REASONS:
        raise Invalid(field="reason", code="missing", en="Choose a reason.", fr="Choisissez un motif.")
    return await _act(request, at, form, "return", {"lines": chosen, "channel": "mail", "reason": reason})


@router.post("/preferences")
@refusals_shown
async def preferences(request: Request) -> Response:
    """How the customer wants to be written to."""
    form, at = await _mine(request)
    if not at.identity.assured:
        raise IdentityNeeded.now()
    standing = await console().ask(own_consents, at.actor, customer_id=at.visit.customer_id)
    for channel in CONTACT_BY:
        for purpose in PURPOSES:
            granted = form.get(f"{channel}-{purpose}") == "1"
            if granted != standing.get((channel, purpose), purpose != "marketing"):
                await console().perform(
                    set_consent,
                    at.actor,
                    customer_id=at.visit.customer_id,
                    channel=channel,
                    purpose=purpose,
                    granted=granted,
                )
    return _back(request, "preferences")


async def _act(request: Request, at: Here, form: dict[str, str], action: str, args: dict[str, Any]) -> Response:
    """The same preview, digest, limits and approvals as for agents."""
    given = {"order": str(at.visit.order_id), **args}
    digest = form.get("digest", "")
    if not digest:
        shown = await console().preview(act, at.actor, action=action, args=given)
        return await _page(request, preview=shown.result.preview, action=action, given=form)
    if not at.identity.assured:
        raise IdentityNeeded.now()
    acted: Acted = await console().perform(
        act, at.actor, action=action, args=given, digest=digest, note="Asked for at the self-service page."
    )
    return _back(request, "asked" if acted.approval_id else action)


async def _mine(request: Request) -> tuple[dict[str, str], Here]:
    """The form and the visit that it belongs to."""
    form, at = await own_form(request, most_fields=_MOST_FIELDS), await here(request)
    if at is None:
        raise Conflict(
            code="visit_over",
            en="Your visit has ended. Find your order again.",
            fr="Votre visite est terminée. Recherchez à nouveau votre commande.",
        )
    return form, at


async def _page(request: Request, **shown: Any) -> Response:
    at = await here(request)
    consents = await console().ask(own_consents, at.actor, customer_id=at.visit.customer_id) if at else {}
    return help_page(at, consents, language=spoken_to(request), **shown)


def _pieces(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _back(request: Request, done: str = "") -> Response:
    query = f"?lang={spoken_to(request)}" + (f"&done={done}" if done else "")
    return RedirectResponse(f"/help{query}", status_code=303)
