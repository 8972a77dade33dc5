"""Adding events to a case file: the whole new text is read and found right before it takes the old one's place."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from courtesy.case import Case
from courtesy.diagnostic import Diagnostic, Location, has_errors, in_order
from courtesy.frozen import dataclass
from courtesy.keeping.entry import Entry, FieldValue
from courtesy.keeping.insertion import place_entries
from courtesy.keeping.replacement import Snapshot, replace_file, take_snapshot
from courtesy.loading.case_reader import case_from_data
from courtesy.loading.text_file import FILE_LIMIT, decode
from courtesy.loading.yaml_reader import read_text
from courtesy.vocabulary import Vocabulary

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case file as it was read: its text without a byte order mark, and the case where the text is a right one."""

    snapshot: Snapshot
    text: str
    case: Case | None
    problems: tuple[Diagnostic, ...]

    @property
    def file(self) -> str:
        """The name of the file as it was given."""
        return str(self.snapshot.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Events that can be added to a case file: the new text, and the case that it tells."""

    file: CaseFile
    text: str
    case: Case


def open_case_file(path: Path, vocabulary: Vocabulary) -> tuple[CaseFile | None, tuple[Diagnostic, ...]]:
    """The case file, or why it cannot be read as text. What is wrong with the case itself stands in its `problems`."""
    snapshot, problems = take_snapshot(path, FILE_LIMIT)
    if snapshot is None:
        return None, problems
    text, problems = decode(snapshot.data, str(path))
    if text is None:
        return None, problems
    case, found = case_of_text(text, str(path), vocabulary)
    return CaseFile(snapshot=snapshot, text=text, case=case, problems=found), ()


def case_of_text(text: str, file: str, vocabulary: Vocabulary) -> tuple[Case | None, tuple[Diagnostic, ...]]:
    """The case that a text tells; `file` names it in diagnostics."""
    document, problems = read_text(text, file)
    if document is None:
        return None, problems
    case, found = case_from_data(document.data, vocabulary, locate=document)
    return case, in_order((*problems, *found))


def add_events(
    file: CaseFile, entries: Sequence[Entry], vocabulary: Vocabulary
) -> tuple[Addition | None, tuple[Diagnostic, ...]]:
    """The file with the events at the end of its list, not written yet.

    Refused where the file was wrong before, where an event is impossible in the history, and where the text cannot be
    continued so that the case is the old one and these events.
    """
    if file.case is None and not _can_be_read(file):
        return None, file.problems
    insertion = place_entries(file.text, entries)
    if insertion is None:
        return None, file.problems or (_no_list(file),)
    text = insertion.into(file.text)
    case, problems = case_of_text(text, file.file, vocabulary)
    if case is None or has_errors(problems):
        return None, _first_cause(file, problems)
    if file.case is not None and not _is_continued(file.case, case, len(entries)):
        return None, (_no_list(file),)
    return Addition(file=file, text=text, case=case), problems


def write_addition(addition: Addition) -> tuple[Diagnostic, ...]:
    """Put the new text in the place of the old one, at once or not at all."""
    snapshot = addition.file.snapshot
    mark = _BYTE_ORDER_MARK if snapshot.data.startswith(_BYTE_ORDER_MARK) else b""
    return replace_file(snapshot, mark + addition.text.encode())


def difference(addition: Addition) -> str:
    """What would change, as a unified diff."""
    name = addition.file.file
    lines = difflib.unified_diff(addition.file.text.splitlines(), addition.text.splitlines(), name, name, lineterm="")
    return "\n".join(lines)


def field_problems(fields: dict[str, FieldValue | None], vocabulary: Vocabulary) -> tuple[Diagnostic, ...]:
    """What an event's fields lack or have too much, before any file is touched."""
    word = vocabulary.events[str(fields["event"])]
    known = {"event", "at", *word.required, *word.optional, *word.fields}
    given = {name for name, value in fields.items() if value not in (None, ())}
    takes = ", ".join((*word.required, *word.optional, *word.fields)) or "nothing else"
    return (
        *(
            Diagnostic(
                code="missing-field",
                message=f"`{word.name}` needs `{name}`",
                help=f"add --{name}",
            )
            for name in word.required
            if name not in given
        ),
        *(
            Diagnostic(
                code="unknown-field",
                message=f"`{word.name}` takes no `{name}`",
                help=f"it takes {takes}",
            )
            for name in sorted(given - known)
        ),
    )


def fitting_words(fields: dict[str, FieldValue | None], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The events that can carry exactly these fields, whatever event they name."""
    return tuple(name for name in vocabulary.events if not field_problems({**fields, "event": name}, vocabulary))


def _can_be_read(file: CaseFile) -> bool:
    """Whether the text is right as YAML, so that only the case that it tells is wrong or not finished."""
    return read_text(file.text, file.file)[0] is not None


def _first_cause(file: CaseFile, problems: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What was wrong before comes first: the added event can only be judged in a right history."""
    return file.problems if has_errors(file.problems) else tuple(problems)


def _is_continued(old: Case, new: Case, added: int) -> bool:
    """Whether the new case is the old one and some more events."""
    if replace(old, events=()) != replace(new, events=()):
        return False
    more = iter(new.events)
    return len(new.events) == len(old.events) + added and all(event in more for event in old.events)


def _no_list(file: CaseFile) -> Diagnostic:
    return Diagnostic(
        code="events-not-continued",
        message="the events of this file are written so that none can be added without changing others",
        location=Location(file=file.file),
        help="write `events:` with one `- {event: …}` a line below it, or add this event by hand",
    )
