"""Mail that the standard library would read for minutes, or never, is refused with the limit that it passes."""

import pytest

from courtesy.message.draft import read_draft

HOSTILE = {
    "100 nested parts": b"Content-Type: message/rfc822\n\n" * 5000 + b"hello\n",
    "1,000 boundaries between parts": b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 300_000,
    "4,000 bytes of a content header": b"Content-Type: text/plain;" + b" a=b;" * 20_000 + b"\n\nhello\n",
    "200 comments in a header": b"Content-Type: text/plain" + b"(" * 1500 + b")" * 1500 + b"\n\nhello\n",
    "128 KiB of headers": b"X-Long: " + b"a" * (1 << 18) + b"\n\nhello\n",
}


@pytest.mark.parametrize("limit", HOSTILE)
def test_a_mail_past_a_limit_is_refused_and_the_limit_is_named(limit: str) -> None:
    draft, problems = read_draft(HOSTILE[limit], "hostile.eml")
    assert draft is None
    assert [problem.message for problem in problems] == [f"this mail is larger than the limit of {limit}"]


def test_an_ordinary_mail_with_parts_is_read() -> None:
    mail = (
        b'From: dana@example.org\nContent-Type: multipart/alternative; boundary="b"\n\n'
        b"--b\nContent-Type: text/plain; charset=utf-8\n\nDear Kim, thank you.\n--b--\n"
    )
    draft, problems = read_draft(mail, "mail.eml")
    assert draft is not None, problems
    assert draft.message.body.strip() == "Dear Kim, thank you."
