"""The city a telephone number is in: 0839-3266000 is 广元's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from searchapp.ingest.lines import rows
from tokenizers.gazetteer import Gazetteer

_NUMBER = re.compile(r"(?<![\d-])[（(]?(0\d{2,3})[)）]?\s?[-－—]?\s?\d{7,8}(?!\d)")


def phone_numbers(line: str) -> Iterator[str]:
    """Yield the numbers with an area code in ``line``, as written.

    >>> list(phone_numbers("热线电话:0716-8212336  邮编:434000"))
    ['0716-8212336']
    """
    yield from (match.group() for match in _NUMBER.finditer(line))


def phone_place(number: str, gazetteer: Gazetteer) -> str | None:
    """Return the code of the city the number is in; of the province if several share the code."""
    match = _NUMBER.search(number)
    codes = _cities().get(match.group(1), ()) if match else ()
    if len(codes) < 2:
        return codes[0] if codes else None
    provinces = {gazetteer.ancestors(code)[0] for code in codes}
    return provinces.pop() if len(provinces) == 1 else None


@lru_cache(maxsize=1)
def _cities() -> dict[str, tuple[str, ...]]:
    return {area: tuple(codes.split(" ")) for area, codes in rows("area_codes.tsv")}
