"""Texts that remember how they were made, so that a page can say them in another language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Said(str):
    """A Chinese text with the pattern it was made from (``msgid``) and what was put into it.

    It is the Chinese text wherever a text is wanted: in JSON, files, snapshots, on the command
    line. Only who knows another language looks at how it was made. ``parts`` are texts that the
    pattern joins.
    """

    __slots__ = ("msgid", "parts", "values")

    msgid: str
    values: Mapping[str, object]
    parts: tuple[object, ...] | None


def said(msgid: str, /, **values: object) -> Said:
    """Return ``msgid`` with ``values`` put where it names them.

    >>> said("没有名为“{value}”的地区。", value="广无")
    '没有名为“广无”的地区。'
    """
    return _made(msgid.format(**values) if values else msgid, msgid, values)


def joined(separator: str, parts: Iterable[object], /) -> Said:
    """Return ``parts`` with ``separator`` between them.

    >>> joined("、", ["广元市", said("地区不详")])
    '广元市、地区不详'
    """
    found = tuple(parts)
    return _made(separator.join(map(str, found)), separator, {}, found)


def _made(
    text: str,
    msgid: str,
    values: Mapping[str, object],
    parts: tuple[object, ...] | None = None,
) -> Said:
    made = Said(text)
    made.msgid, made.values, made.parts = msgid, values, parts
    return made
