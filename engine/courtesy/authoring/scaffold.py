"""A new pack: the files of a source that can be linted and tested before its first own card is written."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from courtesy.authoring.citing import cite_line
from courtesy.authoring.indexing import Article, Entry, Index, index, index_lines
from courtesy.authoring.writing import flow, scalar
from courtesy.frozen import dataclass
from courtesy.provenance import Sentence
from courtesy.resources import schemas_directory

SCHEMAS = ".schemas"
"""The folder of a pack with the JSON Schemas for its editor; a name with a dot is no source."""

FIRST_CARD = "first-follow-up"
_SCHEMA_LINE = "# yaml-language-server: $schema={schemas}/{name}.schema.json\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What is known of the article: the answers that go into `source.yaml`."""

    source: str
    title: str
    author: str | None = None
    publisher: str | None = None
    date: str | None = None


def source_id(name: str) -> str:
    """A source's id from a name: lower-case words joined by `-`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.casefold())) or "my-source"


def pack_files(provenance: Provenance, article: Article) -> dict[Path, str]:
    """The files of the source, by their path inside the pack."""
    folder, cited = Path(provenance.source), _cited(article)
    return {
        folder / "source.yaml": _source(provenance, article),
        folder / f"{FIRST_CARD}.yaml": _cards(cite_line(article, cited)),
        folder / "passages.yaml": _passages(article, cited),
        folder / "tests" / f"{FIRST_CARD}.yaml": _tests(provenance.source),
    }


def shared_files(provenance: Provenance) -> dict[Path, str]:
    """The files that a pack has once: where it has them already, they are left as they are."""
    schemas = {
        Path(SCHEMAS) / path.name: path.read_text(encoding="utf-8")
        for path in sorted(schemas_directory().glob("*.schema.json"))
    }
    return {Path("README.md"): _README.format(source=provenance.source, card=FIRST_CARD), **schemas}


def _cited(article: Article) -> Sentence:
    """The sentence that the first card cites until the coach chooses: the first below the title."""
    return article.sentences[min(1, len(article.sentences) - 1)]


def _head(name: str, schemas: str) -> str:
    return _SCHEMA_LINE.format(schemas=schemas, name=name)


def _source(provenance: Provenance, article: Article) -> str:
    told = {
        "id": provenance.source,
        "title": provenance.title,
        "author": provenance.author,
        "publisher": provenance.publisher,
    }
    lines = [f"{key}: {scalar(value)}" for key, value in told.items() if value]
    lines += [f'date: "{provenance.date}"'] if provenance.date else []
    lines += [f"document: {flow(article.name)}", f'digest: "{article.digest}"']
    return _head("source", f"../{SCHEMAS}") + "\n".join(lines) + "\n"


def _passages(article: Article, cited: Sentence) -> str:
    made = index(article)
    entries = tuple(
        Entry(sentence=entry.sentence, rules=(FIRST_CARD,)) if entry.sentence is cited else entry
        for entry in made.entries
    )
    return "\n".join(index_lines(Index(entries=entries), f"../{SCHEMAS}")) + "\n"


def _cards(cite: str) -> str:
    return _head("rules", f"../{SCHEMAS}") + _CARDS.format(card=FIRST_CARD, cite=cite)


def _tests(source: str) -> str:
    return _head("tests", f"../../{SCHEMAS}") + _TESTS.format(source=source, card=FIRST_CARD)


_CARDS = """\
# One card to start from. Change it to what the article says, then correct `cite` with
# `courtesy rules cite DOCUMENT "some words"`; docs/cards.md is the page of the language.
- id: {card}
  recommend: follow_up
  if:
    never: {{event: follow_up, since: interview}}
  from: 1 week after interview
  otherwise: discourage
  says: Send the first follow-up once a week has passed since the interview.
  fix: Wait until a week has passed.
  {cite}
  examples:
    - {{speaks: true, effect: recommend, given: {{interview: 7 days ago}}, propose: {{at: "00:00"}}}}
    - {{speaks: true, effect: discourage, given: {{interview: 6 days ago}}, propose: {{at: "23:59"}}}}
    - {{speaks: false, given: {{interview: 8 days ago, follow_up: 1 day ago}}}}
"""

_TESTS = """\
- name: the first follow-up
  case:
    timezone: Europe/London
    people:
      kim: {{name: Kim Lee, role: hiring_manager}}
    events:
      - {{event: interview, at: "2026-03-02 14:00", ends: "2026-03-02 15:00", with: [kim], channel: in_person}}
  proposals:
    - {{name: on the last minute of day six, act: follow_up, to: [kim], at: "2026-03-08 23:59",
       expect: {{{source}: discouraged}}, rules: [{source}/{card}]}}
    - {{name: on the first minute of day seven, act: follow_up, to: [kim], at: "2026-03-09 00:00",
       expect: {{{source}: recommended}}, rules: [{source}/{card}]}}
"""

_README = """\
# A pack of rules

Each folder is one article: `source.yaml` says what it is, a file a topic holds its cards, `passages.yaml` accounts
for every sentence, `tests/` holds whole situations. No sentence of the article stands here: a card cites it by number and
digest.

```
courtesy rules lint .                                 what is wrong or weak
courtesy rules test .                                 run the examples and the tests
courtesy rules coverage .                             what they do not reach
courtesy rules mutate .                               what they would not notice
courtesy rules cite DOCUMENT "some words"             the citation of a passage
courtesy sources index DOCUMENT --write {source}      number the sentences anew, keep what was decided
courtesy sources coverage --rules . {source}          which sentences are not accounted for
courtesy check CASE.yaml --act follow_up --rules .    use it
```

Begin with `{source}/{card}.yaml`: change the card to what the article says. Then go through `{source}/passages.yaml`
and turn each `not read yet` into the cards that encode the sentence (`rules: [...]`), or the reason why none does.
"""
