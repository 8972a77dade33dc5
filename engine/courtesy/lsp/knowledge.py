"""What the server knows of a pack: the lints' report, and the last rulebook that loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from courtesy.authoring.lint.run import LintReport, Target, lint, target_of
from courtesy.diagnostic import Diagnostic, Location
from courtesy.loading.rule_files import SOURCE_FILE
from courtesy.loading.rulebook import find_rule_directories, load_rulebook
from courtesy.lsp.mirror import Mirror
from courtesy.rule import Rulebook, Source


@dataclass(slots=True, kw_only=True)
class Knowledge:
    """One rules directory: its copy, and what the last look at it gave. `book` is None until it loads once.

    `lock` is held while the copy changes, and while it is read. When it is `ended`, the copy is gone for good.
    """

    mirror: Mirror
    report: LintReport | None = None
    book: Rulebook | None = None
    told: set[Path] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)
    ended: bool = False

    def source_of(self, path: Path) -> Source | None:
        """The source to which a file belongs."""
        folder = path.parent.parent if path.parent.name == "tests" else path.parent
        return self.book.source(folder.name) if self.book else None

    def place(self, location: Location) -> Location:
        """A place of the rulebook as a place in a file of the user."""
        return self.mirror.place(location)


def look(knowledge: Knowledge, edited: Mapping[Path, str]) -> None:
    """Load and lint the directory with the edited files as they are on the screen."""
    mirror = knowledge.mirror
    with knowledge.lock:
        if knowledge.ended:
            return
        mirror.refresh(edited)
        directories = _directories(mirror)
        report = lint(directories, [Target(directory=mirror.copy, part=mirror.copy)])
        knowledge.report = report
        if report.usable or knowledge.book is None:
            knowledge.book = load_rulebook(directories)[0] or knowledge.book


def forget(knowledge: Knowledge) -> None:
    """Delete the copy, once nobody looks at it; no look follows."""
    with knowledge.lock:
        knowledge.ended = True
        knowledge.mirror.close()


def problems_by_file(knowledge: Knowledge) -> dict[Path, list[Diagnostic]]:
    """The diagnostics of each file of the directory; also of those that had some before and have none now."""
    found: dict[Path, list[Diagnostic]] = {path: [] for path in knowledge.told}
    for diagnostic in knowledge.report.found if knowledge.report else ():
        located = knowledge.mirror.located(diagnostic)
        if located.location is not None:
            found.setdefault(Path(located.location.file), []).append(located)
    knowledge.told = {path for path, problems in found.items() if problems}
    return found


def _directories(mirror: Mirror) -> Sequence[Path]:
    """The shipped rules and the copy; where the copy is one of the shipped rules, it stands in their place."""
    directories, _ = find_rule_directories([mirror.directory])
    own = mirror.directory.resolve()
    return tuple(mirror.copy if directory.resolve() == own else directory for directory in directories)


def is_of_rules(path: Path) -> bool:
    """Whether a file belongs to a rules directory: a source, its tests, or the words and profiles beside sources."""
    directory = target_of(path).directory
    beside = directory in {path.parent, path.parent.parent}
    inside = any((folder / SOURCE_FILE).is_file() for folder in (path.parent, path.parent.parent))
    return inside or (beside and any(directory.glob(f"*/{SOURCE_FILE}")))
