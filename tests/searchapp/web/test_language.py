"""The pages in English: all of each page, and nothing but the pages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from index.said import Said, joined, said
from searchapp.desk import Desk
from searchapp.web import html_exports
from searchapp.web.app import create_app
from searchapp.web.language import CATALOGUE, CHINESE, catalogue, language, spoken
from tests.browser.places import PAGES
from tests.html_check import Page
from tests.web_pages import SAVED, make_desk, save_searches

ROOT = Path(__file__).resolve().parents[3]
HAN = re.compile("[\u3400-\u9fff]+")
VOID = {"br", "img", "input", "link", "meta", "hr"}
SPOKEN = ("aria-label", "placeholder", "title", "data-label", "data-copied", "data-not-copied")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "said": None, "joined": (1,)}
KEYWORDS["unit"] = (1, 1)


class Spoken(HTMLParser):
    """What a page says outside of what it marks as Chinese."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._chinese = [False]
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        chinese = given["lang"] == "zh-CN" if "lang" in given else self._chinese[-1]
        if not chinese:
            self.said += [given[name] or "" for name in SPOKEN if name in given]
        if tag not in VOID:
            self._chinese.append(chinese)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._chinese.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing: shapes of a drawing say nothing."""

    def handle_data(self, data: str) -> None:
        if not self._chinese[-1]:
            self.said.append(data)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = make_desk(tmp_path_factory.mktemp("english"))
    save_searches(opened)
    yield opened
    opened.close()


@pytest.fixture
def small_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the export of ``PAGES`` have its page."""
    monkeypatch.setattr(html_exports, "AT_ONCE", 10)


@pytest.fixture
def chinese(desk: Desk) -> FlaskClient:
    return create_app(desk, rate=None).test_client()


@pytest.fixture
def english(desk: Desk) -> FlaskClient:
    client = create_app(desk, rate=None).test_client()
    client.get("/?lang=en")
    return client


def messages() -> dict[str, str | tuple[str, ...]]:
    """Return the catalogue: each text (its first form) with its translation."""
    with CATALOGUE.open("rb") as file:
        found = [message for message in read_po(file, locale="en") if message.id]
    return {m.id if isinstance(m.id, str) else m.id[0]: m.string for m in found}


