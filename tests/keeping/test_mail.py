"""Mail becomes letters, and letters events of the case, with what each rests on."""

import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from courtesy.case import Event
from courtesy.keeping import mail
from courtesy.keeping.acts import recognise_employers
from courtesy.keeping.entry import origins
from courtesy.keeping.finding import Found
from courtesy.keeping.importing import Sources, find_events, read_sources
from courtesy.keeping.mail import read_letter
from courtesy.keeping.people import address_book
from keeping.cases import ACTS, ZONE, acme, interview, local

THANKS = """Dear Kim,

Thank you for taking the time to speak with me on Monday about the analyst role.

Best regards,
Dana Reyes
"""
NEWS = """Dear Kim,

I wanted to ask whether there is any update on the hiring decision.

Best regards,
Dana Reyes
"""


def letter(body: str, **headers: str) -> EmailMessage:
    """A mail of Dana to Kim in the evening of the interview, unless the headers say otherwise."""
    message = EmailMessage()
    defaults = {
        "From": "Dana Reyes <dana@example.org>",
        "To": "Kim Lee <kim@acme.example>",
        "Date": "Mon, 02 Mar 2026 19:10:00 -0500",
        "Subject": "Our conversation",
        "Message-ID": "<1@mail.example>",
    }
    for name, value in (defaults | {key.replace("_", "-"): text for key, text in headers.items()}).items():
        if value:
            message[name] = value
    message.set_content(body)
    return message


def found(*messages: EmailMessage, case: object = None, known: frozenset[str] = frozenset()) -> tuple[Found, ...]:
    """What an import finds in these mails."""
    history = case if case is not None else acme()
    letters = [read_letter(bytes(message), "mail.eml")[0] for message in messages]
    sources = Sources(letters=tuple(one for one in letters if one))
    return find_events(sources, history, address_book(history), known, tuple(ACTS))  # type: ignore[arg-type]


def test_a_thank_you_in_the_evening_is_sure_and_tells_its_signs() -> None:
    (one,) = found(letter(THANKS))
    assert (one.event, one.sure, one.to, one.channel) == ("thank_you", True, ("kim",), "email")
    assert one.because == ("it thanks",)
    assert one.at == datetime(2026, 3, 3, 0, 10, tzinfo=UTC)
    assert one.entry(acme(), "thank_you").fields == (
        ("event", "thank_you"),
        ("at", "2026-03-02 19:10"),
        ("to", ("kim",)),
        ("channel", "email"),
    )


def test_a_mail_that_asks_for_news_is_a_follow_up() -> None:
    (one,) = found(letter(NEWS, Date="Tue, 10 Mar 2026 09:00:00 -0400"))
    assert (one.event, one.sure) == ("follow_up", True)
    assert one.entry(acme(), "follow_up").field("at") == "2026-03-10 09:00"


def test_a_mail_that_thanks_and_asks_for_news_soon_after_the_interview_is_asked_for() -> None:
    (one,) = found(letter(THANKS.replace("Best", "Is there any update on the hiring decision?\n\nBest")))
    assert (one.event, one.sure) == ("follow_up", False)


def test_a_letter_is_read_against_the_letters_before_it() -> None:
    """On the fourth day a mail that asks for news may be the thank-you, unless that was sent before."""
    news = letter(NEWS, Date="Fri, 06 Mar 2026 09:00:00 -0500", Message_ID="<2@mail.example>")
    (alone,) = found(news)
    assert (alone.event, alone.sure) == ("follow_up", False)
    thanks, after = found(letter(THANKS), news)
    assert (thanks.sure, after.event, after.sure) == (True, "follow_up", True)


def test_thanks_beside_another_request_are_asked_for() -> None:
    (one,) = found(letter(THANKS.replace("Best", "May I connect with you on LinkedIn?\n\nBest")))
    assert (one.event, one.sure) == ("thank_you", False)
    assert one.likely[:2] == ("thank_you", "connection_request")


def test_a_mail_without_signs_is_not_guessed() -> None:
    (one,) = found(letter("Hi Kim,\n\nHere is the file.\n\nDana"))
    assert (one.event, one.sure) == (None, False)
    assert "no sign in it settles what it is" in one.because


def test_a_mail_before_any_interview_is_not_guessed() -> None:
    (one,) = found(letter(THANKS, Date="Sun, 01 Mar 2026 19:10:00 -0500"))
    assert (one.event, one.sure) == (None, False)
    assert one.because == ("it was sent before any interview of the case",)


