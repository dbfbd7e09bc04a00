"""``backup`` and ``restore``: everything that cannot be made again, in one verified file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searchapp.cli_care import rebuild_shown
from searchapp.clock import clock
from searchapp.settings import Settings

if TYPE_CHECKING:
    from searchapp.backup import Manifest

_TOLD = (("articles", "篇报道"), ("saved_searches", "个已存检索"), ("snapshots", "份快照"))


@click.command(help="备份库（原件、报道、校正、已存检索、快照）到一个文件；检索和入库不用停。")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(settings: Settings, file: Path) -> None:
    """Write a verified backup and say what it holds."""
    from searchapp.backup import back_up

    manifest = back_up(settings.data, file)
    click.echo(f"已备份到 {file} 并核对无误：{_held(manifest)}。")


@click.command(help="把备份恢复到一个新的数据文件夹（用 --data 指明），核对后重建索引。")
@click.argument(
    "file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.pass_obj
def restore(settings: Settings, file: Path) -> int:
    """Restore into an empty data folder, rebuild the index, compare; return the exit code."""
    from searchapp.backup import restore as put_back
    from searchapp.check import check
    from searchapp.desk import open_desk
    from searchapp.indexing import sole_writer

    with sole_writer(settings):
        manifest = put_back(file, settings.data)
        with closing(open_desk(settings)) as desk:
            rebuild_shown(desk)
            differing = [finding for finding in check(desk) if not finding.agrees]
    for finding in differing:
        click.echo(str(finding), err=True)
    click.echo(f"已恢复到 {settings.data}：{_held(manifest)}，备份于 {clock(manifest.made_at)}。")
    return 3 if differing else 0


def _held(manifest: Manifest) -> str:
    counted = [f"{manifest.rows[table]} {noun}" for table, noun in _TOLD if table in manifest.rows]
    return "、".join(counted)
