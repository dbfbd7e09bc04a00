"""Ways out of an empty answer: which condition is in the way, and what is there without it."""

from __future__ import annotations

from collections.abc import Callable

from index.parser import parse
from index.query import UNKNOWN, And
from index.query_text import to_text
from index.said import joined, said
from searchapp.desk import Desk
from searchapp.facet_view import LABELS
from searchapp.params import MULTIPLE, REPEATED, SearchParams
from searchapp.search_page import Way
from searchapp.statement import span, value_label
from searchapp.typed_query import SCOPE_FIELDS

MAX_WORDS = 6
"""Words of a query tried one by one."""


def ways_out(
    params: SearchParams, desk: Desk, count: Callable[[SearchParams, Desk], int]
) -> tuple[Way, ...]:
    """Return the tried ways, those with articles first; ``count`` counts each exactly."""
    single = [*_filters(params, desk), *_dropped(params)]
    tried = [*single, *_parents(params, desk), *_query_ways(params)]
    ways = []
    seen = {params.canonical()}
    for i, (label, note, other) in enumerate(tried):
        url = other.canonical()
        if url in seen:
            continue
        seen.add(url)
        ways.append(Way(label, note, count(other, desk), url, i < len(single)))
    return tuple(sorted(ways, key=lambda way: way.total == 0))


def _filters(params: SearchParams, desk: Desk) -> list[tuple[str, str, SearchParams]]:
    found: list[tuple[str, str, SearchParams]] = []
    for text in params.within:
        kept = tuple(other for other in params.within if other != text)
        found.append(
            (
                said("去掉结果中检索“{text}”", text=text),
                said("其余条件不变"),
                params.but(within=kept),
            )
        )
    for facet in MULTIPLE:
        chosen = getattr(params, facet)
        if chosen:
            names = joined("、", [value_label(facet, value, desk) for value in chosen])
            label = said("去掉{what}“{names}”", what=LABELS[facet], names=names)
            found.append((label, said("其余条件不变"), params.with_values(facet, ())))
    if params.start or params.end:
        found.append(
            (
                said("去掉时间“{span}”", span=span(params)),
                said("其余条件不变"),
                params.but(start=None, end=None),
            )
        )
    if params.scope != "all":
        found.append((said("在全文中检索"), said("其余条件不变"), params.but(scope="all")))
    return found


def _dropped(params: SearchParams) -> list[tuple[str, str, SearchParams]]:
    """Return the query without each of the parts that must all match."""
    fields = SCOPE_FIELDS[params.scope]
    parsed = parse(params.q, fields)
    if parsed.plain or not isinstance(parsed.node, And):
        return []
    parts = parsed.node.nodes[:MAX_WORDS]
    found: list[tuple[str, str, SearchParams]] = []
    for part in parts:
        rest = tuple(other for other in parsed.node.nodes if other is not part)
        text = to_text(And(rest) if len(rest) > 1 else rest[0], fields)
        shown = to_text(part, fields).replace(" OR ", " 或 ")
        found.append(
            (said("去掉检索词“{shown}”", shown=shown), said("其余条件不变"), params.but(q=text))
        )
    return found


def _parents(params: SearchParams, desk: Desk) -> list[tuple[str, str, SearchParams]]:
    known = [code for code in params.region if code != UNKNOWN]
    parents = [a[-1] for code in known if (a := desk.gazetteer.ancestors(code))]
    if not parents:
        return []
    names = "、".join(value_label("region", code, desk) for code in dict.fromkeys(parents))
    wider = params.with_values("region", dict.fromkeys(parents))
    return [(said("放宽到{names}", names=names), said("上一级地区，含下级各区县"), wider)]


def _query_ways(params: SearchParams) -> list[tuple[str, str, SearchParams]]:
    found: list[tuple[str, str, SearchParams]] = []
    bare = "".join(" " if c in '"“”＂「」『』()（）' else c for c in params.q)
    words = [w for w in bare.split() if w not in ("OR", "或") and not w.startswith(("-", "－"))]
    if words and " ".join(words) != params.q:
        text = " ".join(words)
        found.append((text, said("不加引号和括号，逐词检索，筛选不变"), params.but(q=text)))
    if len(words) > 1:
        text = " OR ".join(words)
        found.append((text.replace(" OR ", " 或 "), "任一词命中即可，筛选不变", params.but(q=text)))
    filtered = any(getattr(params, name) for name in REPEATED) or params.start or params.end
    if filtered and len(words) > 1:
        text = " OR ".join(words)
        label = text.replace(" OR ", " 或 ")
        found.append((label, said("任一词命中即可，不加任何筛选"), SearchParams(q=text)))
    if filtered and params.q:
        found.append(
            (said("只检索“{q}”", q=params.q), said("不加任何筛选"), SearchParams(q=params.q))
        )
    if len(words) > 1:
        for word in words[:MAX_WORDS]:
            found.append(
                (said("只检索“{word}”", word=word), said("不加任何筛选"), SearchParams(q=word))
            )
    return found
