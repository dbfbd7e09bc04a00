from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.same_text import shared_story
from tokenizers.folding import fold

LEAD = "5月6日，四川省广元市总工会举行职工技能竞赛，来自利州区、昭化区的二百名职工参加。"
BODY = (
    "比赛分为理论考试和实际操作两个部分，内容包括电工、焊工和汽车维修三个工种。"
    "选手们沉着应对，动作规范，赢得现场阵阵掌声，也让观众看到了一线职工的精气神。"
    "经过两天的角逐，三十名选手获得表彰，成绩优异者将按规定申报五一劳动奖章。"
    "总工会负责人说，今后要把竞赛办到车间和班组，让更多普通职工有展示自己的机会。"
)
STORY = LEAD + BODY
OTHER = (
    "昨天上午，这场赛事在体育馆落下帷幕。记者在现场看到，参赛者不少是年轻面孔，"
    "有的刚刚走出校门，有的已经带起了徒弟。一位老师傅告诉记者，自己为了准备这次比赛，"
    "连续一个月下班之后还留在车间练习，家里人也很支持，拿不拿奖倒在其次。"
)


def same(one: str, other: str) -> bool:
    return shared_story(fold(one), fold(other)) > 0


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        "（本网讯）" + STORY + "（记者 王小明 通讯员 张三）",
        STORY[: len(STORY) * 6 // 10],
        STORY[30:],
        "近日，当地职工技能竞赛落幕，二百名选手同场竞技。" + BODY,
        STORY.replace("广元市总工会", "我市总工会"),
        STORY.replace("5月6日，", "日前，"),
        STORY.replace("选手们", "参赛选手"),
    ],
)
def test_a_copy_that_was_changed_on_its_way_is_the_same_story(copy: str) -> None:
    assert same(STORY, copy)
    assert same(copy, STORY)


@pytest.mark.parametrize(
    "near",
    [
        STORY.replace("广元", "绵阳").replace("利州", "涪城").replace("昭化", "游仙"),
        STORY.replace("广元市", "内江市"),
        STORY.replace("5月6日", "6月9日"),
        STORY.replace("二百名", "三百名").replace("三十名", "五十名"),
        LEAD + OTHER,
        OTHER,
        "四川省广元市总工会举行职工技能竞赛。",
        "",
    ],
)
def test_the_same_form_filled_in_elsewhere_and_another_text_are_other_stories(near: str) -> None:
    assert not same(STORY, near)
    assert not same(near, STORY)


def test_short_texts_are_the_same_only_if_they_are_equal() -> None:
    assert same("图片新闻：职工运动会", "图片新闻职工运动会")
    assert not same("图片新闻：职工运动会", "图片新闻：职工运动会开幕")


TEXTS = st.lists(
    st.sampled_from([*"，。县5", "广元市", "内江市", "总工会", LEAD, BODY, OTHER, "5月7日"]),
    max_size=8,
).map("".join)


@given(TEXTS, TEXTS)
def test_the_verdict_does_not_depend_on_the_order_of_two_texts(one: str, other: str) -> None:
    assert same(one, other) == same(other, one)
    assert same(one, one) == bool(fold(one))


def test_figures_in_the_last_words_tell_two_stories_apart() -> None:
    ending = "据统计，这项活动去年共惠及职工{}人。"
    assert not same(STORY + ending.format(361), STORY + ending.format(824))
    assert same(STORY + ending.format(361), STORY + "（责任编辑：王小明 2020年5月7日）")


def test_two_meetings_in_the_clauses_of_one_plan_are_two_stories() -> None:
    """The plan's words are in both; between them now the one, now the other says more."""
    plan = (BODY + OTHER).replace("。", "，").split("，")
    shared = ["".join(plan[n : n + 2]) for n in range(0, len(plan) - 2, 2)]
    said = ("并就此作了认真而充分的讨论", "与会同志结合各自分管工作谈了许多意见和建议")
    one, other = (
        "".join(
            piece + (said[which][: 12 + 7 * which] if n % 2 == which else "会")
            for n, piece in enumerate(shared)
        )
        for which in (0, 1)
    )
    assert not same(one, other)
    assert same(one, one[: len(one) // 2])
