"""What the reading finds in a message, and what it leaves alone."""

from __future__ import annotations

import json
import unicodedata

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.case import Message
from courtesy.loading.vocabulary_reader import read_vocabulary
from courtesy.message import matching
from courtesy.message.reading import read
from courtesy.message.signals import SIGNALS, TONES, Context, Reading
from courtesy.message.suggestions import suggestions
from courtesy.reports.message_json import message_data
from courtesy.resources import rules_directory, schemas_directory
from message_shared import CASE, INTERVIEW, LETTER, reading, value, words


def test_a_good_letter_has_every_part_and_no_bad_finding() -> None:
    signals = reading(LETTER, subject="Thank you").signals
    found = {name for name, signal in signals.items() if signal.status == "found" and signal.value is True}
    assert found == {
        "subject", "greeting", "greets_by_first_name", "signoff", "contact_phone", "thanks", "mentions_date", "mentions_company",
        "mentions_position", "interest", "conversation_detail",
    }  # fmt: skip
    assert (signals["greets_recipients"].value, signals["signature_name"].value) == ("all", "full")
    assert signals["mentions_date_form"].value == "exact"


CASES: dict[tuple[str, str], object] = {
    ("Hi all, thanks.", "greets_recipients"): "all",
    ("Dear Kim,\nthanks for today.", "greets_recipients"): "some",
    ("Dear Sir or Madam,\nthanks.", "greets_recipients"): "none",
    ("Hi Brain,\nany news?", "name_near_miss"): True,
    ("Hi Brian,\nmy brain hurts.", "name_near_miss"): False,
    ("Write me at dana@exampel.org or dnaa@example.org.", "name_near_miss"): True,
    ("Kim, when can I hear from you?", "greeting"): True,
    ("Bonjour Kim,\nmerci.", "greeting"): True,
    ("We met on Monday.", "greeting"): False,
    ("Hi Kim, any news? Regards, Dana", "signoff"): True,
    ("Hi Kim, any news? Dana Reyes", "signoff"): False,
    ("Hi Kim,\nany news?\n\nYours in haste,\nDana", "signature_name"): "first_only",
    ("Hi Kim,\nany news?\n\nBest,\nD.R.", "signature_name"): "other",
    ("Hi Kim, Dana Reyes here. Any news?", "signature_name"): "none",
    ("Call me on 555-0188.", "contact_phone"): True,
    ("See paper 11987-42 of 2026-03-02 for £24,500.", "contact_phone"): False,
    ("It was good to meet you on 2 March.", "mentions_date"): True,
    ("My email of 2 March may be lost.", "mentions_date"): False,
    ("It is ten days since our interview.", "mentions_date"): True,
    ("I will start by Monday.", "mentions_date"): False,
    ("I enjoyed Monday's conversation.", "mentions_date"): True,
    ("My note after our March 2 meeting may be lost.", "mentions_date"): True,
    ("I left our meeting on the second.", "mentions_date"): True,
    ("I wrote to you on the second.", "mentions_date"): False,
    ("Dana Reyes here from March 2. Any news?", "mentions_date"): True,
    ("Hi Kim, it's Dana from this morning.", "mentions_date"): True,
    ("You needed somebody yesterday, you said.", "mentions_date"): False,
    ("A fortnight having gone by since we talked, I ask.", "mentions_date"): True,
    ("Two weeks ago you said my hands were good.", "mentions_date"): True,
    ("Dear Eng. Lee,\nthank you.", "greets_recipients"): "some",
    ("Ms. Lee this is Dana. Any news?", "greeting"): True,
    ("Uh, hi, Kim, Dana here.", "greeting"): True,
    ("yo Kim tysm for today, it was good", "thanks"): True,
    ("Looking forward to leading you all. Dana Reyes", "signoff"): False,
    ("Any news?\n\nMany greetings\nDana", "signoff"): True,
    ('You wrote "impressed by your [SKILL]".', "placeholder"): False,
    ("Hi Kimberley,\nany news?", "name_near_miss"): True,
    ("I use GIS daily.", "slang"): False,
    ("I learnt more in our hour on Monday than in a year.", "mentions_date"): True,
    ("I came away from Monday ashamed.", "mentions_date"): True,
    ("I return your call of this morning.", "mentions_date"): False,
    ("You gave me Monday as a date, and we talked.", "mentions_date"): False,
    ("Thank you for informing me yesterday.", "mentions_date"): False,
    ("I found the report of Horace Tennant.", "misspelt"): False,
    ("The tennant left.", "misspelt"): True,
    ("I liked your rules. After Monday's talk I read more of them.", "mentions_date"): True,
    ("You said Monday. Nothing came.", "mentions_date"): False,
    ("You said on the second that honesty helps.", "mentions_date"): True,
    ("It is one week since I presented the model to you.", "mentions_date"): True,
    ("It is one week since I wrote to you.", "mentions_date"): False,
    ("Dana here, came by on the 2nd.", "mentions_date"): True,
    ("This is Dana, from this morning.", "mentions_date"): True,
    ("Thank you. I put the sample under the lens last night.", "mentions_date"): False,
    ("Thank you for the news of yesterday. I interviewed well, I thought.", "mentions_date"): True,
    ("Should you need me, my number is 010 0100.", "contact_phone"): True,
    ("The lot is 010 0199.", "salary"): False,
    ("Dear (interviewer's name),\nthank you.", "placeholder"): True,
    ("This does:\n\n    x = 1  # TODO: make it 2\n\nDana", "placeholder"): False,
    ("Bula Kim! Still got flour in my ears.", "greeting"): True,
    ("Asking Kim was wise.", "greeting"): False,
    ("Any news?\n\nWith good wishes for the rest of term,\nDana Reyes", "signoff"): True,
    ("Could I save it? Warm regards, Dana Reyes", "signoff"): True,
    ("A second coater would wait.", "misspelt"): False,
    ('Your letter said "thank you for your interest".', "thanks"): False,
    ("I should of asked you then.", "misspelt"): True,
    ("I thought of asking, and would of course wait.", "misspelt"): False,
    ("Acme would suit me.", "mentions_company"): True,
    ("The acme of wit.", "mentions_company"): False,
    ("the data analyst role", "mentions_position"): True,
    ("the analyst role", "mentions_position"): True,
    ("We spoke of hikes.", "conversation_detail"): True,
    ("Hi [Name], thanks.", "placeholder"): True,
    ("It was fine [sic] at <3 °C per second.", "placeholder"): False,
    ("Dear ,\nthanks.", "placeholder"): True,
    ("Thanks 🙂", "emoji"): True,
    ("At <3 °C it freezes.", "emoji"): False,
    ("I recieve it.", "misspelt"): True,
    ("I would of come.", "misspelt"): True,
    ("I realise the colour of the programme.", "misspelt"): False,
    ("I use kubectl daily.", "misspelt"): False,
    ("I use kubectl daily.", "unknown_word"): True,
    ("Dana Reyes of Acme went hiking.", "unknown_word"): False,
    ("I look forward to hear from you.", "grammar"): True,
    ("I'm not desperate. Thank you for the tour, and take your time.", "desperate"): False,
    ("I beg you, I need this job, I can work for free.", "desperate"): True,
    ("Answer me today or I walk. I am not waiting any longer.", "impatient"): True,
    ("Thank you. Is there any news? Take all the time you need.", "impatient"): False,
    ("You people are clowns and you wasted my time.", "rude"): True,
    ("When do I start? I have handed in my notice.", "presumptuous"): True,
    ("OMG!!! Best interview EVER!!! I can't even!!!", "overexcited"): True,
    ("Thank you for the tour! I would be thrilled to join.", "overexcited"): False,
    ("Sorry, sorry, I apologise, forgive me for asking.", "apologetic"): True,
    ("Sorry for the missing file; here it is. Thank you.", "apologetic"): False,
}  # fmt: skip


