from __future__ import annotations

from itertools import chain, count, repeat

from searchapp.answers import Answers


def test_an_answer_is_made_once_in_one_state() -> None:
    answers: Answers[int] = Answers()
    made = count()
    for _ in range(3):
        assert answers.of_one_state("劳模", lambda: "g1", lambda: next(made)) == 0
    assert answers.of_one_state("劳模", lambda: "g2", lambda: next(made)) == 1
    assert answers.of_one_state("驿站", lambda: "g2", lambda: next(made)) == 2


def test_an_answer_during_which_the_state_changed_is_made_again_and_the_last_kept() -> None:
    answers: Answers[int] = Answers()
    made = count()
    states = chain(["g1", "g2", "g3"], repeat("g3"))
    assert answers.of_one_state("劳模", lambda: next(states), lambda: next(made)) == 2
    assert answers.of_one_state("劳模", lambda: "g3", lambda: next(made)) == 2
    assert answers.of_one_state("劳模", lambda: "g1", lambda: next(made)) == 3


def test_a_state_that_never_rests_still_gets_an_answer() -> None:
    answers: Answers[int] = Answers()
    made, state = count(), count()
    assert answers.of_one_state("劳模", lambda: str(next(state)), lambda: next(made), 5) == 4


def test_only_the_answers_asked_for_last_are_kept() -> None:
    answers: Answers[str] = Answers(kept=2)
    made: list[str] = []

    def ask(key: str) -> None:
        answers.of_one_state(key, lambda: "g", lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key)
    assert made == ["a", "b", "c", "b"]
