"""Which page numbers a long list offers."""

from __future__ import annotations

AROUND = 2


def page_numbers(current: int, last: int) -> tuple[int | None, ...]:
    """Return first, last and those around ``current`` in order; None stands for a gap.

    >>> page_numbers(6, 20)
    (1, None, 4, 5, 6, 7, 8, None, 20)
    """
    near = range(current - AROUND, current + AROUND + 1)
    wanted = sorted({1, last, *(n for n in near if 1 <= n <= last)}) if last > 0 else []
    numbers: list[int | None] = []
    for before, number in zip([0, *wanted], wanted, strict=False):
        if number == before + 2:
            numbers.append(number - 1)
        elif number > before + 2:
            numbers.append(None)
        numbers.append(number)
    return tuple(numbers)
