"""The conditions of the form 更多条件 ↔ the text of a query."""

from __future__ import annotations

from dataclasses import dataclass

from index.lexer import chunks, searchable
from index.parser import parse
from index.query import TEXT_FIELDS, TITLE, And, Everything, Node, Not, Or, Phrase, Words
from index.query_text import to_text


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the fields hold: words that must all occur, any of which must, a phrase, words that
    must not, words of the title. ``every`` may use the syntax of queries."""

    every: str = ""
    any: str = ""
    phrase: str = ""
    none: str = ""
    title: str = ""


def compose(conditions: Conditions) -> str:
    """Return the query that asks for all of ``conditions``; blank for none.

    >>> compose(Conditions(every="劳模", any="休养 体检", none="表彰"))
    '劳模 (休养 OR 体检) -表彰'
    """
    nodes: list[Node] = []
    every = parse(conditions.every).node
    if every != Everything():
        nodes += every.nodes if isinstance(every, And) else [every]
    either = tuple(Words(word) for word in _words(conditions.any))
    if either:
        nodes.append(Or(either) if len(either) > 1 else either[0])
    if phrase := searchable(conditions.phrase):
        nodes.append(Phrase(phrase))
    nodes += [Words(word, TITLE) for word in _words(conditions.title)]
    nodes += [Not(Words(word)) for word in _words(conditions.none)]
    return to_text(And(tuple(nodes)) if len(nodes) > 1 else nodes[0]) if nodes else ""


def decompose(text: str) -> Conditions:
    """Return the fields a query fills: ``compose`` makes of them a query that asks the same.

    What has no field of its own stands in ``every``.
    """
    parsed = parse(text)
    node = parsed.node
    nodes = node.nodes if isinstance(node, And) else (node,)
    if parsed.plain or Everything() in nodes:
        return Conditions(every=text.strip())
    found: dict[str, list[str]] = {}
    rest: list[Node] = []
    for each in nodes:
        field, words = _field(each)
        if field and not (field in ("any", "phrase") and field in found):
            found.setdefault(field, []).extend(words)
        else:
            rest.append(each)
    every = to_text(And(tuple(rest)) if len(rest) > 1 else rest[0]) if rest else ""
    joined = {field: " ".join(words) for field, words in found.items()}
    return Conditions(every, **joined)


def _field(node: Node) -> tuple[str, list[str]]:
    match node:
        case Words(text, fields) if fields == TITLE:
            return "title", [text]
        case Phrase(text, fields) if fields == TEXT_FIELDS:
            return "phrase", [text]
        case Not(Words(text, fields)) if fields == TEXT_FIELDS:
            return "none", [text]
        case Or(nodes):
            words = [each.text for each in nodes if isinstance(each, Words)]
            plain = all(isinstance(each, Words) and each.fields == TEXT_FIELDS for each in nodes)
            return ("any", words) if plain else ("", [])
    return "", []


def _words(text: str) -> list[str]:
    return [word for chunk in chunks(text) if (word := searchable(chunk))]
