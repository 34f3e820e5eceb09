"""Every template in both languages over the real data sets: on imported orders, and with the names of real goods."""

import csv
import json
import lzma
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import URL, select, text

from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.models.order import Order
from domain.ports.ports import Ports
from domain.work.application import Application
from domain.work.unit import Unit
from notifications.kinds import KINDS, LANGUAGES, TEMPLATES
from notifications.render import TemplateLetters
from notifications.samples import sample
from notifications.segments import segments
from notifications.try_template import Trial, try_template
from seed.importers.command import import_data_set
from tests.support.databases import copy_of_template

pytestmark = pytest.mark.data

ACTOR = Actor.system("test")
LETTERS = TemplateLetters()
EACH = [(template, language) for template in TEMPLATES for language in LANGUAGES]


@pytest.fixture(scope="module")
def imported(real_data: Path, postgres: URL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with copy_of_template(postgres) as url:
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        report = tmp_path_factory.mktemp("tau") / "refused.jsonl"
        import_data_set(
            "tau-retail", real_data / "tau_retail", url=address, report=report, as_of=datetime.now(UTC).date(),
            out=Console(quiet=True),
        )  # fmt: skip
        database = Database(url)
        yield Application(database, ports=Ports(letters=LETTERS))
        database.dispose()


def test_each_is_written_about_imported_orders_and_the_import_told_nobody(imported: Application) -> None:
    """Each template and language on three orders of its own."""

    def run(unit: Unit) -> list[tuple[str, str, Trial]]:
        numbers = unit.session.execute(select(Order.number).order_by(Order.number)).scalars().all()
        chosen = cycle(numbers[:: max(1, len(numbers) // 216)])
        return [
            (template, number, try_template(unit, **which(template, language), order=number))
            for template, language in EACH
            for number in islice(chosen, 3)
        ]

    for template, number, trial in imported.ask(run, ACTOR):
        assert trial.faults == () and trial.of_order == number, template
        assert trial.subject and trial.text and trial.html.startswith("<!doctype html>"), template
        assert 1 <= trial.segments.count <= 6, template
        if "number" in KINDS[template].values:
            assert number in trial.subject + trial.text, template
    with imported.database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM outbound_messages")).scalar_one() == 0


def which(template: str, language: str) -> dict[str, str]:
    shipped = LETTERS.shipped(template=template, language=language)
    words = {"subject": shipped.subject, "text": shipped.text, "sms": shipped.sms}
    return {"template": template, "language": language, **words}


def test_each_holds_the_names_of_real_goods_and_people(real_data: Path) -> None:
    with lzma.open(real_data / "online_retail.csv.xz", "rt", encoding="utf-8", errors="replace") as file:
        rows = list(islice(csv.DictReader(file), 0, 20_000, 97))
    goods = [str(row.get("Description") or row.get("description") or "?") for row in rows]
    users = json.loads((real_data / "tau_retail" / "users.json").read_text()).values()
    names = cycle(f"{user['name']['first_name']} {user['name']['last_name']}" for user in list(users)[:50])
    for place, (template, language) in enumerate(EACH):
        items, name = goods[place * 2 : place * 2 + 4], next(names)
        values = sample(template, language) | {"name": name, "hello": f"{name},"}
        values |= {"items": "\n".join(f"– 2 × {item}" for item in items), "items_short": ", ".join(items[:3])}
        mail = LETTERS.write(template=template, channel="email", language=language, values=values)
        short = LETTERS.write(template=template, channel="sms", language=language, values=values)
        if "items" in KINDS[template].values and "{{ items }}" in which(template, language)["text"]:
            assert all(item.strip() in mail.text for item in items), template
        assert segments(short.text).count <= 3 or template == "transcript", (template, short.text)
