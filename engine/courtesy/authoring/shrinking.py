"""An example made as short as it can be while it still shows what it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from courtesy.authoring.examples import DAY
from courtesy.authoring.staging import days_ago
from courtesy.authoring.trees import put, without

Example: TypeAlias = dict[str, Any]

_MOST_TRIES = 200


def shortened(example: Example, still: Callable[[Example], bool]) -> Example:
    """The example after every simplification under which `still` holds; it holds for the example itself."""
    current, tries, going = example, 0, True
    while going and tries < _MOST_TRIES:
        going = False
        for candidate in _simpler(current):
            tries += 1
            if still(candidate):
                current, going = candidate, True
                break
    return current


def _simpler(example: Example) -> Iterator[Example]:
    """Examples with a little less in them, the largest steps first."""
    given: Mapping[str, Any] = example.get("given", {})
    for word, happened in given.items():
        yield without(example, ("given", word))
        if isinstance(happened, list):
            yield from (without(example, ("given", word, place)) for place in range(len(happened)))
    yield from (without(example, ("propose", name)) for name in example.get("propose", {}))
    if "message" in example:
        yield without(example, ("message",))
    for word, happened in given.items():
        for place, item in enumerate(happened) if isinstance(happened, list) else [(None, happened)]:
            for simple in _plainer(item):
                path = ("given", word) if place is None else ("given", word, place)
                yield put(example, path, simple)


def _plainer(item: Any) -> Iterator[Any]:
    """An event with a field less, or at the usual hour of its day."""
    if isinstance(item, Mapping):
        for name in item:
            if name != "at":
                fields = {key: value for key, value in item.items() if key != name}
                yield fields["at"] if len(fields) == 1 else fields
        for simple in _plainer(item.get("at")):
            yield {**item, "at": simple}
    elif isinstance(item, str) and item[:1].isdigit() and ":" in item:
        yield days_ago((DAY - datetime.fromisoformat(item).date()).days)
