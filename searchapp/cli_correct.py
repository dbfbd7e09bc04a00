"""``correct``, ``withdraw``: what staff decide about an article."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click

from searchapp.cli_progress import progress, rate
from searchapp.settings import Settings

if TYPE_CHECKING:
    from searchapp.article import Article
    from searchapp.desk import Desk

_ID = click.argument("id_", metavar="ID")
_BY = click.option("--by", required=True, metavar="NAME", help="谁作的决定，随报道一起显示")


@click.command(
    help="校正一篇报道的标题、日期、地区、单位。校正优先于规则，重新入库、规则更新后仍然有效。"
)
@_ID
@_BY
@click.option("--title", metavar="TEXT", help="标题")
@click.option("--date", metavar="D", help="发布日期：2020、2020-10 或 2020-10-09；不详写 none")
@click.option("--region", multiple=True, help="报道的地区，可重复，写全；不详写 none")
@click.option("--org", multiple=True, help="发布和涉及的单位，可重复，写全；不详写 none")
@click.option("--reset", multiple=True, metavar="FIELD", help="撤销校正：title、date、region、org")
@click.option("--note", default="", metavar="TEXT", help="依据或说明，随报道一起显示")
@click.pass_obj
def correct(
    settings: Settings,
    /,
    id_: str,
    by: str,
    note: str,
    **given: str | tuple[str, ...] | None,
) -> None:
    """Correct an article and say what it now is."""
    from searchapp.correct import Given
    from searchapp.correct import correct as carry
    from searchapp.desk import open_desk

    changes = Given(
        title=given["title"],  # type: ignore[arg-type]
        date=given["date"],  # type: ignore[arg-type]
        regions=given["region"],  # type: ignore[arg-type]
        organizations=given["org"],  # type: ignore[arg-type]
        reset=given["reset"],  # type: ignore[arg-type]
    )
    with closing(open_desk(settings)) as desk:
        _tell(carry(desk, id_, changes, by, note), desk)


@click.command(help="撤下一篇报道：不再检索、不再计数，原网址说明理由。用 --undo 恢复。")
@_ID
@_BY
@click.option("--reason", default="", metavar="TEXT", help="撤下的理由，显示在原网址；恢复时可不写")
@click.option("--undo", is_flag=True, help="恢复撤下的报道")
@click.pass_obj
def withdraw(settings: Settings, /, id_: str, by: str, reason: str, undo: bool) -> None:
    """Withdraw an article or bring it back."""
    from searchapp.correct import restore
    from searchapp.correct import withdraw as take_out
    from searchapp.desk import open_desk

    if not (reason.strip() or undo):
        raise click.MissingParameter(param_hint="--reason（撤下的理由）", param_type="option")
    with closing(open_desk(settings)) as desk:
        if undo:
            _tell(restore(desk, id_, by, reason), desk)
        else:
            article = take_out(desk, id_, by, reason)
            click.echo(f"已撤下 {article.id}：{article.extraction.title}")


@click.command(help="用现行规则重读入库的原文，列出会有的改动；加 --apply 才改。人工校正不受影响。")
@click.option("--apply", is_flag=True, help="按重读的结果改，并更新索引")
@click.pass_obj
def reextract(settings: Settings, apply: bool) -> None:
    """Report what newer rules read otherwise, article by article, and the sums."""
    from collections import Counter

    from searchapp.correction_view import LABELS
    from searchapp.desk import open_desk
    from searchapp.indexing import index_pending, sole_writer
    from searchapp.ingest.reextract import reextract as read_again

    labels = {**LABELS, "body": "正文"}
    counts: Counter[str] = Counter()
    with closing(open_desk(settings)) as desk, sole_writer(settings), _told(desk) as told:
        for one in read_again(desk, apply, told):
            counts["read"] += 1
            counts["changed"] += bool(one.changes)
            counts["failed"] += bool(one.problem)
            counts.update(list(one.changes))
            for line in _lines(one.id, one.changes, labels, one.problem):
                click.echo(line)
        if apply:
            index_pending(desk)
    kinds = "，".join(f"{label} {counts[name]}" for name, label in labels.items())
    click.echo(
        f"重读 {counts['read']} 篇，有改动 {counts['changed']} 篇（{kinds}），"
        f"读不出、保持原样 {counts['failed']} 篇。"
        + ("已改。" if apply else "没有改，加 --apply 才改。")
    )


@contextmanager
def _told(desk: Desk) -> Iterator[Callable[[int], None]]:
    """Show how many of the articles have been looked at."""
    summary, done, started = desk.store.summary(), 0, time.monotonic()
    with progress("重读", summary.articles + summary.withdrawn) as step:

        def told(count: int) -> None:
            nonlocal done
            done += count
            step(done, f"已看 {done} 篇，{rate(done, started)}")

        yield told


def _lines(
    id_: str, changes: dict[str, tuple[str, str]], labels: dict[str, str], problem: str
) -> list[str]:
    """Return what is said of one article; of a body only how long it was and is."""
    found = [f"{id_}　读不出：{problem}"] if problem else []
    for name, (old, new) in changes.items():
        if name == "body":
            old, new = f"{len(old)} 字", f"{len(new)} 字"
        found.append(f"{id_}　{labels[name]}：{old} → {new}")
    return found


def _tell(article: Article, desk: Desk) -> None:
    from searchapp.correction_view import correction_views

    facts = article.extraction
    click.echo(f"{article.id}　{facts.title}")
    for view in correction_views(article, desk):
        click.echo(f"  {view.label}：{view.value}　（规则读作：{view.read}）　{view.evidence}")
    if not article.decisions or article.decisions[-1].action == "restore":
        click.echo("已恢复，可以检索到。")
