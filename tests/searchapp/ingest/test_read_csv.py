from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest import read_csv
from searchapp.ingest.clean import clean_page
from searchapp.ingest.read import read_path

HEAD = "标题,正文,发布时间,链接,来源,编号\n"
ROW = "慰问职工,“送清凉”到一线。,2020-07-21,http://a.cn/1,广元工会网,7\n"


def write(folder: Path, text: str | bytes, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def pages(path: Path) -> list[RawPage]:
    return [item for item in read_path(path, path.name) if isinstance(item, RawPage)]


def errors(path: Path) -> dict[str, str]:
    found = read_path(path, path.name)
    return {item.place: item.reason for item in found if isinstance(item, IngestError)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_row_is_a_record_with_the_fields_its_headers_name(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    text = (HEAD + ROW).replace(",", separator)
    [page] = pages(write(tmp_path, text.encode(encoding)))
    assert (page.place, page.kind) == ("a.csv#2", "json")
    assert page.declared == {
        "title": "慰问职工",
        "body": "“送清凉”到一线。",
        "date": "2020-07-21",
        "url": "http://a.cn/1",
        "site": "广元工会网",
    }


def test_the_original_is_the_whole_row_as_canonical_json(tmp_path: Path) -> None:
    [page] = pages(write(tmp_path, HEAD + ROW))
    record = json.loads(page.raw)
    assert record["编号"] == "7"
    moved = "正文,编号,标题,来源,链接,发布时间\n“送清凉”到一线。,7,慰问职工,广元工会网,http://a.cn/1,2020-07-21\n"
    [same] = pages(write(tmp_path, moved, "b.csv"))
    assert same.raw == page.raw


def test_a_kept_row_reads_as_the_record_of_a_collection(tmp_path: Path) -> None:
    [page] = pages(write(tmp_path, HEAD + ROW))
    [again] = pages(write(tmp_path, page.raw + b"\n", "a.jsonl"))
    assert again.declared == page.declared
    assert clean_page(page).title == "慰问职工"


@pytest.mark.parametrize(
    "head", ["题名,内容", "title,body", " Title , CONTENT ", "【标题】,正文：", "文章标题,全文"]
)
def test_headers_have_many_names(tmp_path: Path, head: str) -> None:
    [page] = pages(write(tmp_path, f"{head}\n慰问职工,送清凉到一线。\n"))
    assert page.declared == {"title": "慰问职工", "body": "送清凉到一线。"}


def test_a_title_may_stand_above_the_headers(tmp_path: Path) -> None:
    [page] = pages(write(tmp_path, f"2020年信息汇总表,,,,,\n\n{HEAD}{ROW}"))
    assert page.place == "a.csv#4"


def test_a_cell_may_hold_lines_and_separators(tmp_path: Path) -> None:
    path = write(tmp_path, '标题,正文\n甲,"第一段，有,逗号。\n第二段。"\n乙,正文乙\n')
    assert [page.place for page in pages(path)] == ["a.csv#2", "a.csv#3"]
    assert pages(path)[0].declared["body"] == "第一段，有,逗号。\n第二段。"


def test_a_row_without_text_is_named_and_empty_rows_are_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "标题,正文\n甲, \n,\n\n乙,正文乙\n")
    assert errors(path) == {"a.csv#2": "这一行没有正文"}
    assert [page.place for page in pages(path)] == ["a.csv#5"]


def test_a_table_without_a_column_of_text_is_refused(tmp_path: Path) -> None:
    assert "没有认出正文列" in errors(write(tmp_path, "姓名,单位\n张三,环卫所\n"))["a.csv"]
    assert errors(write(tmp_path, "标题,正文\n")) == {"a.csv": "表里没有记录"}
    assert "不是文本" in errors(write(tmp_path, b"PK\x03\x04" + bytes(99)))["a.csv"]


def test_a_quote_that_never_ends_stops_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_csv, "MAX_CELL", 1000)
    path = write(tmp_path, '标题,正文\n甲,正文甲\n乙,"' + "没完没了\n" * 500)
    assert [page.place for page in pages(path)] == ["a.csv#2"]
    assert "引号" in errors(path)["a.csv#3"]


@given(st.binary(max_size=200), st.booleans())
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, headed: bool
) -> None:
    path = write(tmp_path_factory.mktemp("csv"), (HEAD.encode() if headed else b"") + noise)
    for item in read_path(path, "a.csv"):
        assert isinstance(item, RawPage | IngestError)
