"""The labelled sets, read where they lie, and how answers compare with labels."""

from __future__ import annotations

import gzip
import json
import os
import re
import unicodedata
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from searchapp.article import Extraction, RawPage
from searchapp.ingest.extract import extract
from tokenizers.gazetteer import NATION, Gazetteer, load_gazetteer
from tokenizers.traditional import simplify

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2026, 11, 21)
"""Publication dates end here, so that a run says the same next year."""
Record = dict[str, Any]


def shared() -> Path:
    """Return the folder of shared texts (``UNION_SHARED``, default ``../shared``)."""
    folder = Path(os.environ.get("UNION_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        raise SystemExit(f"no labelled texts at {folder}; set UNION_SHARED to their folder")
    return folder


def records(name: str) -> list[Record]:
    """Return the records of a JSONL file in the data folder."""
    path = shared() / "data" / name
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    return [json.loads(line) for line in text.splitlines()]


def written_case(case: Record) -> RawPage:
    """Return a written case as the file it would be."""
    raw = case["raw"].encode("gb18030" if case["format"] == "gbk" else "utf-8")
    kind = "html" if case["filename"].endswith(".html") else "txt"
    return RawPage(raw, case["filename"], kind)


def real_page(record: Record, *, addressed: bool = True) -> RawPage:
    """Return a real page as the record it lies in, or without its address."""
    declared = {"raw": record["raw"], **({"url": record["url"]} if addressed else {})}
    raw = json.dumps(declared, ensure_ascii=False).encode()
    return RawPage(raw, record["id"], "json", declared)


def read(page: RawPage) -> Extraction:
    """Return what the product reads out of ``page``."""
    return extract(page, TODAY)


def folded(text: str | None) -> str:
    """Titles and bodies compare after folding script, width and spaces."""
    return re.sub(r"\s", "", simplify(unicodedata.normalize("NFKC", text or "")))


def about_paths(found: Extraction) -> list[str]:
    """Return what the story is about, weightiest first, as 省/市/区县; 全国 for the nation."""
    codes = [fact.code for fact in found.regions if fact.role == "about"]
    return ["全国" if code == NATION else "/".join(gazetteer().path(code)) for code in codes]


def same_name(found: str, gold: str) -> bool:
    """Equal, or one with a longer chain of regions before it; 海南州 is 海南藏族自治州."""
    found, gold = _in_full(found), _in_full(gold)
    return found == gold or found.endswith(gold) or gold.endswith(found)


@lru_cache(maxsize=4096)
def _in_full(name: str) -> str:
    """A name with the prefecture it begins with in full."""
    cut = name.find("州") + 1
    codes = gazetteer().full.get(name[:cut], ()) if cut > 1 else ()
    place = gazetteer().place(codes[0]) if len(codes) == 1 else None
    return place.name + name[cut:] if place else name


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the product's gazetteer."""
    return load_gazetteer()
