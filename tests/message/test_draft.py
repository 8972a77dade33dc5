"""Drafts from text and from mail: fifty shapes of mail read right, unusable input told in one sentence."""

from __future__ import annotations

import email.policy
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.message.draft import MESSAGE_LIMIT, Draft, read_draft
from courtesy.message.quoting import own_text_end
from courtesy.message.text import folded

OWN = "Dear Kim,\n\nThank you for the café tour – it was lovely.\n\nBest,\nDana Reyes"
PLAIN = OWN.replace("é", "e").replace("–", "-")
HTML = (
    "<html><head><style>p {color: red}</style><title>x</title></head><body><p>Dear Kim,</p>"
    "<p>Thank you for the caf&eacute; tour &ndash; it was <b>lovely</b>.</p><p>Best,<br>Dana Reyes</p>{quote}</body></html>"
)


def own_text(draft: Draft | None) -> str:
    """The candidate's own words of a draft."""
    assert draft is not None
    end, _ = own_text_end(folded(draft.message.body))
    return draft.message.body[:end].strip()


def letter(text: str = OWN, **headers: str) -> EmailMessage:
    """A mail with this text and the usual headers."""
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["Subject"] = headers.get("subject", "Thank you")
    mail["From"] = "Dana Reyes <dana@example.org>"
    mail["To"] = "Kim Lee <kim@acme.example>, brian@acme.example"
    mail["Date"] = "Tue, 03 Mar 2026 09:00:00 -0500"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content(text, charset=headers.get("charset", "utf-8"), cte=headers.get("cte", "quoted-printable"))
    return mail


def with_html(quote: str = "") -> EmailMessage:
    mail = letter()
    mail.add_alternative(HTML.replace("{quote}", quote), subtype="html")
    return mail


def html_only(quote: str = "") -> EmailMessage:
    mail = letter()
    mail.set_content(HTML.replace("{quote}", quote), subtype="html")
    return mail


def with_attachment() -> EmailMessage:
    mail = letter()
    mail.add_attachment(b"%PDF-1.7 ...", maintype="application", subtype="pdf", filename="cv.pdf")
    mail.add_attachment("Sorry, sorry, sorry", filename="notes.txt")
    return mail


def forwarded() -> EmailMessage:
    mail = letter()
    mail.add_attachment(letter("I beg you!!!"))
    return mail


def related() -> EmailMessage:
    mail = with_html()
    html = mail.get_payload(1)
    assert isinstance(html, EmailMessage)
    html.add_related(b"\x89PNG", "image", "png", cid="<logo>")
    return mail


