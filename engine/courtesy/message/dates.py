"""Whether a message tells when the interview was: a matcher built from the interview's known date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from courtesy.case import Case
from courtesy.message.signals import Context
from courtesy.message.text import Sentence, Stretch

# Dates that are looked at in one sentence.
MOST_DATES = 8
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NUMBERS = (  # noqa: SIM905 - a list of words reads best as words
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
).split()
_MEETING = (
    r"(?:interview\w{0,4}|met|meet|meeting|spoke|speak|speaking|talk\w{0,3}|conversation|convers\w{0,4}|chat\w{0,4}|call|called|visit\w{0,3}|discuss\w{0,4}|saw|seen|seeing|see"
    r"|sat|sit|tour|our hour|our afternoon|came away|panel|session|came|come|trial|audition|lesson|shift|hosted|hosting|have me|having me|had me|welcom\w{0,4}|introduc\w{0,5}|your time|time you|time and|the time|for (?:making|taking|giving|finding|sparing)|gave me|showed|showing)"
)
_MEETING_WORD = re.compile(rf"\b{_MEETING}\b")
_STRONG_MEETING = re.compile(
    r"\b(?:interview\w{0,4}|met|meeting|spoke|talked|talk|conversation|chat|chatted|call|visit|visited|saw|seen|sat|panel|trial|came|tour|phone screen|screening|in your office|at your office|our time)\b"
)
_FUTURE = re.compile(
    r"\b(?:by|until|till|next|coming|before|on or before|this coming|from|every|each|after)\s(?:the\s)?(?:end of\s)?(?:\w{1,10}\s)?$"
)
_ORDINALS = (  # noqa: SIM905 - a list of words reads best as words
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
    " twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh"
    " twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_ELAPSED = re.compile(
    rf"\b(?P<number>\d{{1,3}}|an?|a couple of|a few|couple of|few|several|{'|'.join(_NUMBERS[1:])})\s(?:whole\s|full\s|long\s|entire\s|business\s|working\s|calendar\s)?(?P<unit>minutes?|hours?|days?|weeks?|fortnights?|months?)\b"
    r"(?:\s(?:have|has|had|having)?\s?(?:now\s)?(?:passed|gone by)?\s?)?(?P<link>\s{0,2}(?:ago|since|after|earlier|back))?"
)
_RELATIVE = re.compile(
    r"\b(?:yesterday|today|tonight|this (?:morning|afternoon|evening|week|lunchtime|lunch)|earlier (?:today|this week)|just now|last (?:night|week|wk|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|(?:the )?other (?:day|week)|the day before yesterday|earlier this (?:week|month)|(?:on )?the same day|a moment ago)(?:'s)?\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """How the message tells the interview's date (`exact weekday relative conflicting`), and where."""

    form: str
    place: Stretch


# From this hour on an interview was "last night" the day after.
_EVENING = 16


@dataclass(frozen=True, slots=True)
class _Known:
    days: tuple[date, ...]
    today: date | None
    thanking: bool
    evening: bool


def interview_days(case: Case, at: datetime | None) -> tuple[date, ...]:
    """The local dates of the interviews up to the moment, the latest first."""
    seen = case.events if at is None else case.seen_at(at)
    days = [event.at.date() for event in seen if event.event == "interview"]
    return tuple(dict.fromkeys(reversed(days)))


def date_mentions(
    text: str, sentences: tuple[Sentence, ...], context: Context, *, thanking: bool
) -> tuple[DateMention, ...]:
    """Every place of the folded text that tells when the interview was. Needs a case with an interview.

    In a message that thanks (`thanking`) a bare "today" or weekday that fits is the interview's.
    """
    assert context.case is not None
    at = context.at.astimezone(context.case.timezone) if context.at else None
    late = any(event.event == "interview" and event.at.hour >= _EVENING for event in context.case.events)
    known = _Known(interview_days(context.case, context.at), at.date() if at else None, thanking, late)
    if not known.days:
        return ()
    found: list[DateMention] = []
    for sentence in sentences:
        found.extend(_exact(text, sentence, known))
        found.extend(_spelt(text, sentence, known))
        found.extend(_weekdays(text, sentence, known))
        found.extend(_relative(text, sentence, known))
        found.extend(_elapsed(text, sentence))
    return tuple(sorted(found, key=lambda mention: mention.place.start))


