"""``ingest``: files and folders in, with a progress bar and what was quarantined."""

from __future__ import annotations

import os
import time
from contextlib import closing
from typing import Any

import click

from searchapp.cli_progress import duration, progress, rate
from searchapp.settings import Settings
from searchapp.store_rows import QuarantineEntry

QUARANTINE_SHOWN = 20


def _existing(context: click.Context, param: click.Parameter, paths: tuple[str, ...]) -> Any:
    for path in paths:
        if not os.path.lexists(path):
            raise click.BadParameter(f"没有这个文件或文件夹：{path}", context, param)
    return paths


@click.command(help="读入文件和文件夹（txt、html、jsonl、jsonl.gz），可重复运行，已有的不会重复。")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(), callback=_existing
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="只读前 N 篇")
@click.pass_obj
def ingest(settings: Settings, paths: tuple[str, ...], limit: int | None) -> int:
    """Ingest and return the exit code: 1 when pages went to quarantine."""
    from searchapp.desk import open_desk
    from searchapp.ingest.outcome import Outcome
    from searchapp.ingest.pipeline import ingest as take_in
    from searchapp.ingest.workload import workload
    from searchapp.sample_collection import note_own_pages

    with closing(open_desk(settings)) as desk:
        if note_own_pages(desk):
            click.echo("这个数据文件夹里装有示例数据，每页仍会注明；另用 --data 可分开。", err=True)
        total = limit or workload(paths)
        started = time.monotonic()
        with progress("入库", total) as step:

            def told(outcome: Outcome) -> None:
                done = outcome.read if limit else outcome.bytes_read
                step(done, f"已读 {outcome.read} 篇，{rate(outcome.read, started)}")

            outcome = take_in(paths, desk, limit, told)
        click.echo(_sentence(outcome.read, outcome.seconds))
        click.echo(
            f"新增 {outcome.new}，已有 {outcome.same}，另存 {outcome.moved}，"
            f"修订 {outcome.revised}，隔离 {outcome.quarantined}；入索引 {outcome.indexed}。"
        )
        if outcome.quarantined:
            _name_quarantined(desk.store.quarantine())
        return 1 if outcome.quarantined else 0


def _sentence(read: int, seconds: float) -> str:
    return f"读了 {read} 篇，用时 {duration(seconds)}，{read / max(seconds, 0.001):.0f} 篇/秒。"


def _name_quarantined(entries: list[QuarantineEntry]) -> None:
    click.echo("没有读入、已隔离的：", err=True)
    for entry in entries[:QUARANTINE_SHOWN]:
        click.echo(f"  {entry.place}：{entry.reason}", err=True)
    if len(entries) > QUARANTINE_SHOWN:
        click.echo(f"  …… 共 {len(entries)} 个，用 stats 查看全部。", err=True)
