"""Every engine against the plain look at every document, on questions drawn at random."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable

import opencc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.document import Document
from index.engine import Engine
from index.lexer import chunks, prefix_of
from index.parser import parse
from index.query import (
    FACETS,
    TEXT_FIELDS,
    TITLE,
    UNKNOWN,
    Alternatives,
    And,
    DateRange,
    FacetValue,
    Filters,
    Node,
    Not,
    Or,
    Phrase,
    Published,
    Query,
    Sort,
    Term,
    Weighted,
    Words,
)
from tests.index import oracle
from tests.index.corpus import documents
from tokenizers.analyzer import _IS_HAN, Analyzer, _read_char
from tokenizers.folding import fold
from tokenizers.written_dates import date_of, date_terms

COLLECTION = documents()
TEXTS = [(d.id, getattr(d, f)) for d in COLLECTION for f in TEXT_FIELDS if getattr(d, f)]

RELAXED = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150
)

TO_SIMPLIFIED = opencc.OpenCC("t2s")
TO_TRADITIONAL = opencc.OpenCC("s2t")


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


FORMS: dict[str, Callable[[str], str]] = {
    "as displayed": str,
    "simplified": TO_SIMPLIFIED.convert,
    "traditional": TO_TRADITIONAL.convert,
    "full-width": full_width,
    "upper case": str.upper,
    "lower case": str.lower,
    "spaced": " ".join,
}


@st.composite
def displayed(draw: st.DrawFn) -> tuple[str, str]:
    """A document's id and 1–20 characters of one of its texts, with a letter or digit in it."""
    id_, text = draw(st.sampled_from(TEXTS))
    start = draw(st.integers(0, len(text) - 1))
    piece = text[start : start + draw(st.integers(1, 20))]
    letters = [c for c in piece if unicodedata.category(c)[0] in "LN"]
    return (id_, piece) if letters else (id_, text[:20])


def ids(engine: Engine, node: Node) -> set[str]:
    result = engine.search(Query(node, limit=len(COLLECTION)))
    assert len(result.hits) == result.total
    return {hit.id for hit in result.hits}


@pytest.mark.parametrize("form", FORMS)
@given(displayed())
@RELAXED
def test_any_string_a_reader_sees_finds_its_page_when_quoted(
    engine: Engine, form: str, seen: tuple[str, str]
) -> None:
    id_, piece = seen
    typed = FORMS[form](piece)
    got = ids(engine, Phrase(typed))
    assert id_ in got
    assert got == {
        d.id for d in COLLECTION if any(oracle.holds(getattr(d, f), typed) for f in TEXT_FIELDS)
    }


@pytest.mark.parametrize("form", FORMS)
@given(displayed())
@RELAXED
def test_any_string_a_reader_sees_finds_its_page_unquoted(
    engine: Engine, analyzer: Analyzer, form: str, seen: tuple[str, str]
) -> None:
    id_, piece = seen
    node = Words(FORMS[form](piece))
    got = ids(engine, node)
    assert id_ in got
    assert got == {d.id for d in COLLECTION if oracle.matches(d, node, analyzer)}


@given(displayed())
@RELAXED
def test_any_string_a_reader_sees_finds_its_page_when_typed(
    engine: Engine, seen: tuple[str, str]
) -> None:
    """But for what the syntax takes: a minus that excludes and a prefix that narrows."""
    id_, piece = seen
    if not any(c[0] in "-－" or prefix_of(c) for c in chunks(piece)):
        assert id_ in ids(engine, parse(piece).node)


PIECES = displayed().map(lambda seen: seen[1])
FIELDS = st.sampled_from([TEXT_FIELDS, TITLE, ("body",)])
ANY_VALUES = {f: sorted({v for d in COLLECTION for v in oracle.values(d, f)}) for f in FACETS}


def chosen(facet: str) -> st.SearchStrategy[tuple[str, ...]]:
    known = st.sampled_from([*ANY_VALUES[facet], UNKNOWN, "unheard"])
    return st.lists(known, max_size=3, unique=True).map(tuple)


DAYS = st.sampled_from([None, "2012-01-01", "2014-05-11", "2016-12-31", "2020-10-09", "2021-03-01"])


LEAVES = st.one_of(
    st.builds(Words, PIECES, FIELDS),
    st.builds(Phrase, PIECES.map(lambda p: p[:4]), FIELDS),
    st.sampled_from(FACETS).flatmap(
        lambda f: st.builds(FacetValue, st.just(f), st.just(""), chosen(f))
    ),
    st.sampled_from(["总工会", "劳模", "比赛", "会", "技能大赛", "广元"]).map(Words),
    st.builds(Term, st.sampled_from(["总工会", "工会", "总工", "劳模", "大赛", "2020"]), FIELDS),
    st.builds(Term, st.sampled_from(["2020-10-09", "--09-27"]).map(lambda d: date_terms(d)[0])),
    st.builds(Published, st.builds(DateRange, DAYS, DAYS)),
    st.just(parse("").node),
)


