"""Every number of every table is what its search returns, on small collections and on the real."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import IndexOutdated
from index.query import Query
from searchapp.desk import Desk, open_desk
from searchapp.errors import InvalidParameter
from searchapp.indexing import rebuild
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.search import count
from searchapp.settings import Settings
from searchapp.stats import statistics
from searchapp.stats_file import stats_xlsx
from searchapp.stats_params import LEVELS, ROWS, StatsParams
from searchapp.stats_table import RowKind, StatsTable
from tests.searchapp.test_reposts import PAGES, line
from tests.web_pages import make_desk


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = make_desk(tmp_path_factory.mktemp("stats"))
    yield opened
    opened.close()


def checked(table: StatsTable, desk: Desk) -> int:
    """Compare every linked number with its search; return how many there were."""
    numbers = 0
    for row in (*table.rows, table.distinct, table.everything):
        cells = [*row.cells, row.total] if row.total else []
        assert (row.total is None) == (row.kind is RowKind.UNREAD)
        for cell in cells:
            if cell.url is None:  # more values than one link may carry
                assert row is table.distinct
                continue
            asked = SearchParams.from_args(parse_qs(urlsplit(cell.url).query))
            assert count(asked, desk) == cell.count, (row.label, cell)
            numbers += 1
    return numbers


def added_up(table: StatsTable) -> None:
    """Check sums, each article once, and shares against each other."""
    rows = [row for row in table.rows if row.total]
    for row in (*rows, table.sums, table.distinct, table.everything):
        assert row.total and row.total.count == sum(cell.count for cell in row.cells)
    for i, cell in enumerate(table.sums.cells):
        assert cell.count == sum(row.cells[i].count for row in rows)
        once, whole = table.distinct.cells[i].count, table.everything.cells[i].count
        assert once <= min(cell.count, whole)
        assert not table.single or once == cell.count
        assert table.distinct.cells[i].share == (once / whole if whole else None)


YEARS = st.lists(st.sampled_from(["2014", "2016", "2020", "none"]), max_size=2, unique=True)
DAYS = st.sampled_from([None, None, "2014-03-05", "2016-12-31", "2021-06-01"])
SEARCHES = st.builds(
    SearchParams,
    q=st.sampled_from(["", "工会", "劳模 或 驿站", "绝无此词", "地区:四川 工会"]),
    region=st.sampled_from([(), ("510000",), ("510800", "350500"), ("none",), ("510802",)]),
    year=YEARS.map(tuple),
    month=st.sampled_from([(), (), ("2014-01", "2016-03"), ("2014-01", "none")]),
    org=st.sampled_from([(), (), ("510800-zgh",), ("510800-zgh", "none")]),
    start=DAYS,
    end=DAYS,
    dup=st.sampled_from(["all", "group", "first"]),
)
TABLES = st.builds(
    StatsParams,
    rows=st.sampled_from(ROWS),
    cols=st.sampled_from(["year", "quarter", "month"]),
    under=st.sampled_from(["", "", "四川省", "510800", "全国"]),
    level=st.sampled_from(list(LEVELS)),
    names=st.sampled_from([(), (), ("广元市", "四川", "鼓楼区", "广元市", "没有")]),
    top=st.sampled_from([1, 30]),
)


@given(SEARCHES, TABLES)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_number_is_what_its_search_returns(
    small: Desk, params: SearchParams, wanted: StatsParams
) -> None:
    try:
        table = statistics(params, wanted, small)
    except InvalidParameter as error:
        assert error.problem == "table-too-large"
        return
    added_up(table)
    if len(table.rows) * len(table.periods) <= 1500:
        checked(table, small)


@pytest.fixture(scope="session")
def collection(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The 73,646 news items with all else that is shared; ``UNION_COLLECTION`` names a data
    folder that already has them."""
    given_folder = os.environ.get("UNION_COLLECTION")
    folder = Path(given_folder) if given_folder else tmp_path_factory.mktemp("collection")
    desk = open_desk(Settings(data=folder))
    if not given_folder:
        data = shared / "data"
        names = ("news_xwlb_2012_2026.jsonl.gz", "chinanews_2020.jsonl.gz", "union_pages.jsonl")
        ingest([str(data / name) for name in names], desk)
    try:
        desk.engine.search(Query(limit=0))
    except IndexOutdated:
        rebuild(desk)
    yield desk
    desk.close()


