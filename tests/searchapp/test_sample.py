"""The sample collection is ours, varied, and comes out of its stories byte for byte."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from searchapp.sample.mirror import machine_traditional, splice
from searchapp.sample.render import GOLD, PAGES, SHAPES, render_gold, render_pages
from searchapp.sample.story import HERE, load_stories
from tokenizers.gazetteer import load_gazetteer
from tokenizers.pinyin import strip_splices
from tokenizers.traditional import simplify

STORIES = load_stories()
T2S = OpenCC("t2s")
RUN = 30


@cache
def gold() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines())


def page_bytes(record: dict[str, Any]) -> bytes:
    path, _, line = record["path"].partition("#")
    content = (PAGES / path).read_bytes()
    return content.splitlines()[int(line) - 1] if line else content


def page_text(record: dict[str, Any]) -> str:
    return page_bytes(record).decode(record["encoding"]).lstrip("\ufeff")


def test_rendering_gives_the_committed_pages_and_gold_byte_for_byte() -> None:
    committed = {
        path.relative_to(PAGES).as_posix(): path.read_bytes()
        for path in PAGES.rglob("*")
        if path.is_file()
    }
    assert render_pages(STORIES) == committed
    assert render_gold(STORIES).encode() == GOLD.read_bytes()


def test_pages_are_kept_as_bytes_on_every_system() -> None:
    assert "pages/** -text" in (HERE / ".gitattributes").read_text(encoding="utf-8")


def test_the_collection_spans_provinces_and_years() -> None:
    assert len(gold()) >= 84
    provinces = {path.split("/")[0] for record in gold() for path in record["regions"]}
    assert len(provinces - {"全国"}) >= 31
    assert "全国" in provinces
    years = Counter(record["date"][:4] for record in gold() if record["date"])
    assert set(years) == {str(year) for year in range(2012, 2027)}


def test_every_shape_and_encoding_of_real_pages_is_there() -> None:
    found = Counter((record["shape"], record["encoding"]) for record in gold())
    assert {shape for shape, _ in found} == set(SHAPES)
    assert {("html", "gbk"), ("txt", "gb18030"), ("txt", "utf-16"), ("txt", "big5")} <= set(found)
    precisions = {record["date_precision"] for record in gold()}
    assert precisions == {"day", "month", None}
    assert sum(record["title"] is None for record in gold()) >= 3
    assert Counter(record["repost_of"] for record in gold()).most_common(2)[1][1] >= 2
    assert any(not record["regions"] for record in gold())


def test_a_repost_tells_its_story_at_another_place() -> None:
    by_path = {record["path"]: record for record in gold()}
    reposts = [record for record in gold() if record["repost_of"]]
    assert len(reposts) >= 8
    for record in reposts:
        first = by_path[record["repost_of"]]
        assert first["story"] == record["story"]
        assert first["repost_of"] is None
        assert page_bytes(first) != page_bytes(record)


def test_every_region_of_the_gold_is_a_division_that_the_gazetteer_knows() -> None:
    gazetteer = load_gazetteer()
    for record in gold():
        for path in (*record["regions"], *record["regions_also"]):
            names = {place.name for place in gazetteer.lookup(path)}
            assert path.split("/")[-1] in names, path


def test_html_says_what_its_bytes_are_and_wears_full_chrome() -> None:
    for record in gold():
        if record["shape"] != "html":
            continue
        html = page_text(record)
        charset = re.search(r'charset="?([\w-]+)', html)
        assert charset is not None
        assert charset[1] == {"gbk": "gb2312"}.get(record["encoding"], record["encoding"])
        assert f">{record['title']}<" in html
        assert ".example" in html or "地址：" in html


def test_a_signed_notice_gives_its_date_in_numerals_only() -> None:
    record = next(record for record in gold() if record["shape"] == "signed")
    assert record["date"] == "2021-04-26"
    assert "二〇二一年四月二十六日" in page_text(record)
    assert "2021-04" not in page_text(record)


def mirrored() -> list[dict[str, Any]]:
    return [record for record in gold() if record["shape"].startswith("mirror")]


@pytest.mark.parametrize("record", mirrored(), ids=lambda record: str(record["path"]))
def test_a_mirrored_page_is_its_story_under_checked_splices(record: dict[str, Any]) -> None:
    text, removed = strip_splices(page_text(record))
    assert removed >= 20
    assert not re.search(r"\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", text)
    story = next(story for story in STORIES if story.slug == record["story"])
    plain = simplify(text)
    for paragraph in story.paragraphs:
        assert simplify(machine_traditional(paragraph)) in plain


def test_a_character_is_spliced_everywhere_or_nowhere() -> None:
    story = next(story for story in STORIES if story.slug == "dazhou-wanzhou")
    text = machine_traditional("".join(story.paragraphs))
    spliced = splice(text, "seed")
    annotated = set(re.findall(r"(.)\([^()]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", spliced))
    assert annotated
    for char in annotated:
        assert len(re.findall(rf"{char}\(", spliced)) == text.count(char)
    assert strip_splices(spliced)[0] == text


def test_no_address_or_number_on_a_page_can_be_anybodys() -> None:
    for record in gold():
        text, _ = strip_splices(page_text(record))
        hosts = re.findall(r"https?://([\w.-]+)", text)
        assert all(host.endswith(".example") for host in hosts)
        assert all(number.startswith("0000") for number in re.findall(r"ICP[备備](\d+)", text))
        assert all(number[0] == "0" for number in re.findall(r"\b0\d{2,3}-(\d{7,8})\b", text))


def test_no_page_borrows_from_the_shared_texts(shared: Path) -> None:
    texts = [seed.read_text(encoding="utf-8") for seed in sorted((shared / "seeds").glob("*"))]
    for name in ("union_cases.jsonl", "union_pages.jsonl"):
        lines = (shared / "data" / name).read_text(encoding="utf-8").splitlines()
        texts += [str(json.loads(line).get("raw", "")) for line in lines]
    assert len(texts) > 60
    theirs = {run for text in texts for run in runs(text)}
    for record in gold():
        borrowed = runs(page_text(record)) & theirs
        assert not borrowed, (record["path"], sorted(borrowed)[:1])


def runs(text: str) -> set[str]:
    """Return all runs of 30 characters, compared without markup, script, splices and spaces."""
    shown = re.sub(r"<[^<>]*>|&\w+;", "", text)
    bare = re.sub(r"\s+", "", T2S.convert(strip_splices(shown)[0]))
    return {bare[at : at + RUN] for at in range(len(bare) - RUN + 1)}
