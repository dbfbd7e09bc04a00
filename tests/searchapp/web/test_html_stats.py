"""Statistics tables as pages, files, pictures and JSON: one set of numbers."""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from flask.testing import FlaskClient

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search import count
from tests.html_check import Page

TABLES = [
    "",
    "q=工会&cols=quarter",
    "q=劳模&under=四川省&cols=quarter&from=2015&to=2019",
    "q=工会&rows=region&under=510000&level=county&cols=month&year=2014&year=none",
    "rows=org&cols=year&share=1",
    "rows=source&q=工会&cols=month&year=2016",
    "rows=region&region=5108&region=350500&cols=year&size=l",
    "rows=org&names=广元市总工会%0A鼓楼区总工会%0A没有这个工会%0A广元市总工会&q=工会",
    "rows=source&names=示例工人报%0A示例",
    "q=绝无此词",
    "q=(工会&nonsense=1&region=none&rows=org",
]


@pytest.mark.parametrize("query", TABLES)
def test_the_page_is_sound_and_every_link_leads_somewhere(client: FlaskClient, query: str) -> None:
    response = client.get(f"/stats?{query}")
    assert response.status_code == 200
    page = Page(response.text)
    assert page.faults == []
    for link in sorted(set(page.links))[::9]:
        assert client.get(link.partition("#")[0] or "/stats", buffered=True).status_code == 200, (
            link
        )


@pytest.mark.parametrize("query", TABLES)
def test_every_number_is_that_of_the_search_it_links_to(
    client: FlaskClient, desk: Desk, query: str
) -> None:
    table = client.get(f"/api/v1/stats?{query}").json
    assert table is not None
    linked = 0
    for row in (*table["rows"], table["distinct"], table["all_articles"]):
        for cell in (*row["cells"], row["total"]):
            if cell is None:
                assert row["kind"] == "unread"
                continue
            asked = SearchParams.from_args(parse_qs(urlsplit(cell["url"]).query))
            assert count(asked, desk) == cell["articles"], (row["label"], cell)
            linked += 1
    assert linked >= 2 * (len(table["periods"]) + 1)


@pytest.mark.parametrize("query", TABLES)
def test_rows_add_up_to_their_totals(client: FlaskClient, query: str) -> None:
    table = client.get(f"/api/v1/stats?{query}").json
    assert table is not None
    counted = [row for row in table["rows"] if row["total"]]
    for row in (*counted, table["sums"], table["distinct"], table["all_articles"]):
        assert sum(cell["articles"] for cell in row["cells"]) == row["total"]["articles"]
    for at, cell in enumerate(table["sums"]["cells"]):
        assert sum(row["cells"][at]["articles"] for row in counted) == cell["articles"]
        assert cell["articles"] >= table["distinct"]["cells"][at]["articles"]
    if table["single_valued"]:
        assert table["sums"]["cells"] != [] or not table["periods"]
        sums = [cell["articles"] for cell in table["sums"]["cells"]]
        assert sums == [cell["articles"] for cell in table["distinct"]["cells"]]


@pytest.mark.parametrize("query", TABLES)
def test_the_files_have_the_numbers_of_the_page(client: FlaskClient, query: str) -> None:
    table = client.get(f"/api/v1/stats?{query}").json
    assert table is not None
    ends = [table["distinct"], table["all_articles"]]
    rows = [*table["rows"], *([] if table["single_valued"] else [table["sums"]]), *ends]
    wanted = [
        [cell["articles"] for cell in (*row["cells"], row["total"])] if row["total"] else []
        for row in rows
    ]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/stats.xlsx?{query}").data))
    sheet = book["篇数"]
    width = len(table["periods"]) + 2
    read = [[c.value for c in row[1:width]] for row in sheet.iter_rows(min_row=2)]
    assert [[v for v in row if v is not None] for row in read] == wanted
    assert all(isinstance(v, int) for row in read for v in row if v is not None)
    text = client.get(f"/stats.csv?{query}").data.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))[1:]
    assert [[int(v) for v in line[1:width] if v] for line in lines] == wanted


def test_a_number_in_the_workbook_opens_its_search(client: FlaskClient) -> None:
    table = client.get("/api/v1/stats?q=工会&rows=source").json
    assert table is not None
    book = openpyxl.load_workbook(io.BytesIO(client.get("/stats.xlsx?q=工会&rows=source").data))
    links = [c.hyperlink.target for c in book["篇数"][2] if c.hyperlink]
    cells = [*table["rows"][0]["cells"], table["rows"][0]["total"]]
    assert links == [cell["url"] for cell in cells]


def test_units_of_a_list_with_nothing_are_shown_with_zero(client: FlaskClient) -> None:
    table = client.get(
        "/api/v1/stats?rows=org&names=利州区总工会%0A鼓楼区总工会%0A利州区总工会"
    ).json
    assert table is not None
    zero, ambiguous, again = table["rows"]
    assert (zero["key"], zero["total"]["articles"]) == ("510802-zgh", 0)
    assert (ambiguous["kind"], ambiguous["total"]) == ("unread", None)
    assert len(ambiguous["candidates"]) > 1
    assert again["note"] == "与第 1 行相同，不重复计"
    text = Page(client.get("/stats?rows=org&names=利州区总工会").text).text
    assert "零报道" in text


def test_a_region_known_no_closer_has_a_row_of_its_own(client: FlaskClient) -> None:
    table = client.get("/api/v1/stats?under=四川省").json
    assert table is not None
    assert [row["kind"] for row in table["rows"]].count("rest") == 1
    assert "成都市" in [row["label"] for row in table["rows"]]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("rows=town", "invalid-stats"),
        ("cols=week", "invalid-stats"),
        ("top=100", "invalid-stats"),
        ("level=village", "invalid-stats"),
        ("under=桃花源", "invalid-region"),
        ("under=朝阳区", "ambiguous-region"),
        ("level=county", "table-too-large"),
        ("cols=month&from=1990", "table-too-large"),
        ("names=" + "%0A".join("工会" for _ in range(501)), "list-too-long"),
        ("year=20", "invalid-year"),
    ],
)
def test_what_cannot_be_counted_is_explained(client: FlaskClient, query: str, problem: str) -> None:
    answer = client.get(f"/api/v1/stats?{query}")
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["type"] == f"/problems/{problem}"
    page = client.get(f"/stats?{query}")
    assert page.status_code == 400
    assert Page(page.text).faults == []
    assert client.get(f"/problems/{problem}").status_code == 200


@pytest.mark.parametrize("kind", ["time", "rows"])
@pytest.mark.parametrize("query", TABLES)
def test_charts_come_as_pictures(client: FlaskClient, kind: str, query: str) -> None:
    svg = client.get(f"/chart/{kind}.svg?{query}")
    assert (svg.status_code, svg.mimetype) == (200, "image/svg+xml")
    assert svg.data.startswith(b"<?xml")
    assert b"style" not in svg.data and b"script" not in svg.data


def test_unknown_pictures_and_files_are_not_found(client: FlaskClient) -> None:
    for url in ("/chart/pie.svg", "/chart/time.gif", "/stats.docx"):
        assert client.get(url).status_code == 404


def test_a_result_page_leads_to_its_table(client: FlaskClient) -> None:
    links = Page(client.get("/search?q=劳模&region=5108&year=2014").text).links
    assert "/stats?q=%E5%8A%B3%E6%A8%A1&region=510800&year=2014" in links
