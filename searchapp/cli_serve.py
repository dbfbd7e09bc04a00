"""``serve``: the pages and the JSON interface, after the index is in order."""

from __future__ import annotations

import gc
import signal
import socket
import sys
import time
from contextlib import closing, suppress
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING

import click

from index.errors import SearchError
from searchapp.cli_care import rebuild_shown
from searchapp.cli_progress import progress, rate
from searchapp.errors import AppError
from searchapp.settings import Settings, help_for

if TYPE_CHECKING:
    from searchapp.desk import Desk

THREADS = 8
NEW_OBJECTS = 20_000
"""Objects made until the waste among them is looked for: about what a page makes."""


class AddressTaken(AppError):
    """The server cannot listen where it was told to."""


@click.command(help="打开检索服务，用浏览器访问。按 Ctrl+C 停止。")
@click.option("--host", metavar="H", help=help_for("host"))
@click.option("--port", type=click.IntRange(1, 65535), metavar="P", help=help_for("port"))
@click.option("--sample", is_flag=True, hidden=True, help="首次启动时装入示例数据")
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None, sample: bool) -> None:
    """Put the collection in order and serve it until stopped."""
    host, port = host or settings.host, port or settings.port
    refuse_taken(host, port)
    from searchapp.desk import open_desk

    with closing(open_desk(settings)) as desk:
        if sample:
            _fill(desk)
        _put_in_order(desk)
        _serve(desk, host, port)


def refuse_taken(host: str, port: int) -> None:
    """Raise AddressTaken, saying what to do, when ``port`` of ``host`` cannot be listened on."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            if sys.platform != "win32":  # there it would let two servers share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        raise AddressTaken(_why(host, port, error)) from error


def _why(host: str, port: int, error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return f"不认识地址 {host}。--host 应写本机的地址，如 127.0.0.1 或 0.0.0.0。"
    if isinstance(error, PermissionError):
        return f"没有权限使用端口 {port}。请换一个 1024 以上的端口，如 --port 8000。"
    other = port + 1 if port < 65535 else 8000
    return (
        f"端口 {port} 已被占用，或许服务已经在运行：先看看 http://{_reachable(host)}:{port}\n"
        f"要另开一个，请换端口：python -m searchapp serve --port {other}"
        f"（用 make 时：make run PORT={other}）"
    )


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::", "") else host


def _fill(desk: Desk) -> None:
    from searchapp.ingest.outcome import Outcome
    from searchapp.ingest.workload import workload
    from searchapp.sample_collection import fill, needs_samples, sample_path

    if not needs_samples(desk):
        return
    started = time.monotonic()
    with progress("装入示例数据", workload([sample_path()])) as step:

        def told(outcome: Outcome) -> None:
            step(outcome.bytes_read, f"{outcome.read} 篇，{rate(outcome.read, started)}")

        outcome = fill(desk, told)
    click.echo(f"已装入示例数据 {outcome.new} 篇。", err=True)


def _put_in_order(desk: Desk) -> None:
    """Rebuild an index that may not answer, replay what it lacks."""
    from searchapp.indexing import DataBusy, index_pending, sole_writer, why_rebuild

    reason = why_rebuild(desk.engine, desk.store.summary().articles)
    if reason:
        click.echo(f"{reason}，先重建索引。", err=True)
        with sole_writer(desk.settings):
            rebuild_shown(desk)
    elif desk.store.behind():
        try:
            with sole_writer(desk.settings):
                click.echo(f"补入索引 {index_pending(desk)} 篇。", err=True)
        except DataBusy:
            click.echo("另一个入库正在进行，完成后即可检索到。", err=True)


def _serve(desk: Desk, host: str, port: int) -> None:
    import waitress

    from searchapp.dispatcher import Dispatcher
    from searchapp.web.app import create_app

    app, threads = create_app(desk), Dispatcher(THREADS)
    try:
        server = waitress.create_server(app, _dispatcher=threads, host=host, port=port, ident="")
    except OSError as error:
        raise AddressTaken(_why(host, port, error)) from error
    signal.signal(signal.SIGTERM, _stop)
    _settle()
    Thread(target=_prepare, args=(desk,), daemon=True).start()
    click.echo(f"请用浏览器打开 http://{_reachable(host)}:{port} （按 Ctrl+C 停止）")
    sys.stdout.flush()
    server.run()
    click.echo("服务已停止。", err=True)


def _settle() -> None:
    """Spare what is loaded for good from being looked through for waste again and again: that was
    a fifth of the time of a page (every 700 new objects, where a page makes tens of thousands)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


def _prepare(desk: Desk) -> None:
    """Read the vocabulary while nobody waits for it; what is wrong with an index, searches say."""
    with suppress(SearchError):
        desk.speller.prepare()
    _settle()


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
