from __future__ import annotations

from tokenizers.dictionary import PLACE_FREQUENCY, load_dictionary
from tokenizers.gazetteer import load_gazetteer
from tokenizers.place import read_table
from tokenizers.variants import read_as


def test_every_place_name_is_a_word() -> None:
    names = {name for name in load_gazetteer().full_names() if len(name) > 1}
    assert {"".join(map(read_as, name)) for name in names} <= load_dictionary().words.keys()
    assert load_dictionary().words["合川区"] == PLACE_FREQUENCY


def test_every_frequency_is_explicit_and_positive() -> None:
    dictionary = load_dictionary()
    assert min(dictionary.words.values()) > 0
    assert min(dictionary.weak.values()) > 0


def test_short_place_names_are_weak_unless_they_are_everyday_words() -> None:
    weak = load_dictionary().weak
    assert {"渝中", "合川", "岚山"} <= weak.keys()
    assert not {"合作", "资源", "公安"} & weak.keys()


def test_words_stand_as_the_segmenter_reads_them() -> None:
    dictionary = load_dictionary()
    assert "干县" in dictionary.places  # 乾县: the segmenter is given 干 for every 乾
    words = [*dictionary.words, *dictionary.weak, *dictionary.hidden]
    assert [word for word in words if "".join(map(read_as, word)) != word] == []


def test_no_word_is_both_added_and_deleted() -> None:
    dictionary = load_dictionary()
    assert not dictionary.deleted & dictionary.words.keys()
    assert dictionary.deleted <= dictionary.hidden


def test_the_tables_are_sorted_and_without_doubles() -> None:
    for name in ("union_terms", "deleted_words"):
        words = [row[0] for row in read_table(name)]
        assert words == sorted(set(words)), name
    assert {where for _, where, _ in read_table("deleted_words")} == {"everywhere", "inside"}
