from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest import read_jsonl
from searchapp.ingest.read import read_path


def write(folder: Path, *lines: bytes) -> Path:
    path = folder / "c.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def pages(path: Path) -> list[RawPage]:
    return [item for item in read_path(path, path.name) if isinstance(item, RawPage)]


def errors(path: Path) -> list[tuple[str, str]]:
    found = read_path(path, path.name)
    return [(item.place, item.reason) for item in found if isinstance(item, IngestError)]


def test_a_record_is_its_line_with_the_fields_it_declares(tmp_path: Path) -> None:
    line = '{"title":"题","body":"正文","date":"2020-10-09","url":"https://a.cn/1","source":"网"}'
    [page] = pages(write(tmp_path, line.encode()))
    assert page.raw == line.encode()
    assert page.place == "c.jsonl#1"
    assert page.declared == {
        "title": "题",
        "body": "正文",
        "date": "2020-10-09",
        "url": "https://a.cn/1",
        "site": "网",
    }


@pytest.mark.parametrize(
    ("record", "declared"),
    [
        ({"content": "正文"}, {"body": "正文"}),
        ({"text": "正文", "pub_date": 20201009}, {"body": "正文", "date": "20201009"}),
        ({"raw": "整页", "url": "u"}, {"raw": "整页", "url": "u"}),
        ({"body": "", "text": "正文", "title": None}, {"body": "正文"}),
        ({"body": "半\ud83d"}, {"body": "半?"}),
    ],
)
def test_other_names_of_fields_are_understood(
    tmp_path: Path, record: dict[str, object], declared: dict[str, str]
) -> None:
    [page] = pages(write(tmp_path, json.dumps(record).encode()))
    assert page.declared == declared


def test_a_bad_line_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        b'{"body":"1"}',
        b"{bad",
        b"",
        b"[1]",
        b'{"title":"t"}',
        b"[" * 99999,
        b'{"body":"7"}',
    )
    assert [page.place for page in pages(path)] == ["c.jsonl#1", "c.jsonl#7"]
    assert [place for place, _ in errors(path)] == [f"c.jsonl#{n}" for n in (2, 4, 5, 6)]


def test_a_record_over_the_cap_is_refused_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_jsonl, "MAX_RECORD", 1000)
    path = write(tmp_path, b'{"body":"' + b"x" * 5000 + b'"}', b'{"body":"2"}')
    assert [page.place for page in pages(path)] == ["c.jsonl#2"]
    assert [place for place, _ in errors(path)] == ["c.jsonl#1"]


def test_gzip_is_streamed_and_a_cut_archive_yields_what_it_still_holds(tmp_path: Path) -> None:
    lines = [json.dumps({"body": f"{n}" * 50}).encode() for n in range(2000)]
    whole = gzip.compress(b"\n".join(lines))
    path = tmp_path / "c.jsonl.gz"
    path.write_bytes(whole)
    assert len(pages(path)) == 2000
    path.write_bytes(whole[: len(whole) // 2])
    found = list(read_path(path, path.name))
    assert 100 < len(found) < 2000
    assert isinstance(found[-1], IngestError) and "压缩文件" in found[-1].reason
    assert found[-1].place == f"c.jsonl.gz#{len(found)}"
    path.write_bytes(b"no gzip at all")
    assert [place for place, _ in errors(path)] == ["c.jsonl.gz#1"]


def test_an_empty_collection_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b"")
    assert errors(path) == [("c.jsonl", "文件是空的")]
