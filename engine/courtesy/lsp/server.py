"""The server itself: messages of the protocol to questions about rules, answers to messages. The only module with pygls."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLongError
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from courtesy.audit.conflicts import Auditor, Scope, find_conflicts
from courtesy.audit.values import Conflict
from courtesy.authoring.lint.lints import LINTS
from courtesy.authoring.lint.run import target_of
from courtesy.diagnostic import Diagnostic, Location, Severity
from courtesy.lsp.completing import Offer, offers
from courtesy.lsp.cursor import Cursor, cursor_at
from courtesy.lsp.hovering import hover_text
from courtesy.lsp.knowledge import Knowledge, forget, is_of_rules, look, problems_by_file
from courtesy.lsp.mirror import Mirror
from courtesy.lsp.names import things_at
from courtesy.rule import AnyCard, Rulebook

_QUIET = 0.2
"""Seconds without a key before the rules are looked at."""

_PATIENCE = 2.0
"""Seconds for which a hover waits for the conflicts of its card."""

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
}
_KINDS = {
    "anchor": types.CompletionItemKind.Reference,
    "event": types.CompletionItemKind.Event,
    "unit": types.CompletionItemKind.Unit,
    "parameter": types.CompletionItemKind.Constant,
    "reading": types.CompletionItemKind.Variable,
    "option": types.CompletionItemKind.EnumMember,
    "rule": types.CompletionItemKind.Function,
    "signal": types.CompletionItemKind.Property,
}


class RulesServer(LanguageServer):
    """State of the server: what is known of each rules directory, and the audits that run beside."""

    def __init__(self, version: str) -> None:
        super().__init__("courtesy", version)
        self.known: dict[Path, Knowledge] = {}
        self.edits = 0
        self._beside = ThreadPoolExecutor(max_workers=1)
        self._audits: dict[tuple[str, str], Future[Sequence[Conflict]]] = {}

    def knowledge(self, path: Path) -> Knowledge:
        """What is known of the rules directory of a file; not looked at yet at first."""
        directory = target_of(path).directory
        if directory not in self.known:
            self.known[directory] = Knowledge(mirror=Mirror(directory))
        return self.known[directory]

    def asked(self, uri: str) -> tuple[Path, Knowledge] | None:
        """The file of a question and what is known of its directory; None for a file that is none of rules."""
        path = _path(uri)
        if not is_of_rules(path):
            return None
        knowledge = self.knowledge(path)
        if knowledge.report is None:
            look(knowledge, self.edited())
        return path, knowledge

    def edited(self) -> dict[Path, str]:
        """The texts of all open files."""
        documents = self.workspace.text_documents.values()
        return {Path(document.path).resolve(): document.source for document in documents}

    def tell(self, knowledge: Knowledge) -> None:
        """Publish the diagnostics of every file that has some, or had."""
        for path, problems in problems_by_file(knowledge).items():
            uri = uris.from_fs_path(str(path)) or ""
            lines = self._lines(path)
            found = [self._diagnostic(problem, lines) for problem in problems]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=found))

    def _lines(self, path: Path) -> list[str]:
        text = self.edited().get(path)
        if text is None:
            text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        return text.splitlines()

    def _diagnostic(self, problem: Diagnostic, lines: Sequence[str]) -> types.Diagnostic:
        assert problem.location is not None, "only problems with a place are published"
        text = problem.message if problem.help is None else f"{problem.message}\nhelp: {problem.help}"
        return types.Diagnostic(
            range=self._range(problem.location, lines),
            message=text,
            severity=_SEVERITIES[problem.severity],
            code=problem.code,
            source="courtesy lint" if problem.code in LINTS else "courtesy",
        )

    def _range(self, place: Location, lines: Sequence[str]) -> types.Range:
        line, column = place.line - 1, place.column - 1
        whole = types.Range(
            start=types.Position(line=line, character=column),
            end=types.Position(line=line, character=column + place.length),
        )
        return self.workspace.position_codec.range_to_client_units(list(lines), whole) if line < len(lines) else whole

    def cursor(self, path: Path, position: types.Position) -> tuple[Cursor, str]:
        """The cursor, and its line."""
        lines = self._lines(path)
        here = self.workspace.position_codec.position_from_client_units([f"{line}\n" for line in lines], position)
        line = lines[here.line] if here.line < len(lines) else ""
        return cursor_at(lines, here.line, here.character), line

    def link(self, location: Location) -> types.Location:
        """A place in a file as the protocol names it."""
        path = Path(location.file)
        return types.Location(uri=uris.from_fs_path(str(path)) or "", range=self._range(location, self._lines(path)))

    def conflicts(self, book: Rulebook, card: AnyCard) -> Sequence[Conflict] | None:
        """The conflicts of a card's source, or None where finding them takes longer than a hover waits."""
        key = (book.digest, card.source)
        if key not in self._audits:
            self._audits[key] = self._beside.submit(_audit, book, card.source)
        try:
            return self._audits[key].result(timeout=_PATIENCE)
        except TooLongError:
            return None

    def end(self) -> None:
        """Delete the copies; audits are not waited for, a look that is under way is."""
        self._beside.shutdown(wait=False, cancel_futures=True)
        for knowledge in self.known.values():
            forget(knowledge)


