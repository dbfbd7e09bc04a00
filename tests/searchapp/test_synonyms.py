"""The tables of synonyms: what they relate, which way, and how they say what is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchapp.synonyms import OWN, SHIPPED, SynonymBook, SynonymError, Synonyms, load


@pytest.fixture(scope="module")
def shipped() -> Synonyms:
    return load(Path("no such file"))


def others(synonyms: Synonyms, text: str) -> set[str]:
    return {synonym.text for synonym in synonyms.of(text)}


def own(folder: Path, *lines: str) -> Path:
    path = folder / OWN
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("全总", "中华全国总工会"),
        ("中华全国总工会", "全总"),
        ("劳模", "劳动模范"),
        ("勞動模範", "劳模"),
        ("农民工", "进城务工人员"),
        ("进城务工人员", "农民工"),
        ("新就业形态劳动者", "骑手"),
        ("新就业形态劳动者", "新就业群体"),
        ("外卖小哥", "骑手"),
        ("工会驿站", "户外劳动者驿站"),
        ("产改", "产业工人队伍建设改革"),
        ("女职委", "女职工委员会"),
        ("疗休养", "疗养"),
        ("人社部", "人力资源社会保障部"),
        ("央企", "中央企业"),
        ("全国妇联", "中华全国妇女联合会"),
        ("世卫", "世界卫生组织"),
        ("奥林匹克运动会", "奥运会"),
        ("第十八次全国代表大会", "十八大"),
        ("央行", "中国人民银行"),
    ],
)
def test_a_word_also_finds(shipped: Synonyms, typed: str, also: str) -> None:
    assert also in others(shipped, typed)


@pytest.mark.parametrize(
    ("typed", "never"),
    [
        ("骑手", "新就业形态劳动者"),
        ("快递员", "户外劳动者"),
        ("五一劳动奖章", "五一劳动奖状"),
        ("奖章", "奖状"),
        ("五一劳动奖状", "工人先锋号"),
        ("两会", "人大政协会议"),
        ("中国人民银行", "央行"),
        ("国家卫健委", "卫健委"),
        ("医疗保险", "医疗保障"),
    ],
)
def test_a_word_never_finds(shipped: Synonyms, typed: str, never: str) -> None:
    assert never not in others(shipped, typed)


def test_narrower_words_count_less_than_words_for_the_same(shipped: Synonyms) -> None:
    weights = {s.text: s.weight for s in shipped.of("新就业形态劳动者")}
    assert 0 < weights["骑手"] < weights["新就业群体"] < 1


def test_the_shipped_table_is_sorted_and_every_line_gives_a_reason_to_be_there() -> None:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")][1:]
    assert rows == sorted(rows)
    assert all(row.count("\t") == 4 for row in rows)


def test_staff_add_words_and_take_shipped_ones_away(tmp_path: Path) -> None:
    path = own(tmp_path, "# 本市的说法", "same\t娘家人、工会干部\t\t0.4\t", "none\t送清凉")
    synonyms = load(path)
    assert others(synonyms, "娘家人") == {"工会干部"}
    assert not others(synonyms, "送清凉")
    assert others(synonyms, "劳模") == {"劳动模范"}
    assert synonyms.version != load(tmp_path / "none").version


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("劳模\t劳动模范", "第一栏"),
        ("same\t劳模", "两个词"),
        ("same\t劳模、！", "可检索"),
        ("same\t劳模、" + "长" * 50, "40 个字"),
        ("same\t劳模、模范\t\t高", "权重"),
        ("same\t劳模、模范\t\t0", "权重"),
        ("narrower\t劳模", "下位词"),
        ("same\t劳模\t模范", "第三栏"),
        ("same\t五一劳动奖章、五一劳动奖状", "synonyms.tsv 第"),
        ("narrower\t奖状\t奖章", "不能互通"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, named: str) -> None:
    path = own(tmp_path, "kind\tterms\talso\tweight\tnote", "", line)
    with pytest.raises(SynonymError, match=named) as caught:
        load(path)
    assert "第 3 行" in str(caught.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / OWN
    path.write_bytes("same\t劳模、模范".encode("gbk"))
    with pytest.raises(SynonymError, match="UTF-8"):
        SynonymBook(tmp_path)


def test_a_changed_file_counts_from_the_next_search_on(tmp_path: Path) -> None:
    book = SynonymBook(tmp_path)
    before = book.current()
    path = own(tmp_path, "same\t娘家人、工会干部")
    assert others(book.current(), "娘家人") == {"工会干部"}
    path.unlink()
    assert book.current() == before


def test_a_file_spoilt_while_serving_leaves_what_was_and_says_so(tmp_path: Path) -> None:
    path = own(tmp_path, "same\t娘家人、工会干部")
    book = SynonymBook(tmp_path)
    version = book.current().version
    path.write_text("同义\t娘家人", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    spoilt = book.current()
    assert others(spoilt, "娘家人") == {"工会干部"}
    assert spoilt.version == version
    assert "第 1 行" in (spoilt.problem or "")
