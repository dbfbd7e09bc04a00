"""Progress on stderr: a bar with time left for people, now and then a line for log files."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

SECONDS = 5.0
"""Between two lines when stderr is no terminal."""

Step = Callable[[int, str], None]
"""Told how far the work is in all, and what to say beside it."""


@contextmanager
def progress(label: str, total: int) -> Iterator[Step]:
    """Show work that runs to ``total``; the block tells its step how far it is."""
    if sys.stderr.isatty():
        with _bar(label, total) as step:
            yield step
    else:
        yield _lines(label, total)


@contextmanager
def _bar(label: str, total: int) -> Iterator[Step]:
    bar = click.progressbar(
        length=max(total, 1), label=label, file=sys.stderr, item_show_func=lambda note: note
    )
    with bar as shown:

        def step(done: int, note: str) -> None:
            # An estimate may fall short; the bar must not run over its end.
            shown.update(max(0, min(done, total) - shown.pos), note)

        yield step


def _lines(label: str, total: int) -> Step:
    started = said = time.monotonic()

    def step(done: int, note: str) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said < SECONDS:
            return
        said = now
        left = (now - started) * (total - done) / done if 0 < done < total else 0
        click.echo(f"{label} {note}" + (f"，约剩 {duration(left)}" if left else ""), err=True)

    return step


def rate(count: int, started: float) -> str:
    """Return how many a second since ``started`` (monotonic), for people."""
    return f"{count / max(time.monotonic() - started, 0.001):.0f} 篇/秒"


def duration(seconds: float) -> str:
    """Return a time span in words."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} 秒"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} 分 {rest} 秒" if minutes < 60 else f"{minutes // 60} 小时 {minutes % 60} 分"
