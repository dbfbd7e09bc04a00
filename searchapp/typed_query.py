"""The query of a search as typed: what is in the box, and every 在结果中检索 after it."""

from __future__ import annotations

from index.parser import Parsed, parse
from index.query import TEXT_FIELDS, TITLE, Alternatives, And, Everything, Node, Weighted
from index.said import said
from searchapp.params import SearchParams
from tokenizers.pinyin import strip_toneless

SCOPE_FIELDS = {"all": TEXT_FIELDS, "title": TITLE, "body": ("body",)}
"""The texts each value of ``in`` searches."""


def parse_typed(params: SearchParams, fields: tuple[str, ...] | None = None) -> Parsed:
    """Return ``q`` and all of ``within`` as one query: each of them must match.

    ``fields`` are those searched where the text names none; without them, those of ``in``.
    """
    scope = fields or SCOPE_FIELDS[params.scope]
    parsed = [_read(text, scope) for text in (params.q, *params.within)]
    return Parsed(
        _all([one.node for one in parsed]),
        tuple(dict.fromkeys(warning for one in parsed for warning in one.warnings)),
        any(one.plain for one in parsed),
    )


def _read(text: str, fields: tuple[str, ...]) -> Parsed:
    """Return the query ``text``; where 政(zheng)府 may be a reading spliced in, 政府 is sought too,
    and what is written as well: pages keep brackets that nothing proves to be splices."""
    parsed = parse(text, fields)
    bare = strip_toneless(text) if parsed.node != Everything() else text
    without = parse(bare, fields).node
    if without == parsed.node:
        return parsed
    node = Alternatives(parsed.node, (Weighted(without, 1.0),))
    warning = said("也检索了去掉括号中拼音的“{bare}”。", bare=bare)
    return Parsed(node, (*parsed.warnings, warning), parsed.plain)


def _all(nodes: list[Node]) -> Node:
    flat: list[Node] = []
    for node in nodes:
        flat += node.nodes if isinstance(node, And) else [node]
    kept = [node for node in flat if node != Everything()]
    if len(kept) > 1:
        return And(tuple(kept))
    return kept[0] if kept else Everything()
