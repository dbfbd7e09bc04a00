"""The pages say what was found, under which conditions, and lead on from every number."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.desk import Desk, open_desk
from searchapp.params import SearchParams
from searchapp.saved import SavedText
from searchapp.search import search
from searchapp.settings import Settings
from searchapp.web.app import create_app
from tests.html_check import Page
from tests.searchapp.web.test_html_article import first_hit

Get = Callable[[str], Page]


EVERY_PAGE = [
    "/",
    "/search",
    "/search?q=劳模&region=5108&region=50&year=2014&year=none&month=2014-01&org=none&source=none",
    "/search?q=绝无此词&region=510800&year=2014",
    "/search?q=工会&page=99",
    "/search?q=(劳模&nonsense=1&from=2015&to=2016-06&in=body&per_page=50&sort=date_asc&size=l",
    "/facet/region?q=工会&region=5108",
    "/facet/region?order=code",
    "/facet/org?order=pinyin",
    "/facet/source",
    "/facet/year?year=2014",
    "/facet/month",
    "/help",
    "/analyze",
    "/analyze?text=總工會會(huì)議、2020年 劳模 或 (骑手 -表彰)",
    "/ingest",
    "/saved",
    "/stats?q=工会&region=5108&cols=quarter",
    "/batch",
    "/lists",
    "/batch?names=广元市总工会%0A鼓楼区总工会%0A劳模 或 工匠&q=职工&cols=month&year=2016",
    "/saved/new?q=劳模&region=5108&year=2014&size=l",
    "/problems/invalid-date",
]


@pytest.mark.parametrize("url", EVERY_PAGE)
def test_every_page_is_sound_and_without_inline_code(get: Get, url: str) -> None:
    page = get(url)
    assert "工会新闻检索" in page.text


@pytest.mark.parametrize("url", EVERY_PAGE)
def test_every_link_leads_somewhere(get: Get, client: FlaskClient, url: str) -> None:
    for link in set(get(url).links):
        address = link.partition("#")[0] or url
        status = client.get(address, buffered=True, follow_redirects=True).status_code
        assert status == 200, (url, link)


def test_the_count_stands_in_a_sentence(get: Get, desk: Desk) -> None:
    total = search(SearchParams(q="劳模", region=("510800",), year=("2014",)), desk).total
    text = get("/search?q=劳模&region=5108&year=2014").text
    assert f"“劳模”在 四川省 广元市，2014 年中，共 {total} 篇" in text


def test_filters_can_be_taken_off_one_by_one(get: Get) -> None:
    links = get("/search?q=劳模&region=510800&year=2014&size=l").links
    assert "/search?q=%E5%8A%B3%E6%A8%A1&year=2014&size=l" in links
    assert "/search?q=%E5%8A%B3%E6%A8%A1&region=510800&size=l" in links


def test_a_form_carries_the_rest_of_the_search_along(client: FlaskClient) -> None:
    text = client.get("/search?q=劳模&region=5108&year=2014&sort=date_asc&page=1").text
    top, *_, facets = re.findall(r"<form.*?</form>", text, re.S)
    assert hidden(top) == [("region", "510800"), ("year", "2014"), ("sort", "date_asc")]
    assert hidden(facets) == [("q", "劳模"), ("sort", "date_asc")]
    assert re.search(r'name="region" value="510800"[^>]* checked', facets)
    assert re.search(r'name="year" value="2014"[^>]* checked', facets)


def hidden(form: str) -> list[tuple[str, str]]:
    return re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', form)


def test_months_are_offered_once_a_year_is_chosen(client: FlaskClient) -> None:
    assert 'name="month"' not in client.get("/search").text
    assert 'name="month" value="2014-01"' in client.get("/search?year=2014").text


def test_what_the_date_range_leaves_out_is_said(get: Get, client: FlaskClient) -> None:
    page = get("/search?from=2014&to=2026")
    assert "日期不详 1 篇，未计入" in page.text
    link = next(x for x in page.links if "year=none" in x)
    assert "共 1 篇" in Page(client.get(link).text).text


def test_wrong_syntax_and_unknown_arguments_are_said(get: Get) -> None:
    text = get("/search?q=(劳模&nonsense=1").text
    assert "按普通词检索" in text
    assert "“nonsense”没有意义" in text


def test_an_empty_answer_names_the_filter_in_the_way(get: Get, client: FlaskClient) -> None:
    page = get("/search?q=劳模疗休养&region=510800&year=2021")
    assert "没有同时符合这些条件的报道" in page.text
    assert "去掉年份“2021”" in page.text
    for link in (x for x in page.links if x.startswith("/search?q=") and "year=2021" not in x):
        assert client.get(link).status_code == 200


def test_a_page_that_is_not_there_says_which_is_last(get: Get) -> None:
    assert "没有第 99 页，最后一页是第 5 页" in get("/search?q=工会&page=99").text


def test_the_link_of_the_search_can_be_copied(get: Get, desk: Desk) -> None:
    canonical = search(SearchParams(q="劳模", region=("广元市",)), desk).canonical
    text = get("/search?region=广元市&q=劳模&utm_source=chat").text
    assert f"http://localhost{canonical}" in text
    assert "这是本机地址" in text


def test_a_public_address_is_used_where_one_is_set(desk: Desk) -> None:
    from dataclasses import replace

    settings = replace(desk.settings, public_url="https://news.example.org/")
    client = create_app(replace(desk, settings=settings), rate=None).test_client()
    text = client.get("/search?q=劳模").text
    assert "https://news.example.org/search?q=" in text
    assert "本机地址" not in text
    body = client.get("/api/v1/search?q=劳模").json
    assert body is not None
    assert body["query"]["canonical"].startswith("https://news.example.org/search?q=")


def test_quarantine_is_listed_with_reasons(get: Get) -> None:
    text = get("/ingest").text
    assert "隔离 1 个文件" in text
    assert "empty.txt" in text
    assert "1 个文件未能读取" in get("/").text


def test_invalid_values_keep_the_form_and_name_the_field(client: FlaskClient) -> None:
    response = client.get("/search?q=劳模&from=2020-13-01&to=2021&region=5108")
    assert response.status_code == 400
    page = Page(response.text)
    assert page.faults == []
    assert "没有检索：日期没有看懂" in page.text
    assert 'value="2020-13-01" aria-invalid="true"' in response.text
    assert 'value="劳模"' in response.text
    assert ("region", "5108") in hidden(response.text)


def test_an_ambiguous_region_offers_each_place(client: FlaskClient) -> None:
    response = client.get("/search?q=工会&region=朝阳区&region=5108")
    page = Page(response.text)
    assert response.status_code == 400
    assert "北京市/朝阳区" in page.text
    assert "/search?q=%E5%B7%A5%E4%BC%9A&region=5108&region=110105" in page.links


@pytest.mark.parametrize("path", ["/nothing", "/doc/d0", "/doc/d0/raw", "/facet/color"])
def test_an_unknown_address_is_a_page_in_chinese(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    page = Page(response.text)
    assert response.status_code == 404
    assert page.faults == []
    assert "没有这个页面" in page.text


def test_large_type_stays_on_the_way(get: Get, client: FlaskClient) -> None:
    text = client.get("/search?q=工会&size=l").text
    assert '<html lang="zh-CN" class="size-l">' in text
    for link in Page(text).links:
        path = link.partition("#")[0]
        if path.startswith(("/search", "/doc", "/facet", "/help", "/ingest")) and "?" in path:
            assert "size=l" in path or path.startswith("/search?q=%E5%B7%A5%E4%BC%9A"), link
    assert ("size", "l") in hidden(text)


def test_sample_data_is_said_on_every_page(desk: Desk, client: FlaskClient) -> None:
    from dataclasses import replace

    assert "示例数据" not in client.get("/search").text
    sample = replace(desk, settings=replace(desk.settings, sample=True))
    shown = create_app(sample, rate=None).test_client()
    for url in (*EVERY_PAGE, "/nothing", "/search?year=x", first_hit(desk)):
        assert "示例数据" in shown.get(url).text, url


def test_an_empty_collection_says_how_to_fill_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    desk = open_desk(Settings(data=tmp_path_factory.mktemp("empty")))
    client = create_app(desk, rate=None).test_client()
    for url in ("/", "/search", "/search?q=劳模", "/facet/region", "/ingest", "/help"):
        response = client.get(url)
        assert response.status_code == 200, url
        assert Page(response.text).faults == []
    assert "库中还没有报道" in client.get("/search").text
    desk.close()


def test_a_crash_shows_a_page_with_a_number(app: Flask) -> None:
    app.add_url_rule("/broken", "broken", lambda: str(1 // 0))
    response = app.test_client().get("/broken")
    assert response.status_code == 500
    assert re.search(r"编号 E-[0-9a-f]{8}", Page(response.text).text)
    assert "Traceback" not in response.text


def test_the_first_page_lists_what_was_saved_and_what_came_in_last(
    client: FlaskClient, desk: Desk
) -> None:
    sid = desk.store.saved.add(SavedText("首页上的检索", "", ""), SearchParams(q="劳模"))[0].sid
    page = client.get("/").get_data(as_text=True)
    assert f'<a href="/s/{sid}">首页上的检索</a>' in page
    newest = [article.id for article in desk.store.newest(5)]
    assert re.findall(r'<a href="/doc/([^"]+)"', page) == newest
    desk.store.saved.delete(sid)


def test_more_conditions_lead_to_the_search_they_ask_for(client: FlaskClient) -> None:
    fields = {
        "all": "劳模 广元",
        "any": "休养 体检",
        "none": "表彰",
        "region": "广元",
        "to": "2020",
    }
    answer = client.get("/compose", query_string=fields)
    assert answer.status_code == 303
    found = client.get(answer.location)
    assert found.status_code == 200
    assert "劳模 广元 (休养 OR 体检) -表彰" in found.text
    assert 'value="休养 体检"' in found.text  # and the form shows them again
    assert client.get("/compose?size=l").location == "/search?size=l"


def test_a_correction_and_a_search_within_are_on_the_page(client: FlaskClient) -> None:
    text = client.get("/search?q=劳动模饭").text
    assert "您是不是要找" in text
    chip = client.get("/search?q=工会&within=劳模").text
    assert 'aria-label="去掉 结果中检索：劳模"' in chip


def test_an_empty_page_says_which_one_condition_is_in_the_way(client: FlaskClient) -> None:
    text = client.get("/search?q=劳模&year=1999").text
    assert "挡住结果的是" in text
