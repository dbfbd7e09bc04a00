from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.article import RawPage
from searchapp.identity import Standing, declared_url, digest, identify, identifying_url, mint


@dataclass
class Stored:
    """What a store knows, as plain dictionaries."""

    digests: dict[str, int] = field(default_factory=dict)
    urls: dict[str, int] = field(default_factory=dict)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)

    def by_digest(self, page_digest: str) -> int | None:
        return self.digests.get(page_digest)

    def by_url(self, url: str) -> int | None:
        return self.urls.get(url)

    def at_place(self, locator: str) -> tuple[int, str] | None:
        return self.places.get(locator)


def file(raw: bytes) -> RawPage:
    return RawPage(raw=raw, place="a.txt", kind="txt")


def record(raw: bytes, url: str = "") -> RawPage:
    return RawPage(raw=raw, place="a.jsonl#1", kind="json", declared={"url": url} if url else {})


OLD, NEW = digest(b"old"), digest(b"new")


@given(st.binary(), st.binary())
def test_line_ends_do_not_change_the_bytes_identity(left: bytes, right: bytes) -> None:
    # A carriage return before a line feed of the text would be one line end with it.
    left, right = left.replace(b"\r", b""), right.replace(b"\r", b"").lstrip(b"\n")
    assert len({digest(left + end + right) for end in (b"\n", b"\r\n", b"\r")}) == 1


@given(st.binary())
def test_an_id_is_a_letter_and_twelve_letters_or_digits(raw: bytes) -> None:
    id_ = mint(digest(raw), lambda id_: False)
    assert re.fullmatch(r"d[0-9a-z]{12}", id_)
    assert not set("ilou") & set(id_), "letters taken for digits when read aloud"
    assert id_ == mint(digest(raw), lambda id_: False)


def test_an_id_that_is_taken_is_extended() -> None:
    short = mint(OLD, lambda id_: False)
    longer = mint(OLD, lambda id_: id_ == short)
    assert longer.startswith(short)
    assert len(longer) == len(short) + 1


@pytest.mark.parametrize(
    ("url", "identifies"),
    [
        ("http://www.acftu.org/", None),
        ("http://www.acftu.org", None),
        ("http://www.acftu.org/#top", None),
        ("http://www.acftu.org/?id=3", "http://www.acftu.org/?id=3"),
        ("HTTP://WWW.ACFTU.ORG/News/1.html#p2", "http://www.acftu.org/News/1.html"),
        (" https://a.cn/1 ", "https://a.cn/1"),
        ("/news/1.html", None),
        ("ftp://a.cn/1", None),
        ("javascript:alert(1)", None),
        ("http://[bad/1", None),
        ("http://a.cn/1 2", None),
        ("", None),
        (None, None),
    ],
)
def test_a_url_identifies_only_below_the_root_of_its_site(
    url: str | None, identifies: str | None
) -> None:
    assert identifying_url(url) == identifies


@given(st.text())
def test_any_text_may_stand_where_a_url_should(text: str) -> None:
    found = identifying_url(text)
    assert found is None or identifying_url(found) == found


def test_only_a_record_declares_its_url() -> None:
    url = "http://a.cn/1.html"
    page = RawPage(raw=b"x", place="a.html", kind="html", declared={"url": url})
    assert declared_url(page) is None
    assert declared_url(record(b"x", url)) == url


def test_unknown_bytes_at_an_unknown_place_are_a_new_article() -> None:
    verdict = identify(file(b"new"), "/b.txt", Stored())
    assert (verdict.standing, verdict.seq) == (Standing.NEW, None)


def test_known_bytes_at_their_place_are_the_same() -> None:
    stored = Stored({OLD: 1}, places={"/a.txt": (1, OLD)})
    assert identify(file(b"old"), "/a.txt", stored).standing is Standing.SAME


def test_known_bytes_elsewhere_are_one_more_place() -> None:
    stored = Stored({OLD: 1}, places={"/a.txt": (1, OLD)})
    verdict = identify(file(b"old"), "/b.txt", stored)
    assert (verdict.standing, verdict.seq) == (Standing.MOVED, 1)


def test_changed_bytes_at_a_place_are_a_revision() -> None:
    stored = Stored({OLD: 1}, places={"/a.txt": (1, OLD)})
    verdict = identify(file(b"new"), "/a.txt", stored)
    assert (verdict.standing, verdict.seq) == (Standing.REVISED, 1)


def test_bytes_of_another_article_move_the_place_to_it() -> None:
    stored = Stored({OLD: 1, NEW: 2}, places={"/a.txt": (1, OLD), "/b.txt": (2, NEW)})
    verdict = identify(file(b"new"), "/a.txt", stored)
    assert (verdict.standing, verdict.seq) == (Standing.MOVED, 2)


def test_a_page_that_goes_back_to_its_old_bytes_is_revised_again() -> None:
    stored = Stored({OLD: 1, NEW: 1}, places={"/a.txt": (1, NEW)})
    verdict = identify(file(b"old"), "/a.txt", stored)
    assert (verdict.standing, verdict.seq) == (Standing.REVISED, 1)


def test_the_line_of_a_record_is_no_identity() -> None:
    stored = Stored({OLD: 1}, places={"/a.jsonl#1": (1, OLD)})
    assert identify(record(b"new"), "/a.jsonl#1", stored).standing is Standing.NEW
    shifted = identify(record(b"old"), "/a.jsonl#2", stored)
    assert (shifted.standing, shifted.seq) == (Standing.SAME, 1)


def test_a_record_is_known_by_the_url_it_declares() -> None:
    url = "http://a.cn/1.html"
    stored = Stored({OLD: 1}, {url: 1})
    verdict = identify(record(b"new", url + "#p"), "/z.jsonl#9", stored)
    assert (verdict.standing, verdict.seq) == (Standing.REVISED, 1)


def test_the_address_of_a_whole_site_joins_nothing() -> None:
    stored = Stored({OLD: 1}, {"http://a.cn/": 1})
    assert identify(record(b"new", "http://a.cn/"), "/a.jsonl#2", stored).standing is Standing.NEW


@given(
    host=st.text("abz09.-", min_size=1),
    path=st.text("abz09AZ_./%&=~+-", min_size=1),
    query=st.sampled_from(["", "?id=3", "?ID=a b", "#top"]),
)
def test_a_plain_url_is_told_without_taking_it_apart_as_with(
    host: str, path: str, query: str
) -> None:
    url = f"https://{host}/{path}"

    # A fragment names a place within the page: with one, the address has to be taken apart.
    assert identifying_url(url + query) == identifying_url(f"{url + query}#")
