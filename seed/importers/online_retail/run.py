"""Import the file in two readings: the first looks at everything and writes nothing, the second writes order by order.

An order is written with all its lines, returns and refunds in one transaction, so a run that was killed is completed
by running again. Cancellations are matched within the file: see `matching`.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psycopg import Connection

from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError
from domain.orders.numbers import number_key
from seed.history.standing import set_standing
from seed.importers import standing_records
from seed.importers.intake import Intake
from seed.importers.online_retail.file import read_lines, size_of
from seed.importers.online_retail.invoices import SOURCE
from seed.importers.online_retail.lines import CURRENCY, check_line
from seed.importers.online_retail.matching import match_returns
from seed.importers.online_retail.people import write_buyers, write_goods
from seed.importers.online_retail.survey import Survey
from seed.importers.online_retail.writing import Writing
from seed.importers.outcome import Outcome
from seed.importers.refusals import RefusalReport
from seed.importers.run import Advance, Import, Steps

ACTOR = Actor.system("import online-retail")


def online_retail(path: Path) -> Import:
    """The import of one file, for `run_import`; `UnreadableFile` when it cannot be read."""
    size = size_of(path)

    def work(connection: Connection[Any], report: RefusalReport, outcome: Outcome, steps: Steps) -> None:
        intake = Intake(connection, report, outcome, ACTOR)
        survey = _survey(intake, path, steps.begin("reading", size))
        keys = [number_key(invoice) for invoice in survey.invoices]
        taken = standing_records.numbers_of_others(connection, SOURCE, keys)
        survey.leave_out(taken)
        matching = match_returns(survey)
        write_goods(intake, survey)
        accounts = write_buyers(intake, survey)
        Writing(intake, path, survey, matching, taken, accounts).run(steps.begin("writing", size))
        set_standing(connection, source=SOURCE, currencies=[CURRENCY], at=datetime.now(UTC))

    return work


def _survey(intake: Intake, path: Path, advance: Advance) -> Survey:
    survey = Survey()
    for raw in read_lines(path, advance):
        intake.outcome.read["lines"] += 1
        try:
            survey.note(check_line(raw))
        except DomainError as refusal:
            survey.refused.add(raw.number)
            intake.report.refuse("lines", refusal, file=path.name, line=raw.number, raw=raw.text)
    return survey