def _audit(book: Rulebook, source: str) -> Sequence[Conflict]:
    found = find_conflicts(Auditor(book), Scope(involving=frozenset({source})))
    return (*found.conflicts, *found.within)


def _path(uri: str) -> Path:
    return Path(uris.to_fs_path(uri) or "").resolve()


def build_server(version: str) -> RulesServer:
    """A server with all its features, not started yet."""
    server = RulesServer(version)
    _add_diagnostics(server)
    _add_answers(server)
    return server


def _add_diagnostics(server: RulesServer) -> None:
    async def looked(uri: str, pause: float) -> None:
        server.edits += 1
        mine = server.edits
        await asyncio.sleep(pause)
        if mine == server.edits and is_of_rules(_path(uri)):
            knowledge = server.knowledge(_path(uri))
            await asyncio.to_thread(look, knowledge, server.edited())
            server.tell(knowledge)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        await looked(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        await looked(params.text_document.uri, _QUIET)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        await looked(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        await looked(params.text_document.uri, 0)

    @server.feature(types.SHUTDOWN)
    def ended(_params: None) -> None:
        server.end()


def _add_answers(server: RulesServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        asked = server.asked(params.text_document.uri)
        return _hover(server, *asked, params.position) if asked else None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> list[types.Location]:
        asked = server.asked(params.text_document.uri)
        return _definition(server, *asked, params.position) if asked else []

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", "[", "{"]))
    def completion(params: types.CompletionParams) -> types.CompletionList:
        asked = server.asked(params.text_document.uri)
        items = _completion(server, *asked, params.position) if asked else []
        return types.CompletionList(is_incomplete=False, items=items)


def _hover(server: RulesServer, path: Path, knowledge: Knowledge, position: types.Position) -> types.Hover | None:
    cursor, line = server.cursor(path, position)
    book = knowledge.book

    def audit(card: AnyCard) -> Sequence[Conflict] | None:
        return server.conflicts(book, card) if book else ()

    with knowledge.lock:
        told = hover_text(knowledge, path, cursor, line, audit)
    return types.Hover(contents=types.MarkupContent(kind=types.MarkupKind.Markdown, value=told)) if told else None


def _definition(
    server: RulesServer, path: Path, knowledge: Knowledge, position: types.Position
) -> list[types.Location]:
    cursor, line = server.cursor(path, position)
    with knowledge.lock:
        things = things_at(knowledge, path, cursor, line)
        return [server.link(knowledge.place(thing.location)) for thing in things]


def _completion(
    server: RulesServer, path: Path, knowledge: Knowledge, position: types.Position
) -> list[types.CompletionItem]:
    cursor, _ = server.cursor(path, position)
    return [_item(offer, position) for offer in offers(knowledge, path, cursor)]


def _item(offer: Offer, position: types.Position) -> types.CompletionItem:
    """An offer that takes the place of what was typed of it."""
    start = types.Position(line=position.line, character=max(0, position.character - offer.typed))
    return types.CompletionItem(
        label=offer.label,
        kind=_KINDS.get(offer.kind, types.CompletionItemKind.Value),
        detail=offer.kind,
        documentation=offer.tells,
        text_edit=types.TextEdit(range=types.Range(start=start, end=position), new_text=offer.label),
    )


def serve(version: str) -> None:
    """Speak the protocol over standard input and output until the editor ends it."""
    build_server(version).start_io()
