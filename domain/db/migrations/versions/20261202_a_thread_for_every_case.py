"""Cases that were opened by hand get the thread that others have, so that inboxes list them."""

from alembic import op

revision = "a7d02c5e91f4"
down_revision = "b7d41e90c2a5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        INSERT INTO conversations (id, case_id, customer_id, channel, address, language, started_at, last_at,
            waiting_since)
        SELECT gen_random_uuid(), cases.id, customer_id, channel, '', language, opened_at,
            coalesce(closed_at, opened_at), CASE WHEN status IN ('new', 'open') THEN opened_at END
        FROM cases WHERE NOT EXISTS (SELECT FROM conversations WHERE conversations.case_id = cases.id)
        """
    )


def downgrade() -> None:
    """The threads stay: nobody can tell them from others by then."""
