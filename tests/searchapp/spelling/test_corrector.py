"""Which candidate the collection speaks for."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.spelling.corrector import Corrector
from searchapp.spelling.lexicon import Lexicon
from tests.searchapp.spelling.conftest import COUNTS
from tokenizers.dictionary import load_dictionary

TERMS = sorted(load_dictionary().terms)


def cut(text: str) -> list[str]:
    if text.startswith("召开"):
        return ["召开", *text[2:]]
    return [text] if text in COUNTS else list(text)


def corrector(lexicon: Lexicon, **documents: int) -> Corrector:
    return Corrector(lexicon, lambda text: {**COUNTS, **documents}.get(text, 0), cut)


def test_a_term_needs_no_document_to_be_known(lexicon: Lexicon) -> None:
    assert corrector(lexicon).correct("新就业型态") == "新就业形态"


def test_every_slip_of_a_query_is_corrected_and_its_signs_stay(lexicon: Lexicon) -> None:
    typed = "“新就业型态” -厂物公开 2020"
    assert corrector(lexicon).correct(typed) == "“新就业形态” -厂务公开 2020"


def test_a_real_word_is_doubted_only_where_another_is_far_commoner(lexicon: Lexicon) -> None:
    assert corrector(lexicon).correct("公会") == "工会"
    assert corrector(lexicon, 公会=200).correct("公会") is None


def test_an_everyday_word_is_proposed_only_where_its_neighbours_agree(lexicon: Lexicon) -> None:
    assert corrector(lexicon).correct("脱贫功坚战") is None
    assert corrector(lexicon, 贫攻坚战=40, 脱贫攻坚战=40).correct("脱贫功坚战") == "脱贫攻坚战"


def test_a_short_name_is_not_taken_for_an_everyday_word(lexicon: Lexicon) -> None:
    assert corrector(lexicon, 爱心=60).correct("艾新") is None


@example("开发区", "召开")
@example("八大群体", "成都市")
@given(st.sampled_from(TERMS), st.sampled_from(["", "召开", "成都市"]))
def test_a_term_is_never_corrected(lexicon: Lexicon, term: str, before: str) -> None:
    assert corrector(lexicon).correct(before + term) is None


@given(st.text(max_size=40))
def test_any_text_is_corrected_to_text_or_left_alone(lexicon: Lexicon, text: str) -> None:
    found = corrector(lexicon).correct(text)
    assert found is None or (found and found != text)