@pytest.mark.parametrize(("body", "name"), CASES, ids=lambda text: text[:40])
def test_a_short_text_gives_this_signal(body: str, name: str) -> None:
    assert value(body, name) == CASES[body, name]


def test_without_a_case_what_needs_one_is_unchecked() -> None:
    signals = read(Message(body=LETTER), Context()).signals
    unchecked = {name for name, signal in signals.items() if signal.status == "unchecked"}
    assert unchecked == {
        "greets_recipients", "greets_by_first_name", "signature_name", "mentions_date", "mentions_date_form", "mentions_company",
        "mentions_position", "conversation_detail", "name_near_miss",
    } - ({"conversation_detail"} if signals["conversation_detail"].status == "found" else set())  # fmt: skip
    assert all(signals[name].value is None for name in unchecked)


def test_another_language_is_read_for_its_structure_only() -> None:
    body = "Estimado Brian:\n\nLe agradezco mucho la visita de hoy y el rato que pasamos.\n\nUn cordial saludo,\nDana Reyes"
    signals = reading(body).signals
    assert signals["language"].value == "other"
    assert signals["greeting"].value is True
    assert {signals[name].status for name in (*TONES, "thanks", "misspelt")} == {"unchecked"}


def test_quoted_mail_below_the_draft_is_no_word_of_the_candidate() -> None:
    body = "Hi Kim,\n\nany news?\n\nBest,\nDana\n\nOn Mon, 2 Mar 2026 Kim Lee wrote:\n> I beg you!!! Sorry, sorry, sorry :-)\n"
    signals = reading(body).signals
    assert signals["quoted_reply"].value is True
    assert not any(signals[name].value for name in (*TONES, "emoji"))
    assert signals["words"].value == 6


