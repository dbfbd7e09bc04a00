"""Links as they come back from chats and reports: with the punctuation of the sentence glued on."""

from __future__ import annotations

_STOPS = "。，,.;；、 \t\r\n\u3000\xa0"


def bare(text: str) -> str:
    """Return ``text`` without the punctuation a sentence left at its end.

    A closing bracket whose opening one is in the text belongs to it and stays. A text of nothing
    but punctuation is left alone.

    >>> bare("5108）。"), bare("(劳模 或 工匠))")
    ('5108', '(劳模 或 工匠)')
    """
    kept = text
    while kept and (kept[-1] in _STOPS or _is_stray(kept)):
        kept = kept[:-1]
    return kept or text


def _is_stray(text: str) -> bool:
    if text[-1] not in "）)":
        return False
    opened = sum(text.count(char) for char in "（(")
    return sum(text.count(char) for char in "）)") > opened
