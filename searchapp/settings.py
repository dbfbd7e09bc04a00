"""Every option of the application, one row each: default, environment name, help.

The only file that reads the environment.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from searchapp.errors import AppError
from searchapp.processors import processors


class InvalidSetting(AppError):
    """An environment variable holds a value that cannot be used."""


def _about(
    help_text: str, env: str | None = None, read: Callable[[str], Any] = str
) -> dict[str, Any]:
    return {"help": help_text, "env": env, "read": read}


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of one run. ``Settings()`` holds the defaults and looks at nothing."""

    data: Path = field(
        default=Path("data"), metadata=_about("数据文件夹，没有会新建", "UNION_DATA", Path)
    )
    public_url: str | None = field(
        default=None, metadata=_about("同事访问本站的地址，复制的链接以它开头", "PUBLIC_URL")
    )
    host: str = field(
        default="127.0.0.1", metadata=_about("监听的地址；要让同事访问，写 0.0.0.0", "UNION_HOST")
    )
    port: int = field(default=8000, metadata=_about("监听的端口", "UNION_PORT", int))
    workers: int = field(
        default=0, metadata=_about("处理文章的进程数，0 表示每个处理器一个", "UNION_WORKERS", int)
    )
    sample: bool = field(default=False, metadata=_about("数据文件夹里装的是示例数据，每页都注明"))

    @property
    def cache(self) -> Path:
        """Where the segmenter may keep files."""
        return self.data / "cache"

    @property
    def processes(self) -> int:
        """How many processes read and cut articles."""
        return self.workers if self.workers > 0 else processors()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Return the defaults, overridden by what the environment names; blank = not set.

        Raises InvalidSetting.
        """
        found = os.environ if environment is None else environment
        return cls(**{row.name: _read(row, found) for row in fields(cls)})


def help_for(name: str) -> str:
    """Return the help of one option, with its environment name if it has one."""
    row = next(row for row in fields(Settings) if row.name == name)
    env = row.metadata["env"]
    return f"{row.metadata['help']}（环境变量 {env}）" if env else str(row.metadata["help"])


def _read(row: Field[Any], environment: Mapping[str, str]) -> Any:
    value = environment.get(row.metadata["env"] or "", "").strip()
    if not value:
        return row.default
    try:
        return row.metadata["read"](value)
    except ValueError as error:
        name = row.metadata["env"]
        raise InvalidSetting(
            f"环境变量 {name} 的值“{value}”不能用：{row.metadata['help']}。"
        ) from error
