"""Words in order: that of their UTF-8, whatever their characters and however alike they begin."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from index.arrays.word_order import _keys, word_order

WORDS = st.lists(st.text("ab工会干部\ue000\uffee𠮷𠮵\ud800", max_size=7), unique=True, max_size=40)


@given(WORDS)
@example([])
@example(["工会"])
@example(["中华人民共和国", "中华人民", "中华", "中华人民银行", "中华人"])
@example(["一\n二", "一", "\n", "\t", ""])
@example(["\ue000", "𠮷", "\ud800", "퟿", "工"])
def test_words_are_in_the_order_of_their_utf_8(words: list[str]) -> None:
    ordered = [words[place] for place in word_order(words).tolist()]
    assert ordered == sorted(words, key=lambda word: word.encode("utf-8", "surrogatepass"))


def test_only_words_of_odd_characters_are_compared_whole() -> None:
    assert _keys(["中华人民共和国", "", "a", "\ufb01"]) is not None
    assert _keys(["一\n二", "一"]) is None
    assert _keys(["𠮷", "一"]) is None
