"""``saved``: list, rename and delete saved searches at the server, without their edit tokens."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from searchapp.clock import clock
from searchapp.errors import AppError
from searchapp.settings import Settings

if TYPE_CHECKING:
    from searchapp.saved import SavedSearch
    from searchapp.store import Store

STRETCH = 200


class NoSuchSavedSearch(AppError):
    """There is no such saved search, or it is deleted."""


@click.group(help="已存检索：列出、改名、删除（管理员用，不需要编辑码）。")
def saved() -> None:
    """Hold the commands below."""


@saved.command(name="list", help="列出已存检索，新的在前。")
@click.pass_obj
def list_(settings: Settings) -> None:
    """Print one line each: id, when, by whom, name, link."""
    with closing(_store(settings)) as store:
        total = store.saved.count()
        click.echo(f"已存检索 {total} 个。")
        for offset in range(0, total, STRETCH):
            for found in store.saved.live(STRETCH, offset):
                by = f"，{found.text.by}" if found.text.by else ""
                click.echo(f"{found.sid}  {clock(found.created_at)}{by}  {found.text.name}")
                click.echo(f"            {found.params.canonical()}")


@saved.command(help="删除一个已存检索。它的网址照样打得开，写明已删除。")
@click.argument("sid")
@click.option("--by", required=True, metavar="NAME", help="谁删的，写在原网址上")
@click.pass_obj
def delete(settings: Settings, sid: str, by: str) -> None:
    """Turn one saved search into a tombstone."""
    from searchapp.saved import read_text

    with closing(_store(settings)) as store:
        found = _found(store, sid)
        store.saved.delete(found.sid, read_text(found.text.name, by=by).by)
        click.echo(f"已删除 {found.sid} {found.text.name}。")


@saved.command(help="给一个已存检索改名。")
@click.argument("sid")
@click.option("--name", required=True, metavar="NAME", help="新的名称")
@click.option("--by", required=True, metavar="NAME", help="谁改的")
@click.pass_obj
def rename(settings: Settings, sid: str, name: str, by: str) -> None:
    """Give one saved search another name."""
    from searchapp.saved import SavedText, read_text

    with closing(_store(settings)) as store:
        found, read = _found(store, sid), read_text(name, by=by)
        text = SavedText(read.name, found.text.note, found.text.by)
        store.saved.edit(found.sid, text, read.by)
        click.echo(f"已改名 {found.sid} {text.name}。")


def _store(settings: Settings) -> Store:
    from searchapp.store import Store

    return Store(settings.data / "store.sqlite3")


def _found(store: Store, typed: str) -> SavedSearch:
    from searchapp.sid import read_sid

    sid = read_sid(typed)
    found = store.saved.get(sid) if sid else None
    if found is None:
        raise NoSuchSavedSearch(
            f"没有编号为 {typed} 的已存检索。全部编号见 python -m searchapp saved list。"
        )
    if found.deleted_at:
        raise NoSuchSavedSearch(f"{found.sid} 已于 {clock(found.deleted_at)} 删除。")
    return found
