"""The command line: the group of commands, and what every error says and exits with.

Exit codes: 0 done, 1 done with quarantined files, 2 wrong use, 3 failed.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from index.errors import EngineTimeout, EngineUnavailable, IndexBusy, IndexOutdated, SearchError
from searchapp.cli_backup import backup, restore
from searchapp.cli_care import check, export, regroup, reindex, stats
from searchapp.cli_correct import correct, reextract, withdraw
from searchapp.cli_ingest import ingest
from searchapp.cli_lists import lists
from searchapp.cli_saved import saved
from searchapp.cli_search import search
from searchapp.cli_serve import serve
from searchapp.errors import AppError, InvalidParameter
from searchapp.settings import InvalidSetting, Settings, help_for

PROGRAM = "python -m searchapp"
DONE, WRONG_USE, FAILED = 0, 2, 3


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help=help_for("data"))
@click.pass_context
def commands(context: click.Context, data: Path | None) -> None:
    """工会新闻检索：入库、检索、服务。"""
    settings = Settings.from_environment()
    context.obj = replace(settings, data=data) if data else settings


for command in (
    *(ingest, search, serve, reindex, check, stats, export, saved, lists),
    *(correct, withdraw, reextract, regroup),
    *(backup, restore),
):
    commands.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; every error is said on stderr."""
    try:
        with commands.make_context(PROGRAM, list(arguments)) as context:
            code = commands.invoke(context)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except BrokenPipeError:
        # The reader (head, less) has seen enough; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (KeyboardInterrupt, click.Abort):
        return _say("已中断。再次运行同一命令即可接着做，已做的不会丢失或重复。", FAILED)
    except Exception as error:
        return _report(error)


def _report(error: Exception) -> int:
    match error:
        case click.UsageError():
            return _say(_usage(error), WRONG_USE)
        case InvalidParameter():
            lines = [f"  {one.value}  {one.label}" for one in error.candidates]
            return _say("\n".join([error.detail, *lines]), WRONG_USE)
        case InvalidSetting():
            return _say(str(error), WRONG_USE)
        case AppError() | SearchError() | OSError():
            return _say(explain(error), FAILED)
        case _:
            traceback.print_exc()
            return _say("程序内部出错，以上内容请交给维护人员。库里已有的内容不受影响。", FAILED)


def explain(error: Exception) -> str:
    """Return in Chinese what went wrong and what to do."""
    match error:
        case EngineUnavailable():
            return f"索引 {error.path} 不可用：{error.reason}。请运行 {PROGRAM} reindex。"
        case IndexOutdated():
            return f"词典或索引规则已更新，索引还是旧的。请先运行 {PROGRAM} reindex。"
        case IndexBusy():
            return "另一个进程正在写索引，请稍后再试。"
        case EngineTimeout():
            return f"检索超过 {error.seconds:g} 秒，已停止。请加筛选缩小范围。"
        case AppError():
            return str(error)
        case OSError():
            what = f"{error.filename}：" if error.filename else ""
            return f"读写失败：{what}{error.strerror or error}"
        case _:
            return f"失败：{error}"


def _usage(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else PROGRAM
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    return f"用法不对：{_misuse(error)}\n用法说明：{path} --help"


def _misuse(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter():
            return f"缺少 {_named(error)}"
        case click.BadParameter():
            return f"{_named(error)} 的值不能用：{error.message}"
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 用法不对：{error.message}"
        case _:
            named = "、".join(commands.commands)
            return f"{error.message} 可用的命令：{named}。"


def _named(error: click.BadParameter) -> str:
    param = error.param
    if isinstance(param, click.Option):
        return param.opts[-1]
    return param.human_readable_name if param else str(error.param_hint)


def _say(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code
