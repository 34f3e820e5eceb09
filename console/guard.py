"""Who may raise which screen event. Everything not named here is refused. A stranger is answered nothing; to somebody
who is signed in, the page says that it was not done.

Reflex lets any client call any public method of any state by name and enforces no argument types. So every handler
of ours is declared with `screen_event`, which names the right it needs; this middleware finds the declaration, the
session behind the cookie, the right, and the types and sizes of the arguments before the handler runs.
"""

import functools
import inspect
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, get_type_hints

import reflex as rx
import structlog
from reflex.app import App
from reflex.event import Event
from reflex.state import BaseState, StateUpdate
from reflex_base.event.context import EventContext
from reflex_base.registry import RegistrationContext

from console import reflex_events
from console.form_shape import is_form, tidy_forms
from console.signed_in import Sessions, digest_of, token_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

log = structlog.get_logger("guard")

DIGEST_HEADER: Final = "x-comptoir-session"  # set by us alone, see `keep_cookies_out`
_TEXT_MOST: Final = 200
_present: ContextVar[SignedIn | None] = ContextVar("signed_in", default=None)
_sessions: ContextVar[Sessions | None] = ContextVar("sessions", default=None)
_digest: ContextVar[bytes] = ContextVar("session_digest", default=b"")


def signed_in() -> SignedIn:
    """Who raised the event that is being handled. Only inside a handler that the guard let through."""
    person = _present.get()
    if person is None:
        raise LookupError("no guarded event is being handled")
    return person


def session_digest() -> bytes:
    """The digest of the token that the event came with."""
    return _digest.get()


def read_anew() -> None:
    """Somebody changed something about themselves: the next event sees it."""
    sessions = _sessions.get()
    if sessions is not None:
        sessions.forget()


def acting_as(person: SignedIn) -> None:
    """For work that the process itself starts for a person's open screen, in a task of its own."""
    _present.set(person)


@dataclass(frozen=True)
class Rule:
    """`needs`: the right, None for anybody signed in. `texts`: the longest text per argument. `own`: only chained."""

    needs: Permission | None = None
    texts: Mapping[str, int] = field(default_factory=dict)
    own: bool = False


