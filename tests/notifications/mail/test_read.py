"""E-mail that comes in is read, whatever it looks like."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.mail.html import text_of_html
from notifications.mail.quotes import without_quote
from notifications.mail.read import ReadMail, read_mail


def mail(text: str = "Where is my lamp?", html: str = "", **headers: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    standard = {"From": "Marie Dupont <marie@example.org>", "To": "help@shop.example", "Subject": "My lamp"}
    for name, value in (standard | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def read(message: EmailMessage) -> ReadMail:
    return read_mail(message.as_bytes())


def test_who_wrote_what_in_answer_to_what() -> None:
    found = read(mail(Message_ID="<c@x>", In_Reply_To="<b@x>", References="<a@x> <b@x>"))
    assert (found.kind, found.sender, found.name, found.subject) == (
        *("message", "marie@example.org", "Marie Dupont", "My lamp"),
    )
    assert (found.message_id, found.answers, found.to) == ("<c@x>", ("<b@x>", "<a@x>"), ("help@shop.example",))
    assert found.text == "Where is my lamp?"


@pytest.mark.parametrize(
    "quote",
    [
        "On Tue, 24 Nov 2026 at 10:00, Shop <help@shop.example> wrote:\n> It is on its way.",
        "On Tue, 24 Nov 2026 at 10:00, Shop\n<help@shop.example> wrote:\n\n> It is on its way.\n>\n> Bye",
        "Le mar. 24 nov. 2026 à 10:00, Boutique <help@shop.example> a écrit :\n\n> En route.",
        "-----Original Message-----\nFrom: Shop\nSubject: x\n\nIt is on its way.",
        "________________________________\nDe : Boutique\nEnvoyé : mardi\n\nEn route.",
        "From: Shop <help@shop.example>\nSent: Tuesday\nTo: Marie\n\nIt is on its way.",
        "> It is on its way.\n> Bye",
        "-- \nMarie Dupont\n12 rue des Lilas",
    ],
)
def test_what_is_quoted_below_is_cut_off_and_kept_aside(quote: str) -> None:
    found = read(mail(f"Thank you!\n\n{quote}\n"))
    assert found.text == "Thank you!"
    assert found.quoted


@pytest.mark.parametrize(
    "text",
    ["> It is on its way.\nWhen exactly?", "> only a quote", "From: here it looks good", "On time, she wrote: yes"],
)
def test_answers_between_quotes_and_words_that_look_like_one_stay(text: str) -> None:
    assert without_quote(text) == (text, "")


def test_html_is_read_as_text_and_never_as_html() -> None:
    page = (
        "<html><head><title>T</title><style>p {}</style></head><body><p>Hello <b>you</b>&nbsp;&amp; me</p>"
        "<script>alert(1)</script><div>&lt;script&gt;</div><ul><li>one</li><li>two</li></ul>"
        '<div class="gmail_quote">On Monday, Shop wrote:<blockquote>Before</blockquote></div></body></html>'
    )
    message = EmailMessage(policy=SMTP)
    message["From"] = "a@b.example"
    message.set_content(page, subtype="html")
    found = read(message)
    assert found.text == "Hello you & me\n\n<script>\n\none\n\ntwo"
    assert "Before" in found.quoted
    assert "alert" not in found.text + found.quoted


def test_the_plain_part_is_preferred() -> None:
    assert read(mail("plain", "<p>rich</p>")).text == "plain"


@pytest.mark.parametrize(
    ("charset", "content", "text"),
    [
        ("iso-8859-1", "déjà reçu".encode("latin-1"), "déjà reçu"),
        ("x-unknown", "déjà reçu".encode(), "déjà reçu"),
        ("utf-8", "déjà reçu".encode("latin-1"), "déjà reçu"),
        ("us-ascii", "déjà reçu".encode(), "déjà reçu"),
        ("utf-16", b"odd", "odd"),
    ],
)
def test_charsets_that_are_unknown_or_wrong_are_lived_with(charset: str, content: bytes, text: str) -> None:
    raw = f"From: a@b.example\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode() + content
    assert read_mail(raw).text == text


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<news.example>"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@example.org"},
    ],
)
def test_what_nobody_wrote_is_told_apart(headers: dict[str, str]) -> None:
    assert read(mail(**headers)).kind == "automatic"
    assert read(mail(Auto_Submitted="no")).kind == "message"


BOUNCE = b"""From: MAILER-DAEMON@mx.example\r
Subject: Undelivered\r
Content-Type: multipart/report; report-type=delivery-status; boundary=B\r
\r
--B\r
\r
It did not arrive.\r
--B\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.example\r
\r
Final-Recipient: rfc822; marie@example.org\r
Action: ACTION\r
Status: 5.1.1\r
\r
--B\r
Content-Type: ORIGINAL\r
\r
Message-ID: <0193-our@shop.example>\r
Subject: Re: My lamp\r
\r
--B--\r
"""


@pytest.mark.parametrize("original", [b"message/rfc822", b"text/rfc822-headers"])
def test_a_report_names_the_mail_that_did_not_arrive(original: bytes) -> None:
    found = read_mail(BOUNCE.replace(b"ORIGINAL", original).replace(b"ACTION", b"failed"))
    assert found.kind == "bounce"
    assert [(one.message_id, one.recipient, one.status) for one in found.bounces] == [
        ("<0193-our@shop.example>", "marie@example.org", "5.1.1")
    ]


def test_a_report_of_a_delay_is_no_bounce() -> None:
    assert read_mail(BOUNCE.replace(b"ACTION", b"delayed")).kind == "automatic"


def test_files_are_taken_within_limits_and_without_paths() -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="../../etc/bill.pdf")
    message.add_attachment(b"x" * 10_000_001, maintype="application", subtype="pdf", filename="large.pdf")
    for number in range(12):
        message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename=f"{number}.png")
    found = read(message)
    assert [(one.name, one.content is not None) for one in found.files[:3]] == [
        ("bill.pdf", True),
        ("large.pdf", False),
        ("0.png", True),
    ]
    assert sum(one.content is not None for one in found.files) == 9
    assert found.text == "Where is my lamp?"


@given(raw=st.binary(max_size=4000))
def test_any_bytes_are_read(raw: bytes) -> None:
    assert isinstance(read_mail(raw).text, str)


_NAMES = st.sampled_from(
    *[["From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Content-Type", "Content-Disposition",
       "Content-Transfer-Encoding", "Auto-Submitted", "MIME-Version", "Date"]]
)  # fmt: skip
_VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            *("multipart/mixed; boundary=B", "multipart/report; boundary=B", "message/rfc822", "text/html; charset=x"),
            *("base64", "quoted-printable", "attachment; filename*=utf-8''%", "=?utf-8?q?=ff?= <a@b>", "<@>", ";;;="),
            *("message/delivery-status", "text/plain; charset=utf-7", "=?x?b?!?=", "group: a@b, c;", "multipart/mixed"),
        ]
    ),
)


@given(
    headers=st.lists(st.tuples(_NAMES, _VALUES), max_size=8),
    body=st.one_of(st.binary(max_size=600), st.just(b"--B\r\nContent-Type: text/html\r\n\r\n<p>x\r\n--B--\r\n")),
)
def test_any_headers_are_read(headers: list[tuple[str, str]], body: bytes) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    found = read_mail(lines.encode("utf-8", errors="replace") + b"\r\n" + body)
    assert all(isinstance(one, str) for one in (found.text, found.sender, found.subject, found.message_id))
    assert all(one.name and "/" not in one.name for one in found.files)


@given(text=st.text(max_size=400))
def test_nothing_written_is_lost_by_cutting(text: str) -> None:
    written, quoted = without_quote(text)
    assert "".join((written + quoted).split()) == "".join(text.replace("\xa0", " ").split())


@given(html=st.text(alphabet=st.sampled_from("<>/&;abpdivscrt= \"'\n"), max_size=200))
def test_any_html_becomes_text(html: str) -> None:
    assert isinstance(text_of_html(html), str)
