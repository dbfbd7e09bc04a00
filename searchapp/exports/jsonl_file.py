"""JSON lines: one article a line, the rows of the interface."""

from __future__ import annotations

import json
from typing import BinaryIO

from searchapp.exports.export_list import ExportList
from searchapp.snapshot_json import row_json


def write_jsonl(export: ExportList, file: BinaryIO) -> None:
    """Write one JSON object a line, in the order of the list."""
    for number, row in enumerate(export.rows(), start=1):
        line = json.dumps(row_json(row, number, export.base), ensure_ascii=False)
        file.write(line.encode("utf-8", "replace") + b"\n")