@pytest.mark.parametrize(
    ("body", "event", "says", "sure"),
    [
        ("We have decided to pursue other candidates.", "rejection", None, True),
        ("If you are not moving forward with us, tell me.", "rejection", None, False),
        ("We are pleased to offer you the position!", "offer", None, True),
        ("We haven’t made a decision yet.", "reply", "undecided", True),
        ("Thanks for your note. We have not decided.", "reply", "undecided", True),
        ("Thank you for your email, Dana!", "reply", "acknowledged", True),
        ("See the attached map.", "reply", None, False),
        ("We are pleased to offer you the role, or else pursue other candidates.", None, None, False),
        ("See the map.\n\n> We have decided to pursue other candidates.", "reply", None, False),
    ],
)
def test_what_the_employer_writes_is_told_by_signs(body: str, event: str, says: str, sure: bool) -> None:  # noqa: FBT001
    message = letter(
        body, From="Ana Cruz <ana@acme.example>", To="dana@example.org", Date="Thu, 05 Mar 2026 10:00:00 -0500"
    )
    (one,) = found(message)
    assert (one.event, one.says, one.sure, one.from_) == (event, says, sure, "ana")


def test_a_machine_decides_nothing() -> None:
    data = bytes(
        letter("We have decided to pursue other candidates.", Auto_Submitted="auto-replied", From="kim@acme.example")
    )
    one, _ = read_letter(data, "mail.eml")
    assert one is not None
    assert recognise_employers(one, acme()).because == ("a machine sent it",)


def test_a_known_name_at_an_unknown_address_is_a_question() -> None:
    message = letter(THANKS, To='"Patel, Raj" <raj@home.example>')
    (one,) = found(message)
    assert not one.sure
    assert [(question.person, question.address) for question in one.identities] == [("raj", "raj@home.example")]
    case = acme()
    read, _ = read_letter(bytes(message), "mail.eml")
    assert read is not None
    answered = address_book(case, known_as={"Raj@home.example": "raj"})
    (one,) = find_events(Sources(letters=(read,)), case, answered, frozenset(), tuple(ACTS))
    assert (one.sure, one.to, one.identities) == (True, ("raj",), ())
    denied = address_book(case, strangers=["raj@home.example"])
    assert find_events(Sources(letters=(read,)), case, denied, frozenset(), tuple(ACTS)) == ()


def test_mail_of_others_is_none_of_the_case() -> None:
    assert found(letter(THANKS, From="eve@evil.example"), letter(THANKS, To="mum@home.example")) == ()


def test_what_was_imported_before_is_not_found_again() -> None:
    assert found(letter(THANKS), known=frozenset({"<1@mail.example>"})) == ()


def test_what_was_noted_by_hand_is_not_sure_any_more() -> None:
    noted = Event(event="thank_you", at=local("2026-03-02 19:00"), to=("kim",), channel="email")
    (one,) = found(letter(THANKS), case=acme(interview(), noted))
    assert (one.event, one.sure, one.already) == ("thank_you", False, noted)


@pytest.mark.parametrize(
    ("headers", "problem"),
    [
        ({"Date": ""}, "a mail without a readable date was passed over: `Our conversation`"),
        ({"From": ""}, "a mail without a readable sender was passed over: `Our conversation`"),
    ],
)
def test_a_mail_that_lacks_what_matters_is_passed_over_with_a_word(headers: dict[str, str], problem: str) -> None:
    one, told = read_letter(bytes(letter(THANKS, **headers)), "mail.eml")
    assert one is None
    assert told is not None
    assert told.message == problem


def test_what_a_terminal_would_obey_is_blanked() -> None:
    data = (
        bytes(letter(THANKS))
        .replace(b"Subject: Our", b"Subject: \x1b[31m\xc2\x9bOur")
        .replace(b"Kim Lee", b"Kim\x1b[2J Lee")
    )
    one, _ = read_letter(data, "mail.eml")
    assert one is not None
    assert one.subject.isprintable()
    assert all(mailbox.name.isprintable() for mailbox in one.recipients)


def test_a_mail_without_a_name_of_its_own_is_named_by_its_bytes() -> None:
    nameless = bytes(letter(THANKS, Message_ID=""))
    first, again = read_letter(nameless, "a.eml")[0], read_letter(nameless, "b.eml")[0]
    assert first is not None
    assert again is not None
    assert first.origin == again.origin
    assert first.origin.startswith("sha256:")


