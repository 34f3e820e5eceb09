"""What is left of a contact."""

import pytest

from domain.kernel.masking import is_masked, mask_email, mask_phone


@pytest.mark.parametrize(
    ("plain", "masked"),
    [
        ("marie.dupont@example.org", "m•••@e•••.org"),
        ("a@b.co.uk", "a•••@b•••.uk"),
        ("a@localhost", "a•••@l•••"),
    ],
)
def test_emails(plain: str, masked: str) -> None:
    assert mask_email(plain) == masked
    assert is_masked(masked)
    assert not is_masked(plain)


@pytest.mark.parametrize(
    ("plain", "masked"),
    [
        ("+33612345678", "+33 6 •• •• •• 78"),
        ("+12025550143", "+1 2••-•••-••43"),
        ("+442079460958", "+44 2• •••• ••58"),
        ("nonsense", "•••se"),
    ],
)
def test_phones(plain: str, masked: str) -> None:
    assert mask_phone(plain) == masked
