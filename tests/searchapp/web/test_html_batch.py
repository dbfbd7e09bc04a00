"""Many lines at once: each is read, counted, linked, and none stops the others."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import openpyxl
import pytest
from flask.testing import FlaskClient

from searchapp.batch import BatchTable, batch
from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search import count
from searchapp.web import security
from tests.html_check import Page

LINES = (
    "广元市总工会",
    "利州区总工会",
    "鼓楼区总工会",
    "四川省",
    "劳模 或 工匠",
    "(没有闭合",
    "丰泽区工会",
    "泉州总工会",
)


def answered(
    desk: Desk, *lines: str, q: str = "", cols: str = "year", as_: str = "auto"
) -> BatchTable:
    return batch(lines, SearchParams(q=q), cols, as_, desk)


def test_lines_are_read_as_units_regions_or_queries(desk: Desk) -> None:
    table = answered(desk, *LINES)
    read = {line.row.label: line.read for line in table.rows}
    assert read == {
        "广元市总工会": "单位",
        "利州区总工会": "单位",
        "鼓楼区总工会": "待确认",
        "四川省": "地区",
        "劳模 或 工匠": "检索词",
        "(没有闭合": "检索词",
        "丰泽区工会": "检索词",
        "泉州总工会": "单位",
    }
    keys = {line.row.label: line.row.key for line in table.rows}
    assert (keys["广元市总工会"], keys["泉州总工会"]) == ("510800-zgh", "350500-zgh")


@pytest.mark.parametrize("q", ["", "职工", "劳模 或 工匠"])
@pytest.mark.parametrize("cols", ["year", "quarter", "month"])
def test_every_number_is_that_of_the_search_it_links_to(desk: Desk, q: str, cols: str) -> None:
    table = answered(desk, *LINES, q=q, cols=cols)
    assert sum(line.row.total is not None for line in table.rows) == len(LINES) - 1
    for row in (*(line.row for line in table.rows), table.everything):
        for cell in (*row.cells, *([row.total] if row.total else [])):
            assert cell.url is not None
            asked = SearchParams.from_args(parse_qs(urlsplit(cell.url).query))
            assert count(asked, desk) == cell.count, (row.label, cell)


def test_what_is_ambiguous_is_not_counted_but_said(desk: Desk) -> None:
    table = answered(desk, "鼓楼区总工会", "广元市总工会")
    (doubtful,) = table.doubtful
    assert doubtful.row.total is None
    assert len(doubtful.row.candidates) > 1
    counted = table.rows[1].row.total
    assert counted and table.sums.total and counted.count == table.sums.total.count > 0


def test_a_line_that_fails_stops_no_other(desk: Desk) -> None:
    table = answered(desk, "长" * 120, "广元市总工会", q="职" * 500)
    assert [line.read for line in table.rows] == ["检索词", "单位"]
    bad = batch(("年份:20", "广元市总工会"), SearchParams(), "year", "q", desk)
    assert bad.rows[0].row.total is not None


def test_the_reader_may_say_what_lines_are(desk: Desk) -> None:
    assert [r.read for r in answered(desk, "四川省", as_="q").rows] == ["检索词"]
    assert [r.read for r in answered(desk, "桃花源", "四川", as_="region").rows] == [
        "未识别",
        "地区",
    ]
    assert [r.read for r in answered(desk, "示例工会网", as_="source").rows] == ["来源"]


def posted(client: FlaskClient, **data: object) -> tuple[int, str, bytes]:
    form = client.get("/batch").text
    token = re.search(r'name="csrf" value="(\w+)"', form)
    assert token
    response = client.post(
        "/batch", data={"csrf": token[1], **data}, content_type="multipart/form-data"
    )
    return response.status_code, response.headers.get("Location", ""), response.data


def test_a_short_list_gets_an_address(client: FlaskClient) -> None:
    status, location, _ = posted(client, names="广元市总工会\n劳模", q="职工", cols="year")
    assert status == 303
    page = client.get(location)
    assert page.status_code == 200
    assert Page(page.text).faults == []
    assert "这次批量检索的链接" in page.text


def test_a_long_list_is_answered_at_once(client: FlaskClient) -> None:
    names = "\n".join(f"第{n}届职工技能大赛" for n in range(400))
    status, _, body = posted(client, names=names)
    page = Page(body.decode())
    assert (status, page.faults) == (200, [])
    assert "共 400 行" in page.text


def test_an_uploaded_list_joins_the_pasted_one(client: FlaskClient) -> None:
    file = (io.BytesIO("利州区总工会\n".encode("gb18030")), "名单.txt")
    status, location, _ = posted(client, names="广元市总工会", file=file)
    assert status == 303
    assert parse_qs(urlsplit(location).query)["names"] == ["广元市总工会\n利州区总工会"]


def test_the_files_have_the_numbers_of_the_page(client: FlaskClient, desk: Desk) -> None:
    table = answered(desk, *LINES)
    wanted = [[c.count for c in (*line.row.cells, line.row.total) if c] for line in table.rows]
    names = "\n".join(LINES)
    _, _, body = posted(client, names=names, form="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(body))["篇数"]
    width = len(table.periods) + 4
    read = [[c.value for c in row[3:width]] for row in sheet.iter_rows(min_row=2)]
    assert [[v for v in row if v is not None] for row in read] == wanted
    _, _, body = posted(client, names=names, form="csv")
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))[1:]
    assert [[int(v) for v in line[3:width] if v] for line in lines] == wanted
    assert [line[1] for line in lines] == list(LINES)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"names": " \n"}, 400),
        ({"names": "工会", "cols": "week"}, 400),
        ({"names": "工会", "as": "guess"}, 400),
        ({"names": "工会", "from": "2020-13"}, 400),
        ({"names": "工会\n" * 501}, 400),
        ({"names": "", "file": (io.BytesIO(b"\xd0\xcf\x11\xe0"), "a.xls")}, 400),
    ],
)
def test_what_cannot_be_counted_is_explained(
    client: FlaskClient, data: dict[str, object], status: int
) -> None:
    got, location, body = posted(client, **data)
    if got == 303:
        answer = client.get(location)
        got, body = answer.status_code, answer.data
    assert got == status
    assert Page(body.decode()).faults == []


def test_a_list_from_another_site_is_refused(client: FlaskClient) -> None:
    assert client.post("/batch", data={"names": "工会"}).status_code == 403


def test_only_the_batch_takes_a_megabyte(client: FlaskClient) -> None:
    large = {"names": "工" * security.MAX_BODY}
    assert client.post("/saved", data=large).status_code == 413
    assert client.post("/batch", data=urlencode({"names": "a" * 2_000_000})).status_code == 413


def test_a_name_that_looks_like_a_formula_is_defused_in_the_csv(client: FlaskClient) -> None:
    names = "=1+1\n＝1\n－2\n＠名\n＋3"
    _, _, body = posted(client, names=names, form="csv", **{"as": "q"})
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))[1:6]
    assert [line[1] for line in lines] == [f"'{name}" for name in names.split("\n")]
