"""Every problem the application can name has a page that says what to do."""

from __future__ import annotations

import ast
from pathlib import Path

from searchapp.web.problems import problem, problem_of_status, problems

# Written as f"invalid-{name}" in params.py.
COMPOSED = {f"invalid-{name}" for name in ("in", "sort", "page", "per-page", "facet-limit")}
CODE = Path(__file__).resolve().parents[3] / "searchapp"


def test_every_problem_named_in_the_code_is_in_the_table() -> None:
    named = set()
    for file in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "InvalidParameter":
                slug = node.args[2]
                named |= {slug.value} if isinstance(slug, ast.Constant) else COMPOSED
    assert {"invalid-date", "ambiguous-region", "page-too-deep"} <= named
    assert named <= set(problems())


def test_the_table_is_sorted_and_says_what_to_do() -> None:
    assert list(problems()) == sorted(problems())
    for found in problems().values():
        assert found.title
        assert found.advice.endswith("。")
        assert 400 <= found.status <= 599


def test_an_unlisted_problem_is_still_one() -> None:
    assert problem("invalid-something").slug == "invalid-parameter"
    assert [problem_of_status(s).slug for s in (404, 418, 500, 502)] == [
        "not-found",
        "bad-request",
        "internal-error",
        "internal-error",
    ]