QUOTES = {
    "gmail": "On Tue, Mar 3, 2026 at 8:00 AM Kim Lee <kim@acme.example> wrote:\n> Thanks for coming!\n> Kim",
    "gmail-wrapped": "On Tue, Mar 3, 2026 at 8:00 AM Kimberly Alexandra Lee\n<kim@acme.example> wrote:\n\n> Thanks!",
    "apple": "> On 3 Mar 2026, at 08:00, Kim Lee <kim@acme.example> wrote:\n> \n> Thanks!",
    "outlook": "-----Original Message-----\nFrom: Kim Lee\nSent: Tuesday, March 3, 2026 8:00 AM\nTo: Dana\nSubject: RE: hi\n\nThanks!",
    "outlook-web": "________________________________\nFrom: Kim Lee <kim@acme.example>\nSent: Tuesday\nTo: Dana\nSubject: hi\n\nThanks!",
    "outlook-mobile": "Get Outlook for iOS\n________________________________\nFrom: Kim Lee\nSent: Tuesday\n\nThanks!",
    "outlook-german": "Von: Kim Lee\nGesendet: Dienstag\nAn: Dana\nBetreff: hi\n\nDanke!",
    "outlook-spanish": "________________________________\nDe: Kim Lee\nEnviado: martes\nPara: Dana\nAsunto: hi\n\nGracias!",
    "outlook-french": "De : Kim".replace(" :", ":") + " Lee\nEnvoyé: mardi\nÀ: Dana\nObjet: hi\n\nMerci!",
    "thunderbird": "Am 03.03.26 um 08:00 schrieb Kim Lee:\n> Danke!",
    "french": "Le 3 mars 2026 à 08:00, Kim Lee <kim@acme.example> a écrit :\n> Merci!",
    "spanish": "El mar, 3 mar 2026 a las 8:00, Kim Lee (<kim@acme.example>) escribió:\n> Gracias!",
    "dutch": "Op di 3 mrt 2026 om 08:00 schreef Kim Lee <kim@acme.example>:\n> Dank!",
    "norwegian": "Den 3. mars 2026 kl. 08:00 skrev Kim Lee:\n> Takk!",
    "italian": "Il giorno mar 3 mar 2026 alle ore 08:00 Kim Lee <kim@acme.example> ha scritto:\n> Grazie!",
    "forward": "---------- Forwarded message ---------\nFrom: Kim Lee\nDate: Tue\nSubject: hi\n\nThanks!",
    "apple-forward": "Begin forwarded message:\n\nFrom: Kim Lee\nSubject: hi\n\nThanks!",
    "bare": "> Thanks for coming!\n> Kim",
    "named": "Kim Lee wrote on Friday:\n> Thanks!",
}
HTML_QUOTES = {
    "gmail": '<div class="gmail_quote"><div>On Tue Kim wrote:</div><blockquote>Thanks!</blockquote></div>',
    "blockquote": "<blockquote type='cite'><p>Thanks!</p><p>Kim</p></blockquote>",
    "yahoo": '<div class="yahoo_quoted"><div>On Tue, Kim Lee wrote:</div><p>Thanks!</p></div>',
    "outlook": '<div id="divRplyFwdMsg"><b>From:</b> Kim Lee<br><b>Sent:</b> Tuesday<br></div>',
    "proton": '<div class="protonmail_quote">On Tue Kim wrote:<br><blockquote>Thanks!</blockquote></div>',
}


def shapes() -> Iterator[tuple[str, bytes, bool]]:
    """Mails of many clients' shapes: name, bytes, and whether mail is quoted in it."""
    for charset in ("utf-8", "iso-8859-15", "windows-1252", "gb18030"):
        for cte in ("quoted-printable", "base64"):
            text = OWN.replace("–", "-") if charset == "iso-8859-15" else OWN
            yield f"{charset}-{cte}", bytes(letter(text, charset=charset, cte=cte)), False
    yield "8bit", bytes(letter(cte="8bit")), False
    yield "ascii-7bit", bytes(letter(PLAIN, charset="us-ascii", cte="7bit")), False
    builders: dict[str, Callable[[], EmailMessage]] = {
        "alternative": with_html, "html-only": html_only, "attachments": with_attachment, "attached-mail": forwarded, "related": related,
    }  # fmt: skip
    for name, build in builders.items():
        yield name, bytes(build()), False
    for name, quote in QUOTES.items():
        yield f"quote-{name}", bytes(letter(f"{OWN}\n\n{quote}\n")), True
    for name, quote in HTML_QUOTES.items():
        yield f"html-quote-{name}", bytes(html_only(quote)), True
    yield "unix-lines", bytes(letter()).replace(b"\r\n", b"\n"), False
    yield "old-mac-bom", b"\xef\xbb\xbf" + bytes(letter()), False
    yield "mbox-line", b"From dana@example.org Tue Mar  3 09:00:00 2026\n" + bytes(letter()), False
    yield "wrong-charset", bytes(letter()).replace(b'charset="utf-8"', b'charset="us-ascii"'), False
    yield "unknown-charset", bytes(letter()).replace(b'charset="utf-8"', b'charset="x-nobody"'), False
    yield "encoded-subject", bytes(letter(subject="Thank you – café")), False
    yield "mobile-line", bytes(letter(f"{OWN}\n\nSent from my phone")), False
    yield (
        "legal-footer",
        bytes(
            letter(
                f"{OWN}\n\n-- \nThis message is confidential and privileged. If you are not the intended recipient, delete it."
            )
        ),
        False,
    )
    flowed = OWN.replace("tour – it", "tour – \nit")
    mail = letter(flowed)
    mail.set_param("format", "flowed")
    yield "flowed", bytes(mail), False
    yield "no-message-id", bytes(letter()).replace(b"Message-ID: <1@example.org>\r\n", b""), False
    yield "broken-date", bytes(letter()).replace(b"Tue, 03 Mar 2026 09:00:00 -0500", b"soon"), False


