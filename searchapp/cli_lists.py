"""``lists``: list, rename and delete kept lists of names at the server, without their tokens."""

from __future__ import annotations

from contextlib import closing

import click

from searchapp.clock import clock
from searchapp.settings import Settings


@click.group(help="名单：列出、改名、删除（管理员用，不需要编辑码）。")
def lists() -> None:
    """Hold the commands below."""


@lists.command(name="list", help="列出名单，新的在前。")
@click.pass_obj
def list_(settings: Settings) -> None:
    """Print one line each: number, when, by whom, how many names, name."""
    from searchapp.store import Store

    with closing(Store(settings.data / "store.sqlite3")) as store:
        for kept in store.lists.newest():
            by = f"，{kept.by}" if kept.by else ""
            moment = clock(kept.created_at)
            click.echo(f"{kept.lid}  {moment}{by}  {len(kept.names)} 行  {kept.name}")


@lists.command(help="给一份名单改名。")
@click.argument("lid")
@click.option("--name", required=True, metavar="NAME", help="新的名称")
@click.pass_obj
def rename(settings: Settings, lid: str, name: str) -> None:
    """Give one list another name."""
    from searchapp.store import Store

    with closing(Store(settings.data / "store.sqlite3")) as store:
        kept = store.lists.get(lid)
        store.lists.rename(kept.lid, name)
        click.echo(f"已改名 {kept.lid} {store.lists.get(kept.lid).name}。")


@lists.command(help="删除一份名单：不再列出，编号照样可用。")
@click.argument("lid")
@click.pass_obj
def delete(settings: Settings, lid: str) -> None:
    """Offer one list no more."""
    from searchapp.store import Store

    with closing(Store(settings.data / "store.sqlite3")) as store:
        kept = store.lists.get(lid)
        store.lists.delete(kept.lid)
        click.echo(f"已删除 {kept.lid} {kept.name}。")
