"""Lines of a printed page to paragraphs: what was broken only to fit the page is joined.

>>> join_lines(["广元市总工会近日召开全委会议，部署今", "年重点工作。"])
['广元市总工会近日召开全委会议，部署今年重点工作。']
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from searchapp.ingest.lines import classify

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_IS_WIDE = re.compile(f"[{_WIDE}]")
_SPACED = re.compile(f"(?<=[{_WIDE}])[ \t\u3000\xa0]+(?=[{_WIDE}])")
_RADICALS = re.compile("[\u2e80-\u2fdf]")
_SIMPLIFIED = dict(
    zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻰⻳",
        "民西见角贝车长门青韦页风飞食马骨鬼鱼鸟黄齐龙龟",
        strict=True,
    )
)
"""Radicals Unicode decomposes into nothing; the others it does."""
_ENDS = re.compile("[。！？!?；;：:][”’」』）)】]*$")
_GOES_ON = re.compile("[，、,（(《“‘—]$")
_CONTINUES = re.compile("[，。、；：！？）》”’】,.;:!?)]")
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)]|\d{1,2}[.、．]\D|附件|第[一二三四五六七八九十]+[章条]"
)
_APART = ("header", "credit", "footer")
_FULL = 0.8
_MOST_LINES = 0.9


def tidy_line(line: str) -> str:
    """Return a line as it is read: radicals as characters, no blanks pushed between characters.

    >>> tidy_line(" ⼯ 会 主 席 ")
    '工会主席'
    """
    line = _RADICALS.sub(_character, " ".join(line.split()))
    gaps = len(_SPACED.findall(line))
    return _SPACED.sub("", line) if gaps > len(line) / 5 else line


def join_lines(lines: list[str]) -> list[str]:
    """Return paragraphs: a line that fills the page's width inside a sentence goes on."""
    if not lines:
        return []
    widths = sorted(map(_width, lines))
    full = _FULL * widths[int(_MOST_LINES * len(widths))]
    joined = [lines[0]]
    for before, line in pairwise(lines):
        if _broken(before, line, full):
            between = " " if _is_narrow(before[-1]) and _is_narrow(line[0]) else ""
            joined[-1] += between + line
        else:
            joined.append(line)
    return joined


def _broken(before: str, line: str, full: float) -> bool:
    if _CONTINUES.match(line):
        return True
    if _ENDS.search(before) or _NUMBERED.match(line) or _is_apart(before) or _is_apart(line):
        return False
    return bool(_GOES_ON.search(before)) or _width(before) >= full


def _is_apart(line: str) -> bool:
    """来源, 发布时间 and credits are lines of their own, however wide."""
    return (classify(line) or "").startswith(_APART)


def _width(line: str) -> float:
    return len(line) - 0.5 * (len(line) - len(_IS_WIDE.findall(line)))


def _is_narrow(char: str) -> bool:
    return not _IS_WIDE.match(char)


def _character(match: re.Match[str]) -> str:
    char = match.group()
    return _SIMPLIFIED.get(char) or unicodedata.normalize("NFKC", char)
