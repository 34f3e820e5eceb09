"""The rules that the shop works by: written, read by somebody else and published on its first day."""

from typing import Final

from rules_engine.publishing.publish_draft import publish_draft
from rules_engine.publishing.review_draft import review_draft
from rules_engine.publishing.save_draft import save_draft
from rules_engine.publishing.start_draft import start_draft
from rules_engine.publishing.submit_draft import submit_draft
from rules_engine.starter.starter import starter_rules
from seed.demo.teller import Teller

# Family: who writes, who reviews, who publishes.
BY: Final = {
    "routing": ("Hugo", "Ada", "Hugo"),
    "alerting": ("Hugo", "Ada", "Hugo"),
    "policy": ("Grace", "Hugo", "Ada"),
    "sourcing": ("Grace", "Hugo", "Grace"),
}


def publish_rules(teller: Teller) -> None:
    """All four families are live from now on."""
    for rules in starter_rules():
        writer, reviewer, publisher = (teller.people[name] for name in BY[rules.family])
        draft = teller.do(writer, start_draft, family=rules.family, title=rules.title.en, title_fr=rules.title.fr)
        teller.do(
            writer,
            save_draft,
            draft_id=draft,
            expected_version=1,
            document=rules.document,
            examples=rules.examples,
        )
        teller.do(writer, submit_draft, draft_id=draft, expected_version=2)
        teller.do(reviewer, review_draft, draft_id=draft, expected_version=3, approve=True)
        teller.do(publisher, publish_draft, draft_id=draft, expected_version=4)