def _exact(text: str, sentence: Sentence, known: _Known) -> Iterator[DateMention]:
    for match in islice(_CALENDAR.finditer(text, sentence.start, sentence.end), MOST_DATES):
        place = Stretch(match.start(), match.end())
        fits = any(_fits(match, day) for day in known.days)
        if fits and not _deadline(text, sentence, place):
            yield DateMention(form="exact", place=place)
        elif not fits and match["month"] and _near_interview(text, sentence, match):
            yield DateMention(form="conflicting", place=place)


_MONTH = "(?:" + "|".join(f"{m[:3]}(?:{m[3:]})?" if m[3:] else m for m in MONTHS) + r"|sept)\.?"
_CALENDAR = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})(?!\w)|(?P<month2>{_MONTH}) (?:the )?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:])"
    r"|(?P<year>20\d\d)-(?P<mm>\d\d)-(?P<dd>\d\d)|(?P<one>\d{1,2})(?P<sep>[/.-])(?P<two>\d{1,2})(?:(?P=sep)(?:20)?\d\d)?(?![\w/.-]\d)"
    r"|the (?P<ordinal>\d{1,2})(?:st|nd|rd|th)|(?P<bare>\d{1,2})(?:st|nd|rd|th)(?= interview| meeting| call| conversation))"
)


def _spelt(text: str, sentence: Sentence, known: _Known) -> Iterator[DateMention]:
    """Dates in words: "February second", "the second of February", "we met on the second"."""
    told = _YOU_SAID.search(text, sentence.start, sentence.end) is not None
    meeting = told or _STRONG_MEETING.search(text, sentence.start, sentence.end) is not None
    for day in known.days:
        month, ordinal = MONTHS[day.month - 1], _ORDINALS[day.day - 1].replace("-", "[- ]")
        alone = rf"|(?:on|from|of) the {ordinal}(?! (?!that|and|at|in|when|with|about|to)\w)" if meeting else ""
        pattern = re.compile(rf"\b(?:{month} (?:the )?{ordinal}|(?:the )?{ordinal} (?:of )?{month}{alone})\b")
        yield from (
            DateMention(form="exact", place=Stretch(m.start(), m.end()))
            for m in pattern.finditer(text, sentence.start, sentence.end)
        )


def _fits(match: re.Match[str], day: date) -> bool:
    """True where the calendar date that was written is this day."""
    if match["year"]:
        return (int(match["year"]), int(match["mm"]), int(match["dd"])) == (day.year, day.month, day.day)
    if match["one"]:
        return {int(match["one"]), int(match["two"])} == {day.day, day.month}
    if match["ordinal"] or match["bare"]:
        return int(match["ordinal"] or match["bare"]) == day.day
    number, month = match["day"] or match["day2"], (match["month"] or match["month2"])[:3]
    return int(number) == day.day and month == MONTHS[day.month - 1][:3]


_SINCE_FIELD = re.compile(r"\bdays since (?:the |our )?(?:interview|meeting|call)\b")
_DEADLINE = re.compile(
    r"\b(?:(?<!came )(?<!stopped )(?<!dropped )by|until|till|before|deadline|no later than|from|start\w{0,3}|begin\w{0,4})\s(?:on\s)?(?:the\s)?(?:\w{1,9}\s)?$"
)
_OTHER_EVENT = re.compile(
    r"\b(?:e-?mail\w{0,3}|mail|note|letter|message|reminder|your call of|informing|outcome|refusal|application|applied|wrote|written|sent|deadline|decision|reply|answer|decide|hear|voicemail|called|call back|rang|asked|need|want|expect|texted|messaged|posted|myself|audit|not)\b[^.;:]{0,14}$"
)


