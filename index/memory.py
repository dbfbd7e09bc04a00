"""What the C library does with freed memory."""

from __future__ import annotations

import numpy as np

_BLOCK = 31 << 20
"""Just below the largest block from which glibc learns."""


def keep_freed() -> None:
    """Have glibc keep freed memory for the next query.

    It gives large blocks back to the system, and whoever takes them anew pays for every page of
    them: up to a fifth of the time of a query over a million documents. Once it has seen a block
    of some size freed it keeps what is no larger, and twice as much in all (mallopt(3),
    M_MMAP_THRESHOLD). Other C libraries take no notice.
    """
    np.empty(_BLOCK, np.uint8)
