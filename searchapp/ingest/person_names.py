"""Place names that are a person's: 梁|保山, the worker 高明 who speaks."""

from __future__ import annotations

import re
from functools import lru_cache

from searchapp.ingest.lines import rows

_ROLE_BEFORE = re.compile(
    r"(?:主席|书记|主任|[部局班组队厂校院所站科处社园]长|经理|师傅|工人?|[员师匠手士者]|劳模|模范|标兵"
    r"|代表|记者|教授|[医学]生|老人|孩子|妻子|丈夫|徒弟|岁的|的|叫|是)$"
)
_SPEAKS_AFTER = re.compile(r"说|告诉|介绍|表示|坦言|笑着|同志|师傅|先生|女士")
_FREE = re.compile(r"[^\w%％]$|_$")
_LONGEST_ROLE = 3


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(row[0] for row in rows("surnames.tsv"))


def is_person(text: str, start: int, end: int) -> bool:
    """Return whether the short place name at ``start`` is a given name or a whole name.

    >>> text = "工会主席梁保山介绍"
    >>> is_person(text, text.index("保山"), text.index("介绍"))
    True
    """
    surname = start - 1
    if text[surname:start] in _surnames():
        role = _ROLE_BEFORE.search(text, max(0, surname - _LONGEST_ROLE), surname)
        return bool(surname == 0 or role or _FREE.search(text, surname - 1, surname))
    if text[start : start + 1] not in _surnames():
        return False
    role = _ROLE_BEFORE.search(text, max(0, start - _LONGEST_ROLE), start)
    return role is not None and _SPEAKS_AFTER.match(text, end) is not None
