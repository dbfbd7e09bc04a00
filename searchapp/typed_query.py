"""The query of a search as typed: what is in the box, and every 在结果中检索 after it."""

from __future__ import annotations

from index.parser import Parsed, parse
from index.query import TEXT_FIELDS, And, Everything, Node
from searchapp.params import SearchParams

SCOPE_FIELDS = {"all": TEXT_FIELDS, "title": ("title",), "body": ("body",)}
"""The texts each value of ``in`` searches."""


def parse_typed(params: SearchParams, fields: tuple[str, ...] | None = None) -> Parsed:
    """Return ``q`` and all of ``within`` as one query: each of them must match.

    ``fields`` are those searched where the text names none; without them, those of ``in``.
    """
    scope = fields or SCOPE_FIELDS[params.scope]
    parsed = [parse(text, scope) for text in (params.q, *params.within)]
    return Parsed(
        _all([one.node for one in parsed]),
        tuple(dict.fromkeys(warning for one in parsed for warning in one.warnings)),
        any(one.plain for one in parsed),
    )


def _all(nodes: list[Node]) -> Node:
    flat: list[Node] = []
    for node in nodes:
        flat += node.nodes if isinstance(node, And) else [node]
    kept = [node for node in flat if node != Everything()]
    if len(kept) > 1:
        return And(tuple(kept))
    return kept[0] if kept else Everything()