def federations(desk: Desk) -> tuple[str, ...]:
    """Return the federations of all counties of three provinces, as a staff list has them."""
    places = [p for code in ("440000", "510000", "370000") for p in desk.gazetteer.below(code)]
    return tuple(f"{p.code}-zgh" for p in places if p.level == 3 and p.until is None)[:400]


LARGE = {
    "provinces by month": (SearchParams(), StatsParams(cols="month")),
    "counties of Guangdong by month": (
        SearchParams(q="职工 或 工会 或 劳动", start="2015-01-01", end="2022-12-31"),
        StatsParams(under="广东省", level="county", cols="month"),
    ),
    "organizations by quarter": (SearchParams(), StatsParams(rows="org", cols="quarter", top=99)),
    "sources by month": (SearchParams(), StatsParams(rows="source", cols="month", top=99)),
    "a list of 400 units by year": (SearchParams(q="工会"), StatsParams(rows="org", cols="year")),
}


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", LARGE)
def test_every_number_of_large_tables_is_what_its_search_returns(
    collection: Desk, name: str
) -> None:
    params, wanted = LARGE[name]
    if "list" in name:
        wanted = StatsParams(rows="org", cols="year", names=federations(collection))
    table = statistics(params, wanted, collection)
    added_up(table)
    numbers = checked(table, collection)
    print(f"\n{name}: {len(table.rows)} × {len(table.periods)}, {numbers} numbers right")
    assert numbers > 1000


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_libreoffice_reads_the_numbers_of_the_workbook(collection: Desk, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (apt install libreoffice-calc-nogui)")
    table = statistics(SearchParams(q="工会"), StatsParams(cols="quarter"), collection)
    book = tmp_path / "table.xlsx"
    book.write_bytes(stats_xlsx(table, "https://example.org", "2026-11-21 09:30"))
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [office, home, "--headless", "--convert-to", form, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(book)], check=True, capture_output=True, timeout=300)
    lines = list(csv.reader((tmp_path / "table.csv").read_text(encoding="utf-8").splitlines()))[1:]
    width = len(table.periods) + 2
    rows = [row for row in (*table.rows, *table.ends) if row.total]
    assert [[int(v) for v in line[1:width]] for line in lines] == [
        [cell.count for cell in (*row.cells, row.total) if cell] for row in rows
    ]


def test_a_story_counts_once_in_the_period_of_its_original(
    desk: Desk, write: Callable[[str, str], str]
) -> None:
    ingest([write("all.jsonl", "\n".join(map(line, PAGES)))], desk)
    wanted = StatsParams(rows="source", cols="month")
    every = statistics(SearchParams(), wanted, desk)
    once = statistics(SearchParams(dup="group"), wanted, desk)
    assert sum(cell.count for cell in every.distinct.cells) == 8
    assert sum(cell.count for cell in once.distinct.cells) == 4
    days = SearchParams(dup="first", start="2021-05-06", end="2021-05-06")
    assert count(days, desk) == 1  # of a, b and c the original is of the sixth
    assert checked(once, desk) == checked(every, desk) > 0
    added_up(once)


def test_a_commit_in_between_is_counted_anew_or_told(
    small: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = small.engine.stats()
    states = iter(["other", "other", real.generation])
    monkeypatch.setattr(
        small.engine, "stats", lambda: replace(real, generation=next(states, "other"))
    )
    assert statistics(SearchParams(), StatsParams(rows="source"), small).warnings == ()
    (said,) = statistics(SearchParams(), StatsParams(rows="source"), small).warnings
    assert "请稍后重新统计" in said
