"""Pages written for the web tests, and the desk that holds them after a real ingest."""

from __future__ import annotations

import json
from pathlib import Path

from searchapp.desk import Desk, open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.saved import SavedText
from searchapp.settings import Settings
from searchapp.take_snapshot import take_snapshot

PAYLOADS = tuple(
    line
    for line in (Path(__file__).parent / "xss_payloads.txt").read_text("utf-8").splitlines()
    if line
)
PLACES = (
    ("四川省广元市", "广元市总工会"),
    ("四川省成都市", "成都市总工会"),
    ("重庆市合川区", "重庆市合川区总工会"),
    ("福建省泉州市", "泉州市总工会"),
    ("陕西省汉中市", "汉中市总工会"),
)
TOPICS = ("劳模疗休养", "户外劳动者驿站", "困难职工帮扶", "产业工人培训", "女职工维权")


def records() -> list[dict[str, str]]:
    """Return forty invented reports over five places, five topics and eight years."""
    found = []
    for n in range(40):
        place, organization = PLACES[n % 5]
        topic = TOPICS[(n // 5) % 5]
        year, month, day = 2014 + n % 8, 1 + n % 12, 1 + n % 28
        found.append(
            {
                "title": f"{organization}推进{topic}工作（第{n + 1}期）",
                "body": (
                    f"本报讯 {year}年{month}月，{place}召开{topic}工作会。"
                    f"{organization}有关负责人说，"
                    f"今年已有{n + 3}家单位参加，服务职工{(n + 1) * 120}人次。\n"
                    f"下一步，{organization}将把{topic}列入年度计划，让更多一线职工受益。"
                    "“工会就是咱们职工的娘家。”一位参加活动的职工说。"
                ),
                "date": f"{year}-{month:02}-{day:02}",
                "url": f"http://news.example.com/{year}/{n}.html",
                "site": "示例工人报" if n % 3 else "示例工会网",
            }
        )
    return found


UNTITLED = (
    "近日，福建省泉州市丰泽区总工会召开劳模疗休养工作座谈会，听取意见建议。\n"
    "会议由丰泽区总工会主持，来自街道和企业的12名劳模围绕休养时间、线路提出建议17条，"
    "丰泽区总工会当场答复9条，其余列入台账逐条回复。\n"
)
GOVERNMENT = """<!DOCTYPE html><html><head><meta charset="gbk">
<title>广元市总工会慰问困难职工 - 广元工会网</title></head>
<body><div class="nav"><a href="/">首页</a> <a href="/gk">公开</a></div>
<h1>广元市总工会慰问困难职工</h1>
<p>发布时间：2021-02-03　来源：广元工会网</p><div class="content">
<p>2月2日，广元市总工会慰问组来到利州区，走访困难职工家庭，送去慰问金和生活用品。</p>
<p>市总工会负责人表示，将继续建好困难职工档案，做到应帮尽帮。</p></div>
<script>alert('来自原页')</script>
<div class="footer">主办：广元市总工会 地址：四川省广元市</div></body></html>
"""


SAVED: dict[str, str] = {}
"""Ids of the searches saved by ``save_searches``."""


def save_searches(desk: Desk) -> None:
    """Save three searches, one with everything as long as it may be, one deleted."""
    long = SavedText("户外劳动者驿站建设" * 13, "口径：只算市本级。\n" * 40, "宣传教育部" * 12)
    params = SearchParams(q="劳模", region=("510800",), year=("2014", "2015", "none"))
    note = "为宣传工作季度通报备查。\n只算广元本市单位发布。"
    text = SavedText("广元劳模疗休养报道", note, "宣教部 杨启航")
    saved = desk.store.saved
    SAVED["deleted"] = saved.add(SavedText("旧的一个", "", "办公室"), params)[0].sid
    saved.delete(SAVED["deleted"], "管理员")
    saved.add(long, SearchParams(q="驿站 或 爱心屋", scope="title"))
    kept = saved.add(text, params)[0]
    SAVED["saved"] = kept.sid
    take_snapshot(kept, "上半年小结", desk)
    take_snapshot(kept, "", desk)
    SAVED["list"] = desk.store.lists.add("川北各单位", ("广元市总工会", "利州区总工会"))[0].lid


def make_desk(folder: Path) -> Desk:
    """Return a desk holding the pages above, one of them in quarantine."""
    pages = folder / "pages"
    pages.mkdir()
    lines = [json.dumps(record, ensure_ascii=False) for record in records()]
    (pages / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (pages / "untitled.txt").write_text(UNTITLED, encoding="utf-8")
    (pages / "government.html").write_bytes(GOVERNMENT.encode("gbk"))
    (pages / "empty.txt").write_text("", encoding="utf-8")
    return _ingested(folder, pages)


def make_hostile_desk(folder: Path) -> Desk:
    """Return a desk whose every title, body and site name holds a payload."""
    pages = folder / "pages"
    pages.mkdir()
    lines = [
        json.dumps(
            {
                "title": f"工会通报{n} {payload}",
                "body": f"第{n}号 广元市总工会召开会议。{payload} 职工代表参加会议。\n{payload}",
                "date": "2020-10-09",
                "url": f"http://news.example.com/{n}?{payload}",
                "site": f"工会网{n} {payload}",
            },
            ensure_ascii=False,
        )
        for n, payload in enumerate(PAYLOADS)
    ]
    (pages / "hostile.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for n, payload in enumerate(PAYLOADS[:10]):
        page = f"<html><head><title>{payload}</title></head><body><h1>工会{n}{payload}</h1>"
        page += f"<p>广元市总工会召开会议，职工代表参加会议。{payload}</p></body></html>"
        (pages / f"hostile{n}.html").write_text(page, encoding="utf-8")
    return _ingested(folder, pages)


def _ingested(folder: Path, pages: Path) -> Desk:
    desk = open_desk(Settings(data=folder / "data"))
    ingest([str(pages)], desk)
    return desk
