"""The only wiring: settings, database, clock, jobs and subscriptions become one `Console` per process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

import anyio
from anyio import CapacityLimiter

from console.adapters.channels import channels_of
from console.adapters.engine_reports import EngineReports
from console.adapters.gateway import gateway_of
from console.adapters.jobs import JobsAdapter
from console.adapters.papers import PdfPapers
from console.adapters.storage import FileStorage
from console.adapters.telephone import telephone_of
from console.adapters.webhook_sender import WebhookSender
from console.reactions import subscriptions
from console.settings import Settings, SettingsRefused, load_settings
from console.survey.links import SurveyLinks
from console.understanding.reading import LocalUnderstanding
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SystemClock
from domain.ports.gateway import NoGateway, PaymentGateway
from domain.ports.ports import Ports
from domain.work import Application, Preview, Unit
from notifications.channels.channel import Channel
from notifications.render import TemplateLetters
from notifications.twilio.telephone import Telephone
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.decisions.rules_decisions import RulesDecisions

P = ParamSpec("P")
R = TypeVar("R")

THREADS = 16  # calls into the domain at once in one process; each holds a connection


@dataclass
class Console:
    """The product in this process. `perform` and `ask` run the synchronous domain in threads, for async entrances."""

    settings: Settings
    database: Database
    application: Application
    gateway: PaymentGateway = field(default_factory=NoGateway)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    webhooks: WebhookSender = field(default_factory=lambda: WebhookSender(b""))
    telephone: Telephone | None = None

    def __post_init__(self) -> None:
        self._limiter: CapacityLimiter | None = None

    async def perform(
        self, use_case: Callable[Concatenate[Unit, P], R], /, actor: Actor, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Change the domain; see `Application.perform`."""
        return await self._in_thread(partial(self.application.perform, use_case, actor, "", *args, **kwargs))

    async def ask(
        self, query: Callable[Concatenate[Unit, P], R], /, actor: Actor, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Read the domain; see `Application.ask`."""
        return await self._in_thread(partial(self.application.ask, query, actor, *args, **kwargs))

    async def preview(
        self, use_case: Callable[Concatenate[Unit, P], R], /, actor: Actor, *args: P.args, **kwargs: P.kwargs
    ) -> Preview[R]:
        """Perform and roll back; see `Application.preview`."""
        return await self._in_thread(partial(self.application.preview, use_case, actor, *args, **kwargs))

    async def _in_thread(self, call: Callable[[], R]) -> R:
        if self._limiter is None:
            self._limiter = CapacityLimiter(THREADS)
        return await anyio.to_thread.run_sync(call, limiter=self._limiter)


_current: Console | None = None


def build(settings: Settings) -> Console:
    """Wire everything together for `settings`; nothing is connected before it is needed."""
    if settings.database_url is None:
        raise SettingsRefused("DATABASE_URL is not set and no embedded PostgreSQL was started for this process.")
    database = Database(settings.database_url, pool_size=THREADS)
    reports = EngineReports()
    ports = Ports(
        decisions=RulesDecisions(LiveRules(database, SystemClock(), on_trouble=reports)),
        letters=TemplateLetters(),
        storage=FileStorage(settings.var / "files"),
        papers=PdfPapers(),
        understands=LocalUnderstanding(),
        links=SurveyLinks(settings.public_url, settings.secret_key.get_secret_value()),
    )
    application = Application(database, jobs=JobsAdapter(), subscriptions=subscriptions(), ports=ports)
    reports.application = application
    return Console(
        settings=settings,
        database=database,
        application=application,
        gateway=gateway_of(settings),
        channels=channels_of(settings),
        webhooks=WebhookSender(settings.secret_key.get_secret_value().encode(), private=settings.webhooks_private),
        telephone=telephone_of(settings),
    )


def console() -> Console:
    """The console of this process, built at the first call from the environment."""
    global _current  # noqa: PLW0603
    if _current is None:
        _current = build(load_settings())
    return _current


def use(replacement: Console | None) -> Any:
    """Make `replacement` the console of this process and tell the one before; for tests."""
    global _current
    before, _current = _current, replacement
    return before
