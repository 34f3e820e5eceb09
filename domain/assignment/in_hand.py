"""What agents have in hand, as SQL: cases, calls, and what is offered to them.

A call counts from ringing until its wrap-up is done, or the agent's time for that is over; its case does not count
beside it. A chat that waits for the customer counts until nothing was said for a while (`idle_chat`), anything else
only while it waits for us.
"""

from typing import Final

from sqlalchemy import text

# Of a case that calls belong to, the calls count; one of a telephone that we do not know of counts itself.
COUNTS_ITSELF: Final = """(cases.channel <> 'phone' OR NOT EXISTS (
    SELECT FROM calls JOIN conversations ON conversations.id = calls.conversation_id
    WHERE conversations.case_id = cases.id
))"""
_UNFINISHED: Final = "calls.stage = 'over' AND calls.answered_at IS NOT NULL AND calls.wrapped_up_at IS NULL"
# Who is rung, talks, wraps up, or has taken the case of a caller who still waits.
CALLS: Final = f"""
    SELECT calls.agent_id AS staff_id FROM calls
    WHERE calls.stage IN ('offered', 'dialling', 'talking') AND calls.agent_id IS NOT NULL
    UNION ALL
    SELECT calls.agent_id FROM calls JOIN agents ON agents.staff_id = calls.agent_id
    WHERE {_UNFINISHED} AND calls.ended_at > :now - interval '1 hour'
        AND calls.ended_at > :now - agents.wrap_up * interval '1 second'
        AND (agents.wrapped_up_at IS NULL OR agents.wrapped_up_at < calls.ended_at)
    UNION ALL
    SELECT cases.owner_id FROM calls JOIN conversations ON conversations.id = calls.conversation_id
    JOIN cases ON cases.id = conversations.case_id
    WHERE calls.stage = 'waiting' AND cases.owner_id IS NOT NULL
"""  # noqa: S608  (constants)
IN_HAND: Final = text(
    f"""
    SELECT owner_id AS staff_id, channel, count(*) AS number, false AS offered,
        CAST(NULL AS timestamptz) AS closed_at FROM cases
    WHERE owner_id = ANY(:ids) AND snoozed_until IS NULL AND (status = 'open' OR (
        status = 'waiting' AND channel = ANY(:live) AND EXISTS (
            SELECT FROM conversations WHERE case_id = cases.id
                AND last_at > :now - (SELECT idle_chat FROM assignment_settings) * interval '1 second'
        )
    )) AND {COUNTS_ITSELF}
    GROUP BY 1, 2
    UNION ALL
    SELECT staff_id, 'phone', count(*), false, NULL FROM ({CALLS}) AS held WHERE staff_id = ANY(:ids) GROUP BY 1
    UNION ALL
    SELECT staff_id, channel, count(*), true, NULL FROM offers
    WHERE status = 'offered' AND staff_id = ANY(:ids) GROUP BY 1, 2
    UNION ALL
    SELECT staff_id, '', 0, false, max(at) FROM (
        SELECT owner_id AS staff_id, closed_at AS at FROM cases
        WHERE owner_id = ANY(:ids) AND closed_at > :since AND channel = ANY(:live) AND {COUNTS_ITSELF}
        UNION ALL
        SELECT agent_id, ended_at FROM calls
        WHERE agent_id = ANY(:ids) AND ended_at > :since AND {_UNFINISHED}
    ) AS done GROUP BY 1
    """  # noqa: S608  (constants)
)
