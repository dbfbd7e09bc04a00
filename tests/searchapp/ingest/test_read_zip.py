from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest import archive
from searchapp.ingest.read import read_path


def packed(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def read(folder: Path, raw: bytes) -> list[RawPage | IngestError]:
    path = folder / "a.zip"
    path.write_bytes(raw)
    return list(read_path(path, "a.zip"))


def places(folder: Path, raw: bytes) -> list[str]:
    return [item.place for item in read(folder, raw) if isinstance(item, RawPage)]


def errors(folder: Path, raw: bytes) -> dict[str, str]:
    found = read(folder, raw)
    return {item.place: item.reason for item in found if isinstance(item, IngestError)}


def test_members_are_read_by_their_own_readers_in_sorted_order(tmp_path: Path) -> None:
    members = {
        "乙/b.txt": "正文乙".encode(),
        "a.jsonl": b'{"body":"1"}\n{"body":"2"}\n',
        "c.csv": "标题,正文\n甲,正文甲\n".encode("gbk"),
        "d.docx": b"PK bytes",
        "e.exe": b"MZ",
    }
    found = read(tmp_path, packed(members))
    assert [item.place for item in found] == [
        *("a.zip/a.jsonl#1", "a.zip/a.jsonl#2", "a.zip/c.csv#2", "a.zip/d.docx", "a.zip/e.exe"),
        "a.zip/乙/b.txt",
    ]
    last = found[-1]
    assert isinstance(last, RawPage) and last.raw == "正文乙".encode()
    assert list(errors(tmp_path, packed(members))) == ["a.zip/e.exe"]


def test_what_is_hidden_or_saved_beside_a_page_is_left_out(tmp_path: Path) -> None:
    names = ("x.html", "x_files/ad.html", "__MACOSX/x.html", ".git/y.txt", "y_files/z.html")
    raw = packed(dict.fromkeys(names, b"<p>text</p>"))
    assert places(tmp_path, raw) == ["a.zip/x.html", "a.zip/y_files/z.html"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_in_gbk_and_unmarked_utf8_are_read(tmp_path: Path, encoding: str) -> None:
    name = "工会/总结.txt".encode(encoding)
    stand_in = "x" * len(name)
    raw = packed({stand_in: "正文".encode()}).replace(stand_in.encode(), name)
    assert places(tmp_path, raw) == ["a.zip/工会/总结.txt"]


def test_no_name_leads_out_and_two_of_one_name_are_two(tmp_path: Path) -> None:
    raw = packed({"../../etc/x.txt": b"text", "/abs.txt": b"text", "b1.txt": b"1", "b2.txt": b"2"})
    raw = raw.replace(b"b2.txt", b"b1.txt")
    assert sorted(places(tmp_path, raw)) == [
        *("a.zip/abs.txt", "a.zip/b1.txt", "a.zip/b1（2）.txt", "a.zip/etc/x.txt"),
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_zip_file_in_a_zip_file_is_read_and_one_further_in_is_not(tmp_path: Path) -> None:
    inner = packed({"c.txt": "正文".encode(), "deep.zip": packed({"d.txt": b"text"})})
    raw = packed({"b.zip": inner})
    assert places(tmp_path, raw) == ["a.zip/b.zip/c.txt"]
    assert "还有压缩包" in errors(tmp_path, raw)["a.zip/b.zip/deep.zip"]


def test_caps_hold_before_anything_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "压缩炸弹" in errors(tmp_path, packed({"a.txt": bytes(9_000_000)}))["a.zip"]
    chance = random.Random(5)
    mixed = packed({"a.txt": b" " * 9_000_000, "b.txt": chance.randbytes(90_000)})
    assert "压缩炸弹" in errors(tmp_path, mixed)["a.zip/a.txt"]
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    assert "超过 3 个" in errors(tmp_path, packed({f"{n}.txt": b"x" for n in range(4)}))["a.zip"]
    nested = packed({"a.zip": packed({"1.txt": b"x", "2.txt": b"x", "3.txt": b"x"})})
    assert "超过 3 个" in errors(tmp_path, nested)["a.zip/a.zip"]
    monkeypatch.setattr(archive, "MAX_UNPACKED", 10)
    assert "解开后" in errors(tmp_path, packed({"a.txt": b"twelve bytes"}))["a.zip"]


def test_a_member_that_lies_about_its_size_is_not_unpacked_beyond_it(tmp_path: Path) -> None:
    raw = bytearray(packed({"a.txt": b"x" * 500_000, "b.txt": "正文".encode()}))
    for at in (i for i in range(len(raw)) if raw[i : i + 4] == b"PK\x01\x02"):
        if raw[at + 46 : at + 51] == b"a.txt":
            raw[at + 24 : at + 28] = struct.pack("<L", 9)
    assert errors(tmp_path, bytes(raw)) == {"a.zip/a.txt": "压缩包里的这个文件已损坏"}
    assert places(tmp_path, bytes(raw)) == ["a.zip/b.txt"]


def test_a_password_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    raw = bytearray(packed({"a.txt": b"text", "b.txt": b"text"}))
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    assert "密码" in errors(tmp_path, bytes(raw))["a.zip/a.txt"]
    assert places(tmp_path, bytes(raw)) == ["a.zip/b.txt"]


def test_damaged_archives_are_read_or_refused(tmp_path: Path) -> None:
    nested = packed({"e.txt": b"text"})
    whole = packed({"a.txt": b"text" * 99, "b.jsonl": b'{"body":"1"}\n' * 9, "d.zip": nested})
    chance = random.Random(5)
    for turn in range(300):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            start = len(raw) - 300 if turn % 2 else 0
            raw[chance.randrange(start, len(raw))] = chance.randrange(256)
        for item in read(tmp_path, bytes(raw)):
            item.place.encode()
    for raw in (b"", b"PK", b"PK\x05\x06" + bytes(18), whole[:-30], chance.randbytes(500)):
        assert list(errors(tmp_path, bytes(raw))) == ["a.zip"]
