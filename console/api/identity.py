"""Making sure who the customer is."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Posts
from console.api.faults import invalid
from console.api.shapes.identity import IdentityCheckBody, IdentityCheckShape
from domain.identity.answer_code import answer_code
from domain.identity.begin_code_check import begin_code_check
from domain.identity.check_facts import check_facts
from domain.identity.checks import MOST_FAILURES, CheckOutcome
from domain.kernel.permissions import Permission
from domain.work import Unit

router = APIRouter(prefix="/customers/{customer_id}", tags=["customers"])


@router.post("/identity-checks", status_code=201, response_model=IdentityCheckShape)
async def check(posts: Posts, customer_id: UUID, body: IdentityCheckBody) -> Response:
    """Send a code to a known contact, answer it, or tell facts; what is passed counts for this key, for half an hour.

    A wrong answer is an answer too ("failed"), and counts.
    """

    def run(unit: Unit) -> Answer:
        if body.facts is not None:
            return _told(check_facts(unit, customer_id=customer_id, facts=body.facts))
        if body.check_id is not None:
            code = body.code or ""
            return _told(answer_code(unit, customer_id=customer_id, check_id=body.check_id, code=code))
        if body.contact is None:
            raise invalid("missing", "contact")
        begun = begin_code_check(unit, customer_id=customer_id, contact=body.contact)
        return _answer(begun, "sent", CheckOutcome(begun, False, 0, None, MOST_FAILURES))

    return await posts.perform(begin_code_check, run, requires=Permission.CUSTOMERS_READ)


def _told(outcome: CheckOutcome) -> Answer:
    return _answer(outcome.check_id, "passed" if outcome.passed else "failed", outcome)


def _answer(check_id: UUID, status: str, outcome: CheckOutcome) -> Answer:
    told = {"check_id": check_id, "status": status, "level": outcome.level, "expires_at": outcome.expires_at}
    return answer(IdentityCheckShape, told | {"attempts_left": outcome.attempts_left}, status=201)