def test_answers_between_quoted_lines_are_the_candidates_words() -> None:
    body = (
        "Hi Kim,\n\nthank you for asking. Here is what you wanted:\n\n> When can you start? I beg you!!!\nIn two months' time.\n\n"
        "> And what of Lisbon? Sorry, sorry, sorry.\nThe Lisbon migration taught me patience.\n\nBest,\nDana Reyes\n"
    )
    read_text = reading(body)
    signals = read_text.signals
    assert read_text.body == body
    assert (signals["quoted_reply"].value, signals["signature_name"].value) == (True, "full")
    assert signals["conversation_detail"].value is True
    assert not any(signals[name].value for name in TONES)


def test_an_answer_below_the_quoted_mail_is_read() -> None:
    body = "> When can you start? I beg you!!!\n\nHi Kim,\n\nin two months' time. Thank you for asking.\n\nBest,\nDana Reyes\n"
    signals = reading(body).signals
    assert (signals["quoted_reply"].value, signals["greeting"].value, signals["thanks"].value) == (True, True, True)
    assert signals["desperate"].value is False


def test_a_motto_below_the_signature_delimiter_is_not_read() -> None:
    body = 'Hi Kim,\n\nThank you for the tour.\n\nBest,\nDana\n-- \n"I am DESPERATE for tea, I beg you." (my mug)\n'
    assert reading(body).signals["desperate"].value is False


def test_decomposed_letters_and_windows_line_ends_are_read_like_any_others() -> None:
    body = "Dear Kim,\r\n\r\nThe café was lovely. Thank you!\r\n\r\nBest,\r\nDana Reyes"
    composed, decomposed = reading(body), reading(unicodedata.normalize("NFD", "\ufeff" + body))
    assert composed == decomposed
    assert words(composed, "greeting") == ["Dear Kim"]


