from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest.read import read_path


def places(path: Path, given: str = "pages") -> list[str]:
    return [item.place for item in read_path(path, given)]


def reasons(path: Path) -> dict[str, str]:
    found = read_path(path, "pages")
    return {item.place: item.reason for item in found if isinstance(item, IngestError)}


def test_a_folder_is_walked_in_sorted_order_and_hidden_files_are_skipped(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.html", "a/10.txt", ".hidden.txt", ".git/x.txt", "c.jsonl"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text('{"body":"正文"}', encoding="utf-8")
    assert places(tmp_path) == [
        "pages/a/10.txt",
        "pages/a/2.html",
        "pages/b.txt",
        "pages/c.jsonl#1",
    ]


def test_a_place_starts_with_the_path_as_given(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("正文", encoding="utf-8")
    assert places(tmp_path, "../seeds/") == ["../seeds/x.txt"]
    assert places(tmp_path / "x.txt", "../seeds/x.txt") == ["../seeds/x.txt"]


def test_the_bytes_are_kept_as_they_are(tmp_path: Path) -> None:
    raw = "﻿工会\r\n".encode("gb18030")
    (tmp_path / "x.TXT").write_bytes(raw)
    [page] = read_path(tmp_path / "x.TXT", "x.TXT")
    assert isinstance(page, RawPage)
    assert (page.raw, page.kind) == (raw, "txt")
    assert page.modified is not None


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"PK")
    (tmp_path / "b.txt").write_bytes(b" \n")
    (tmp_path / "c.txt").write_text("正文", encoding="utf-8")
    (tmp_path / "big.txt").write_bytes(b"x" * (20 * 1024 * 1024 + 1))
    (tmp_path / "none").write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe.txt")
    found = reasons(tmp_path)
    assert found["pages/a.doc"].startswith("不支持的文件类型 .doc，可读取 .txt")
    assert found["pages/none"].startswith("不支持的文件类型 （无扩展名）")
    assert found["pages/b.txt"] == "文件是空的"
    assert found["pages/big.txt"] == "文件超过 20 MB"
    assert found["pages/pipe.txt"] == "不是普通文件"
    assert "pages/c.txt" in places(tmp_path)


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("外面", encoding="utf-8")
    (inside / "page.txt").write_text("里面", encoding="utf-8")
    (inside / "same.txt").symlink_to(inside / "page.txt")
    (inside / "leak.txt").symlink_to(outside / "secret.txt")
    (inside / "leaks").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "gone.txt").symlink_to(inside / "nothing")
    pages = [p.place for p in read_path(inside, "pages") if isinstance(p, RawPage)]
    assert pages == ["pages/page.txt", "pages/same.txt"]
    assert set(reasons(inside)) == {"pages/leak.txt", "pages/leaks", "pages/gone.txt"}


def test_a_missing_path_is_an_error_and_no_exception(tmp_path: Path) -> None:
    assert reasons(tmp_path / "nowhere") == {"pages": "没有这个文件或文件夹"}


def test_a_file_name_that_is_no_text_gives_a_storable_place(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt"))).write_bytes("工会".encode())
    [page] = read_path(tmp_path, "pages")
    assert page.place.encode("utf-8").startswith(b"pages/")


def test_what_a_browser_saved_beside_a_page_is_no_page_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "总工会.html").write_text("<p>工会</p>", encoding="utf-8")
    for name in ("总工会_files", "总工会.files", "别的_files"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "frame.html").write_text("<p>广告</p>", encoding="utf-8")
    places = [page.place for page in read_path(tmp_path, "收藏")]
    assert places == ["收藏/别的_files/frame.html", "收藏/总工会.html"]


def test_a_file_named_in_gbk_keeps_its_name(tmp_path: Path) -> None:
    name = os.fsdecode("工会.txt".encode("gbk"))
    (tmp_path / name).write_text("工会", encoding="utf-8")
    assert [page.place for page in read_path(tmp_path, "老资料")] == ["老资料/工会.txt"]


def test_documents_are_pages_named_by_their_kind(tmp_path: Path) -> None:
    for name in ("a.docx", "b.PDF", "c.mht", "d.mhtml"):
        (tmp_path / name).write_bytes(b"bytes")
    pages = [page for page in read_path(tmp_path, "pages") if isinstance(page, RawPage)]
    assert [page.kind for page in pages] == ["docx", "pdf", "mht", "mht"]
    assert {page.raw for page in pages} == {b"bytes"}


def test_the_library_of_a_format_is_loaded_only_for_its_files() -> None:
    code = (
        "import sys, searchapp.ingest.read, searchapp.ingest.extract;"
        "sys.exit(bool({'openpyxl', 'pypdf', 'docx', 'email.parser', 'csv'} & {*sys.modules}))"
    )
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
