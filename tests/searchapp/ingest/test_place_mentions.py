from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.place_mentions import PlaceMention, name_matcher
from tokenizers.gazetteer import load_gazetteer

MATCHER = name_matcher(load_gazetteer())
NAMES = sorted(MATCHER._names)
AROUND = [*"和在市区县省师路报、，工会0", "高新区", "经开区", "总工会", "域", "日报", "\n", "𠮷"]


def looked_for_everywhere(text: str) -> Iterator[PlaceMention]:
    """Yield what ``find_all`` must: the matcher asked at every place of the text in turn."""
    position, before = 0, -1
    while position < len(text):
        mention = MATCHER._at(text, position, chained=before == position)
        position = mention.end if mention else position + 1
        if mention is not None:
            yield mention
            before = mention.end


@given(parts=st.lists(st.sampled_from(NAMES) | st.sampled_from(AROUND) | st.text(max_size=3)))
def test_no_place_is_jumped_over(parts: list[str]) -> None:
    text = "".join(parts)
    assert list(MATCHER.find_all(text)) == list(looked_for_everywhere(text))


@pytest.mark.parametrize("name", ["广元市", "石家庄", "新疆生产建设兵团", "14师", "南沙新区"])
def test_a_name_is_found_wherever_it_stands(name: str) -> None:
    (mention,) = MATCHER.find_all(f"，{name}，")
    assert (mention.start, mention.end, mention.text) == (1, 1 + len(name), name)
