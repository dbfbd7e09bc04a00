"""Words that many documents have, asked for together, score what each scores by itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.codec import Codec
from index.document import Document
from index.lists import Docs, Scores
from index.matching import Matcher
from index.postings import Clock
from index.query import And, Node, Words
from index.scoring import PLAIN, READERS, Profile
from index.whoosh_engine import WhooshEngine
from tokenizers.analyzer import Analyzer

DOCUMENTS = [
    Document(
        f"d{n:02}",
        "劳模" if n % 4 == 0 else "会议",
        # Where only readers find it, one word is inside another.
        f"{'职工' * (n % 3)}，{'技能' * (n % 5 > 1)}，{'劳模' * (n % 2)}，比赛"
        f"，{'劳模会' * (n % 7 == 0)}",
    )
    for n in range(40)
]
MANY = (
    And((Words("劳模"), Words("技能"))),
    And((Words("劳模", weight=0.3), Words("技能"), Words("比赛"))),
    Words("劳模技能"),
    And((Words("劳模", ("title", "body")), Words("技能比赛", ("body",)))),
)


def parts(node: Node) -> list[Words]:
    """Every word of ``node`` by itself, as it counts there."""
    nodes = node.nodes if isinstance(node, And) else (node,)
    return [
        Words(one.text[at : at + 2], one.fields, one.weight)
        for one in nodes
        if isinstance(one, Words)
        for at in range(0, len(one.text), 2)
    ]


@pytest.mark.parametrize("profile", [PLAIN, READERS], ids=["plain", "readers"])
@pytest.mark.parametrize("node", MANY, ids=repr)
def test_what_has_all_words_scores_the_sum_of_their_scores(
    node: Node, profile: Profile, codec: type[Codec], analyzer: Analyzer, tmp_path: Path
) -> None:
    engine = WhooshEngine(tmp_path / "index", tmp_path, codec(), profile, analyzer)
    engine.update(DOCUMENTS)
    state = engine._current()
    matcher = Matcher(state, state.columns, state.ranking, analyzer, Clock(None))
    found = matcher.match(node)
    alone = [matcher.match(part) for part in parts(node)]
    docs, scores = _summed([(own.docs, own.scores) for own in alone])
    assert found.docs.tolist() == docs
    assert found.scores.tolist() == pytest.approx(scores, rel=1e-6)
    assert 0 < len(docs) < len(DOCUMENTS)
    # Documents known to match are scored alike, whichever are left of them.
    left = found.docs[::2]
    assert matcher.scored(node, left).docs.tolist() == left.tolist()
    assert matcher.scored(node, left).scores.tolist() == found.scores[::2].tolist()


def _summed(found: list[tuple[Docs, Scores]]) -> tuple[list[int], list[float]]:
    by_doc = [dict(zip(docs.tolist(), scores.tolist(), strict=True)) for docs, scores in found]
    both = sorted(set.intersection(*map(set, by_doc)))
    return both, [float(np.sum([own[doc] for own in by_doc])) for doc in both]