@pytest.mark.parametrize("name", ["<a b@c>", "<a#b>\x01", "<" + "x" * 300 + ">", "# imported: <evil>"])
def test_a_hostile_message_id_does_not_reach_the_file(name: str) -> None:
    data = bytes(letter(THANKS, Message_ID="")).replace(b"Subject:", f"Message-ID: {name}\nSubject:".encode(), 1)
    one, _ = read_letter(data, "mail.eml")
    assert one is not None
    assert origins(f"  - {{event: reply}}  # imported: {one.origin}\n") == {one.origin}
    assert one.origin.isprintable()
    assert len(one.origin) < 210


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"From: =?x-unknown?Q?=FF?= <kim@acme.example>\nDate: Mon, 02 Mar 2026 99:10:00 -0500\n\n",
        b"From: kim@acme.example\nDate: Mon, 02 Mar 2026 19:10:00 -0500\nSubject: =?utf-8?B?!!?=\n\nhi",
        b"From: " + b"(" * 5000 + b"\nDate: x\n\n",
        b"From: kim@acme.example\nTo: " + b"a@b.example, " * 50_000 + b"\nDate: 2 Mar 2026\n\n",
        b"From kim@acme.example\nnot a header\n\n",
    ],
)
def test_broken_mail_never_raises(data: bytes) -> None:
    one, problem = read_letter(data, "mail.eml")
    assert (one is None) is (problem is not None)


HEAD = b"From: kim@acme.example\nDate: Mon, 02 Mar 2026 19:10:00 -0500\n"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n"


@pytest.mark.parametrize(
    ("data", "limit"),
    [
        (HEAD + b"Content-Type: multipart/mixed; boundary=x\n" * 200, "100 nested parts"),
        (HEAD + b"Content-Type: message/rfc822\n\n" * 5000, "100 nested parts"),
        (MIXED + b"--x\n\nhi\n" * 2000, "1,000 boundaries between parts"),
        (HEAD + b"X-Filler: y\n" * 20_000, "128 KiB of headers"),
        (MIXED + b"--x\nContent-Type: text/plain; " + b"a=b; " * 1000, "4,000 bytes of a content header"),
        (MIXED + b"--x\nContent-Type: text/plain; a=" + b"(" * 3000 + b"\n\nhi\n--x--\n", "200 comments in a header"),
    ],
)
def test_what_would_be_read_for_minutes_is_refused_with_the_limit(data: bytes, limit: str) -> None:
    one, problem = read_letter(data, "mail.eml")
    assert one is None
    assert problem is not None
    assert problem.message == f"this mail is larger than the limit of {limit}"


# ---------------------------------------------------------------- files


def test_a_mailbox_holds_each_letter_once(tmp_path: Path) -> None:
    path = tmp_path / "all.mbox"
    box = mailbox.mbox(path)
    for message in (letter(THANKS), letter(NEWS, Message_ID="<2@mail.example>"), letter(THANKS)):
        box.add(message)
    box.close()
    (tmp_path / "one.eml").write_bytes(bytes(letter(THANKS)))
    sources, problems = read_sources([path, tmp_path / "one.eml"], ZONE)
    assert problems == ()
    assert [one.origin for one in sources.letters] == ["<1@mail.example>", "<2@mail.example>"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing.eml", "unreadable-file"),
        ("missing.mbox", "unreadable-file"),
        ("missing.ics", "unreadable-file"),
        (".", "unknown-kind-of-file"),
        ("notes.txt", "unknown-kind-of-file"),
    ],
)
def test_every_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    sources, problems = read_sources([tmp_path / name, tmp_path / name], ZONE)
    assert sources == Sources()
    assert [problem.code for problem in problems] == [code, code]


def test_a_file_above_the_limit_is_refused_with_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "MAIL_LIMIT", 1 << 20)
    monkeypatch.setattr(mail, "MAILBOX_LIMIT", 1 << 20)
    for name in ("large.eml", "large.mbox"):
        (tmp_path / name).write_bytes(b"From x\n" * 200_000)
    _, problems = read_sources([tmp_path / "large.eml", tmp_path / "large.mbox"], ZONE)
    assert [problem.message for problem in problems] == ["this file is larger than the limit of 1 MiB"] * 2