def combined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    others = st.lists(st.builds(Weighted, inner, st.sampled_from([0.0, 0.5, 1.0])), max_size=2)
    expanded = st.builds(Alternatives, inner, others.map(tuple))
    return st.one_of(
        st.builds(And, several), st.builds(Or, several), st.builds(Not, inner), expanded
    )


NODES = st.recursive(LEAVES, combined, max_leaves=5)
FILTERS = st.builds(
    Filters,
    st.dictionaries(st.sampled_from(FACETS), st.just(()), max_size=3).flatmap(
        lambda names: st.fixed_dictionaries({name: chosen(name) for name in names})
    ),
    st.one_of(st.none(), st.builds(DateRange, DAYS, DAYS)),
    st.booleans(),
)
QUERIES = st.builds(
    Query, NODES, FILTERS, st.just(FACETS), st.sampled_from(Sort), limit=st.just(100)
)


@given(QUERIES)
@RELAXED
def test_every_answer_is_what_looking_at_every_document_gives(
    engine: Engine, analyzer: Analyzer, query: Query
) -> None:
    result = engine.search(query)
    expected = oracle.selected(COLLECTION, query, analyzer)
    assert result.total == len(expected)
    assert {hit.id for hit in result.hits} == {d.id for d in expected}
    if query.sort in (Sort.DATE_DESC, Sort.DATE_ASC):
        assert [hit.id for hit in result.hits] == oracle.by_date(expected, query.sort)
    for facet in result.facets:
        numbers, unknown = oracle.counts(COLLECTION, query, facet.name, analyzer)
        assert (facet.counts, facet.unknown) == (numbers, unknown)


@given(QUERIES)
@RELAXED
def test_a_facet_count_is_the_total_with_that_value_alone(engine: Engine, query: Query) -> None:
    for facet in engine.search(query).facets:
        for value, number in [*facet.counts.items(), (UNKNOWN, facet.unknown)]:
            alone = {**query.filters.values, facet.name: (value,)}
            filters = dataclasses.replace(query.filters, values=alone)
            replaced = dataclasses.replace(query, filters=filters, facets=(), limit=0)
            assert engine.search(replaced).total == number


@given(QUERIES)
@RELAXED
def test_of_each_group_of_copies_one_is_listed_and_counted(
    engine: Engine, analyzer: Analyzer, query: Query
) -> None:
    """The one it is shown by if it matches, else the first of the list with all of them."""
    whole = engine.search(query)
    merged = engine.search(dataclasses.replace(query, merged=True))
    expected = oracle.selected(COLLECTION, query, analyzer)
    assert merged.total == whole.total == len(expected)
    assert merged.groups == whole.groups == oracle.groups(expected) == len(merged.hits)
    group = {d.id: d.group or d.id for d in COLLECTION}
    matching = {d.id for d in expected}
    first = {group[hit.id]: hit.id for hit in reversed(whole.hits)}
    kept = {name if name in matching else first[name] for name in first}
    assert [hit for hit in whole.hits if hit.id in kept] == list(merged.hits)
    for facet in merged.facets:
        numbers = oracle.merged_counts(COLLECTION, query, facet.name, analyzer)
        assert (facet.counts, facet.unknown) == numbers


@given(QUERIES)
@RELAXED
def test_a_count_of_groups_is_the_groups_with_that_value_alone(
    engine: Engine, query: Query
) -> None:
    query = dataclasses.replace(query, merged=True)
    for facet in engine.search(query).facets:
        for value, number in [*facet.counts.items(), (UNKNOWN, facet.unknown)]:
            alone = {**query.filters.values, facet.name: (value,)}
            filters = dataclasses.replace(query.filters, values=alone)
            replaced = dataclasses.replace(query, filters=filters, facets=(), limit=0)
            assert engine.search(replaced).groups == number


PAIRS = st.permutations(FACETS).map(lambda names: (names[0], names[1]))


@given(QUERIES, PAIRS)
@RELAXED
def test_two_facets_together_count_what_looking_at_every_document_gives(
    engine: Engine, analyzer: Analyzer, query: Query, names: tuple[str, str]
) -> None:
    crossed = engine.search(dataclasses.replace(query, facets=(), limit=0, cross=names)).cross
    assert crossed is not None
    assert (crossed.rows, crossed.columns) == names
    assert crossed.counts == oracle.cross(COLLECTION, query, names, analyzer)