def source_texts() -> set[str]:
    """Return every text of the source that is to be said in English."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]
    methods = [(entry["pattern"], entry["method"]) for entry in mappings["mappings"]]
    options = {
        entry["pattern"]: {k: v for k, v in entry.items() if k not in ("pattern", "method")}
        for entry in mappings["mappings"]
    }
    found = extract_from_dir(str(ROOT), methods, options, KEYWORDS)
    return {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found}


def test_every_text_of_the_source_is_in_the_catalogue_and_nothing_else() -> None:
    assert messages().keys() == source_texts()  # `make messages` brings them in


def test_every_text_is_translated_with_the_same_places_for_values() -> None:
    for text, translation in messages().items():
        for one in [translation] if isinstance(translation, str) else translation:
            assert one, text
            assert set(re.findall(r"%\((\w+)\)s", one)) == set(re.findall(r"%\((\w+)\)s", text))
            names = {name for _, name, _, _ in Formatter().parse(text) if name}
            assert {name for _, name, _, _ in Formatter().parse(one) if name} == names, text


def content(desk: Desk) -> list[str]:
    """Return what is Chinese on any page: names, queries, and the examples of the catalogue."""
    queries = [re.findall(HAN, url) for url in PAGES.values()]
    names = [text for row in desk.store.newest(100) for text in HAN.findall(row.extraction.title)]
    names += [text for found in desk.store.saved.live(9) for text in HAN.findall(found.text.name)]
    names += [text for found in desk.store.saved.live(9) for text in HAN.findall(found.text.note)]
    places = [place.name for place in desk.gazetteer.below("510000")]
    spoken_names = [text for one in messages().values() for text in HAN.findall(str(one))]
    every = {*names, *places, *spoken_names, *(text for found in queries for text in found)}
    return sorted({*every, *KNOWN}, key=len, reverse=True)


KNOWN = (
    *("四川省", "广元市", "福建省", "泉州市", "重庆市", "陕西省", "北京市", "朝阳区", "吉林省"),
    *("长春市", "劳动模范", "进城务工人员", "务工人员", "爱心屋", "川北各单位"),
)  # fmt: skip


def address(client: FlaskClient, url: str) -> str:
    """Return the address of a page of ``PAGES``."""
    if url in ("article", "original"):
        hit = re.search(r'href="(/doc/[^"?]+)', client.get("/search?q=劳模 丰泽区").text)
        assert hit
        return hit[1] + ("/raw" if url == "original" else "")
    return url.format(**SAVED)


@pytest.mark.usefixtures("small_exports")
@pytest.mark.parametrize("name", [name for name, url in PAGES.items() if url != "just saved"])
def test_no_text_of_an_english_page_stands_untranslated(
    english: FlaskClient, desk: Desk, name: str
) -> None:
    answer = english.get(address(english, PAGES[name]), follow_redirects=True)
    assert '<html lang="en"' in answer.text
    assert not Page(answer.text).faults
    left = " ".join(Spoken(answer.text).said)
    for text in content(desk):
        left = left.replace(text, "")
    assert not HAN.findall(left)


def test_the_choice_is_kept_by_a_cookie_and_never_stands_in_an_address(
    chinese: FlaskClient,
) -> None:
    answer = chinese.get("/search?q=劳模&year=2014&lang=en")
    assert answer.status_code == 303
    assert answer.location == "/search?q=%E5%8A%B3%E6%A8%A1&year=2014"
    assert "lang=en" in answer.headers["Set-Cookie"]
    page = chinese.get(answer.location).text
    switches = [link for link in Page(page).links if "lang=" in link]
    assert switches == ["/search?q=%E5%8A%B3%E6%A8%A1&year=2014&lang=zh"]
    chinese.get(switches[0])
    assert '<html lang="zh-CN"' in chinese.get(answer.location).text


def test_an_unknown_language_changes_nothing(chinese: FlaskClient) -> None:
    answer = chinese.get("/help?lang=xx")
    assert answer.location == "/help"
    assert "Set-Cookie" not in answer.headers
    chinese.set_cookie("lang", "xx")
    assert '<html lang="zh-CN"' in chinese.get("/help").text


def test_a_page_kept_in_one_language_is_not_taken_for_the_other(
    chinese: FlaskClient, english: FlaskClient
) -> None:
    answer = chinese.get("/help")
    assert answer.headers["Content-Language"] == "zh-CN"
    assert "Cookie" in answer.vary
    kept = {"If-None-Match": answer.headers["ETag"]}
    assert chinese.get("/help", headers=kept).status_code == 304
    assert english.get("/help", headers=kept).status_code == 200


LEAVING = (
    *("/export.csv?q=劳模 休养", "/export.md?q=劳模 休养", "/feed?q=劳模", "/opensearch.xml"),
    *("/api/v1/search?q=(劳模&from=2015", "/api/v1/saved", "/api/v1/stats?q=工会&under=四川省"),
    *("/stats.csv?q=工会&rows=org", "/chart/time.svg?q=工会", "/chart/rows.svg?q=工会"),
    *("/s/{saved}/v/1/export.csv", "/s/{saved}/v/1/export.docx", "/s/{saved}/v/1/export.xlsx"),
    *("/api/v1/saved/{saved}/snapshots/1", "/api/v1/facets/region?q=工会"),
)  # fmt: skip


@pytest.mark.parametrize("url", LEAVING)
def test_what_leaves_the_pages_is_the_same_in_every_language(
    chinese: FlaskClient, english: FlaskClient, url: str
) -> None:
    found = [client.get(url.format(**SAVED)) for client in (chinese, english)]
    assert found[0].status_code == 200
    assert re.sub(rb'"took_ms": ?[0-9.]+', b"", found[0].data) == re.sub(
        rb'"took_ms": ?[0-9.]+', b"", found[1].data
    )


def test_a_snapshot_taken_from_an_english_page_is_recorded_in_chinese(
    english: FlaskClient, desk: Desk
) -> None:
    page = english.get("/saved/new?q=劳模&year=2014&snapshot=1").text
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token
    form = {"q": "劳模", "year": "2014", "name": "x", "snapshot": "1", "csrf": token[1]}
    sid = english.post("/saved", data=form).location.split("/")[2].split("?")[0]
    taken = desk.store.snapshots.of(sid)[0].taken
    assert taken.conditions == (("年份", "2014 年"),)
    assert {facet.label for facet in taken.facets} == {"地区", "年份", "月份", "单位", "来源"}


def test_the_english_help_has_every_example_of_the_chinese_one(
    chinese: FlaskClient, english: FlaskClient
) -> None:
    examples = [
        {link for link in Page(client.get("/help").text).links if link.startswith("/search?")}
        for client in (chinese, english)
    ]
    assert examples[0] == examples[1]
    assert len(examples[0]) > 12


@given(st.lists(st.text(), max_size=4), st.text())
def test_a_said_text_is_the_chinese_text_whatever_is_put_into_it(
    parts: list[str], value: str
) -> None:
    assert joined("、", parts) == "、".join(parts)
    assert said("没有名为“{value}”的地区。", value=value) == f"没有名为“{value}”的地区。"


@given(st.text())
def test_what_a_reader_typed_is_never_read_as_a_pattern(value: str) -> None:
    made = said("“{value}”没有变化", value=said("{what} {n}", what=value, n=value))
    assert isinstance(made, Said)
    assert value in made
    assert spoken(value) == value


def test_the_catalogue_has_a_word_for_one_and_a_word_for_many() -> None:
    assert [catalogue().ungettext("篇", "篇", n) for n in (0, 1, 2)] == [
        "articles", "article", "articles",
    ]  # fmt: skip


def test_after_an_english_page_a_thread_speaks_chinese_again(english: FlaskClient) -> None:
    assert english.get("/help").headers["Content-Language"] == "en"
    assert language() == CHINESE
