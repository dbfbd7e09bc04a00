"""What is wrong with the Python environment, said before the imports that would break on it.

Two distributions that own one import name overwrite each other's files, and which of them answers
depends on the order of installation. Nothing heavier than the standard library is imported here.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys

OURS = ("tokenizers", "index", "searchapp")
"""Import names of this checkout: no distribution may own them."""
SHARED = ("whoosh", "opencc")
"""Import names that more than one distribution offers: exactly one may be installed."""
_SELF = "union-news-search"
_NEEDED = (3, 11)


def environment_problem() -> str | None:
    """Return what is wrong and how to cure it, in Chinese with an English line; None if sound."""
    if sys.version_info < _NEEDED:
        found = ".".join(map(str, sys.version_info[:3]))
        return (
            f"需要 Python 3.11 或更新版本，现在是 {found}。\n"
            f"Python 3.11 or newer is needed, this is {found}."
        )
    owners = importlib.metadata.packages_distributions()
    return clash({name: owners.get(name, []) for name in (*SHARED, *OURS)})


def clash(owners: dict[str, list[str]]) -> str | None:
    """Return the message for the first import name that too many distributions own."""
    for name in (*SHARED, *OURS):
        found = sorted({o for o in owners.get(name, []) if _normal(o) != _SELF}, key=str.lower)
        if name in SHARED and len(found) > 1:
            return _shared_message(name, found)
        if name in OURS and found:
            return _ours_message(name, found)
    return None


def _shared_message(name: str, found: list[str]) -> str:
    listed = "、".join(found)
    return (
        f"环境里有 {len(found)} 个发行包都提供 {name}：{listed}。它们互相覆盖文件，结果不可信。\n"
        f"请执行：{sys.executable} -m pip uninstall -y {' '.join(found)}\n"
        "再删去 .venv，用 make setup 重新安装所需的一个。\n"
        f"More than one distribution owns `{name}`: {', '.join(found)}. "
        "Uninstall them all and install again."
    )


def _ours_message(name: str, found: list[str]) -> str:
    listed = "、".join(found)
    return (
        f"发行包 {listed} 也叫 {name}，与本程序的 {name} 文件夹重名。\n"
        f"请执行：{sys.executable} -m pip uninstall -y {' '.join(found)}\n"
        "或者让本程序用自己的环境：make setup。\n"
        f"Distribution {', '.join(found)} owns `{name}`, a folder of this program. "
        "Uninstall it, or use this program's own environment."
    )


def _normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()
