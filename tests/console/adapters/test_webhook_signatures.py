"""Signatures by the Standard Webhooks scheme."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from console.adapters.webhook_signatures import SignatureRefused, key_of, sign, verify

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
BODY = b'{"type":"payment.settled"}'
OLD, NEW = "the-old-secret-of-24-chars", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def signed(secret: str = NEW, *, at: datetime = NOW) -> dict[str, str]:
    return sign(secret=secret, delivery_id="msg_1", at=at, body=BODY)


def test_the_example_of_the_standard() -> None:
    """From the specification's reference libraries."""
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    then = datetime.fromtimestamp(1614265330, UTC)
    assert verify(secrets=[NEW], headers=headers, body=b'{"test": 2432232314}', now=then) == headers["webhook-id"]


@pytest.mark.parametrize("secret", [OLD, NEW])
def test_while_one_secret_replaces_another_both_are_good(secret: str) -> None:
    assert verify(secrets=[NEW, OLD], headers=signed(secret), body=BODY, now=NOW) == "msg_1"
    both = signed(OLD) | {"webhook-signature": f"v1a,AAAA v1,!! {signed(secret)['webhook-signature']}"}
    assert verify(secrets=[secret], headers=both, body=BODY, now=NOW) == "msg_1"


@pytest.mark.parametrize("off", [timedelta(minutes=5), timedelta(minutes=-5)])
def test_a_clock_may_be_five_minutes_off_and_no_more(off: timedelta) -> None:
    assert verify(secrets=[NEW], headers=signed(at=NOW + off), body=BODY, now=NOW)
    more = off * 301 / 300
    with pytest.raises(SignatureRefused, match="too long ago"):
        verify(secrets=[NEW], headers=signed(at=NOW + more), body=BODY, now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        lambda headers: headers | {"webhook-id": "msg_2"},
        lambda headers: headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) + 1)},
        lambda headers: headers | {"webhook-signature": "v1,"},
        lambda headers: headers | {"webhook-signature": headers["webhook-signature"].replace("v1,", "v2,")},
        lambda headers: headers | {"webhook-signature": "v1,é"},
        lambda headers: headers | {"webhook-timestamp": "1e9"},
        lambda headers: headers | {"webhook-timestamp": "²"},
        lambda headers: headers | {"webhook-id": "a b"},
        lambda headers: {name: value for name, value in headers.items() if name != "webhook-id"},
        lambda headers: {name: value for name, value in headers.items() if name != "webhook-signature"},
    ],
)
def test_whatever_was_changed_is_refused(change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    with pytest.raises(SignatureRefused):
        verify(secrets=[NEW, OLD], headers=change(signed()), body=BODY, now=NOW)


def test_another_body_another_secret_and_no_secret_are_refused() -> None:
    for secrets, body in (([NEW], BODY + b" "), ([OLD], BODY), ([], BODY)):
        with pytest.raises(SignatureRefused, match="No known secret"):
            verify(secrets=secrets, headers=signed(), body=body, now=NOW)


def test_a_secret_that_is_no_base64_is_told() -> None:
    with pytest.raises(ValueError):
        key_of("whsec_not*base64")
