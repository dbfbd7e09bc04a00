"""「您是不是要找」: what the query was probably meant to be, offered with its count."""

from __future__ import annotations

from collections.abc import Callable

from searchapp.desk import Desk
from searchapp.params import SearchParams
from searchapp.search_page import Correction


def did_you_mean(
    params: SearchParams, desk: Desk, count: Callable[[SearchParams, Desk], int]
) -> Correction | None:
    """Return the correction of the query of ``params``, None where it seems right, where nothing
    would be found, and on every page after the first.

    It is only offered: the answer shown is the one to what was typed.
    """
    if not params.q or params.page > 1 or params.cursor is not None:
        return None
    meant = desk.speller.meant(params.q)
    if meant is None:
        return None
    other = params.but(q=meant)
    total = count(other, desk)
    return Correction(meant, total, other.canonical()) if total else None
