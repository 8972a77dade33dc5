"""Facts that may be missing in a history, each with the answers that are tried: what to ask the candidate next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from courtesy.case import Case, Event, Proposal
from courtesy.frozen import dataclass
from courtesy.situation.plan import MessageValues
from courtesy.vocabulary import Vocabulary

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer to try: in words, and the case (or the reading of the text) as it would be."""

    words: str
    case: Case
    message: MessageValues | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that is not in the history: its name, the question, how the answer is recorded, the answers to try."""

    name: str
    question: str
    record: str
    answers: tuple[Answer, ...]

    @property
    def is_text(self) -> bool:
        """True for the text of the message: it is still to be written, so what happened is asked first."""
        return self.name == "message"


def missing_facts(case: Case, proposal: Proposal, vocabulary: Vocabulary) -> Iterator[Fact]:
    """The facts that the history since the latest interview does not hold; none before an interview."""
    seen = case.seen_at(proposal.at)
    interviews = [place for place, event in enumerate(seen) if event.event == "interview"]
    if interviews:
        scene = _Scene(case=case, proposal=proposal, since=seen[interviews[-1] :])
        yield from (*_promises(scene), *_replies(scene), *_contacts(scene), *_invitations(scene), *_thanks(scene))
    yield from _traits(case, vocabulary)
    if proposal.message is None:
        yield _text(case, vocabulary)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """The case, the proposal, and the events from the latest interview on."""

    case: Case
    proposal: Proposal
    since: tuple[Event, ...]

    @property
    def words(self) -> frozenset[str]:
        """The event words that occur since the interview."""
        return frozenset(event.event for event in self.since)

    @property
    def people(self) -> tuple[str, ...]:
        """Those whom the proposal goes to, then everybody else."""
        return tuple(dict.fromkeys((*self.proposal.to, *(person.id for person in self.case.people))))

    def with_event(self, event: Event) -> Case:
        """The case with one more event, in its place in time."""
        events = sorted((*self.case.events, event), key=lambda each: each.at.timestamp())
        return replace(self.case, events=tuple(events))


def _promises(scene: _Scene) -> Iterator[Fact]:
    if "timeline_given" in scene.words:
        return
    given = scene.since[0].end
    given = given if given.timestamp() <= scene.proposal.at.timestamp() else scene.since[0].at
    ahead = {"a date that has passed": -1, "a date a few days ahead": 3, "a date two weeks ahead": 14}
    answers = []
    for words, days in ahead.items():
        by = _end_of_day(scene.proposal.at, days)
        if by.timestamp() >= given.timestamp():
            case = scene.with_event(Event(event="timeline_given", at=given, by=by))
            answers.append(Answer(words=words, case=case))
    yield Fact(
        name="timeline_given",
        question="did they say by when they would decide?",
        record="courtesy case log CASE.yaml timeline_given --by DATE",
        answers=tuple(answers),
    )


def _replies(scene: _Scene) -> Iterator[Fact]:
    if scene.since[-1].event in {"reply", "rejection", "offer"}:
        return
    at = max((scene.since[-1].end, scene.proposal.at - _DAY), key=datetime.timestamp)
    at = at if at.timestamp() <= scene.proposal.at.timestamp() else scene.proposal.at
    sender = next(iter(scene.people), None)
    words = {"that nothing is decided yet": "undecided", "that it arrived": "acknowledged", "something else": "other"}
    yield Fact(
        name="reply",
        question="has anybody answered you since?",
        record="courtesy case log CASE.yaml reply --says WHAT",
        answers=tuple(
            Answer(
                words=told, case=scene.with_event(Event(event="reply", at=at, from_=sender, channel="email", says=says))
            )
            for told, says in words.items()
        ),
    )


def _contacts(scene: _Scene) -> Iterator[Fact]:
    if "contact_named" not in scene.words and scene.people:
        yield Fact(
            name="contact_named",
            question="did anybody say whom to follow up with?",
            record="courtesy case log CASE.yaml contact_named --who PERSON",
            answers=tuple(
                Answer(
                    words=_name(scene.case, who),
                    case=scene.with_event(Event(event="contact_named", at=_first(scene), who=who)),
                )
                for who in scene.people
            ),
        )


def _invitations(scene: _Scene) -> Iterator[Fact]:
    if "channel_invited" not in scene.words:
        channel = scene.proposal.channel
        invited = Event(event="channel_invited", at=_first(scene), channel=channel)
        yield Fact(
            name="channel_invited",
            question=f"did they ask to be reached this way ({channel.replace('_', ' ')})?",
            record=f"courtesy case log CASE.yaml channel_invited --channel {channel}",
            answers=(Answer(words="yes", case=scene.with_event(invited)),),
        )


def _thanks(scene: _Scene) -> Iterator[Fact]:
    if "thank_you" not in scene.words and scene.proposal.act != "thank_you":
        to = scene.since[0].with_ or scene.proposal.to
        thanked = Event(event="thank_you", at=_first(scene), to=to, channel="email")
        yield Fact(
            name="thank_you",
            question="did you thank them for the interview?",
            record="courtesy case log CASE.yaml thank_you --to PERSON",
            answers=(Answer(words="yes", case=scene.with_event(thanked)),),
        )


def _traits(case: Case, vocabulary: Vocabulary) -> Iterator[Fact]:
    for trait, meaning in vocabulary.traits.items():
        if trait not in case.traits:
            told = meaning.rstrip(".")
            yield Fact(
                name=trait,
                question=f"is it so that {told[0].lower()}{told[1:]}?",
                record=f"traits: [{trait}] in the case file",
                answers=(Answer(words="yes", case=replace(case, traits=case.traits | {trait})),),
            )


def _text(case: Case, vocabulary: Vocabulary) -> Fact:
    """Each flag of a text by itself, found or not."""
    return Fact(
        name="message",
        question="what does the message say?",
        record="courtesy check … --message FILE",
        answers=tuple(
            Answer(words=f"{'with' if found else 'without'} {name.replace('_', ' ')}", case=case, message={name: found})
            for name, word in vocabulary.messages.items()
            if word.kind == "flag"
            for found in (True, False)
        ),
    )


def _first(scene: _Scene) -> datetime:
    """Right after the interview, or at its beginning where it still lasts."""
    interview = scene.since[0]
    return interview.end if interview.end.timestamp() <= scene.proposal.at.timestamp() else interview.at


def _end_of_day(moment: datetime, days: int) -> datetime:
    day = (moment.astimezone(UTC) + days * _DAY).astimezone(moment.tzinfo)
    return day.replace(hour=23, minute=59)


def _name(case: Case, identifier: str) -> str:
    person = case.person(identifier)
    return person.name if person and person.name else identifier
