"""A tree as text: two blanks of indentation, one form of brackets and quotes, lines of at most 140 columns.

Brackets stay on one line where they fit and their author broke no line in them, and go over several lines else; prose
is never cut.
"""

from __future__ import annotations

from collections.abc import Iterator

from courtesy.authoring.format.scalars import may_be_plain, quoted
from courtesy.authoring.format.tree import Collection, Comment, Entry, Kind, Scalar, Tree, Value

WIDTH = 140
"""The columns of a line in which brackets are filled."""


def written(tree: Tree, *, spread: bool) -> str:
    """The whole file, its last line ended. With `spread` a blank line stands between the items at the top."""
    lines = list(_block(tree.root, 0, spread=spread)) if _is_block(tree.root) else [_whole(tree.root)]
    for comment in tree.below:
        lines += ["", comment.text] if comment.apart else [comment.text]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _whole(value: Value) -> str:
    return "\n".join(_filled(value, 0)) if isinstance(value, Collection) else "\n".join(_scalar_lines(value, 0))


def _is_block(value: Value) -> bool:
    """Collections that were written over lines stay so, and brackets with a comment in them cannot stay brackets."""
    return isinstance(value, Collection) and bool(value.entries) and (not value.flow or _is_commented(value))


def _is_commented(value: Value) -> bool:
    return isinstance(value, Collection) and any(
        entry.above or entry.behind or _is_commented(entry.value) for entry in value.entries
    )


# --- lines --------------------------------------------------------------------------------------------------------


def _block(value: Value, indent: int, *, spread: bool = False) -> Iterator[str]:
    """The lines of a collection, one entry below the other."""
    assert isinstance(value, Collection)
    for place, entry in enumerate(value.entries):
        yield from _above(entry, indent, first=place == 0, spread=spread)
        lines = list(_item(entry, indent) if entry.key is None else _pair(entry, entry.key, indent))
        yield from lines


def _above(entry: Entry, indent: int, *, first: bool, spread: bool) -> Iterator[str]:
    """The comments above an entry, with at most one blank line before each and before the entry."""
    apart = [*(comment.apart for comment in entry.above), entry.apart]
    apart[0] = not first and (apart[0] or spread)
    for blank, comment in zip(apart, [*entry.above, None], strict=True):
        if blank:
            yield ""
        if comment is not None:
            yield " " * indent + comment.text


def _item(entry: Entry, indent: int) -> Iterator[str]:
    pad = " " * indent
    if _is_block(entry.value):
        head, *rest = _block(entry.value, indent + 2)
        yield from _with_comment([f"{pad}- {head.lstrip()}", *rest], entry.behind)
    else:
        yield from _ended(f"{pad}- ", entry, indent)


def _pair(entry: Entry, key: Scalar, indent: int) -> Iterator[str]:
    head = " " * indent + _inline(key, in_flow=False) + ":"
    if _is_block(entry.value):
        yield from _with_comment([head], entry.behind)
        yield from _block(entry.value, indent + 2)
    else:
        yield from _ended(f"{head} ", entry, indent)


def _ended(head: str, entry: Entry, indent: int) -> Iterator[str]:
    """A value that begins on the line of its dash or key. With a comment behind it brackets stay on that line."""
    value = entry.value
    if isinstance(value, Scalar):
        first, *rest = _scalar_lines(value, indent)
        yield from _with_comment([head + first], entry.behind)
        yield from rest
    elif entry.behind:
        yield from _with_comment([head + _inline(value, in_flow=True)], entry.behind)
    else:
        first, *rest = _filled(value, len(head))
        yield head + first
        yield from rest


def _with_comment(lines: list[str], behind: list[str]) -> list[str]:
    if not behind:
        return lines
    first, *rest = lines
    return [f"{first}  {' '.join(behind)}", *rest]


# --- brackets -----------------------------------------------------------------------------------------------------


def _filled(value: Collection, column: int) -> list[str]:
    """A collection in brackets that open at `column`: on one line, or on several filled up to the width."""
    single = _inline(value, in_flow=True)
    if not value.entries or (column + len(single) <= WIDTH and not _is_broken(value)):
        return [single]
    opening, closing = ("[", "]") if value.is_list else ("{", "}")
    lines, current = list[str](), opening
    for place, entry in enumerate(value.entries):
        pieces = _pieces(entry, column + 1)
        pieces[-1] += closing if place == len(value.entries) - 1 else ","
        fits = len(pieces) == 1 and not entry.broken and column + len(current) + 1 + len(pieces[0]) <= WIDTH
        if current == opening:
            current += pieces[0]
        elif fits:
            current += " " + pieces[0]
        else:
            lines.append(current)
            current = " " + pieces[0]
        if len(pieces) > 1:
            lines += [current, *(piece[column:] for piece in pieces[1:-1])]
            current = pieces[-1][column:]
    lines.append(current)
    return [lines[0], *(" " * column + line for line in lines[1:])]


def _is_broken(value: Value) -> bool:
    """Whether the author broke lines inside the brackets."""
    return isinstance(value, Collection) and any(entry.broken or _is_broken(entry.value) for entry in value.entries)


def _pieces(entry: Entry, column: int) -> list[str]:
    """An entry inside brackets as lines, the later ones with all their indentation."""
    head = f"{_inline(entry.key, in_flow=True)}: " if entry.key else ""
    if isinstance(entry.value, Scalar):
        return [head + _inline(entry.value, in_flow=True)]
    first, *rest = _filled(entry.value, column + len(head))
    return [head + first, *rest]


def _inline(value: Value, *, in_flow: bool) -> str:
    """A value on one line."""
    if isinstance(value, Scalar):
        return _scalar_words(value, in_flow=in_flow)
    parts = [
        f"{_inline(entry.key, in_flow=True)}: {_inline(entry.value, in_flow=True)}"
        if entry.key
        else _inline(entry.value, in_flow=True)
        for entry in value.entries
    ]
    joined = ", ".join(parts)
    return f"[{joined}]" if value.is_list else f"{{{joined}}}"


# --- scalars ------------------------------------------------------------------------------------------------------


def _scalar_words(scalar: Scalar, *, in_flow: bool) -> str:
    if scalar.kind is Kind.RAW:
        return scalar.text or ("null" if in_flow else "")
    if scalar.kind is Kind.TEXT and may_be_plain(scalar.text, in_flow=in_flow):
        return scalar.text
    return quoted(scalar.text)


def _scalar_lines(scalar: Scalar, indent: int) -> list[str]:
    """A scalar, a block scalar with its lines below its header."""
    if scalar.kind in {Kind.LITERAL, Kind.FOLDED}:
        pad = " " * (indent + 2)
        return [scalar.header, *(pad + line if line else "" for line in scalar.lines)]
    return [_scalar_words(scalar, in_flow=False)]


def comment_texts(tree: Tree) -> list[str]:
    """Every comment of a tree, sorted."""
    found = [comment.text for comment in tree.below]

    def visit(value: Value) -> None:
        for entry in value.entries if isinstance(value, Collection) else ():
            found.extend(_texts(entry.above))
            found.extend(entry.behind)
            visit(entry.value)

    visit(tree.root)
    return sorted(found)


def _texts(comments: list[Comment]) -> Iterator[str]:
    return (comment.text for comment in comments)
