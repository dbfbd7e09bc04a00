from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.address_home import address_place
from tokenizers.gazetteer import load_gazetteer

GAZETTEER = load_gazetteer()


@pytest.mark.parametrize(
    ("url", "place", "government"),
    [
        ("http://www.jintan.gov.cn/html/1.html", "金坛区", True),
        ("http://zgh.jimo.gov.cn/n8427/1.html", "即墨区", True),
        ("https://www.zs.gov.cn/xq/content/1.html", "中山市", True),
        ("http://fuling.cq.gov.cn/a", "涪陵区", True),
        ("http://jcszgh.jcgov.gov.cn/a/t20241030_1.shtml", "晋城市", True),
        ("https://shijiazhuang.example.com/news/1", "石家庄市", False),
        ("https://yuanan.example.org/p/1.html", "远安县", False),
        ("https://epaper.guilinlife.com/20230724/1.htm", "桂林市", False),
        ("http://example.com/shizheng/guigang/2021-04-30/1.html", "贵港市", False),
        ("https://news.example.com.cn/html/2022/xinxiang_0511/1.html", "新乡市", False),
    ],
)
def test_an_address_says_whose_it_is(url: str, place: str, government: bool) -> None:
    found = address_place(url, GAZETTEER)
    assert found is not None
    assert GAZETTEER.path(found.code)[-1] == place
    assert found.government is government


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.com/xinwen/dongtai/1.html",  # 动态, not 东台
        "http://m.fuyangxyz.com/1.html",  # a name inside a longer word
        "http://gulou.example.com/1.html",  # four districts
        "http://example.com/guigang/nanning/1.html",  # two places
        "http://example.com/list/shijiazhuang.html",  # a file, not a folder
        "http://zs.example.com/1.html",
        "search:pages/1",
        "http://[bad",
        "",
    ],
)
def test_an_address_that_does_not_say_so_is_of_nowhere(url: str) -> None:
    assert address_place(url, GAZETTEER) is None


@given(st.text(max_size=60), st.text(alphabet="abcdefghijklmnou./-_", max_size=60))
def test_any_address_is_read(host: str, path: str) -> None:
    address_place(f"http://{host}/{path}", GAZETTEER)
