from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from searchapp.cli import run
from searchapp.desk import open_desk
from searchapp.params import SearchParams
from searchapp.search import search
from searchapp.search_json import to_json
from searchapp.settings import Settings

GOOD = """渝北区总工会举办职工技能竞赛
2021-05-06
5月6日，重庆市渝北区总工会举办职工技能竞赛，二百名职工参加。
"""
OTHER = """广元市总工会走访慰问困难职工
2020年10月9日
广元市总工会走访慰问困难职工，送去清凉。
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = tmp_path_factory.mktemp("pages")
    (pages / "good.txt").write_text(GOOD, encoding="utf-8")
    (pages / "other.txt").write_text(OTHER, encoding="utf-8")
    data = tmp_path_factory.mktemp("data")
    assert run(["--data", str(data), "ingest", str(pages)]) == 0
    return data


@pytest.fixture
def call(data: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command on the data and return (exit code, stdout, stderr)."""

    def run_on_data(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["--data", str(data), *arguments])
        return code, *capsys.readouterr()

    return run_on_data


Call = Callable[..., tuple[int, str, str]]


def test_a_search_prints_the_total_then_each_hit(call: Call) -> None:
    code, out, _ = call("search", "技能竞赛")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "共 1 篇"
    hit = lines[next(i for i, line in enumerate(lines) if line.startswith("1. ")) :]
    assert hit[0].startswith("1. 2021-05-06  渝北区总工会举办职工技能竞赛")
    assert "重庆市渝北区" in hit[1]
    assert "技能竞赛" in hit[2]
    assert hit[3].strip().startswith("d")


def test_the_json_of_a_search_is_the_api_s(call: Call, data: Path) -> None:
    code, out, _ = call("search", "总工会", "--year", "2020", "--year", "2021", "--json")
    assert code == 0
    desk = open_desk(Settings(data=data))
    args = {"q": ["总工会"], "year": ["2020", "2021"]}
    expected: dict[str, Any] = to_json(search(SearchParams.from_args(args), desk))
    desk.close()
    assert json.loads(out) == json.loads(json.dumps(expected))


@pytest.mark.parametrize(
    ("options", "total"),
    [
        (["总工会"], 2),
        (["总工会", "--region", "四川省/广元市"], 1),
        (["总工会", "--region", "5108", "--region", "渝北区"], 2),
        (["总工会", "--year", "2020"], 1),
        (["总工会", "--month", "2021-05"], 1),
        (["总工会", "--org", "广元市总工会"], 1),
        (["总工会", "--from", "2020", "--to", "2020-12"], 1),
        (["总工会", "--source", "none"], 2),
        (["走访", "困难职工"], 1),
        (["技能", "--sort", "date_desc", "--page", "1", "--per-page", "5"], 1),
    ],
)
def test_every_filter_reaches_the_search(call: Call, options: list[str], total: int) -> None:
    code, out, _ = call("search", *options, "--json")
    assert code == 0
    assert json.loads(out)["total"]["articles"] == total


def test_an_ambiguous_region_names_its_candidates_and_is_wrong_use(call: Call) -> None:
    code, out, err = call("search", "总工会", "--region", "朝阳区")
    assert (code, out) == (2, "")
    assert "110105  北京市/朝阳区" in err
    assert "220104  吉林省/长春市/朝阳区" in err


def test_help_is_no_failure(call: Call) -> None:
    code, out, _ = call("search", "--help")
    assert code == 0
    assert "--region" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search", "总工会", "--sort", "up"], "sort"),
        (["search", "总工会", "--from", "昨天"], "昨天"),
        (["search", "总工会", "--page", "0"], "page"),
        (["search", "--no-such"], "没有选项 --no-such"),
        (["no-such"], "可用的命令：ingest、search"),
        (["ingest"], "缺少 PATH"),
        (["ingest", "/没有/这个"], "没有这个文件或文件夹：/没有/这个"),
        (["ingest", "--limit", "0", "."], "--limit"),
        (["export"], "缺少 --jsonl"),
        (["serve", "--port", "99999"], "--port"),
    ],
)
def test_wrong_use_is_said_and_exits_with_2(call: Call, arguments: list[str], said: str) -> None:
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_quarantined_files_are_named_and_exit_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.doc").write_bytes(b"\xd0\xcf")
    code = run(["--data", str(tmp_path / ".data"), "ingest", str(tmp_path)])
    out, err = capsys.readouterr()
    assert code == 1
    assert "新增 1，" in out
    assert "隔离 1；" in out
    assert "bad.doc：不支持的文件类型" in err
    assert run(["--data", str(tmp_path / ".data"), "stats"]) == 0
    assert "bad.doc：不支持的文件类型" in capsys.readouterr().out


def test_check_agrees_and_exits_with_3_when_the_index_is_behind(call: Call, data: Path) -> None:
    code, out, _ = call("check")
    assert code == 0
    assert {line.split("　")[0] for line in out.splitlines()} == {"一致"}

    spoiled = data.parent / "spoiled"
    shutil.copytree(data, spoiled)
    desk = open_desk(Settings(data=spoiled))
    desk.engine.delete(sorted(desk.store.ids())[:1])
    desk.close()
    assert run(["--data", str(spoiled), "check"]) == 3
    assert run(["--data", str(spoiled), "reindex"]) == 0
    assert run(["--data", str(spoiled), "check"]) == 0


def test_stats_tells_years_and_regions(call: Call) -> None:
    code, out, _ = call("stats")
    assert code == 0
    assert "收录 2 篇" in out
    assert "四川省 广元市" in out
    assert "  2021\n" in out


def test_an_export_is_one_article_a_line_on_the_screen_and_in_a_file(
    call: Call, tmp_path: Path
) -> None:
    code, out, _ = call("export", "--jsonl")
    assert code == 0
    rows = [json.loads(line) for line in out.splitlines()]
    assert [Path(row["source_path"]).name for row in rows] == ["good.txt", "other.txt"]
    assert call("export", "--jsonl", "-")[1] == out
    target = tmp_path / "out.jsonl"
    assert call("export", "--jsonl", str(target))[0] == 0
    assert target.read_bytes().decode("utf-8") == out
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_is_said_and_exits_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "store.sqlite3").write_bytes(b"no database" * 1000)
    assert run(["--data", str(tmp_path), "stats"]) == 3
    assert "打不开数据库" in capsys.readouterr().err


def test_an_environment_that_cannot_be_used_is_wrong_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNION_PORT", "x")
    assert run(["stats"]) == 2
    assert "UNION_PORT" in capsys.readouterr().err


def test_the_data_folder_may_come_from_the_environment(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNION_DATA", str(data))
    assert run(["stats"]) == 0
    assert "收录 2 篇" in capsys.readouterr().out


def test_own_pages_in_a_sample_folder_are_said_to_join_samples(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = open_desk(Settings(data=tmp_path / ".data"))
    desk.store.set_meta("sample", "only")
    desk.close()
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    assert run(["--data", str(tmp_path / ".data"), "ingest", str(tmp_path)]) == 0
    assert "示例数据" in capsys.readouterr().err