def screen_event(
    needs: Permission | None = None, *, supersedes: bool = False, **texts: int
) -> Callable[[Callable[..., Awaitable[Any]]], Any]:
    """Declare an async state method as callable from the page by who holds `needs`; `name=4000` lengthens a text.

    A refusal of the domain is shown as its sentence; anything unexpected is logged and shown as such. Neither
    leaves the screen half-changed in silence.
    """

    def declare(handler: Callable[..., Awaitable[Any]]) -> Any:
        @functools.wraps(handler)
        async def guarded(state: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return await handler(state, *args, **kwargs)
            except DomainError as refusal:
                desk = await state.get_state(Desk)
                desk._tell("red", refusal.sentence(desk._spoken()))
            except Exception:
                log.exception("screen event failed", handler=handler.__qualname__)
                desk = await state.get_state(Desk)
                desk._tell_failure()
            return None

        guarded.__screen_rule__ = Rule(needs=needs, texts=texts)  # type: ignore[attr-defined]
        return rx.event(guarded, supersedes=supersedes) if supersedes else rx.event(guarded)

    return declare


class Guard(rx.Middleware):
    """The middleware. `sessions` tells who a cookie belongs to."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    async def preprocess(self, app: App, state: BaseState, event: Event) -> StateUpdate | None:
        """None lets the event through; an update ends it."""
        _present.set(None)
        _sessions.set(self.sessions)
        person = await self._person()
        if person is not None:
            tidy_forms(event)
        reason = _refusal(event, person)
        if reason:
            log.warning("screen event refused", handler=event.name[:200], reason=reason)
            if person is None or _declared(event.name) is None:
                return StateUpdate()
            return await _say_refused(state, person)
        assert person is not None  # `_refusal` names a reason otherwise
        await _forget_unless_owned(state, person)
        _present.set(person)
        return None

    async def _person(self) -> SignedIn | None:
        headers = (EventContext.get().router_data or {}).get("headers") or {}
        digest = bytes.fromhex(str(headers.get(DIGEST_HEADER, "")))
        _digest.set(digest)
        return await self.sessions.of_digest(digest) if digest else None


def rule_for(event_name: str) -> Rule | None:
    """The declaration of the handler with this full name; None: nobody may call it."""
    if event_name in reflex_events.CHECKS:
        return Rule(own=event_name in reflex_events.NOT_FOR_CLIENTS)
    return _declared(event_name)


def _declared(event_name: str) -> Rule | None:
    """What `screen_event` says of a handler of ours."""
    registered = RegistrationContext.get().event_handlers.get(event_name)
    return getattr(registered.handler.fn, "__screen_rule__", None) if registered else None


def _refusal(event: Event, person: SignedIn | None) -> str:
    rule = rule_for(event.name)
    if rule is None:
        return "not declared"
    if person is None:
        return "no session"
    if rule.own and event.router_data:
        return "not for clients"
    if rule.needs is not None and rule.needs not in person.actor.permissions:
        return f"lacks {rule.needs}"
    return _wrong_arguments(event, rule)


def _wrong_arguments(event: Event, rule: Rule) -> str:
    check = reflex_events.CHECKS.get(event.name)
    if check is not None:
        return "" if check(event.payload) else "arguments"
    handler = RegistrationContext.get().event_handlers[event.name].handler
    wanted = _arguments_of(handler.fn)
    if set(event.payload) != set(wanted):
        return "arguments"
    for name, value in event.payload.items():
        if not _is(value, wanted[name]) or (isinstance(value, str) and len(value) > rule.texts.get(name, _TEXT_MOST)):
            return f"argument {name}"
    return ""


@functools.cache
def _arguments_of(handler: Callable[..., Any]) -> dict[str, Any]:
    hints = get_type_hints(handler)
    return {name: hints.get(name) for name in list(inspect.signature(handler).parameters)[1:]}


def _is(value: object, wanted: Any) -> bool:
    if wanted is bool:
        return isinstance(value, bool)
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53
    if wanted is str:
        return isinstance(value, str)
    return wanted == dict[str, str] and is_form(value)


async def _say_refused(state: BaseState, person: SignedIn) -> StateUpdate:
    """A notice on the person's own page, so that nobody presses a button in vain."""
    await _forget_unless_owned(state, person)
    root = state._get_root_state()
    desk = await root.get_state(Desk)
    desk._tell("red", translate("This was refused, and nothing was changed. Load the page again.", desk._spoken()))
    delta = await root._get_resolved_delta()
    root._clean()  # type: ignore[no-untyped-call]
    return StateUpdate(delta=delta)


async def _forget_unless_owned(state: BaseState, person: SignedIn) -> None:
    """A tab's token may be presented by somebody else, or after the session in it was ended: whatever the state holds
    is then cleared first."""
    root = state._get_root_state()
    desk = await root.get_state(Desk)
    owner = str(person.session_id)
    if desk._owner == owner:
        return
    if desk._owner or desk.over:
        root.reset()  # type: ignore[no-untyped-call]
    desk._owner = owner


def keep_cookies_out(app: App) -> None:
    """Reflex keeps the handshake's headers in the state, sends them to the page and quotes them in its log.

    So the cookies are taken out when a connection opens, and the digest of the session's token stands in for them.
    """
    namespace = app.event_namespace
    assert namespace is not None  # every app with states has one
    build = namespace._build_static_router_data

    def without_cookies(sid: str, environ: dict[str, Any]) -> dict[str, Any]:
        data = build(sid, environ)
        headers = {name: value for name, value in data["headers"].items() if name not in ("cookie", DIGEST_HEADER)}
        token = token_in(data["headers"].get("cookie", ""))
        data["headers"] = {**headers, DIGEST_HEADER: digest_of(token).hex()} if token else headers
        return data

    namespace._build_static_router_data = without_cookies  # type: ignore[method-assign]