@given(QUERIES, PAIRS, st.data())
@RELAXED
def test_a_joint_count_is_the_total_of_the_search_for_both_values(
    engine: Engine, query: Query, names: tuple[str, str], data: st.DataObject
) -> None:
    crossed = engine.search(dataclasses.replace(query, facets=(), limit=0, cross=names)).cross
    assert crossed is not None
    pair = tuple(data.draw(st.sampled_from([*ANY_VALUES[name], UNKNOWN])) for name in names)
    both = {names[0]: (pair[0],), names[1]: (pair[1],)}
    filters = dataclasses.replace(query.filters, values={**query.filters.values, **both})
    alone = dataclasses.replace(query, filters=filters, facets=(), limit=0)
    assert engine.search(alone).total == crossed.counts.get((pair[0], pair[1]), 0)


def test_a_facet_nobody_knows_cannot_be_counted_together(engine: Engine) -> None:
    with pytest.raises(ValueError, match="no such facet: town"):
        engine.search(Query(cross=("town", "year")))


@given(QUERIES, st.integers(1, 20))
@RELAXED
def test_pages_end_to_end_are_the_full_list(engine: Engine, query: Query, size: int) -> None:
    whole = engine.search(query)
    pages = [
        engine.search(dataclasses.replace(query, facets=(), offset=at, limit=size))
        for at in range(0, whole.total + size, size)
    ]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {whole.total}
    assert len({hit.id for hit in whole.hits}) == whole.total


DOCUMENTS = st.builds(
    Document,
    id=st.sampled_from("一二三四五六"),
    title=st.sampled_from(["总工会", "劳模大赛", "双城记", ""]),
    body=st.text("总工会劳模，1", max_size=8),
    date=st.sampled_from([None, "2020", "2020-10", "2021-01-01"]),
    regions=st.sampled_from([(), ("510800",)]),
)
STEPS = st.one_of(
    st.tuples(st.just("update"), st.lists(DOCUMENTS, max_size=4)),
    st.tuples(st.just("delete"), st.lists(st.sampled_from("一二三四五六"), max_size=3)),
    st.tuples(st.just("rebuild"), st.lists(DOCUMENTS, max_size=4, unique_by=lambda d: d.id)),
)


@given(st.lists(STEPS, min_size=1, max_size=6))
@settings(RELAXED, max_examples=15)
def test_whatever_is_written_the_index_holds_what_a_dictionary_would(
    open_at: Callable[..., Engine],
    analyzer: Analyzer,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, list]],  # type: ignore[type-arg]
) -> None:
    engine = open_at(tmp_path_factory.mktemp("steps") / "index")
    held: dict[str, Document] = {}
    for verb, given_ in steps:
        if verb == "delete":
            assert engine.delete(given_) == len(held.keys() & set(given_))
            held = {k: d for k, d in held.items() if k not in given_}
        else:
            new = {d.id: d for d in given_}
            assert getattr(engine, verb)(given_) == len(new)
            held = new if verb == "rebuild" else held | new
        assert engine.ids() == held.keys()
        for node in (Words("总工会"), Phrase("劳模"), parse("-2020").node):
            query = Query(node, facets=("year", "region"), limit=10)
            result = engine.search(query)
            expected = oracle.selected(list(held.values()), query, analyzer)
            assert {hit.id for hit in result.hits} == {d.id for d in expected}
            numbers = oracle.counts(list(held.values()), query, "year", analyzer)
            assert (result.facets[0].counts, result.facets[0].unknown) == numbers
    engine.close()


@given(st.one_of(st.text(max_size=30), displayed().map(lambda shown: shown[1])))
@RELAXED
def test_every_word_is_a_string_of_its_text(analyzer: Analyzer, text: str) -> None:
    """Proofs rest on it: a document that has a word need not be read for a string within it."""
    stream = fold(text)
    words = [word for word in analyzer.index_words(text) if date_of(word) is None]
    assert [word for word in words if word not in stream] == []


@given(st.integers(1800, 2099), st.integers(1, 12), st.integers(1, 28))
def test_no_text_is_part_of_the_term_of_a_date(year: int, month: int, day: int) -> None:
    """Nor is such a term found by a string: it would prove what no text says."""
    assert "".join(map(fold, date_terms(f"{year}-{month:02}-{day:02}"))) == ""


def test_every_character_is_read_as_one_that_folds_alike() -> None:
    characters = map(chr, (*range(0xD800), *range(0xE000, 0x323B0)))  # Han ends there
    read = ((char, _read_char(char)) for char in characters)
    assert [c for c, r in read if _IS_HAN.fullmatch(r) and fold(r) != fold(c)] == []
