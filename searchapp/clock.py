"""Stored moments as the reader's clock shows them: Beijing time."""

from __future__ import annotations

import datetime

BEIJING = datetime.timezone(datetime.timedelta(hours=8))


def clock(moment: str) -> str:
    """Return a stored moment (ISO, UTC unless it says otherwise) as Beijing date and minute.

    >>> clock("2026-11-20T09:40:12+00:00")
    '2026-11-20 17:40'
    """
    read = datetime.datetime.fromisoformat(moment)
    aware = read if read.tzinfo else read.replace(tzinfo=datetime.UTC)
    return aware.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def beijing_now() -> str:
    """Return this moment in Beijing with its zone, ISO with seconds."""
    return datetime.datetime.now(BEIJING).isoformat(timespec="seconds")