SHAPES = list(shapes())


def test_there_are_fifty_shapes() -> None:
    assert len(SHAPES) >= 50


@pytest.mark.parametrize(("name", "data", "quoted"), SHAPES, ids=[name for name, _, _ in SHAPES])
def test_a_mail_of_this_shape_is_read_right(name: str, data: bytes, quoted: bool) -> None:  # noqa: FBT001 - a column
    draft, problems = read_draft(data, f"{name}.eml")
    assert problems == ()
    assert draft is not None
    expected = {"ascii-7bit": PLAIN}.get(name, OWN.replace("–", "-") if name.startswith("iso") else OWN)
    assert own_text(draft) == expected
    assert draft.message.quoted is quoted
    assert draft.message.subject == ("Thank you – café" if name == "encoded-subject" else "Thank you")
    assert (draft.from_, draft.to) == ("dana@example.org", ("kim@acme.example", "brian@acme.example"))
    assert draft.date == (None if name == "broken-date" else datetime(2026, 3, 3, 14, 0, tzinfo=UTC))
    assert draft.message_id == (None if name == "no-message-id" else "<1@example.org>")


TEXTS = {
    "Subject: Hi\nTo: Kim <kim@acme.example>\n\nDear Kim,\n": ("Hi", "Dear Kim,"),
    "Subject: Hi\r\n\r\nDear Kim,\r\n": ("Hi", "Dear Kim,"),
    "\ufeffSubject: Hi\n\nDear Kim,": ("Hi", "Dear Kim,"),
    "Dear Kim,\nSubject: not a header": (None, "Dear Kim,\nSubject: not a header"),
    "Note: this is text": (None, "Note: this is text"),
    "Subject:\n\nDear Kim,": (None, "Dear Kim,"),
    "Cafe\u0301": (None, "Café"),
}


@pytest.mark.parametrize("text", TEXTS)
def test_plain_text_may_begin_with_header_lines(text: str) -> None:
    draft, problems = read_draft(text.encode(), "draft.txt")
    assert problems == ()
    assert draft is not None
    assert (draft.message.subject, draft.message.body) == TEXTS[text]


UNUSABLE = {
    b"": "the message has no text of its own",
    b"> only\n> quoted\n": "the message has no text of its own",
    b"\x89PNG\r\n\x1a\n\0": "this is no text file",
    b"Dear Kim\0": "this is no text file",
    b"Dear K\xefm,": "the text is not valid UTF-8 at byte 7",
    b"a" * (MESSAGE_LIMIT + 1): "a message may hold at most 64 KiB of text",
    bytes(letter("")).replace(b"text/plain", b"image/png"): "the mail has no text part",
}


@pytest.mark.parametrize("data", UNUSABLE, ids=range(len(UNUSABLE)))
def test_unusable_input_is_told_in_one_sentence(data: bytes) -> None:
    draft, problems = read_draft(data, "draft")
    assert draft is None
    assert [problem.message for problem in problems] == [UNUSABLE[data]]
    assert all(problem.help and problem.location for problem in problems)


@given(st.binary(max_size=400), st.sampled_from(["draft.txt", "draft.eml"]))
def test_any_bytes_give_a_draft_or_a_diagnostic(data: bytes, name: str) -> None:
    draft, problems = read_draft(data, name)
    assert (draft is None) == bool(problems)