def test_a_yesterday_that_was_another_day_conflicts() -> None:
    late = INTERVIEW.replace(day=9)
    signals = reading("Thank you for our interview yesterday.", at=late).signals
    assert signals["mentions_date_form"].value == "conflicting"


def test_suggestions_carry_the_names_of_the_case() -> None:
    context = Context(case=CASE, channel="email")
    found = suggestions(reading("I beg you, I need this job."), context)
    advice = {suggestion.signal: suggestion.advice for suggestion in found}
    assert advice["greeting"] == "Open with “Dear Kimberly Lee and Brian Patel,”."
    assert advice["mentions_position"] == "Name the position: “I am writing about the Data Analyst position.”"
    assert advice["signature_name"] == "Sign with your name: Dana Reyes."
    assert advice["desperate"].startswith("Say once that you want the job")


def test_the_json_fits_its_schema() -> None:
    schema = json.loads((schemas_directory() / "message.schema.json").read_text("utf-8"))
    result = reading(LETTER, subject="Thanks")
    jsonschema.validate(message_data(result, suggestions(result, Context(case=CASE))), schema)
    assert set(schema["properties"]["signals"]["properties"]) == set(SIGNALS)


def test_every_message_signal_of_the_vocabulary_is_read_with_the_same_kind() -> None:
    vocabulary, _ = read_vocabulary([rules_directory()])
    for word in vocabulary.messages.values():
        kind = SIGNALS[word.name]
        assert (kind.kind, set(kind.choices)) == (word.kind, set(word.options)), word.name


def is_sound(result: Reading) -> bool:
    """Every promise about values, statuses and spans."""
    assert list(result.signals) == list(SIGNALS)
    texts = {"subject": result.subject, "body": result.body}
    for name, signal in result.signals.items():
        kind = SIGNALS[name]
        assert (signal.value is None) == (signal.status == "unchecked")
        assert kind.kind != "flag" or signal.value is None or (signal.status == "found") == signal.value
        assert kind.kind != "choice" or signal.value is None or signal.value in kind.choices
        assert all(0 <= span.start < span.end <= len(texts[span.part]) for span in signal.spans)
    return True


PIECES = st.sampled_from(
    ["Dear Kim,", "please", "I beg you", "today", "\n", "\n\n", "> ", "!!!", "?", ".", "sorry", "Kim", "Brain", "[Name]", "555-0188", "🙂", "é", "e\u0301",
     "İ", "ß", "_" * 70, "a" * 80, "On Monday Kim wrote:", "--", "Regards,", "Dana Reyes", "yesterday", "2 March", "\u200b", "'", "’", "(", "{", "ACME"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=300), st.none() | st.text(max_size=60))
def test_any_text_gives_sound_signals_with_spans_inside_it(body: str, subject: str | None) -> None:
    assert is_sound(reading(body, subject=subject))


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_reading_twice_gives_the_same(body: str) -> None:
    assert reading(body) == reading(body)


HOSTILE = [
    "a",
    " ",
    "\n",
    "a'",
    "[{<%",
    ". ",
    "hi ",
    "please please call me ",
    "sorry, ",
    "i would take any job for free ",
    "monday 2 may ",
    "@a.",
    "555-0100 ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_costs_a_bounded_number_of_searches(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is on operations, so that a slow machine does not fail the test."""
    searched: list[int] = []
    original = matching._hits  # noqa: SLF001 - counts the searches

    def counted(*given: object) -> object:
        searched.append(1)
        return original(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(matching, "_hits", counted)
    result = reading((piece * 65536)[:65536])
    assert len(searched) <= matching.MOST_SEARCHES
    assert sum(len(signal.spans) for signal in result.signals.values()) < 20 * matching.MOST_HITS
    assert is_sound(result)


def test_what_a_cut_search_did_not_find_is_unchecked() -> None:
    signals = reading("Hi Kim. " + "I would like any job, please. " * 2000).signals
    assert signals["truncated"].value is True
    assert signals["rude"].status == "unchecked"
