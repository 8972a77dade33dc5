"""Shapes to JSON Schema (draft 2020-12), for editors: the same description that the loader checks by."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from courtesy.loading.case_shapes import case_grammar, profile_grammar, proposal_grammar
from courtesy.loading.rule_shapes import rule_grammar
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
from courtesy.loading.source_shapes import passages_grammar, source_grammar, tests_grammar
from courtesy.loading.vocabulary_shapes import VOCABULARY
from courtesy.vocabulary import Vocabulary

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(vocabulary: Vocabulary) -> Mapping[str, Schema]:
    """The schema of every kind of file that a person writes, by the name that `NAME.schema.json` has."""
    grammars = {
        "case": case_grammar(vocabulary),
        "passages": passages_grammar(),
        "profile": profile_grammar(),
        "proposal": proposal_grammar(vocabulary),
        "rules": rule_grammar(vocabulary),
        "source": source_grammar(vocabulary),
        "tests": tests_grammar(vocabulary),
        "vocabulary": VOCABULARY,
    }
    return {name: schema_of(grammar) for name, grammar in grammars.items()}


def schema_text(schema: Schema) -> str:
    """The text of a schema file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schema_of(grammar: Grammar) -> Schema:
    """The schema of a whole kind of file."""
    named = {name: _schema(shape) for name, shape in sorted(grammar.named.items())}
    written: Schema = {"$schema": DIALECT, "title": grammar.title, **_schema(grammar.root)}
    return _with_shared_words({**written, "$defs": named} if named else written)


def _with_shared_words(schema: Schema) -> Schema:
    """Lists of words that stand in several places stand once, under `$defs`."""
    seen: Counter[str] = Counter(json.dumps(part) for part in _word_lists(schema))
    names: dict[str, str] = {}
    for text in sorted(text for text, count in seen.items() if count > 1):
        wanted = json.loads(text)["title"].replace(" ", "-")
        taken = sum(name.rstrip("0123456789-") == wanted for name in names.values())
        names[text] = f"{wanted}-{taken + 1}" if taken else wanted
    shared = {name: json.loads(text) for text, name in names.items()}
    if not shared:
        return schema
    referring: Schema = _referring(schema, names)
    return {**referring, "$defs": {**referring.get("$defs", {}), **shared}}


def _word_lists(schema: object) -> Iterator[Schema]:
    if isinstance(schema, dict):
        if "enumDescriptions" in schema:
            yield _words_only(schema)
        for part in schema.values():
            yield from _word_lists(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _word_lists(part)


def _words_only(schema: Schema) -> Schema:
    return {name: part for name, part in schema.items() if name != "description"}


def _referring(schema: Any, names: Mapping[str, str]) -> Any:
    if isinstance(schema, list):
        return [_referring(part, names) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "enumDescriptions" in schema:
        name = names.get(json.dumps(_words_only(schema)))
        about = {"description": schema["description"]} if "description" in schema else {}
        return {**about, "$ref": f"#/$defs/{name}"} if name else schema
    return {name: _referring(part, names) for name, part in schema.items()}


def _schema(shape: Shape) -> Schema:
    return _WRITERS[type(shape)](shape)


def _text(shape: Text) -> Schema:
    written: Schema = {"type": ["string", "number"] if shape.may_be_digits else "string"}
    if not shape.may_be_empty:
        written["minLength"] = 1
    pattern = shape.pattern or shape.editor_pattern
    if pattern:
        written["pattern"] = f"^(?:{pattern})$"
    if shape.examples:
        written["examples"] = [example.strip('"') for example in shape.examples]
    return written


def _word(shape: Word) -> Schema:
    return {
        "title": shape.expects,
        "enum": list(shape.words),
        "enumDescriptions": list(shape.words.values()),
    }


def _whole(shape: Whole) -> Schema:
    bounds = {"minimum": shape.least, "maximum": shape.most}
    return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}


def _many(shape: Many) -> Schema:
    written: Schema = {"type": "array", "items": _schema(shape.item)}
    if shape.least:
        written["minItems"] = shape.least
    if shape.most is not None:
        written["maxItems"] = shape.most
    return written


def _one_or_many(shape: OneOrMany) -> Schema:
    return {"anyOf": [_schema(shape.item), _many(Many(item=shape.item))]}


def _fields(shape: Fields) -> Schema:
    written: Schema = {
        "type": "object",
        "properties": {name: _described(key) for name, key in shape.keys.items()},
        "additionalProperties": False,
    }
    required = [name for name, key in shape.keys.items() if key.required]
    if required:
        written["required"] = required
    elif not shape.may_be_empty:
        written["minProperties"] = 1
    groups = [_one_of_keys("oneOf", group) for group in shape.exactly_one]
    groups += [_one_of_keys("anyOf", group) for group in shape.at_least_one]
    if groups:
        written["allOf"] = groups
    return written


def _one_of_keys(connective: str, group: Iterable[str]) -> Schema:
    return {connective: [{"required": [name]} for name in group]}


def _described(key: Key) -> Schema:
    return {"description": key.says, **_schema(key.shape)}


def _table(shape: Table) -> Schema:
    written: Schema = {"type": "object", "additionalProperties": _schema(shape.value)}
    names = {name: part for name, part in _schema(shape.key).items() if name in {"enum", "pattern"}}
    if names:
        written["propertyNames"] = names
    if shape.least:
        written["minProperties"] = shape.least
    return written


def _by_kind(shape: ByKind) -> Schema:
    kinds = (shape.text, shape.whole, shape.sequence, shape.mapping)
    return {"anyOf": [_schema(kind) for kind in kinds if kind is not None]}


def _by_key(shape: ByKey) -> Schema:
    variants = []
    for selectors, fields in shape.variants.items():
        one = Fields(name=fields.name, keys=fields.keys, exactly_one=(selectors, *fields.exactly_one))
        variants.append({"title": fields.name, **_fields(one)})
    return {"oneOf": variants}


def _by_word(shape: ByWord) -> Schema:
    """The word first; what else may stand follows from it."""
    own = {"description": shape.says, **_word(shape.word)}
    return {
        "type": "object",
        "properties": {shape.key: own},
        "required": [shape.key],
        "allOf": [_where_word(shape, word, fields) for word, fields in shape.variants.items()],
    }


def _where_word(shape: ByWord, word: str, fields: Fields) -> Schema:
    return {
        "if": {"properties": {shape.key: {"const": word}}, "required": [shape.key]},
        "then": _fields(fields),
    }


_WRITERS: Mapping[type, Callable[[Any], Schema]] = {
    Anything: lambda _shape: {},
    Flag: lambda _shape: {"type": "boolean"},
    Ref: lambda shape: {"$ref": f"#/$defs/{shape.name}"},
    Text: _text,
    Word: _word,
    Whole: _whole,
    Many: _many,
    OneOrMany: _one_or_many,
    Fields: _fields,
    Table: _table,
    ByKind: _by_kind,
    ByKey: _by_key,
    ByWord: _by_word,
}
"""How each kind of shape is written."""
