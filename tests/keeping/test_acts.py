"""What is sure is right: over the drafts that were written for the reading of messages."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

from courtesy.case import Message
from courtesy.keeping.acts import recognise_own
from courtesy.keeping.mail import Letter, Mailbox
from courtesy.loading.case_reader import case_from_data
from courtesy.loading.moments import moment_of
from courtesy.loading.vocabulary_reader import read_vocabulary
from courtesy.resources import rules_directory

WRITTEN = {"email", "linkedin", "letter", "text"}


def test_what_is_sure_of_a_draft_is_right(root: Path) -> None:
    """Of some three hundred drafts about half are recognised; not one in a hundred wrongly."""
    vocabulary, _ = read_vocabulary([rules_directory()])
    outcomes: Counter[bool] = Counter()
    total = 0
    for path in sorted((root / "tests" / "message" / "drafts").glob("drafts-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            draft = json.loads(line)
            case, _ = case_from_data(draft["case"], vocabulary)
            if case is None or draft["channel"] not in WRITTEN:
                continue
            at = moment_of(draft["at"], case.timezone)
            assert isinstance(at, datetime)
            letter = Letter(
                origin=draft["id"],
                file="draft",
                at=at,
                sender=Mailbox(address="", name=""),
                recipients=(),
                subject=draft["subject"] or "",
                message=Message(subject=draft["subject"], body=draft["body"]),
                answers=False,
                automatic=False,
            )
            recognised = recognise_own(letter, case, tuple(draft["to"]))
            total += 1
            if recognised.sure:
                outcomes[recognised.event == draft["act"]] += 1
    assert total > 200
    assert outcomes[True] > 0.45 * total
    assert outcomes[False] <= 0.01 * total
