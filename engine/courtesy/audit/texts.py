"""Real texts for conflicts between demands on one text: their witnesses carry signals, which nobody can send.

A short plain letter, with a sentence for each signal that must be found: the examples of the lexicons that must hit. The
text is read like any other, and kept only where both rules speak on what was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice, product
from pathlib import Path

from courtesy.audit.replay import Replayer
from courtesy.audit.values import Conflict, Conflicts, Witness
from courtesy.rule import Rulebook

_EXAMPLES = 6
"""How many examples of a signal are tried."""

_TEXTS = 36
"""How many texts are tried for one conflict."""

_LETTER = "Hello,\n\n{sentences}\n\nBest regards,\nAlex Morgan\n"
_PLAIN = "Is there any news about the position?"


def with_texts(found: Conflicts, replayer: Replayer) -> Conflicts:
    """The conflicts, with a text in the witness of each demand that another one contradicts, where one was found."""
    demands = [conflict for conflict in found.conflicts if conflict.favours.effect is None]
    if not demands:
        return found
    examples = _examples(replayer.rulebook)
    told = {id(conflict): _told(conflict, replayer, examples) for conflict in demands}
    return replace(found, conflicts=tuple(told.get(id(conflict), conflict) for conflict in found.conflicts))


def _told(conflict: Conflict, replayer: Replayer, examples: Mapping[str, tuple[str, ...]]) -> Conflict:
    both = {conflict.favours.key, conflict.opposes.key}
    for body in islice(_bodies(conflict.witness, examples), _TEXTS):
        message = {"subject": "The position", "body": body}
        witness = replace(conflict.witness, proposal={**conflict.witness.proposal, "message": message})
        speaking = replayer.speaking(witness)
        if speaking is not None and both <= speaking:
            return replace(conflict, witness=witness)
    return conflict


def _bodies(witness: Witness, examples: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Letters with an example of every signal that must be found, in every combination."""
    wanted = [examples.get(name, ()) for name, value in witness.message.items() if value is True]
    for sentences in product(*wanted):
        yield _LETTER.format(sentences=" ".join((_PLAIN, *sentences)))


def _examples(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    """By signal the first examples that its phrases must hit, one of each family."""
    from courtesy.message.reading import lexicon_of  # noqa: PLC0415  costs 50 ms, only with a text

    found: dict[str, tuple[str, ...]] = {}
    for entry in lexicon_of(tuple(map(Path, rulebook.lexicons))).entries:
        known = found.get(entry.signal, ())
        if entry.hits and len(known) < _EXAMPLES:
            found[entry.signal] = (*known, entry.hits[0])
    return found
