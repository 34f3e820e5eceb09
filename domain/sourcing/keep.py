"""Keep why lines come from where they come from, with what the rules said."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.decisions.record import record_decisions
from domain.kernel.ids import new_id
from domain.models.order import Order, OrderLine
from domain.models.sourcing import LineSourcing
from domain.ports.decisions import Decided
from domain.sourcing.answer import Answer
from domain.sourcing.propose import Proposal
from domain.work.unit import Unit


def keep_answers(
    unit: Unit, order: Order, proposal: Proposal, lines: Sequence[OrderLine], answers: Sequence[Answer]
) -> Mapping[UUID, UUID]:
    """Write an answer for each line and a decision for each that the rules made; tell the answers' ids by the lines'.

    Whoever looks at a preview is told which rules applied. A part of use cases that have asked.
    """
    made = [said.decided for said in proposal.rules if said.decided.answered_by != "built_in"]
    once: dict[int, Decided] = {id(decided): decided for decided in made}
    _remark(unit, once.values())
    ids = record_decisions(
        unit,
        list(once.values()),
        subject_kind="order",
        subject_id=order.id,
        customer_id=order.customer_id,
        order_id=order.id,
    )
    decisions = dict(zip(once, ids, strict=True))
    rows = [
        LineSourcing(
            id=new_id(at=unit.now),
            order_id=order.id,
            order_line_id=line.id,
            node_id=answer.node.id if answer.node else None,
            decision_id=decisions.get(id(said.decided)),
            promised_on=answer.arrives,
            answer=dict(answer.plain),
            at=unit.now,
        )
        for line, answer, said in zip(lines, answers, proposal.rules, strict=True)
    ]
    unit.session.add_all(rows)
    unit.session.flush()
    return {row.order_line_id: row.id for row in rows}


def _remark(unit: Unit, made: Any) -> None:
    """Each rule once."""
    known = {remark.code for remark in unit.remarks}
    for decided in made:
        for rule in decided.fired:
            code = f"sourcing.{rule['rule']}"
            if code not in known:
                known.add(code)
                unit.remark(code, en=str(rule["name"]["en"]), fr=str(rule["name"]["fr"]), rule=True)
