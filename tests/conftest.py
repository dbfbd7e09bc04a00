"""What every test may ask for: the shared data (read in place, never copied)."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

# Dictionaries load at their first word and machines are shared: no property is about time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# A job in the background of a script ignores Ctrl-C, and so would the programs that tests start
# and interrupt: a handler here means that they start with the usual one.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared texts (``UNION_SHARED``, default ``../shared``).

    Without it a test skips and says why; in CI that is a failure, for it would prove nothing.
    """
    folder = Path(os.environ.get("UNION_SHARED", ROOT.parent / "shared"))
    if not (folder / "seeds").is_dir():
        reason = f"no shared texts at {folder}; set UNION_SHARED"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
