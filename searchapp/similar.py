"""相似报道: articles on what sets this one apart, without the reposts of itself."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace

from index.errors import SearchError
from index.query import And, FacetValue, Node, Not, Or, Query, Term
from searchapp.article import Article, DateFact
from searchapp.desk import Desk

SHOWN = 5
WORDS = 10
"""Words an article is compared by."""
_READ = 3000
"""Characters of a body that are read for them: a story says early what it is about."""
_TITLE = 3
"""What a word of the title counts against one of the body."""
_LOOKED_UP = 60
_COMMON = 0.1
"""A word in more than this part of all articles sets none apart …"""
_FEW = 10
"""… unless it is in no more than so many."""
_ALIKE = 0.15
"""A similar article scores at least this part of what the article itself scores."""
_DEADLINE = 2.0


@dataclass(frozen=True, slots=True)
class Similar:
    """An article like another one."""

    id: str
    title: str
    title_inferred: bool
    date: DateFact | None
    site: str | None


def similar(article: Article, desk: Desk) -> tuple[Similar, ...]:
    """Return the articles most like one, the most alike first; each story once.

    None while the index cannot answer: an article is read from the store alone.
    """
    try:
        return _found(article, desk)
    except SearchError:
        return ()


def _found(article: Article, desk: Desk) -> tuple[Similar, ...]:
    words = telling_words(article, desk)
    if not words:
        return ()
    node: Node = Or(tuple(Term(word, ("title", "body")) for word in words))
    query = Query(node, limit=1, deadline=_DEADLINE)
    best = desk.engine.search(query).hits
    if not best:
        return ()
    if article.canonical:
        node = And((node, Not(FacetValue("group", "", (article.canonical,)))))
    found = desk.engine.search(replace(query, node=node, limit=SHOWN + 1, merged=True)).hits
    least = _ALIKE * best[0].score
    ids = [hit.id for hit in found if hit.id != article.id and hit.score >= least][:SHOWN]
    articles = desk.store.articles(ids)
    return tuple(_view(articles[id_]) for id_ in ids if id_ in articles)


def telling_words(article: Article, desk: Desk) -> list[str]:
    """Return the words that set an article apart: frequent in it, rare elsewhere."""
    facts = article.extraction
    counts: Counter[str] = Counter(desk.analyzer.index_words(facts.body[:_READ]))
    for word in desk.analyzer.index_words(facts.title):
        counts[word] += _TITLE
    known = [word for word in counts if len(word) > 1 and not word.isdigit()]
    known.sort(key=lambda word: (-counts[word] * len(word), word))
    frequencies = desk.engine.frequencies(known[:_LOOKED_UP])
    total = desk.engine.stats().documents

    def weight(word: str) -> float:
        return counts[word] * math.log(total / frequencies[word])

    telling = [word for word, df in frequencies.items() if 1 < df <= max(_COMMON * total, _FEW)]
    return sorted(telling, key=lambda word: (-weight(word), word))[:WORDS]


def _view(article: Article) -> Similar:
    facts = article.extraction
    return Similar(article.id, facts.title, facts.title_inferred, facts.date, facts.site)
