"""The folded stream of a text: what matching compares, in documents and in queries alike.

Folding looks at one character at a time and never at its neighbors. Hence the folded form of any
part of a text is part of the folded text, and whatever a reader sees he can find. Nothing that
depends on context (phrase conversion, segmentation, stop words) may ever enter here.
"""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from tokenizers.char_table import CharTable
from tokenizers.variants import representative


class _Folds(dict[int, str]):
    """Code point → folded form, filled as characters are met (for ``str.translate``)."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        if folded or code < 0x10000:  # else hostile text could fill the table with nothing
            self[code] = folded
        return folded


_FOLDS = _Folds()
_TABLE = CharTable(_FOLDS)
_PIECE = 1024
"""Characters read at a time where the table cannot read all at once."""


def fold(text: str) -> str:
    """Return the folded stream: letters and numbers only, one case, one width, one script.

    ``fold(a + b) == fold(a) + fold(b)`` and ``fold(fold(a)) == fold(a)``, for any strings.

    >>> fold("總工會 協作：“Ａpp１２３２１”")
    '总工会协作app12321'
    """
    return _TABLE.translate(text).replace("\0", "")


def fold_offsets(text: str) -> tuple[str, NDArray[np.intp]]:
    """Return the folded stream and, for each of its characters, where in ``text`` it comes from.

    >>> fold_offsets("“㎡”")
    ('m2', array([1, 1]))
    """
    kept = _TABLE.kept(text)
    if kept is not None:
        return kept
    if len(text) > _PIECE:  # the table reads all pieces but those with the odd character
        pieces = [fold_offsets(text[at : at + _PIECE]) for at in range(0, len(text), _PIECE)]
        own = [places + number * _PIECE for number, (_, places) in enumerate(pieces)]
        return "".join(stream for stream, _ in pieces), np.concatenate(own)
    parts = [_FOLDS[ord(char)] for char in text]
    places = [index for index, part in enumerate(parts) for _ in part]
    return "".join(parts), np.array(places, np.intp)


def _fold_char(char: str) -> str:
    """Return what remains of one character: possibly nothing, possibly several characters."""
    cased = unicodedata.normalize("NFKC", char).casefold()
    folded = "".join(map(_fold_letter, unicodedata.normalize("NFD", cased)))
    return folded if folded == char else fold(folded)


def _fold_letter(char: str) -> str:
    standing_for_all = representative(char)
    # A radical form (⺠) or a circle for zero (○) is no letter to Unicode, but is to a reader.
    return standing_for_all if unicodedata.category(standing_for_all)[0] in "LN" else ""
