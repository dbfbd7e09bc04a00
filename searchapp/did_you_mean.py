"""「您是不是要找」: what the query was probably meant to be, offered with its count."""

from __future__ import annotations

from collections.abc import Callable

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search_page import Correction


def did_you_mean(
    params: SearchParams, desk: Desk, count: Callable[[SearchParams, Desk], int]
) -> Correction | None:
    """Return the correction of what was typed in ``params``, in its box and in every search within
    the results; None where it seems right, where nothing would be found, and on every page after
    the first.

    It is only offered: the answer shown is the one to what was typed.
    """
    typed = [text for text in (params.q, *params.within) if text]
    if not typed or params.page > 1 or params.cursor is not None:
        return None
    meant = {text: said for text in typed if (said := desk.speller.meant(text)) is not None}
    if not meant:
        return None
    within = tuple(meant.get(text, text) for text in params.within)
    other = params.but(q=meant.get(params.q, params.q), within=within)
    total = count(other, desk)
    return Correction(" ".join(meant.values()), total, other.canonical()) if total else None
