"""Time of one reading: cold, warm, and on 64 KiB of hostile text: `python benchmarks/message_speed.py`."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from courtesy.case import Message
from courtesy.message.reading import read
from courtesy.message.signals import Context
from message_quality import case_of, records

LIMIT = 64 * 1024
WORDS = 200


def hostile() -> Iterator[tuple[str, str]]:
    """Texts of 64 KiB that made some reader slow: long tokens, repeats, endless sentences, phrases by the thousand."""
    lexicons = Path(__file__).resolve().parent.parent / "rules" / "lexicons"
    phrases = " ".join(path.read_text("utf-8") for path in sorted(lexicons.glob("*.yaml")))
    for name, piece in (
        ("letters", "a"), ("blanks", " "), ("newlines", "\n"), ("apostrophes", "a'"), ("digits", "1 "), ("brackets", "[{<%"),
        ("points", ". "), ("greetings", "hi "), ("quotes", "> "), ("please", "please please call me "), ("mixed", "i would take any job for free "),
        ("sorry", "sorry, "), ("unknown words", "xqzt wqrtp "), ("underscores", "_"), ("at signs", "a@a."), ("numbers", "555-0100 "),
        ("dates", "monday 2 may "), ("headers", "from: a\n"), ("lexicons", phrases),
    ):  # fmt: skip
        yield name, (piece * (LIMIT // len(piece) + 1))[:LIMIT]


def timed(work: Callable[[], object], repeats: int = 1) -> float:
    """The least seconds of some runs."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print the times in milliseconds."""
    record = next(r for r in records() if len(r["body"].split()) > WORDS - 40)
    words = (record["body"].split() * 3)[:WORDS]
    message = Message(subject=record["subject"], body=f"Dear Kim,\n\n{' '.join(words)}\n\nBest,\nDana Reyes")
    context = Context(case=case_of(record["case"]))
    rows = {
        "cold, first message": timed(lambda: read(message, context)),
        "warm, 200 words": timed(lambda: read(message, context), 20),
    }
    for name, text in hostile():
        rows[f"64 KiB of {name}"] = timed(lambda text=text: read(Message(body=text), context))  # type: ignore[misc]
    print(json.dumps({name: round(seconds * 1000, 1) for name, seconds in rows.items()}, indent=2))


if __name__ == "__main__":
    main()
