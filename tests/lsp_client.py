"""A client of the language server that speaks the protocol itself: JSON-RPC over the server's standard streams."""

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_PATIENCE = 60


class Client:
    """A running server and what it said. Lines and columns count from 0, columns in UTF-16 units."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "courtesy_cli.main", "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
        )
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        self._number = 0
        self._waiting: list[dict[str, Any]] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self.capabilities = self.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}})
        self.tell("initialized", {})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ask("shutdown", None)
        self.tell("exit", None)
        assert self._process.wait(timeout=_PATIENCE) == 0
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            self._said.put(json.loads(stream.read(length)))

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer; what else is said meanwhile is kept."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._said.get(timeout=_PATIENCE)
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._waiting.append(message)

    def open(self, path: Path) -> None:
        """Open a file as it is on the disk."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": path.read_text(encoding="utf-8")}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, path: Path, text: str, version: int = 2) -> None:
        """Type another text, without saving it."""
        changes = [{"text": text}]
        document = {"uri": path.as_uri(), "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def problems(self, path: Path) -> list[dict[str, Any]]:
        """The next diagnostics of a file."""
        while True:
            for message in self._waiting:
                if (
                    message.get("method") == "textDocument/publishDiagnostics"
                    and message["params"]["uri"] == path.as_uri()
                ):
                    self._waiting.remove(message)
                    found: list[dict[str, Any]] = message["params"]["diagnostics"]
                    return found
            self._waiting.append(self._said.get(timeout=_PATIENCE))

    def at(self, path: Path, text: str, marked: str) -> dict[str, Any]:
        """The position of the cursor, marked by `‸` in words of the text."""
        words, _, _ = marked.partition("‸")
        before = text[: text.index(marked.replace("‸", ""))] + words
        line = before.count("\n")
        character = len(before.rpartition("\n")[2].encode("utf-16-le")) // 2
        return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}}

    def hover(self, path: Path, text: str, marked: str) -> str | None:
        """What the server tells of the place."""
        answer = self.ask("textDocument/hover", self.at(path, text, marked))
        return answer["contents"]["value"] if answer else None

    def definition(self, path: Path, text: str, marked: str) -> list[tuple[str, int, int]]:
        """File name, line and column (from 0) of each definition."""
        found = self.ask("textDocument/definition", self.at(path, text, marked))
        return [
            (Path(each["uri"]).name, each["range"]["start"]["line"], each["range"]["start"]["character"])
            for each in found
        ]

    def complete(self, path: Path, text: str, marked: str) -> list[str]:
        """The words offered at the cursor."""
        answer = self.ask("textDocument/completion", self.at(path, text, marked))
        return [item["label"] for item in answer["items"]]
