"""The batch as one function from an Arrow table to an Arrow table, for Parquet files and distributed engines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from courtesy.batch.stream import Work, answer_lines


def decide_table(table: pa.Table, work: Work, jobs: int = 1) -> pa.Table:
    """Decide a table with the string columns `id`, `case` and `proposal` (the latter two JSON).

    Returns the columns `id`, `decision` (JSON, null where in error) and `error` (JSON, null where decided), in order.
    """
    answers = list(answer_lines(work, _lines(table), jobs))
    return pa.table(
        {
            "id": table.column("id"),
            "decision": pa.array([None if answer.failed else answer.line for answer in answers], pa.string()),
            "error": pa.array([answer.line if answer.failed else None for answer in answers], pa.string()),
        }
    )


def missing_columns(table: Any) -> list[str]:
    """The columns that a table lacks."""
    return [name for name in ("id", "case", "proposal") if name not in table.column_names]


def _lines(table: Any) -> Iterator[bytes]:
    for row in table.select(["id", "case", "proposal"]).to_pylist():
        identifier = '"' + str(row["id"]).replace("\\", "\\\\").replace('"', '\\"') + '"'
        yield f'{{"id": {identifier}, "case": {row["case"]}, "proposal": {row["proposal"]}}}'.encode()
