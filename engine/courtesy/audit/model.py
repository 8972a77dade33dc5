"""A model of z3, read back as a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import z3

from courtesy.audit.cast import ROLES
from courtesy.audit.draft import Draft, Happening, minute_at
from courtesy.audit.variables import History, Slot, Words


class Model:
    """A model of z3 as a draft."""

    def __init__(self, model: Any, history: History) -> None:
        self._model = model
        self._history = history
        self._names = self._people()

    def draft(self, act: str, readings: tuple[tuple[str, str], ...]) -> Draft:
        """The situation that the model describes."""
        history = self._history
        events = [self._event(slot) for slot in history.slots if self._number(slot.word) != 0]
        to = tuple(self._names[place] for place, term in enumerate(history.to) if self._true(term))
        draft = Draft(
            events=(),
            people=tuple((name, self._role(place)) for place, name in self._names.items()),
            act=act,
            channel=self._word(history.channels, history.channel) or "email",
            to=to,
            now=minute_at(self._number(history.day), self._number(history.clock)),
            readings=readings,
            traits=frozenset(name for name, term in history.traits.items() if self._true(term)),
            message=self._message(),
            reach=frozenset(
                (self._names[place], way.value)
                for (place, way), term in history.reach.items()
                if place in self._names and self._true(term)
            ),
        )
        return draft.with_events(events)

    def _people(self) -> dict[int, str]:
        names: dict[int, str] = {}
        for place, exists in enumerate(self._history.exists):
            if self._true(exists):
                role = self._role(place)
                taken = sum(name.startswith(role) for name in names.values())
                names[place] = role if not taken else f"{role}_{taken + 1}"
        return names

    def _role(self, place: int) -> str:
        return self._word(self._history.role_words, self._history.roles[place]) or ROLES[0]

    def _event(self, slot: Slot) -> Happening:
        history = self._history
        word = self._word(history.words, slot.word) or "interview"
        start = minute_at(self._number(slot.day), self._number(slot.clock))
        lasts, round_ = self._number(slot.lasts), self._number(slot.round)
        by = minute_at(self._number(slot.by_day), self._number(slot.by_clock))
        return Happening(
            event=word,
            start=start,
            ends=start + lasts if lasts else None,
            channel=self._word(history.channels, slot.channel),
            with_=self._ids(slot.with_),
            to=self._ids(slot.to),
            from_=self._names.get(self._number(slot.from_)),
            who=self._names.get(self._number(slot.who)),
            says=self._word(history.saying, slot.says),
            round=round_ or None,
            by=by if word == "timeline_given" else None,
            extra=self._extra(slot),
        )

    def _extra(self, slot: Slot) -> tuple[tuple[str, str], ...]:
        words = self._history.field_words
        found = ((name, self._word(words[name], term)) for name, term in slot.fields.items())
        return tuple((name, word) for name, word in found if word is not None)

    def _ids(self, members: Sequence[Any]) -> tuple[str, ...]:
        return tuple(self._names[place] for place, term in enumerate(members) if self._true(term))

    def _message(self) -> tuple[tuple[str, bool | int | str], ...]:
        found: dict[str, bool | int | str] = {}
        for (kind, name), term in self._history.messages.items():
            known = self._history.messages.get(("known", name))
            if known is None or not self._true(known) or kind == "known":
                continue
            if kind == "flag":
                found[name] = self._true(term)
            elif kind == "count":
                found[name] = self._number(term)
            else:
                found[name] = self._word(self._history.message_words[name], term) or ""
        return tuple(sorted(found.items()))

    def _word(self, words: Words, term: Any) -> str | None:
        return words.word(self._number(term))

    def _number(self, term: Any) -> int:
        return int(self._model.eval(term, model_completion=True).as_long())

    def _true(self, term: Any) -> bool:
        return bool(z3.is_true(self._model.eval(term, model_completion=True)))
