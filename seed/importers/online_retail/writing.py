"""The second reading: write every order that is not there yet, and refuse what belongs to none."""

from collections import defaultdict
from pathlib import Path
from uuid import UUID

from domain.kernel.errors import Conflict, DomainError, NotFound
from seed.history.batch import Batch
from seed.history.orders import add_order
from seed.history.writing import write_batch
from seed.importers import standing_records
from seed.importers.intake import Intake
from seed.importers.online_retail.file import RawLine, read_lines
from seed.importers.online_retail.invoices import SOURCE, order_of
from seed.importers.online_retail.lines import Line, check_line
from seed.importers.online_retail.matching import Matching
from seed.importers.online_retail.survey import Survey, duplicate_number
from seed.importers.run import Advance

_BATCH = 4_000  # order lines to a transaction


class Writing:
    """Collects the lines of each invoice until its last, then makes the order."""

    def __init__(
        self,
        intake: Intake,
        path: Path,
        survey: Survey,
        matching: Matching,
        taken: set[str],
        accounts: dict[str, tuple[UUID, UUID]],
    ) -> None:
        self.intake = intake
        self.path = path
        self.survey = survey
        self.matching = matching
        self.taken = taken
        self.accounts = accounts
        self.titles = {sku: good.title(sku) for sku, good in survey.goods.items()}
        self.standing = standing_records.orders_of(intake.connection, SOURCE)
        self.settled = standing_records.given_back_on(intake.connection, SOURCE)
        self.open: defaultdict[str, list[Line]] = defaultdict(list)
        self.batch = Batch(intake.actor)
        intake.outcome.read["orders"] = len(survey.invoices)
        intake.outcome.standing["orders"] = sum(invoice in self.standing for invoice in survey.invoices)

    def run(self, advance: Advance) -> None:
        """Write in batches. A line that the first reading refused is passed over."""
        for raw in read_lines(self.path, advance):
            if raw.number in self.survey.refused:
                continue
            line = check_line(raw)
            try:
                self._return(raw, line) if line.is_return else self._sale(line)
            except DomainError as refusal:
                self._refuse(raw, refusal)
            if len(self.batch.rows["order_lines"]) >= _BATCH:
                self._write()
        self._write()

    def _sale(self, line: Line) -> None:
        if line.invoice in self.taken:
            raise duplicate_number(line.invoice)
        invoice = self.survey.invoices[line.invoice]
        if line.invoice in self.standing:
            self.intake.outcome.standing["lines"] += 1
            return
        self.open[line.invoice].append(line)
        if line.number == invoice.last_line:
            self._order(self.open.pop(line.invoice))

    def _order(self, lines: list[Line]) -> None:
        customer_id, method_id = self.accounts[lines[0].customer]
        given = self.matching.by_invoice.get(lines[0].invoice, [])
        add_order(self.batch, order_of(lines, given, customer_id=customer_id, method_id=method_id, titles=self.titles))
        self.intake.outcome.added["lines"] += len(lines)
        self.intake.outcome.added["orders"] += 1

    def _return(self, raw: RawLine, line: Line) -> None:
        invoices = self.matching.invoices_of.get(line.number)
        if not invoices:
            raise _no_purchase(line, line.quantity)
        if new := [invoice for invoice in invoices if invoice not in self.standing]:
            self.intake.outcome.added["lines"] += 1
            self.intake.outcome.added["returned lines"] += len(new)
        else:
            self._check_settled(line, invoices)
            self.intake.outcome.standing["lines"] += 1
        if left := self.matching.unmatched.get(line.number):
            self._refuse(raw, _no_purchase(line, left), in_part=True)

    def _check_settled(self, line: Line, invoices: list[str]) -> None:
        missing = [invoice for invoice in invoices if (invoice, line.invoice) not in self.settled]
        if missing and line.amount:
            raise Conflict(
                field="InvoiceNo",
                code="order_imported_before",
                en=f"Order {missing[0]} was imported before this was given back; it was left as it is.",
                fr=f"La commande {missing[0]} a été importée avant ce retour ; elle est restée telle quelle.",
            )

    def _refuse(self, raw: RawLine, refusal: DomainError, *, in_part: bool = False) -> None:
        self.intake.report.refuse("lines", refusal, file=self.path.name, line=raw.number, raw=raw.text, in_part=in_part)

    def _write(self) -> None:
        write_batch(self.intake.connection, self.batch)
        self.batch = Batch(self.intake.actor)


def _no_purchase(line: Line, left: int) -> NotFound:
    return NotFound(
        field="StockCode",
        code="no_earlier_purchase",
        en=f"No earlier purchase of {line.sku} by customer {line.customer} has {left} left to give back.",
        fr=f"Aucun achat antérieur de {line.sku} par le client {line.customer} n’a {left} pièce(s) à rendre.",
    )
