"""Answer a dispute with what the records show: assembled, hashed, kept as PDF and JSON."""

import hashlib
import json
from typing import Any
from uuid import UUID

from domain.disputes.content import evidence_content
from domain.disputes.load import load_dispute
from domain.disputes.open import record_dispute
from domain.documents.keep import keep_document
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.dispute import Dispute, DisputeEvidence
from domain.ports.papers import EvidencePaper
from domain.work.unit import Unit


def answer_dispute(unit: Unit, *, dispute_id: UUID, statement: str = "", order: str | UUID | None = None) -> UUID:
    """Assemble the evidence pack of a dispute from its order's records, keep it, and tell its id.

    The pack holds the order, what was paid and delivered (every scan), messages and the timeline, each entry with the
    hash it has in the chain; `digest` is the SHA-256 of its JSON. Answering again makes a new pack beside the old one.
    Records `dispute.answered`. A closed dispute is refused with `Conflict`.
    """
    unit.actor.require(Permission.DISPUTES_WRITE)
    said = clean_text(statement, field="statement", most=5_000, required=False, lines=True)
    dispute, found = load_dispute(unit, dispute_id, order)
    dispute.move_to("answered")
    dispute.answered_at, dispute.version = unit.now, dispute.version + 1
    found.version += 1
    content = evidence_content(unit, dispute, statement=said)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1).encode()
    digest = hashlib.sha256(text).hexdigest()
    pack = _keep(unit, dispute, content, digest=digest, text=text, statement=said)
    record_dispute(unit, dispute, "dispute.answered", {"evidence_id": str(pack.id), "digest": digest})
    return pack.id


def _keep(
    unit: Unit, dispute: Dispute, content: dict[str, Any], *, digest: str, text: bytes, statement: str
) -> DisputeEvidence:
    number = str(content["order"]["number"]).lstrip("#")
    owner = {"customer_id": dispute.customer_id, "order_id": dispute.order_id}
    pdf = unit.ports.papers.evidence(_paper(content, digest, statement))
    kept = [
        keep_document(unit, pdf, kind="evidence", name=f"evidence-{number}.pdf", media_type="application/pdf", **owner),
        keep_document(
            unit, text, kind="evidence", name=f"evidence-{number}.json", media_type="application/json", **owner
        ),
    ]
    pack = DisputeEvidence(
        id=new_id(at=unit.now),
        dispute_id=dispute.id,
        statement=statement,
        content=content,
        digest=digest,
        pdf_document_id=kept[0].id,
        json_document_id=kept[1].id,
        made_by=unit.actor.name,
        made_at=unit.now,
    )
    unit.session.add(pack)
    unit.session.flush()
    return pack


def _paper(content: dict[str, Any], digest: str, statement: str) -> EvidencePaper:
    order, dispute, parcels = content["order"], content["dispute"], content["parcels"]
    facts = {
        "Order": order["number"],
        "Customer": content["customer"]["name"],
        "Disputed": f"{dispute['amount']} ({dispute['reason']})",
        "Case": dispute["case"] or "-",
        "Placed": order["placed_at"],
        "Total": order["total"],
        "Paid": order["captured"],
        "Given back": order["refunded"],
        "Ship to": order["ship_to"],
        "Delivered": ", ".join(parcel["delivered_at"] or "no" for parcel in parcels) or "no parcel",
        "Tracking": ", ".join(f"{parcel['carrier']} {parcel['tracking_number']}" for parcel in parcels) or "-",
    }
    entries = [(entry["at"], f"{entry['who']}: {entry['what']}", entry["hash"]) for entry in content["timeline"]]
    return EvidencePaper(
        title=f"Evidence for order {order['number']}",
        digest=digest,
        facts=facts,
        statement=statement,
        entries=entries,
        language="en",
    )
