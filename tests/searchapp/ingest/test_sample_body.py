"""Nothing but the story is left of a sample page, whatever stood around it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from searchapp.article import RawPage
from searchapp.ingest.extract import extract
from searchapp.ingest.read import read_path
from tokenizers.folding import fold

SAMPLE = Path(__file__).resolve().parents[3] / "searchapp" / "sample"


def test_every_line_of_a_sample_page_was_written_in_its_story() -> None:
    written = "\n".join(
        fold(json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), ensure_ascii=False))
        for path in sorted((SAMPLE / "stories").glob("*.toml"))
    )
    pages = [page for page in read_path(SAMPLE / "pages", "") if isinstance(page, RawPage)]
    assert len(pages) >= 80
    for page in pages:
        left = [line for line in extract(page).body.split("\n") if fold(line) not in written]
        assert not left, page.place
