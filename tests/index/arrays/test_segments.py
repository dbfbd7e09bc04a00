"""Array segments: what was added is what is read, packed or merged, and damage is noticed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arrays.analysis import AnalyzedDocument, AnalyzedText
from index.arrays.builder import SegmentBuilder
from index.arrays.merge import merge, sources
from index.arrays.pack import DamagedPack, open_pack, verify_pack, write_pack
from index.arrays.postings import Postings, pack_postings
from index.arrays.segment import ArraySegment, SegmentFile
from index.arrays.terms import TermTable, pack_terms
from index.query import TEXTS
from index.schema import VALUES, Kind

ALPHABET = "工会总市区a1𠮷"
STREAMS = st.text(ALPHABET, max_size=12)
WORD = st.text(ALPHABET, min_size=1, max_size=3)
WORDS = st.lists(WORD, max_size=8)
DATES = st.sampled_from(["", "2020", "2020-10", "2020-10-09", "2021-01-31"])


@st.composite
def documents(draw: st.DrawFn) -> list[AnalyzedDocument]:
    size = draw(st.integers(0, 12))
    return [
        AnalyzedDocument(
            id=f"d{number:04}",
            values={
                "region": tuple(draw(st.lists(st.sampled_from("ABC"), unique=True))),
                "org": tuple(draw(st.lists(st.sampled_from("XY"), unique=True))),
                "source": (),
                "date": tuple(filter(None, [draw(DATES)])),
                "group": tuple(filter(None, [draw(st.sampled_from(["", "d0", "d1"]))])),
            },
            texts={text: AnalyzedText(draw(WORDS), draw(STREAMS)) for text in TEXTS},
        )
        for number in range(size)
    ]


def written(folder: Path, name: str, docs: list[AnalyzedDocument]) -> Path:
    builder = SegmentBuilder()
    for document in docs:
        builder.add(document)
    path = folder / name
    write_pack(path, builder.finish(), {"documents": len(docs)})
    return path


def assert_holds(segment: ArraySegment, docs: list[AnalyzedDocument], gone: set[int]) -> None:
    kept = [(i, d) for i, d in enumerate(docs) if i not in gone]
    assert segment.columns.ids(np.arange(len(docs))).tolist() == [d.id.encode() for d in docs]
    for text in TEXTS:
        for word in {w for d in docs for w in d.texts[text].words} | {"无"}:
            found = segment.postings(text, Kind.WORDS, word)
            counts = {i: Counter(d.texts[text].words)[word] for i, d in kept}
            expected = {i: n for i, n in counts.items() if n}
            assert dict(zip(found.docs.tolist(), found.counts.tolist(), strict=True)) == expected
        grams = {
            s[i : i + n]
            for d in docs
            for s in [d.texts[text].stream]
            for n in (1, 2)
            for i in range(len(s) - n + 1)
        }
        for gram in grams | {"无", "工无"}:
            found = segment.postings(text, Kind.GRAMS, gram)
            assert found.docs.tolist() == [i for i, d in kept if gram in d.texts[text].stream]
        everything = np.arange(len(docs))
        for needle in ("工会总", "市", "𠮷1"):
            held = segment.holding(text, everything, needle)
            expected_docs = [i for i, d in enumerate(docs) if needle in d.texts[text].stream]
            assert held.tolist() == expected_docs
    for name in ("region", "org"):
        column = segment.columns.facets[name]
        for value in "ABCXY":
            mask = column.mask([value])
            assert np.flatnonzero(mask).tolist() == [
                i for i, d in enumerate(docs) if value in d.values[name]
            ]
    for facet, length in (("year", 4), ("month", 7)):
        known = segment.columns.facets[facet].known()
        dates = [(d.values["date"] or ("",))[0] for d in docs]
        assert known.tolist() == [len(date) >= length for date in dates]


@settings(max_examples=60, deadline=None)
@given(docs=documents(), data=st.data())
def test_a_segment_answers_as_a_scan_of_its_documents(
    docs: list[AnalyzedDocument], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(tmp_path_factory.mktemp("segment"), "a.seg", docs)
    gone = data.draw(st.sets(st.integers(0, max(0, len(docs) - 1)))) if docs else set()
    assert_holds(ArraySegment(SegmentFile(path), gone), docs, gone)
    verify_pack(path)


@settings(max_examples=60, deadline=None)
@given(first=documents(), second=documents(), data=st.data())
def test_merging_with_deletes_equals_a_fresh_segment_of_the_survivors(
    first: list[AnalyzedDocument],
    second: list[AnalyzedDocument],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("merge")
    packs, survivors = [], []
    for name, docs in (("a.seg", first), ("b.seg", second)):
        path = written(folder, name, docs)
        live = np.array(
            data.draw(st.lists(st.booleans(), min_size=len(docs), max_size=len(docs))), dtype=bool
        )
        packs.append((open_pack(path), live))
        survivors += [d for d, keep in zip(docs, live.tolist(), strict=True) if keep]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.arrays.merge.CHUNK", data.draw(st.sampled_from([1, 7, 4_000_000])))
        patch.setattr("index.arrays.merge._SMALL", data.draw(st.sampled_from([0, 5_000])))
        arrays, size = merge(sources(packs), folder)
    write_pack(folder / "merged.seg", arrays, {"documents": size})
    fresh = open_pack(written(folder, "fresh.seg", survivors))
    merged = open_pack(folder / "merged.seg")
    assert merged.arrays.keys() == fresh.arrays.keys()
    for name, array in fresh.arrays.items():
        assert np.array_equal(merged.arrays[name], array), name


@st.composite
def lists_of_documents(draw: st.DrawFn) -> tuple[int, list[np.ndarray]]:
    """Return a number of documents, and lists of all shapes: few, many, every so many-th."""
    documents = draw(st.sampled_from([90, 65_536, 65_537, 200_001]))
    few = st.sets(st.integers(0, documents - 1), max_size=150).map(sorted)
    many = st.integers(1, 40).map(lambda step: range(step % 7, documents, step))
    lists = draw(st.lists(st.one_of(few, many), min_size=1, max_size=6))
    return documents, [np.array(found, np.uint32) for found in lists]


@settings(max_examples=40, deadline=None)
@given(lists_of_documents(), st.data())
def test_packed_lists_decode_to_what_was_packed(
    given_lists: tuple[int, list[np.ndarray]], data: st.DataObject
) -> None:
    documents, docs = given_lists
    offsets = np.cumsum([0, *map(len, docs)])
    parts = pack_postings(offsets, np.concatenate(docs), documents)
    packed = Postings({name: np.asarray(part) for name, part in parts.items()}, documents)
    for term, expected in enumerate(docs):
        assert np.array_equal(packed.docs(term), expected)
        assert packed.frequency(term) == len(expected)
    start = data.draw(st.integers(0, len(docs)))
    stop = data.draw(st.integers(start, len(docs)))
    expected = np.concatenate([np.zeros(0, np.uint32), *docs[start:stop]])
    assert np.array_equal(packed.span(start, stop), expected)
    assert packed.lengths(start, stop).tolist() == [len(own) for own in docs[start:stop]]
    assert packed.before(stop) == offsets[stop]


def test_every_damage_to_a_segment_file_is_noticed(tmp_path: Path) -> None:
    text = AnalyzedText(["工会"], "工会")
    document = AnalyzedDocument("d1", {n: () for n in VALUES}, {t: text for t in TEXTS})
    path = written(tmp_path, "a.seg", [document])
    whole = path.read_bytes()
    for size in range(0, len(whole), 97):
        path.write_bytes(whole[:size])
        with pytest.raises(DamagedPack):
            open_pack(path)
    spans = [(int(o), int(o) + np.dtype(t).itemsize * n) for o, t, n, _ in _directory(whole)]
    for start, end in spans:
        for at in range(start, end, max(1, (end - start) // 3)):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])
            with pytest.raises(DamagedPack):
                verify_pack(path)


def _directory(whole: bytes) -> list[tuple[int, str, int, int]]:
    import json

    position = int.from_bytes(whole[12:20], "little")
    length = int.from_bytes(whole[20:28], "little")
    return list(json.loads(whole[position : position + length])["arrays"].values())


@given(st.sets(WORD, max_size=30), WORD)
def test_terms_that_hold_a_string_are_found_and_no_others(terms: set[str], needle: str) -> None:
    packed = sorted(term.encode() for term in terms)
    table = TermTable(pack_terms(packed))
    assert table.holding(needle.encode()) == [term for term in packed if needle.encode() in term]
