"""What the libraries that read places and pages say on the same pages, on their own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from benchmarks.eval.labelled import ROOT, folded, real_page, records, written_case
from benchmarks.eval.tally import Tally
from searchapp.article import RawPage
from searchapp.ingest.clean import clean_page

PYTHON = ROOT / ".venv-eval" / "bin" / "python"
_SCRIPT = Path(__file__).with_name("peer_places.py")
_CITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})


def place_peers() -> list[Tally]:
    """Measure cpca and jionlp on the real pages: first answer, and wrong ones.

    Both get the page twice: as received, and as this project cleans it, which is kinder to them.
    """
    pages = [record for record in records("union_pages.jsonl") if record["gold"]["region"]]
    tallies = []
    for label, texts in (
        ("as received", [record["raw"] for record in pages]),
        ("cleaned by us", [_cleaned(real_page(record)) for record in pages]),
    ):
        answers = _answers(texts)
        for peer in ("cpca", "jionlp"):
            first = Tally(f"pages: first answer of {peer}, {label}")
            wrong = Tally(f"pages: wrong answers of {peer}, {label}", fewer_is_better=True)
            for record, answer in zip(pages, answers, strict=True):
                wanted = {
                    tuple(path.split("/")[:2])
                    for path in (record["gold"]["region"], *record["gold"].get("region_alt", []))
                }
                said = _path(answer[peer])
                right = said in wanted or (not said and wanted == {("全国",)})
                first.count(right)
                wrong.count(bool(said) and not right)
            tallies += [first, wrong]
    return tallies


def _cleaned(page: RawPage) -> str:
    clean = clean_page(page)
    return f"{clean.title}\n{clean.body}"


def _path(levels: list[str]) -> tuple[str, ...]:
    """The first two levels as the gold writes them: 重庆市/合川区, 广东省/中山市."""
    province, city, county = levels
    return tuple(level for level in (province, county if province in _CITIES else city) if level)


def _answers(texts: Iterable[str]) -> list[dict[str, list[str]]]:
    lines = "\n".join(json.dumps(text, ensure_ascii=False) for text in texts)
    done = subprocess.run(
        [str(PYTHON), str(_SCRIPT)], input=lines, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def page_peer() -> list[Tally]:
    """Measure trafilatura alone on the written cases that are HTML: title, date, body."""
    from trafilatura import bare_extraction

    title, day = Tally("cases in HTML: title of trafilatura"), Tally("cases in HTML: date of it")
    invented = Tally("cases in HTML: dates it invents", fewer_is_better=True)
    kept, clean = Tally("cases in HTML: body kept by it"), Tally("cases in HTML: noise-free by it")
    for case in records("union_cases.jsonl"):
        if case["kind"] != "case" or not case["filename"].endswith(".html"):
            continue
        gold = case["gold"]
        found = bare_extraction(written_case(case).raw, with_metadata=True)
        body = folded(found.text) if found else ""
        named, dated = (found.title, found.date) if found else (None, None)
        title.count(folded(named) == folded(gold["title"]))
        day.count(dated == gold["date"])
        invented.count(dated not in (None, gold["date"]))
        kept.count(all(folded(text) in body for text in gold["must_contain"]))
        clean.count(body.removeprefix(folded(gold["title"])) == folded(gold["body"]))
    return [title, day, invented, kept, clean]
