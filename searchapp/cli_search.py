"""``search``: the same search as the page, as text or as the API's JSON."""

from __future__ import annotations

import json
import os
from contextlib import closing
from typing import TYPE_CHECKING

import click

from searchapp.settings import Settings

if TYPE_CHECKING:
    from index.snippet import Piece
    from searchapp.search_page import HitView, OrganizationView, SearchPage


@click.command(help="检索。例：search 劳模 休养 --region 广元市 --year 2020")
@click.argument("query", nargs=-1, metavar="QUERY")
@click.option("--within", multiple=True, metavar="Q", help="在结果中再检索，可重复")
@click.option("--region", multiple=True, metavar="R", help="地区：名称、四川省/广元市 或代码")
@click.option("--year", multiple=True, metavar="Y", help="年份，如 2020；不详写 none")
@click.option("--month", multiple=True, metavar="M", help="月份，如 2020-10")
@click.option("--org", multiple=True, metavar="O", help="单位名称或编号")
@click.option("--source", multiple=True, metavar="S", help="来源网站名称或编号")
@click.option("--in", metavar="SCOPE", help="在哪里找：all、title、body")
@click.option("--syn", metavar="S", help="同义词：on 同时检索，off 只按所写的词")
@click.option("--dup", metavar="D", help="转载：all 逐篇列出，group 每份稿件只列一次")
@click.option("--from", metavar="D", help="起始日期，如 2019 或 2019-05-01")
@click.option("--to", metavar="D", help="截止日期")
@click.option("--sort", metavar="S", help="排序：relevance、recent、date_desc、date_asc")
@click.option("--page", metavar="N", help="第几页")
@click.option("--per-page", metavar="N", help="每页几条，最多 100")
@click.option("--json", "as_json", is_flag=True, help="输出与 /api/v1/search 相同的 JSON")
@click.pass_obj
def search(
    settings: Settings,
    /,
    query: tuple[str, ...],
    as_json: bool,
    **options: str | tuple[str, ...] | None,
) -> None:
    """Print one page of the answer."""
    from searchapp.desk import open_desk
    from searchapp.params import SearchParams
    from searchapp.search import search as answer
    from searchapp.search_json import to_json

    given = {"q": [_text(" ".join(query))]}
    for name, value in options.items():
        if value:
            values = [value] if isinstance(value, str) else value
            given[name] = [_text(one) for one in values]
    params = SearchParams.from_args(given)
    with closing(open_desk(settings)) as desk:
        page = answer(params, desk)
    if as_json:
        click.echo(json.dumps(to_json(page), ensure_ascii=False, indent=2))
    else:
        _show(page)


def _text(argument: str) -> str:
    """Read an argument as UTF-8 where the locale could not read it."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        return os.fsencode(argument).decode("utf-8", errors="replace")
    return argument


def _show(page: SearchPage) -> None:
    for warning in page.warnings:
        click.echo(f"提示：{warning}", err=True)
    where = f"（{'，'.join(page.where)}）" if page.where else ""
    pages = f"，第 {page.params.page}/{page.pages} 页" if page.pages > 1 else ""
    merged = f"（合并转载 {page.groups} 篇）" if page.groups < page.total else ""
    click.echo(f"共 {page.total} 篇{merged}{where}{pages}")
    if page.partial_dates or page.undated:
        left_out = f"另有 {page.partial_dates} 篇日期不够精确、{page.undated} 篇日期不详"
        click.echo(f"{left_out}，未计入这段时间。")
    if page.expansion:
        also = "；".join("、".join(word.also) for word in page.expansion.words)
        searched = "已同时检索" if page.expansion.on else "未检索同义词"
        click.echo(f"{searched}：{also}。只因同义词命中 {page.expansion.only} 篇。")
    for hit in page.hits:
        _show_hit(hit)
    if page.partial:
        click.echo("\n以下结果未含全部检索词")
    for hit in page.partial:
        _show_hit(hit)
    _show_help(page)


def _show_help(page: SearchPage) -> None:
    if page.correction:
        click.echo(f"  您是不是要找：{page.correction.text}（{page.correction.total} 篇）")
    for way in page.ways:
        click.echo(f"  可以试试：{way.label}（{way.note}）：{way.total} 篇")


def _show_hit(hit: HitView) -> None:
    date = hit.date.value if hit.date else "日期不详"
    inferred = "〔标题为推断〕" if hit.title_inferred else ""
    place = "*" if hit.position is None else f"{hit.position}."
    click.echo(f"\n{place} {date}  {hit.plain_title}{inferred}")
    regions = "、".join("".join(region.path) for region in hit.regions) or "地区不详"
    organizations = "、".join(map(_organization, hit.organizations)) or "单位不详"
    click.echo(f"   {regions} ｜ {organizations} ｜ {hit.site or '来源不详'}")
    click.echo(f"   {_plain(hit.snippet)}")
    click.echo(f"   {hit.id}")


def _organization(view: OrganizationView) -> str:
    return view.name + ("（推断）" if view.inferred else "")


def _plain(pieces: tuple[Piece, ...]) -> str:
    return " ".join("".join(piece.text for piece in pieces).split())
