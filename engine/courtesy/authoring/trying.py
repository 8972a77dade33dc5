"""Trying a proposal: a line of words changes the day, the channel, the person, and the verdict moves.

Each step is a function from what stands and a line to what stands then and what is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from courtesy.case import Case, Message, Proposal
from courtesy.decision.decide import decide
from courtesy.decision.engine import Engine
from courtesy.decision.values import Decision
from courtesy.decision.whynot import explain_rule
from courtesy.diagnostic import Diagnostic, nearest
from courtesy.frozen import dataclass
from courtesy.loading.proposal_reader import build_proposal
from courtesy.verdict import Profile

_STEP = re.compile(r"(?P<amount>[+-]\d{1,4}) ?(?P<unit>minutes?|hours?|days?|weeks?)?")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

WORDS: Mapping[str, str] = {
    "act ACT": "propose another act",
    "channel CHANNEL": "send it another way",
    "to PERSON, …": "send it to somebody else",
    "day +1": "some days later (also -2, +3 hours, +1 week, 2026-03-12)",
    "at 09:30": "another time of day, or a whole moment",
    "text WORDS": "give it a text (text alone: none)",
    "reading SOURCE/NAME=OPTION": "read a vague passage otherwise",
    "why SOURCE/RULE": "why a rule speaks, or why it does not",
    "show": "the verdict once more",
    "help": "these words",
    "quit": "the end",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is tried now, and how it was decided."""

    engine: Engine
    case: Case
    proposal: Proposal
    profile: Profile
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a line led to: what stands now, lines to be told, problems, and whether it is the end.

    `shown` asks for the verdict to be shown.
    """

    standing: Standing
    lines: tuple[str, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    shown: bool = False
    ended: bool = False


def begin(engine: Engine, case: Case, proposal: Proposal, profile: Profile) -> Standing:
    """What stands before the first line."""
    decision = decide(engine, case, proposal, profile)
    return Standing(engine=engine, case=case, proposal=proposal, profile=profile, decision=decision)


def answer(standing: Standing, line: str) -> Reply:
    """The reply to one line."""
    word, _, rest = line.strip().partition(" ")
    if not word or word.startswith("#"):
        return Reply(standing=standing)
    handler = _HANDLERS.get(word.casefold())
    if handler is None:
        near = nearest(word, _HANDLERS)
        return _refused(
            standing,
            "unknown-word",
            f"`{word}` is not a word here",
            f"did you mean `{near}`?" if near else "try `help`",
        )
    return handler(standing, rest.strip())


def _refused(standing: Standing, code: str, message: str, advice: str | None) -> Reply:
    return Reply(standing=standing, problems=(Diagnostic(code=code, message=message, help=advice),))


def _decided(standing: Standing, proposal: Proposal, profile: Profile | None = None) -> Reply:
    now = begin(standing.engine, standing.case, proposal, profile or standing.profile)
    return Reply(standing=now, shown=True)


# --- the proposal -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What is asked for instead of what stands; None: as it stands."""

    act: str | None = None
    channel: str | None = None
    to: tuple[str, ...] | None = None
    at: str | None = None


def _changed(standing: Standing, change: _Change) -> Reply:
    before = standing.proposal
    proposal, problems = build_proposal(
        standing.case,
        standing.engine.rulebook.vocabulary,
        act=change.act or before.act,
        channel=change.channel or before.channel,
        to=before.to if change.to is None else change.to,
        at=change.at or before.at,
        message=before.message,
    )
    if proposal is None:
        return Reply(standing=standing, problems=problems)
    return replace(_decided(standing, proposal), problems=problems)


def _act(standing: Standing, rest: str) -> Reply:
    return _changed(standing, _Change(act=rest or None))


def _channel(standing: Standing, rest: str) -> Reply:
    return _changed(standing, _Change(channel=rest or None))


def _to(standing: Standing, rest: str) -> Reply:
    return _changed(standing, _Change(to=tuple(re.split(r"[,\s]+", rest)) if rest else ()))


def _at(standing: Standing, rest: str) -> Reply:
    """A step, a time of day on the same day, a day at the same time, or a whole moment."""
    at = standing.proposal.at
    step = _STEP.fullmatch(rest)
    if step:
        unit = (step["unit"] or "days").rstrip("s") + "s"
        # Sums on the clock on the wall: a day later is the same time of the next day, whatever the offset does.
        moment = at.replace(tzinfo=None) + timedelta(**{unit: int(step["amount"])})
        return _changed(standing, _Change(at=moment.strftime("%Y-%m-%d %H:%M")))
    if _CLOCK.fullmatch(rest):
        return _changed(standing, _Change(at=f"{at:%Y-%m-%d} {rest.zfill(5)}"))
    if _DAY.fullmatch(rest):
        return _changed(standing, _Change(at=f"{rest} {at:%H:%M}"))
    return _changed(standing, _Change(at=rest or None))


def _text(standing: Standing, rest: str) -> Reply:
    message = Message(body=rest.replace("\\n", "\n")) if rest else None
    return _decided(standing, replace(standing.proposal, message=message))


def _reading(standing: Standing, rest: str) -> Reply:
    name, _, option = rest.partition("=")
    source_id, _, reading_name = name.partition("/")
    source = standing.engine.rulebook.source(source_id)
    reading = source.readings.get(reading_name) if source else None
    if reading is None:
        known = [f"{each.id}/{other}" for each in standing.engine.rulebook.sources for other in each.readings]
        near = nearest(name, known)
        return _refused(
            standing, "unknown-reading", f"no reading `{name}`", f"did you mean `{near}`?" if near else None
        )
    if option not in reading.options:
        return _refused(
            standing,
            "unknown-option",
            f"the reading `{name}` has no option `{option}`",
            f"options: {', '.join(reading.options)}",
        )
    chosen = tuple(sorted({**dict(standing.profile.readings), name: option}.items()))
    return _decided(standing, standing.proposal, replace(standing.profile, readings=chosen))


# --- asking -------------------------------------------------------------------------------------------------------


def _why(standing: Standing, rest: str) -> Reply:
    cards = standing.engine.rulebook.cards
    if rest not in cards:
        near = nearest(rest, cards)
        return _refused(standing, "unknown-rule", f"no rule `{rest}`", f"did you mean `{near}`?" if near else None)
    return Reply(standing=standing, lines=tuple(_reasons(standing, rest)))


def _reasons(standing: Standing, rule: str) -> Iterator[str]:
    told = explain_rule(standing.engine, standing.case, standing.proposal, standing.profile, rule)
    branch = told.nearest
    yield f"{rule} {'speaks' if branch.speaks else 'does not speak'}: {told.card.says}"
    yield from (f"  {item.sentence}" for item in branch.decisive)
    if told.unknown:
        yield f"  it asks for the text: {', '.join(told.unknown)}"


def _show(standing: Standing, _rest: str) -> Reply:
    return Reply(standing=standing, shown=True)


def _help(standing: Standing, _rest: str) -> Reply:
    width = max(len(word) for word in WORDS)
    return Reply(standing=standing, lines=tuple(f"{word:<{width}}  {says}" for word, says in WORDS.items()))


def _quit(standing: Standing, _rest: str) -> Reply:
    return Reply(standing=standing, ended=True)


_HANDLERS: Mapping[str, Callable[[Standing, str], Reply]] = {
    "act": _act,
    "channel": _channel,
    "to": _to,
    "day": _at,
    "at": _at,
    "text": _text,
    "reading": _reading,
    "why": _why,
    "show": _show,
    "help": _help,
    "quit": _quit,
    "exit": _quit,
}
