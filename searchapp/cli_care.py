"""``reindex``, ``check``, ``stats``, ``export``: what keeps a collection in order."""

from __future__ import annotations

import json
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searchapp.cli_progress import duration, progress, rate
from searchapp.clock import clock
from searchapp.settings import Settings

if TYPE_CHECKING:
    from searchapp.desk import Desk

TOP = 10


@click.command(help="重建索引：在旁边建好、核对后换上，期间检索不停。")
@click.pass_obj
def reindex(settings: Settings) -> None:
    """Rebuild the index from the store."""
    from searchapp.desk import open_desk
    from searchapp.indexing import sole_writer

    with closing(open_desk(settings)) as desk, sole_writer(settings):
        rebuild_shown(desk)


def rebuild_shown(desk: Desk) -> None:
    """Rebuild the index with a progress bar and say what was built. The caller is the writer."""
    from searchapp.indexing import rebuild

    started = time.monotonic()
    done = 0
    with progress("重建索引", desk.store.summary().articles) as step:

        def told(count: int) -> None:
            nonlocal done
            done += count
            step(done, f"{done} 篇，{rate(done, started)}")

        built = rebuild(desk, told)
    click.echo(f"索引已重建：{built} 篇，用时 {duration(time.monotonic() - started)}。", err=True)


@click.command(help="按现行规则把全部报道重新归并转载，结果与逐篇入库时相同。")
@click.pass_obj
def regroup(settings: Settings) -> None:
    """Group all reposts anew and bring the index to it."""
    from searchapp.desk import open_desk
    from searchapp.indexing import index_pending, sole_writer

    with closing(open_desk(settings)) as desk, sole_writer(settings):
        started = time.monotonic()
        with desk.store.writing() as writer:
            changed = writer.regroup()
        index_pending(desk)
        total, stories = desk.store.summary().articles, desk.store.stories()
        click.echo(f"共 {total} 篇，合并转载后 {stories} 篇；归并有变的 {changed} 篇。")
        click.echo(f"用时 {duration(time.monotonic() - started)}。", err=True)


@click.command(help="核对库与索引：编号、篇数、各项计数。全部一致时退出码为 0，否则为 3。")
@click.pass_obj
def check(settings: Settings) -> int:
    """Print each comparison; return 3 when one disagrees."""
    from searchapp.check import check as compare
    from searchapp.desk import open_desk

    agree = True
    with closing(open_desk(settings)) as desk:
        for finding in compare(desk):
            click.echo(str(finding))
            agree = agree and finding.agrees
    if not agree:
        click.echo("库与索引不一致。请运行 python -m searchapp reindex 后再核对。", err=True)
    return 0 if agree else 3


@click.command(help="收录了多少、哪些年份和地区，隔离了什么。")
@click.pass_obj
def stats(settings: Settings) -> None:
    """Print the collection in numbers."""
    from searchapp.desk import open_desk

    with closing(open_desk(settings)) as desk:
        summary = desk.store.summary()
        click.echo(f"收录 {summary.articles} 篇，日期不详 {summary.undated} 篇。")
        if summary.withdrawn:
            click.echo(f"另有撤下 {summary.withdrawn} 篇，不检索、不计数。")
        last = clock(summary.last_ingest) if summary.last_ingest else "（尚未入库）"
        click.echo(f"最近入库 {last}（北京时间）。")
        if summary.pending:
            click.echo(f"待入索引 {summary.pending} 篇，下次入库或启动服务时补上。")
        for facet, label in (
            ("year", "年份"),
            ("region", "地区"),
            ("org", "单位"),
            ("source", "来源"),
        ):
            _top(desk, facet, label)
        entries = desk.store.quarantine()
        click.echo(f"\n隔离 {len(entries)} 个")
        for entry in entries:
            click.echo(f"  {entry.place}：{entry.reason}")


def _top(desk: Desk, facet: str, label: str) -> None:
    counts = desk.store.facet_counts(facet, desk.gazetteer.ancestors)
    click.echo(f"\n{label}（不详 {counts.unknown} 篇）")
    order = sorted(counts.counts, key=lambda value: (-counts.counts[value], value))
    if facet == "year":
        order.sort(reverse=True)
    shown = order if facet == "year" else order[:TOP]
    names = _names(desk, facet, shown)
    for value in shown:
        click.echo(f"  {counts.counts[value]:>6}  {names.get(value, value)}")
    if len(order) > len(shown):
        click.echo(f"          …… 共 {len(order)} 个")


def _names(desk: Desk, facet: str, values: list[str]) -> dict[str, str]:
    match facet:
        case "region":
            return {code: " ".join(desk.gazetteer.path(code)) or code for code in values}
        case "org":
            return desk.store.organizations(values)
        case "source":
            return desk.store.sources(values)
        case _:
            return {}


@click.command(help="导出全部报道，每行一篇（JSON Lines）；不写 FILE 则输出到屏幕。")
@click.option("--jsonl", "as_lines", is_flag=True, required=True, help="每行一个 JSON 对象")
@click.argument("file", required=False, metavar="[FILE]", type=click.Path(path_type=Path))
@click.pass_obj
def export(settings: Settings, as_lines: bool, file: Path | None) -> None:
    """Write every article with its facts and their evidence, one a line."""
    from searchapp.desk import open_desk
    from searchapp.export import export_rows

    with closing(open_desk(settings)) as desk:
        lines = (json.dumps(row, ensure_ascii=False) for row in export_rows(desk))
        if file is None or str(file) == "-":
            for line in lines:
                click.echo(line)
            return
        count = 0
        part = file.with_name(file.name + ".part")
        with part.open("w", encoding="utf-8", newline="\n") as target:
            for line in lines:
                target.write(line + "\n")
                count += 1
        part.replace(file)
        click.echo(f"已导出 {count} 篇到 {file}。", err=True)
