"""Redaction: what is taken out whatever it is disguised as, what stays, and that it takes time in proportion."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.conversations.card_numbers import is_card_number, passes_luhn
from domain.conversations.redaction import KINDS, redact

CARDS = (
    "4111111111111111",  # the issuers' own numbers for tests
    "4222222222222",
    "5555555555554444",
    "2223003122003222",
    "378282246310005",
    "6011111111111117",
    "30569309025904",
    "3530111333300000",
    "6200000000000005",
    "6304000000000000",
)
SEPARATORS = ("", " ", "-", "\n", "\u00a0", " - ", ".", "\u2013", "\u200b", "\u200d ", "\r\n")
DISGUISES = (
    str.maketrans({}),
    str.maketrans("0123456789", "０１２３４５６７８９"),
    str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    str.maketrans("0123456789", "०१२३४५६७८९"),
    str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"),
)


@pytest.mark.parametrize("card", CARDS)
def test_every_issuer_is_known(card: str) -> None:
    assert is_card_number(card)
    assert redact(f"Use {card} please").text == f"Use [•••• {card[-4:]}] please"


@given(
    card=st.sampled_from(CARDS),
    separators=st.lists(st.sampled_from(SEPARATORS), min_size=19, max_size=19),
    disguise=st.sampled_from(DISGUISES),
    before=st.sampled_from(("", "Hi, ", "my card: ", "voilà ma carte\n")),
)
def test_no_grouping_or_disguise_keeps_a_card(
    card: str, separators: list[str], disguise: dict[int, int], before: str
) -> None:
    shown = "".join(digit + gap for digit, gap in zip(card[:-1], separators, strict=False)) + card[-1]
    redacted = redact(f"{before}{shown.translate(disguise)} thanks")
    assert redacted.text == f"{before}[•••• {card[-4:]}] thanks"
    assert redacted.kinds == ("card_number",)
    place = redacted.removed[0]
    assert place.start == len(before)


@given(st.text(max_size=400))
def test_what_is_left_is_what_stood_around_it(text: str) -> None:
    redacted = redact(text)
    kept, at = [], 0
    for place in redacted.removed:
        assert at <= place.start < place.end <= len(text)
        assert place.kind in KINDS
        kept.append(text[at : place.start])
        at = place.end
    kept.append(text[at:])
    left = redacted.text
    for piece in kept:
        assert piece in left
        left = left[left.index(piece) + len(piece) :]
    if not redacted.removed:
        assert redacted.text == text


@given(st.text(alphabet="0123456789 -4\n#cvpin:", max_size=200))
def test_nothing_is_found_the_second_time_as_a_card(text: str) -> None:
    again = redact(redact(text).text)
    assert "card_number" not in again.kinds


@given(st.text(alphabet="0123456789", min_size=2, max_size=19))
def test_one_wrong_digit_is_no_card(digits: str) -> None:
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert not (passes_luhn(digits) and passes_luhn(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "Order #W5918442 and W5918442, #C1042",
        "#W4111111111111111",
        "call +33 6 12 34 56 78 or 06 12 34 56 78",
        "call 06 12 34 56 78 or 06 98 76 54 32",
        "IBAN FR76 3000 6000 0112 3456 7890 189",
        "IBAN DE89370400440532013000",
        "SIRET 362 521 879 00034",
        "tracking 9400 1000 0000 0000 0000 00",
        "tracking 1Z999AA10123456784 and 357962501027",
        "4111 1111 1111 1112",
        "12/03/2026 14:05, 3 pieces at 12,50 €",
        "my password is not working",
        "mot de passe oublié, le mot de passe est incorrect",
        "I need a password reset",
        "the pin on my jacket is 12 cm",
        "secret santa gift, code SAVE10",
        "parcel 0123456789012345678901234567890",
    ],
)
def test_what_only_looks_alike_stays(text: str) -> None:
    assert redact(text).text == text


@pytest.mark.parametrize(
    ("text", "clean", "kind"),
    [
        ("CVV 123", "CVV [••••]", "security_code"),
        ("the security code is 1234.", "the security code is [••••].", "security_code"),
        ("le cryptogramme visuel est 987", "le cryptogramme visuel est [••••]", "security_code"),
        ("123 is my cvv", "[••••] is my cvv", "security_code"),
        ("ＣＶＣ：１２３", "ＣＶＣ：[••••]", "security_code"),
        ("my password is hunter2", "my password is [••••]", "password"),
        ("Mot de passe : Soleil!23 merci", "Mot de passe : [••••] merci", "password"),
        ("mdp azerty12", "mdp [••••]", "password"),
        ("p\u200bassword: abc", "p\u200bassword: [••••]", "password"),
        ("my pin is 1 2 3 4", "my pin is [••••]", "pin"),
        ("mon code secret est 4567", "mon code secret est [••••]", "pin"),
        ("Your verification code is 839201", "Your verification code is [••••]", "one_time_code"),
        ("code de vérification : 4821", "code de vérification : [••••]", "one_time_code"),
        ("839201 est mon code de confirmation otp", "839201 est mon code de confirmation otp", ""),
        ("sk_live_abcdefghijklmnop123", "[••••]", "api_key"),
        ("Authorization: Bearer abcdefghij0123456789", "Authorization: Bearer [••••]", "api_key"),
        ("ma clé API est abcdef1234567890", "ma clé API est [••••]", "api_key"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "[••••]", "api_key"),
    ],
)
def test_secrets_go_where_words_say_so(text: str, clean: str, kind: str) -> None:
    redacted = redact(text)
    assert redacted.text == clean
    assert redacted.kinds == ((kind,) if kind else ())


def test_the_code_after_a_card_goes_too_and_an_amount_stays() -> None:
    assert redact("4111 1111 1111 1111 exp 12/27 123").text == "[•••• 1111] exp 12/27 [••••]"
    assert redact("paid with 4111111111111111, 250 euros").text.endswith("euros")


@pytest.mark.parametrize(
    "piece",
    [
        "4",
        "4 ",
        "4444 ",
        "password ",
        "password is ",
        " is",
        "eyJ",
        "A1B2 ",
        "FR76 ",
        "4\u200b",
        "cvv (",
        "-----BEGIN ",
    ],
)
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    """Four times the text may not take anything like sixteen times as long."""

    def taken(size: int) -> float:
        text = (piece * size)[:size]
        begun = time.process_time()
        redact(text)
        return time.process_time() - begun

    taken(1_000)
    small, large = taken(50_000), taken(200_000)
    assert large < 9 * small + 0.2
