"""What to change in a draft so that a literal that fails may hold. Every change is a suggestion: the search evaluates it.

A repair that is missing here costs a witness at most, never an answer that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from courtesy.audit.cast import latest, outsider, passing, somebody
from courtesy.audit.draft import DAY, Draft, Happening, day_of, minute_at
from courtesy.audit.happenings import (
    Place,
    additions,
    anchor_additions,
    matching,
    moved,
    resolve,
    start_of,
)
from courtesy.audit.repairs_of_time import dates, times, weekdays
from courtesy.condition import (
    Anchor,
    AtLeast,
    AtMost,
    ChannelSameAs,
    CountOf,
    CountSignal,
    DayIs,
    DayOfYear,
    DaysPast,
    DaysSince,
    First,
    FlagSignal,
    HasAnchor,
    HasTrait,
    Is,
    Latest,
    LatestIs,
    Literal,
    MessageChoice,
    MessageCount,
    MessageFlag,
    MessageKnown,
    MetCount,
    MinuteOfDay,
    MinutesSince,
    OneOf,
    Pattern,
    People,
    PeopleWithout,
    ProposalAct,
    ProposalChannel,
    ProposalWeekday,
    Quantifier,
    ReadingChoice,
    RecipientCount,
    RecipientsAre,
    RecipientsCover,
)


def repairs(draft: Draft, literal: Literal) -> Iterator[Draft]:
    """Drafts near this one in which the literal is more likely to hold."""
    match literal:
        case Is(signal=signal, value=value):
            yield from _flag(draft, signal, wanted=value)
        case AtLeast(signal=signal, value=bound):
            yield from _number(draft, signal, bound, more=True)
        case AtMost(signal=signal, value=bound):
            yield from _number(draft, signal, bound, more=False)
        case OneOf():
            yield from _choice(draft, literal)
        case _:
            assert_never(literal)


# --- choices ------------------------------------------------------------------------------------------------------


def _choice(draft: Draft, literal: OneOf) -> Iterator[Draft]:
    words = sorted(literal.values)
    match literal.signal:
        case ProposalAct():
            yield from (draft._replace(act=word) for word in words)
        case ProposalChannel():
            words.sort(key=lambda word: (word != "email", word != "phone", word))
            yield from (draft._replace(channel=word) for word in words[:4])
        case ProposalWeekday():
            yield from weekdays(draft, literal.values)
        case MessageChoice(signal=name):
            yield from (draft.with_message(name, word) for word in words[:3])
        case ReadingChoice(source=source, reading=reading):
            for word in words:
                chosen = dict(draft.readings) | {f"{source}/{reading}": word}
                yield draft._replace(readings=tuple(sorted(chosen.items())))


# --- flags --------------------------------------------------------------------------------------------------------


def _flag(draft: Draft, signal: FlagSignal, *, wanted: bool) -> Iterator[Draft]:
    match signal:
        case RecipientsAre() | RecipientsCover():
            yield from _recipients(draft, signal, wanted=wanted)
        case ChannelSameAs(anchor=anchor):
            yield from _same_channel(draft, anchor, wanted=wanted)
        case LatestIs(among=among, pattern=pattern):
            yield from _latest_is(draft, among, pattern, wanted=wanted)
        case HasTrait(trait=trait):
            change = draft.traits | {trait} if wanted else draft.traits - {trait}
            yield draft._replace(traits=change)
        case HasAnchor(anchor=anchor):
            yield from _anchored(draft, anchor, wanted=wanted)
        case DayIs():
            # Holidays there are none, so any other day of the week will do, or none.
            yield from (draft._replace(now=draft.now + ahead * DAY) for ahead in range(1, 7))
        case MessageKnown() | MessageFlag():
            yield from _text(draft, signal, wanted=wanted)
        case _:
            assert_never(signal)


def _text(draft: Draft, signal: MessageKnown | MessageFlag, *, wanted: bool) -> Iterator[Draft]:
    if isinstance(signal, MessageFlag):
        yield draft.with_message(signal.signal, wanted)
    elif wanted:
        yield draft.with_message(signal.signal, value=False)
        yield draft.with_message(signal.signal, value=True)
    else:
        yield draft.with_message(signal.signal, None)


def _recipients(draft: Draft, signal: RecipientsAre | RecipientsCover, *, wanted: bool) -> Iterator[Draft]:
    if isinstance(signal, RecipientsCover):
        yield from _covering(draft, signal.people, wanted=wanted)
    elif wanted:
        for then, person in somebody(draft, signal.people):
            yield then._replace(to=(person,))
            if person not in then.to:
                yield then._replace(to=(*then.to, person))
    else:
        yield from _others(draft, signal)


def _others(draft: Draft, signal: RecipientsAre) -> Iterator[Draft]:
    """With recipients who do not pass the test."""
    inside = passing(draft, signal.people)
    rest = tuple(person for person in draft.to if person not in inside)
    if rest and signal.quantifier is Quantifier.SOME:
        yield draft._replace(to=rest)
    for then, person in outsider(draft, signal.people):
        yield then._replace(to=(person,))


def _covering(draft: Draft, people: People, *, wanted: bool) -> Iterator[Draft]:
    inside = passing(draft, people)
    if wanted:
        yield draft._replace(to=tuple(dict.fromkeys((*draft.to, *inside))))
        for then, person in somebody(draft, people):
            yield then._replace(to=tuple(dict.fromkeys((*then.to, person))))
        return
    for then, person in somebody(draft, people):
        if person not in draft.to:
            yield then._replace(to=draft.to)
    yield from (then._replace(to=draft.to) for then in _newcomers(draft, people))


def _newcomers(draft: Draft, people: People) -> Iterator[Draft]:
    """With one more person who passes the test."""
    for role in ("hiring_manager", "interviewer"):
        with_person, person = draft.with_person(role)
        yield from (then for then, joined in somebody(with_person, people) if joined == person)


def _same_channel(draft: Draft, anchor: Latest | First, *, wanted: bool) -> Iterator[Draft]:
    place = resolve(draft, anchor)
    if place is None:
        yield from anchor_additions(draft, anchor)
        return
    event = draft.events[place.event]
    if not wanted:
        for channel in ("email", "phone", "voicemail"):
            yield draft._replace(channel=channel)
            yield draft.changed(place.event, event._replace(channel=channel))
        return
    if event.channel is not None:
        yield draft._replace(channel=event.channel)
    yield draft.changed(place.event, event._replace(channel=draft.channel))


def _latest_is(draft: Draft, among: Pattern, pattern: Pattern, *, wanted: bool) -> Iterator[Draft]:
    if wanted:
        yield from additions(draft, pattern)
        found = matching(draft, among)
        if found and draft.events[found[-1]].event not in pattern.events:
            yield draft.without(found[-1])
        elif found:
            yield draft.changed(found[-1], _fitted(draft.events[found[-1]], pattern))
        return
    yield from _fewer(draft, pattern)
    for then in additions(draft, among):
        found = matching(then, among)
        if found and found[-1] not in matching(then, pattern):
            yield then


def _fitted(event: Happening, pattern: Pattern) -> Happening:
    """The event by a channel and in words that the pattern asks for."""
    channel, says = event.channel, event.says
    if pattern.channels is not None and channel not in pattern.channels:
        channel = min(pattern.channels)
    if pattern.says is not None and says not in pattern.says:
        says = min(pattern.says)
    return event._replace(channel=channel, says=says)


def _anchored(draft: Draft, anchor: Anchor, *, wanted: bool) -> Iterator[Draft]:
    if wanted:
        yield from anchor_additions(draft, anchor)
        return
    match anchor:
        case Latest(pattern=pattern) | First(pattern=pattern):
            yield from _fewer(draft, pattern)
        case _:
            place = resolve(draft, anchor)
            if place is not None:
                yield draft.without(place.event)


# --- numbers ------------------------------------------------------------------------------------------------------


def _number(draft: Draft, signal: CountSignal, bound: int, *, more: bool) -> Iterator[Draft]:
    match signal:
        case DaysSince() | DaysPast() | MinutesSince():
            yield from times(draft, signal, bound, more=more)
        case MinuteOfDay():
            yield draft._replace(now=minute_at(day_of(draft.now), bound))
            yield draft._replace(now=minute_at(day_of(draft.now) + 1, bound))
        case CountOf(pattern=pattern):
            yield from additions(draft, pattern) if more else _fewer(draft, pattern)
        case DayOfYear():
            yield from dates(draft, bound)
        case MessageCount(signal=name):
            yield draft.with_message(name, bound)
        case RecipientCount() | MetCount() | PeopleWithout():
            yield from _people(draft, signal, more=more)
        case _:
            assert_never(signal)


def _fewer(draft: Draft, pattern: Pattern) -> Iterator[Draft]:
    """Without an event of the pattern, or with it before what the pattern counts from."""
    for place in reversed(matching(draft, pattern)):
        yield draft.without(place)
        since = None if pattern.since is None else resolve(draft, pattern.since)
        if since is not None and since.event != place:
            yield moved(draft, Place(place), start_of(draft, since) - DAY)
        event = draft.events[place]
        if pattern.since is not None:
            # Something new that it counts from leaves the event behind.
            yield from anchor_additions(draft, pattern.since)
        if pattern.channels is not None:
            other = "phone" if "phone" not in pattern.channels else "letter"
            yield draft.changed(place, event._replace(channel=other))


def _people(draft: Draft, signal: RecipientCount | MetCount | PeopleWithout, *, more: bool) -> Iterator[Draft]:
    match signal:
        case RecipientCount() if more:
            for then, person in _another(draft):
                yield then._replace(to=(*then.to, person))
        case RecipientCount():
            yield from (draft._replace(to=(person,)) for person in draft.to)
        case MetCount():
            yield from _met(draft, more=more)
        case PeopleWithout():
            yield from _without(draft, signal, more=more)
        case _:
            assert_never(signal)


def _another(draft: Draft) -> Iterator[tuple[Draft, str]]:
    """Somebody who is no recipient yet."""
    for person, _ in draft.people:
        if person not in draft.to:
            yield draft, person
    for role in ("hiring_manager", "interviewer"):
        yield draft.with_person(role)


def _met(draft: Draft, *, more: bool) -> Iterator[Draft]:
    place = latest(draft, "interview")
    if place is None:
        return
    event = draft.events[place]
    if more:
        then, person = draft.with_person("interviewer")
        yield then.changed(place, event._replace(with_=(*event.with_, person)))
    elif len(event.with_) > 1:
        yield draft.changed(place, event._replace(with_=event.with_[:-1]))


def _without(draft: Draft, signal: PeopleWithout, *, more: bool) -> Iterator[Draft]:
    if more:
        yield from _fewer(draft, signal.pattern)
        yield from _newcomers(draft, signal.people)
        return
    reached = {person for place in matching(draft, signal.pattern) for person in draft.events[place].people}
    for person in passing(draft, signal.people):
        if person not in reached:
            for then in additions(draft, signal.pattern):
                yield from _reaching(then, signal.pattern, person)
            if signal.counting_proposal:
                yield draft._replace(to=(*draft.to, person))


def _reaching(draft: Draft, pattern: Pattern, person: str) -> Iterator[Draft]:
    for place in matching(draft, pattern):
        event = draft.events[place]
        if event.to and person not in event.to:
            yield draft.changed(place, event._replace(to=(person,)))
            yield draft.changed(place, event._replace(to=(*event.to, person)))
