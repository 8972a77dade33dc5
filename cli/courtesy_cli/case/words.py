"""Words of the vocabulary and people of the case as types of options: the shell completes them, and nothing is loaded before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from click.shell_completion import CompletionItem

from courtesy.diagnostic import Diagnostic, nearest
from courtesy_cli import session

if TYPE_CHECKING:
    from courtesy.vocabulary import Vocabulary


class VocabularyWord(click.types.StringParamType):
    """A word of one list of the vocabulary: `events`, `channels`, `roles`, or `says` of the events."""

    def __init__(self, section: str) -> None:
        """`section` names the list."""
        self.section = section
        self.name = section.removesuffix("s")

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - click's signature
        incomplete: str,
    ) -> list[CompletionItem]:
        """The words that begin so, each with its meaning."""
        words = listed_words(vocabulary_for_completion(ctx), self.section)
        return [CompletionItem(word, help=text) for word, text in words.items() if word.startswith(incomplete)]


class CasePerson(click.types.StringParamType):
    """The id of a person of the case that the command's first argument names."""

    name = "person"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - click's signature
        incomplete: str,
    ) -> list[CompletionItem]:
        """The ids that begin so, each with its name."""
        from courtesy.loading.case_reader import read_case  # noqa: PLC0415

        # An option that still wants its word keeps click from telling the arguments apart.
        given = [ctx.params.get("file"), *ctx.args]
        file = next((word for word in given if word), None)
        if file is None:
            return []
        case, _ = read_case(Path(file), vocabulary_for_completion(ctx))
        people = case.people if case else ()
        return [
            CompletionItem(person.id, help=person.name or person.role)
            for person in people
            if person.id.startswith(incomplete)
        ]


def vocabulary_for_completion(ctx: click.Context) -> Vocabulary:
    """The vocabulary, whatever is wrong elsewhere in the rules: a shell waits."""
    from courtesy.loading.rulebook import find_rule_directories  # noqa: PLC0415
    from courtesy.loading.vocabulary_reader import read_vocabulary  # noqa: PLC0415

    directories, _ = find_rule_directories(ctx.params.get("rules") or ())
    return read_vocabulary(directories)[0]


def open_vocabulary(rules: Sequence[Path]) -> Vocabulary:
    """The words of the shipped rulebook and the packs, or the end of the command with every problem told."""
    from courtesy.diagnostic import has_errors  # noqa: PLC0415
    from courtesy.loading.rulebook import find_rule_directories  # noqa: PLC0415
    from courtesy.loading.vocabulary_reader import read_vocabulary  # noqa: PLC0415

    directories, problems = find_rule_directories(rules)
    vocabulary, found = read_vocabulary(directories)
    if has_errors((*problems, *found)):
        session.fail((*problems, *found))
    return vocabulary


def listed_words(vocabulary: Vocabulary, section: str) -> Mapping[str, str]:
    """The words of a list, each with its meaning."""
    match section:
        case "events":
            return {name: word.meaning for name, word in vocabulary.events.items()}
        case "says":
            return {said: word.name for word in vocabulary.events.values() for said in word.says}
        case "channels":
            return vocabulary.channels
        case _:
            return vocabulary.roles


def wrong_words(given: Iterable[tuple[str, str | None, Iterable[str]]]) -> list[Diagnostic]:
    """One diagnostic for each option whose word is not in its list: option, word, known words."""
    return [
        _wrong_word(option, word, tuple(known))
        for option, word, known in given
        if word is not None and word not in known
    ]


def _wrong_word(option: str, word: str, known: Sequence[str]) -> Diagnostic:
    close = nearest(word, known)
    return Diagnostic(
        code="unknown-word",
        message=f"{option}: there is no `{word}`",
        help=f"did you mean `{close}`?" if close else f"one of {', '.join(known)}",
    )


def misuse(problems: Iterable[Diagnostic]) -> NoReturn:
    """All that is wrong with the options, at once, and the status of wrong usage."""
    lines = [problem.message + (f": {problem.help}" if problem.help else "") for problem in problems]
    raise click.UsageError("\n".join(lines))
