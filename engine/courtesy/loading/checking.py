"""Data against a shape: what fits, as checked data, and a diagnostic for everything that does not.

Checked data has no part that was wrong: such a key is left out, such an item is UNUSABLE in its place, so that the rest
can be read further and all problems of a file come out in one run. Text is text there even where it looked like a number,
and what may be one or many is a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final, TypeAlias

from courtesy.diagnostic import nearest
from courtesy.frozen import dataclass
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
from courtesy.loading.wording import example_words, kind_words, listed, place_words, shown, suggestion, uncapitalised


@dataclass(frozen=True, slots=True)
class _Unusable:
    """What stands for a value that does not fit its shape."""


UNUSABLE: Final = _Unusable()
_FEW = 2

Elsewhere: TypeAlias = Callable[[str], str | None]
"""What to say of a key that would be known in another place."""
Meant: TypeAlias = AbstractSet[str | None]
"""The known keys to which unknown ones come near."""


def check(data: Any, grammar: Grammar, problems: Problems, path: Path = ()) -> Any:
    """Checked data, or UNUSABLE where nothing of it can be read further."""
    return _Check(grammar=grammar, problems=problems).value(data, grammar.root, path)


def _is_needed(name: str, shape: Fields) -> bool:
    """True for a key without which nothing of the mapping can be read."""
    return shape.keys[name].required or any(name in group for group in shape.exactly_one)


def _nowhere(_name: str) -> None:
    """No key is known in another place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Check:
    grammar: Grammar
    problems: Problems

    def value(self, data: Any, shape: Shape, path: Path) -> Any:
        if isinstance(shape, Ref):
            shape = self.grammar.named[shape.name]
        if data is None and not isinstance(shape, Anything):
            return self._nothing(path)
        return _CHECKS[type(shape)](self, data, shape, path)

    def mapping(self, data: Any, shape: Shape, path: Path) -> Any:
        assert isinstance(shape, Fields | ByKey | ByWord)
        if not isinstance(data, dict):
            return self._wrong_kind(data, f"{shape.name} is a mapping of keys", path, _as_mapping(data, shape))
        match shape:
            case Fields():
                return self._fields(data, shape, path)
            case ByKey():
                return self._by_key(data, shape, path)
            case ByWord():
                return self._by_word(data, shape, path)

    # --- single values ---

    def text(self, data: Any, shape: Text, path: Path) -> Any:
        text = data if isinstance(data, str) else self.problems.raw(path)
        if text is None:
            return self._wrong_kind(data, shape.expects, path)
        if not text.strip() and not shape.may_be_empty:
            return self._nothing(path)
        if shape.pattern and not re.fullmatch(shape.pattern, text):
            return self._refuse("wrong-form", f"{shown(text)} is not {shape.expects}", path, example_words(shape))
        return text

    def word(self, data: Any, shape: Word, path: Path) -> Any:
        text = data if isinstance(data, str) else self.problems.raw(path)
        if text is None:
            return self._wrong_kind(data, shape.expects, path)
        if text in shape.words:
            return text
        return self._refuse(
            "unknown-word",
            f"{shown(text)} is not {shape.expects}",
            path,
            shape.hints.get(text) or suggestion(text, shape.words),
        )

    def whole(self, data: Any, shape: Whole, path: Path) -> Any:
        if isinstance(data, bool) or not isinstance(data, int):
            return self._wrong_kind(data, "a whole number", path)
        for limit, broken, word in (
            (shape.least, shape.least is not None and data < shape.least, "least"),
            (shape.most, shape.most is not None and data > shape.most, "most"),
        ):
            if broken:
                message = f"{place_words(path)} takes a whole number of at {word} {limit}, not `{data}`"
                return self._refuse("out-of-range", message, path, None)
        return data

    def flag(self, data: Any, _shape: Flag, path: Path) -> Any:
        if isinstance(data, bool):
            return data
        meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}
        word = meant.get(str(data).casefold())
        advice = f"write `{word}`" if word else None
        return self._refuse(
            "wrong-type", f"{place_words(path)} takes `true` or `false`, not {kind_words(data)}", path, advice
        )

    # --- lists ---

    def many(self, data: Any, shape: Many, path: Path) -> Any:
        if not isinstance(data, list):
            advice = f"write `[{data}]`" if isinstance(data, str) else None
            return self._wrong_kind(data, "a list", path, advice)
        if len(data) < shape.least:
            return self._too_few(len(data), shape.least, path)
        if shape.most is not None and len(data) > shape.most:
            return self._refuse(
                "too-many", f"{place_words(path)} has {len(data):,} items, the limit is {shape.most:,}", path, None
            )
        checked = [self.value(item, shape.item, (*path, place)) for place, item in enumerate(data)]
        return checked if shape.keeps_places or UNUSABLE not in checked else UNUSABLE

    def one_or_many(self, data: Any, shape: OneOrMany, path: Path) -> Any:
        if isinstance(data, list):
            return self.many(data, Many(item=shape.item), path)
        value = self.value(data, shape.item, path)
        return UNUSABLE if value is UNUSABLE else [value]

    # --- mappings ---

    def _fields(self, data: dict[str, Any], shape: Fields, path: Path, elsewhere: Elsewhere = _nowhere) -> Any:
        if not data and not shape.may_be_empty:
            return self._refuse("empty-mapping", f"{shape.name} is empty", path, None)
        strange = [name for name in data if name not in shape.keys]
        for name in strange:
            self._unknown_key(name, shape, path, elsewhere)
        # A misspelt key is told once, not as unknown and missing.
        meant = {nearest(name, shape.keys) for name in strange}
        whole = self._has_required(data, shape, path, meant)
        for group in shape.exactly_one:
            whole = self._has_exactly_one(data, group, shape.name, path, meant) and whole
        for group in shape.at_least_one:
            whole = self._has_some(data, group, shape, path, meant) and whole
        checked = {
            name: self.value(item, shape.keys[name].shape, (*path, name))
            for name, item in data.items()
            if name in shape.keys
        }
        if UNUSABLE in checked.values():
            whole = whole and not any(value is UNUSABLE and _is_needed(name, shape) for name, value in checked.items())
            checked = {name: value for name, value in checked.items() if value is not UNUSABLE}
        return checked if whole else UNUSABLE

    def _has_required(self, data: dict[str, Any], shape: Fields, path: Path, meant: Meant) -> bool:
        missing = [name for name, key in shape.keys.items() if key.required and name not in data]
        for name in missing:
            if name not in meant:
                says = uncapitalised(shape.keys[name].says)
                message = f"{shape.name} needs the key `{name}`"
                self.problems.add("missing-key", message, path, advice=f"add `{name}: …`: {says}")
        return not missing

    def _has_exactly_one(
        self, data: dict[str, Any], group: tuple[str, ...], name: str, path: Path, meant: Meant
    ) -> bool:
        present = [key for key in data if key in group]
        if len(present) == 1:
            return True
        if not present and meant.isdisjoint(group):
            self.problems.add("missing-key", f"{name} needs one of {listed(group)}", path)
        for key in present[1:]:
            self.problems.add(
                "conflicting-keys",
                f"{name} has `{key}` beside `{present[0]}`",
                (*path, key),
                advice=f"keep exactly one of {listed(group)}",
                on_key=True,
            )
        return False

    def _has_some(self, data: dict[str, Any], group: tuple[str, ...], shape: Fields, path: Path, meant: Meant) -> bool:
        if any(name in data for name in group):
            return True
        if meant.isdisjoint(group):
            self.problems.add("missing-key", f"{shape.name} needs at least one of {listed(group)}", path)
        return False

    def _unknown_key(self, name: str, shape: Fields, path: Path, elsewhere: Elsewhere) -> None:
        advice = elsewhere(name) or suggestion(name, shape.keys)
        message = f"{shape.name} has no key {shown(name)}"
        self.problems.add("unknown-key", message, (*path, name), advice=advice, on_key=True)

    def _by_key(self, data: dict[str, Any], shape: ByKey, path: Path) -> Any:
        selectors = tuple(name for group in shape.variants for name in group)
        present = [name for name in data if name in selectors]
        if len(present) != 1:
            self._no_selector(data, shape, path, selectors)
            return UNUSABLE
        chosen = next(fields for group, fields in shape.variants.items() if present[0] in group)

        def elsewhere(name: str) -> str | None:
            owners = (fields.name for fields in shape.variants.values() if name in fields.keys)
            return next((f"it belongs to {owner}" for owner in owners), None)

        return self._fields(data, chosen, path, elsewhere)

    def _no_selector(self, data: dict[str, Any], shape: ByKey, path: Path, selectors: tuple[str, ...]) -> None:
        known = {name: key for fields in shape.variants.values() for name, key in fields.keys.items()}
        strange = [name for name in data if name not in known]
        for name in strange:
            self._unknown_key(name, Fields(name=shape.name, keys=known), path, _nowhere)
        self._has_exactly_one(data, selectors, shape.name, path, {nearest(name, known) for name in strange})

    def _by_word(self, data: dict[str, Any], shape: ByWord, path: Path) -> Any:
        word = data.get(shape.key)
        if not isinstance(word, str) or word not in shape.variants:
            self._no_word(data, shape, path)
            return UNUSABLE
        chosen = shape.variants[word]

        def elsewhere(name: str) -> str | None:
            known = any(name in fields.keys for fields in shape.variants.values())
            return f"it has {listed(chosen.keys)}" if known else None

        return self._fields(data, chosen, path, elsewhere)

    def _no_word(self, data: dict[str, Any], shape: ByWord, path: Path) -> None:
        """Without a usable word every key that any variant has may be meant."""
        every = {
            name: Key(shape=key.shape, says=key.says)
            for fields in shape.variants.values()
            for name, key in fields.keys.items()
        }
        own = Key(shape=shape.word, says=shape.says, required=True)
        self._fields(data, Fields(name=shape.name, keys={**every, shape.key: own}), path)

    def table(self, data: Any, shape: Table, path: Path) -> Any:
        if not isinstance(data, dict):
            example = shape.key.examples[:1] if isinstance(shape.key, Text) else list(shape.key.words)[:1]
            return self._wrong_kind(data, f"a mapping `{''.join(example) or 'name'}: …`", path)
        if len(data) < shape.least:
            return self._too_few(len(data), shape.least, path)
        checked = {}
        for name, item in data.items():
            if self._table_key(name, shape, (*path, name)):
                checked[name] = self.value(item, shape.value, (*path, name))
        return {name: value for name, value in checked.items() if value is not UNUSABLE}

    def _table_key(self, name: str, shape: Table, path: Path) -> bool:
        match shape.key:
            case Word(words=words, expects=expects) if name not in words:
                code, advice = "unknown-key", suggestion(name, words)
            case Text(pattern=str() as pattern, expects=expects) if not re.fullmatch(pattern, name):
                code, advice = "wrong-form", example_words(shape.key)
            case _:
                return True
        message = f"{shown(name)} is not {expects}"
        self.problems.add(code, message, path, advice=advice, on_key=True)
        return False

    def by_kind(self, data: Any, shape: ByKind, path: Path) -> Any:
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

    def _too_few(self, count: int, least: int, path: Path) -> _Unusable:
        if least == 1:
            message, advice = f"{place_words(path)} is empty", "name at least one, or leave the key out"
            return self._refuse("empty-list", message, path, advice)
        message = f"{place_words(path)} needs {least} entries, and has {count}"
        return self._refuse("too-few", message, path, None)

    def _nothing(self, path: Path) -> _Unusable:
        return self._refuse(
            "no-value", f"{place_words(path)} has no value", path, "write one, or leave the key out", on_key=True
        )

    def _wrong_kind(self, data: Any, expects: str, path: Path, advice: str | None = None) -> _Unusable:
        message = f"{place_words(path)} takes {expects}, not {kind_words(data)}"
        if " is a mapping" in expects:
            message = f"{expects}, not {kind_words(data)}"
        return self._refuse("wrong-type", message, path, advice)

    def _refuse(self, code: str, message: str, path: Path, advice: str | None, *, on_key: bool = False) -> _Unusable:
        self.problems.add(code, message, path, advice=advice, on_key=on_key)
        return UNUSABLE


def _as_mapping(data: Any, shape: Shape) -> str | None:
    """Help where a bare value stands for a mapping that can have it under few keys."""
    groups = shape.at_least_one if isinstance(shape, Fields) else ()
    if isinstance(data, list) or len(groups) != 1 or len(groups[0]) > _FEW:
        return None
    return "write " + " or ".join(f"`{{{name}: {data}}}`" for name in groups[0])


_CHECKS: Mapping[type, Callable[[_Check, Any, Any, Path], Any]] = {
    Anything: lambda _check, data, _shape, _path: data,
    Text: _Check.text,
    Word: _Check.word,
    Whole: _Check.whole,
    Flag: _Check.flag,
    Many: _Check.many,
    OneOrMany: _Check.one_or_many,
    Table: _Check.table,
    ByKind: _Check.by_kind,
    Fields: _Check.mapping,
    ByKey: _Check.mapping,
    ByWord: _Check.mapping,
}
"""The check of each kind of shape."""
