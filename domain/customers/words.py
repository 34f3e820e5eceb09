"""The words that find a customer, kept beside the customer."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from domain.kernel.text import words_of
from domain.models.customer import CustomerWord, SearchWord

LONGEST_WORD = 60


def words_for_customer(first_name: str, last_name: str, emails: Iterable[str]) -> set[str]:
    """The folded words of the name and of the part of each e-mail address before the @."""
    texts = [first_name, last_name, *(email.partition("@")[0] for email in emails)]
    return {word[:LONGEST_WORD] for text in texts for word in words_of(text) if len(word) > 1}


def write_words(session: Session, customer_id: UUID, words: Iterable[str]) -> None:
    """Replace the words of a customer. Words are inserted in order, so that two writers never deadlock."""
    session.execute(delete(CustomerWord).where(CustomerWord.customer_id == customer_id))
    ordered = sorted(words)
    if ordered:
        session.execute(insert(SearchWord).on_conflict_do_nothing(), [{"word": word} for word in ordered])
        session.execute(insert(CustomerWord), [{"word": word, "customer_id": customer_id} for word in ordered])
