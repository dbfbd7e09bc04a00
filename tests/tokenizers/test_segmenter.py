from __future__ import annotations

import gzip
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokenizers.dictionary import load_dictionary
from tokenizers.segmenter import (
    PROVEN_RJIEBA,
    JiebaSegmenter,
    RjiebaSegmenter,
    Segmenter,
    open_segmenter,
)

ROOT = Path(__file__).resolve().parents[2]
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]+")


@pytest.fixture(scope="module")
def jieba(tmp_path_factory: pytest.TempPathFactory) -> JiebaSegmenter:
    segmenter = JiebaSegmenter(tmp_path_factory.mktemp("cache"))
    segmenter.cut("总工会")  # loads: no example is to be timed for it
    return segmenter


@pytest.fixture(scope="module")
def rjieba() -> RjiebaSegmenter:
    pytest.importorskip("rjieba")
    segmenter = RjiebaSegmenter()
    segmenter.cut("总工会")
    return segmenter


@pytest.fixture(scope="module", params=["jieba", "rjieba"])
def segmenter(request: pytest.FixtureRequest) -> Segmenter:
    chosen: Segmenter = request.getfixturevalue(request.param)
    return chosen


@pytest.mark.parametrize(
    "words",
    [
        "长子县/总工会", "资源县/总工会", "合作市/总工会", "泉州市/丰泽区/总工会", "市/总工会",
        "区/总工会/召开", "省/总工会/女职委", "非/工会会员", "工会/战略", "渝中/工会",
        "全国总工会/副主席", "劳动和技能竞赛", "新就业形态劳动者", "员工/会议", "安全/总监",
        "快递/员工", "劳动/美好生活", "外卖员/工资", "加工/会议室", "劳模/座谈会", "党建带工建",
        "成渝地区双城经济圈", "联席会议", "城市/总体规划",
    ],
)  # fmt: skip
def test_union_news_is_cut_as_a_clerk_reads_it(segmenter: Segmenter, words: str) -> None:
    assert segmenter.cut(words.replace("/", "")) == words.split("/")


def test_runs_cut_at_once_are_cut_as_one_by_one(segmenter: Segmenter) -> None:
    runs = ["市总工会", "长子县总工会", "䶮", "会", "职工〇〇会议"]
    apart = [word for run in runs for word in (*segmenter.cut(run), " ", "\n", " ")]
    assert segmenter.cut(" \n ".join(runs)) == apart[:-3]


def test_every_place_and_its_union_are_two_words(rjieba: RjiebaSegmenter) -> None:
    glued = {
        place
        for place in load_dictionary().places
        if rjieba.cut(place + "总工会") != [place, "总工会"]
    }
    assert glued == set()


def test_every_union_term_stays_whole(rjieba: RjiebaSegmenter) -> None:
    assert [term for term in load_dictionary().terms if rjieba.cut(term) != [term]] == []


def test_both_engines_are_the_proven_versions() -> None:
    assert version("rjieba") in PROVEN_RJIEBA
    assert version("jieba") == "0.42.1"


def test_the_faster_engine_is_opened(tmp_path: Path) -> None:
    assert isinstance(open_segmenter(tmp_path), RjiebaSegmenter)


def test_both_engines_cut_real_news_alike(
    jieba: JiebaSegmenter, rjieba: RjiebaSegmenter, shared: Path
) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "data").glob("*.jsonl"))]
    texts += [path.read_text(encoding="utf-8") for path in (shared / "seeds").glob("*.txt")]
    for name in ("news_xwlb_2012_2026", "chinanews_2020"):
        with gzip.open(shared / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            texts += islice(lines, 0, None, 400)
    runs = {run for text in texts for run in HAN.findall(text)}
    assert len(runs) > 10_000
    assert [run for run in runs if jieba.cut(run) != rjieba.cut(run)] == []


def _han() -> st.SearchStrategy[str]:
    words = sorted(load_dictionary().words)
    common = "总工会市县区省职业劳动的一在中国人员和了是大新形态就模范全长安公资源"
    any_char = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
    rare = st.sampled_from("㐀䶵〇鿿龦𠀀𠮷𱍐")
    piece = st.one_of(st.sampled_from(words), st.sampled_from(common), any_char, rare)
    return st.lists(piece, max_size=30).map("".join)


@given(run=_han())
def test_both_engines_cut_any_han_text_alike(
    jieba: JiebaSegmenter, rjieba: RjiebaSegmenter, run: str
) -> None:
    words = jieba.cut(run)
    assert rjieba.cut(run) == words
    assert "".join(words) == run


def test_both_engines_agree_where_two_cuts_are_equally_likely(
    jieba: JiebaSegmenter, rjieba: RjiebaSegmenter
) -> None:
    frequencies = rjieba._frequencies
    rare = [word for word, n in frequencies.items() if n == 3 and re.fullmatch("[一-鿏]{2}", word)]
    starting: dict[str, str] = {word[0]: word for word in rare}
    overlapping = [word + starting[word[1]][1] for word in rare if word[1] in starting]
    endings = ["", "阜南统", "总工会", "新就业形态劳动者", "召开会议"]
    runs = [run + endings[at % 5] for at, run in enumerate(overlapping)] + ["东田东阜南统"]
    assert len(runs) > 10_000
    assert [run for run in runs if jieba.cut(run) != rjieba.cut(run)] == []


@given(run=st.text())
def test_the_words_of_any_text_are_the_text(segmenter: Segmenter, run: str) -> None:
    assert "".join(segmenter.cut(run)) == run


def test_both_engines_know_the_same_words(jieba: JiebaSegmenter, rjieba: RjiebaSegmenter) -> None:
    for word in ("总工会", "工会", "渝中", "县总工会", "工人先", "唐山", "合作", "干县", "無此詞"):
        assert jieba.frequency(word) == rjieba.frequency(word), word
    assert jieba.frequency("县总工会") == 0 < jieba.frequency("总工会")
    assert jieba._tokenizer().FREQ | dict.fromkeys(load_dictionary().deleted, 0) == {
        **dict.fromkeys(jieba._tokenizer().FREQ, 0),
        **rjieba._frequencies,
    }


def test_the_dictionary_file_lies_in_our_closed_folder(tmp_path: Path) -> None:
    JiebaSegmenter(tmp_path).cut("总工会")
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert file.parent == tmp_path / "jieba"
    if os.name == "posix":
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def _run_python(code: str, cache: Path, temporary: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, str(cache)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
        env={
            **os.environ,
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    )


def test_nothing_is_left_or_read_in_the_shared_temporary_folder_and_nothing_is_said(
    tmp_path: Path,
) -> None:
    shared_temporary = tmp_path / "tmp"
    shared_temporary.mkdir()
    planted = shared_temporary / "jieba.cache"
    planted.write_bytes(b"not a dictionary")
    code = (
        "import sys; from pathlib import Path; from tokenizers.segmenter import JiebaSegmenter;"
        "sys.stdout.reconfigure(encoding='utf-8');"
        "print(*JiebaSegmenter(Path(sys.argv[1])).cut('长子县总工会'))"
    )
    first = _run_python(code, tmp_path / "cache", shared_temporary)
    second = _run_python(code, tmp_path / "cache", shared_temporary)
    assert (first.stdout, first.stderr) == ("长子县 总工会\n", "")
    assert (second.stdout, second.stderr) == ("长子县 总工会\n", "")
    assert list(_files(shared_temporary)) == [planted]
    assert planted.read_bytes() == b"not a dictionary"


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
