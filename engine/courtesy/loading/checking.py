"""Data against a shape: what fits, as checked data, and a diagnostic for everything that does not.

Checked data has no part that was wrong: such a key is left out, such an item is UNUSABLE in its place, so that the rest
can be read further and all problems of a file come out in one run. Text is text there even where it looked like a number,
and what may be one or many is a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from courtesy.diagnostic import nearest
from courtesy.loading.document import Path
from courtesy.loading.problems import Problems
from courtesy.loading.shape import (
    Anything,
    ByKey,
    ByKind,
    ByWord,
    Fields,
    Flag,
    Grammar,
    Key,
    Many,
    OneOrMany,
    Ref,
    Shape,
    Table,
    Text,
    Whole,
    Word,
)


@dataclass(frozen=True, slots=True)
class _Unusable:
    """What stands for a value that does not fit its shape."""


UNUSABLE: Final = _Unusable()
_SHORT_LIST = 10


def check(data: Any, grammar: Grammar, problems: Problems, path: Path = ()) -> Any:
    """Checked data, or UNUSABLE where nothing of it can be read further."""
    return _Check(grammar=grammar, problems=problems).value(data, grammar.root, path)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Check:
    grammar: Grammar
    problems: Problems

    def value(self, data: Any, shape: Shape, path: Path) -> Any:
        if data is None and not isinstance(shape, Anything):
            return self._nothing(path)
        match shape:
            case Anything():
                return data
            case Text():
                return self._text(data, shape, path)
            case Word():
                return self._word(data, shape, path)
            case Whole():
                return self._whole(data, shape, path)
            case Flag():
                return self._flag(data, path)
            case _:
                return self._compound(data, shape, path)

    def _compound(self, data: Any, shape: Shape, path: Path) -> Any:
        match shape:
            case Many():
                return self._many(data, shape, path)
            case OneOrMany():
                return self._one_or_many(data, shape, path)
            case Table():
                return self._table(data, shape, path)
            case ByKind():
                return self._by_kind(data, shape, path)
            case Ref():
                return self.value(data, self.grammar.named[shape.name], path)
            case _:
                return self._mapping(data, shape, path)

    def _mapping(self, data: Any, shape: Shape, path: Path) -> Any:
        assert isinstance(shape, Fields | ByKey | ByWord)
        if not isinstance(data, dict):
            return self._wrong_kind(data, f"{shape.name} is a mapping of keys", path)
        match shape:
            case Fields():
                return self._fields(data, shape, path)
            case ByKey():
                return self._by_key(data, shape, path)
            case ByWord():
                return self._by_word(data, shape, path)

    # --- single values ---

    def _text(self, data: Any, shape: Text, path: Path) -> Any:
        text = data if isinstance(data, str) else self.problems.raw(path)
        if text is None:
            return self._wrong_kind(data, shape.expects, path)
        if not text.strip() and not shape.may_be_empty:
            return self._nothing(path)
        if shape.pattern and not re.fullmatch(shape.pattern, text):
            return self._refuse("wrong-form", f"{_shown(text)} is not {shape.expects}", path, _example(shape))
        return text

    def _word(self, data: Any, shape: Word, path: Path) -> Any:
        text = data if isinstance(data, str) else self.problems.raw(path)
        if text is None:
            return self._wrong_kind(data, shape.expects, path)
        if text in shape.words:
            return text
        return self._refuse(
            "unknown-word", f"{_shown(text)} is not {shape.expects}", path, suggestion(text, shape.words)
        )

    def _whole(self, data: Any, shape: Whole, path: Path) -> Any:
        if isinstance(data, bool) or not isinstance(data, int):
            return self._wrong_kind(data, "a whole number", path)
        if shape.least is not None and data < shape.least:
            return self._refuse("out-of-range", f"`{data}` is less than {shape.least}", path, None)
        if shape.most is not None and data > shape.most:
            return self._refuse("out-of-range", f"`{data}` is more than {shape.most}", path, None)
        return data

    def _flag(self, data: Any, path: Path) -> Any:
        if isinstance(data, bool):
            return data
        meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}
        word = meant.get(str(data).casefold())
        advice = f"write `{word}`" if word else None
        return self._refuse("wrong-type", f"{_place(path)} takes `true` or `false`, not {_found(data)}", path, advice)

    # --- lists ---

    def _many(self, data: Any, shape: Many, path: Path) -> Any:
        if not isinstance(data, list):
            return self._wrong_kind(data, "a list", path)
        if len(data) < shape.least:
            return self._refuse("empty-list", f"{_place(path)} is an empty list", path, "name at least one, or leave the key out")
        if shape.most is not None and len(data) > shape.most:
            return self._refuse("too-many", f"{_place(path)} has {len(data):,} items, the limit is {shape.most:,}", path, None)
        checked = [self.value(item, shape.item, (*path, place)) for place, item in enumerate(data)]
        return checked if shape.keeps_places or UNUSABLE not in checked else UNUSABLE

    def _one_or_many(self, data: Any, shape: OneOrMany, path: Path) -> Any:
        if isinstance(data, list):
            return self._many(data, Many(item=shape.item), path)
        value = self.value(data, shape.item, path)
        return UNUSABLE if value is UNUSABLE else [value]

    # --- mappings ---

    def _fields(self, data: dict[str, Any], shape: Fields, path: Path, others: Iterable[str] = ()) -> Any:
        if not data and not shape.may_be_empty:
            return self._refuse("empty-mapping", f"{shape.name} is empty", path, None)
        for name in data:
            if name not in shape.keys:
                self._unknown_key(name, shape, path, others)
        whole = all([self._has_required(data, name, key, shape, path) for name, key in shape.keys.items()])
        whole = all([self._has_exactly_one(data, group, shape, path) for group in shape.exactly_one]) and whole
        whole = all([self._has_some(data, group, shape, path) for group in shape.at_least_one]) and whole
        checked = {
            name: self.value(data[name], key.shape, (*path, name))
            for name, key in shape.keys.items()
            if name in data
        }
        whole = whole and all(
            checked[name] is not UNUSABLE for name, key in shape.keys.items() if key.required
        )
        whole = whole and not any(
            checked.get(name) is UNUSABLE for group in shape.exactly_one for name in group
        )
        return {name: value for name, value in checked.items() if value is not UNUSABLE} if whole else UNUSABLE

    def _has_required(self, data: dict[str, Any], name: str, key: Key, shape: Fields, path: Path) -> bool:
        if key.required and name not in data:
            self.problems.add(
                "missing-key",
                f"{shape.name} needs the key `{name}`",
                path,
                advice=f"add `{name}: …`: {_uncapitalised(key.says)}",
            )
            return False
        return True

    def _has_exactly_one(self, data: dict[str, Any], group: tuple[str, ...], shape: Fields, path: Path) -> bool:
        present = [name for name in data if name in group]
        if len(present) == 1:
            return True
        if not present:
            self.problems.add("missing-key", f"{shape.name} needs one of {_listed(group)}", path)
        for name in present[1:]:
            self.problems.add(
                "conflicting-keys",
                f"{shape.name} has `{name}` beside `{present[0]}`",
                (*path, name),
                advice=f"keep exactly one of {_listed(group)}",
                on_key=True,
            )
        return False

    def _has_some(self, data: dict[str, Any], group: tuple[str, ...], shape: Fields, path: Path) -> bool:
        if any(name in data for name in group):
            return True
        self.problems.add("missing-key", f"{shape.name} needs at least one of {_listed(group)}", path)
        return False

    def _unknown_key(self, name: str, shape: Fields, path: Path, others: Iterable[str]) -> None:
        if name in others:
            advice: str | None = f"it belongs to another kind; {shape.name} has {_listed(shape.keys)}"
        else:
            advice = suggestion(name, shape.keys)
        self.problems.add(
            "unknown-key", f"{shape.name} has no key {_shown(name)}", (*path, name), advice=advice, on_key=True
        )

    def _by_key(self, data: dict[str, Any], shape: ByKey, path: Path) -> Any:
        selectors = [name for group in shape.variants for name in group]
        present = [name for name in data if name in selectors]
        if len(present) != 1:
            group = Fields(name=shape.name, keys={})
            self._has_exactly_one(data, tuple(selectors), group, path)
            self._misspelt_selectors(data, shape, path)
            return UNUSABLE
        chosen = next(fields for group, fields in shape.variants.items() if present[0] in group)
        others = {name for fields in shape.variants.values() for name in fields.keys}
        return self._fields(data, chosen, path, others)

    def _misspelt_selectors(self, data: dict[str, Any], shape: ByKey, path: Path) -> None:
        known = {name: key for fields in shape.variants.values() for name, key in fields.keys.items()}
        every = Fields(name=shape.name, keys=known)
        for name in data:
            if name not in known:
                self._unknown_key(name, every, path, ())

    def _by_word(self, data: dict[str, Any], shape: ByWord, path: Path) -> Any:
        every = {name: key for fields in shape.variants.values() for name, key in fields.keys.items()}
        own = Key(shape=shape.word, says=shape.says, required=True)
        union = Fields(name=shape.name, keys={shape.key: own, **every})
        word = data.get(shape.key)
        if not isinstance(word, str) or word not in shape.variants:
            known = {name: Key(shape=key.shape, says=key.says) for name, key in every.items()}
            self._fields(data, Fields(name=shape.name, keys={**known, shape.key: own}), path)
            return UNUSABLE
        chosen = shape.variants[word]
        keys = {shape.key: own, **chosen.keys}
        return self._fields(data, Fields(name=chosen.name, keys=keys), path, set(union.keys) - set(keys))

    def _table(self, data: Any, shape: Table, path: Path) -> Any:
        if not isinstance(data, dict):
            return self._wrong_kind(data, f"a mapping from {shape.name} to its value", path)
        if len(data) < shape.least:
            return self._refuse("empty-list", f"{_place(path)} is empty", path, None)
        checked = {}
        for name, item in data.items():
            if self._table_key(name, shape, (*path, name)):
                checked[name] = self.value(item, shape.value, (*path, name))
        return {name: value for name, value in checked.items() if value is not UNUSABLE}

    def _table_key(self, name: str, shape: Table, path: Path) -> bool:
        match shape.key:
            case Word(words=words, expects=expects) if name not in words:
                advice = suggestion(name, words)
            case Text(pattern=str() as pattern, expects=expects) if not re.fullmatch(pattern, name):
                advice = _example(shape.key)
            case _:
                return True
        self.problems.add("unknown-key", f"{_shown(name)} is not {expects}", path, advice=advice, on_key=True)
        return False

    def _by_kind(self, data: Any, shape: ByKind, path: Path) -> Any:
        chosen: Shape | None
        match data:
            case dict():
                chosen = shape.mapping
            case list():
                chosen = shape.sequence
            case int() if shape.whole and not isinstance(data, bool):
                chosen = shape.whole
            case _:
                chosen = shape.text if isinstance(data, str) or self.problems.raw(path) else None
        if chosen is None:
            return self._wrong_kind(data, shape.expects, path)
        return self.value(data, chosen, path)

    # --- words for what is wrong ---

    def _nothing(self, path: Path) -> _Unusable:
        return self._refuse("no-value", f"{_place(path)} has no value", path, "write one, or leave the key out", on_key=True)

    def _wrong_kind(self, data: Any, expects: str, path: Path) -> _Unusable:
        message = f"{_place(path)} takes {expects}, not {_found(data)}"
        if " is a mapping" in expects:
            message = f"{expects}, not {_found(data)}"
        return self._refuse("wrong-type", message, path, None)

    def _refuse(self, code: str, message: str, path: Path, advice: str | None, *, on_key: bool = False) -> _Unusable:
        self.problems.add(code, message, path, advice=advice, on_key=on_key)
        return UNUSABLE


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """Help for an unknown word: the nearest known one, else the whole list where it is short."""
    words = list(known)
    similar = nearest(word, words)
    if similar:
        return f"did you mean `{similar}`?"
    return f"known are {_listed(words)}" if 0 < len(words) <= _SHORT_LIST else None


def _place(path: Path) -> str:
    """The nearest key above a value, as it is named in a message."""
    if path and isinstance(path[-1], str):
        return f"`{path[-1]}`"
    key = next((part for part in reversed(path) if isinstance(part, str)), None)
    return f"an item of `{key}`" if key else "the file" if not path else "an item of the list"


def _found(data: Any) -> str:
    match data:
        case None:
            return "nothing"
        case bool():
            return f"`{str(data).lower()}`"
        case int() | float():
            return f"the number `{data}`"
        case str():
            return f"the text {_shown(data)}"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _shown(text: str, longest: int = 60) -> str:
    line = " ".join(text.split())
    return f"`{line}`" if len(line) <= longest else f"`{line[: longest - 1]}…`"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _example(shape: Text) -> str | None:
    return f"write it like `{shape.examples[0]}`" if shape.examples else None


def _uncapitalised(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")