def _deadline(text: str, sentence: Sentence, place: Stretch) -> bool:
    """True for the date of something else than the interview, as far as the words around it tell."""
    if _MEETING_NEXT.match(text, place.end, sentence.end):
        return False
    before = text[max(sentence.start, place.start - 30) : place.start]
    return bool(_DEADLINE.search(before) or _OTHER_EVENT.search(before)) and not _SELF_FROM.search(before)


_MEETING_NEXT = re.compile(r"(?:'s)? (?:interview|meeting|call|conversation|visit|chat|talk|trial)\b")
# "Gurpreet here from …", "our talk from …": a person or a meeting of that day.
_SELF_FROM = re.compile(r"\b(?:here|it's \w{1,20}|interview|meeting|call|conversation|chat|talk),? from (?:the )?$")


def _near_interview(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    before = text[max(sentence.start, match.start() - 40) : match.start()]
    return bool(re.search(r"\b(?:interview\w{0,4}|met|meeting|spoke|conversation|visit)\b[^.;:,]{0,24}$", before))


# "12 Monday" is a date of its own, "you said Monday" a promise.
_NOT_THEN = re.compile(r"\b(?:\d{1,2}(?:st|nd|rd|th)?,?|said|promised|reckoned|kept|gave me|named) $")
_WEEKDAY = re.compile(rf"\b(?P<name>{'|'.join(WEEKDAYS)}|mon|tues?|wed|thurs?|fri|sat|sun)(?P<own>'?s)?\b")


def _weekdays(text: str, sentence: Sentence, known: _Known) -> Iterator[DateMention]:
    for match in islice(_WEEKDAY.finditer(text, sentence.start, sentence.end), MOST_DATES):
        before = text[max(sentence.start, match.start() - 30) : match.start()]
        meant = (
            before.endswith("came away from ")
            or _MEETING_NEXT.match(text, match.end(), sentence.end) is not None
            or match["own"] is not None
        )
        future = _FUTURE.search(before) and not (meant and before.endswith(("after ", "from ")))
        if future or _NOT_THEN.search(before) or _OTHER_EVENT.search(before):
            continue
        number = next(i for i, name in enumerate(WEEKDAYS) if name.startswith(match["name"][:3]))
        place = Stretch(match.start(), match.end())
        meeting = _STRONG_MEETING.search(text, sentence.start, sentence.end) is not None
        if any(_recent_weekday(day, number, known.today) for day in known.days):
            told = before.endswith("that ")
            if (
                meeting
                or told
                or match["own"]
                or known.thanking
                or _MEETING_WORD.search(text, sentence.start, sentence.end)
            ):
                yield DateMention(form="weekday", place=place)
        elif match["own"] and _STRONG_MEETING.match(text, min(match.end() + 1, sentence.end)):
            yield DateMention(form="conflicting", place=place)


def _recent_weekday(day: date, number: int, today: date | None) -> bool:
    return day.weekday() == number and (today is None or 0 <= (today - day).days <= 20)


def _relative(text: str, sentence: Sentence, known: _Known) -> Iterator[DateMention]:
    for match in islice(_RELATIVE.finditer(text, sentence.start, sentence.end), MOST_DATES):
        word = match.group().removesuffix("'s")
        place = Stretch(match.start(), match.end())
        meeting = _MEETING_WORD.search(text, sentence.start, sentence.end) is not None
        strong = _STRONG_MEETING.search(text, sentence.start, sentence.end) is not None
        before = text[max(sentence.start, match.start() - 30) : match.start()]
        named = re.search(r"\bfrom $", before) is not None
        if _OTHER_EVENT.search(before) or _NEEDED.search(before) or (_FUTURE.search(before) and not named):
            continue
        fits = known.today is None or any(_relative_fits(word, (known.today - day).days, day) for day in known.days)
        if word == "last night" and not known.evening:
            continue
        fits_here = meeting or known.thanking or named or match.group().endswith("'s") or word == "yesterday"
        if (fits and fits_here) or (not fits and strong and word != "today"):
            yield DateMention(form="relative" if fits else "conflicting", place=place)


# "You needed somebody yesterday" tells of haste.
_NEEDED = re.compile(r"\b(?:need\w{0,3}|want\w{0,3}) (?:\w{1,12} ){1,3}$")


def _relative_fits(word: str, elapsed: int, day: date) -> bool:
    if word == "yesterday":
        return elapsed == 1
    if (
        "today" in word
        or word in ("tonight", "just now", "a moment ago")
        or word.startswith(("this m", "this a", "this e", "this l"))
    ):
        return elapsed == 0
    if word.startswith("last "):
        name = word[5:]
        return day.strftime("%A").lower() == name and elapsed <= 14 if name in WEEKDAYS else _last(name, elapsed)
    if "before yesterday" in word:
        return elapsed == 2
    return elapsed <= 31


def _last(unit: str, elapsed: int) -> bool:
    low, high = {"night": (0, 1), "week": (2, 13), "wk": (2, 13), "month": (10, 62)}[unit]
    return low <= elapsed <= high


_YOU_SAID = re.compile(
    r"(?:,? |\b)(?:you (?:all |both |kindly )?(?:said|told|asked|showed|mentioned|shook|had me)|i told you)\b"
)
_MEETING_AFTER = re.compile(
    r"(?:\s\w{1,12}){0,4}?\s(?:interview\w{0,4}|met|meeting|spoke|talked|talk|conversation|chat|chatted|call|visit|visited|saw|sat|panel|trial|came|tour|phone screen|screening|shook hands)\b"
)


def _elapsed(text: str, sentence: Sentence) -> Iterator[DateMention]:
    """Elapsed time tied to the interview: "ten days since our call", "two weeks ago we met"."""
    field = _SINCE_FIELD.search(text, sentence.start, sentence.end)
    if field is not None:
        yield DateMention(form="relative", place=Stretch(field.start(), field.end()))
    for match in islice(_ELAPSED.finditer(text, sentence.start, sentence.end), MOST_DATES):
        link = (match["link"] or "").strip()
        if link in ("since", "after"):
            end = min(sentence.end, match.end() + 90)
            tied = any(after.match(text, match.end(), end) for after in (_MEETING_AFTER, _DONE_AFTER))
        elif link in ("ago", "earlier", "back"):
            window = text[max(sentence.start, match.start() - 90) : min(sentence.end, match.end() + 50)]
            before = text[max(sentence.start, match.start() - 30) : match.start()]
            tied = before.endswith(" from ") or _YOU_SAID.match(text, match.end(), sentence.end) is not None
            tied |= _STRONG_MEETING.search(window) is not None and not _OTHER_EVENT.search(before)
        else:
            tied = _SINCE_LATER.match(text, match.end(), sentence.end) is not None
        if tied:
            yield DateMention(form="relative", place=Stretch(match.start(), match.end()))


# "Since I presented", "since we walked": what one does at an interview, unlike writing.
_DONE_AFTER = re.compile(
    r" (?:i|we) (?!wrote|sent|e-?mailed|applied|asked|followed|called|rang|heard|had|have|last)(?:\w{2,14}ed|left|sat|stood|shook|spoke|met)\b"
)
_SINCE_LATER = re.compile(
    r"(?:\s\w{1,12}){0,3}?\s(?:since|after|from)(?:\s\w{1,12}){0,4}?\s(?:interview\w{0,4}|met|meeting|spoke|talked|conversation|chat|call|visit|visited|panel|trial|screening)\b"
)
