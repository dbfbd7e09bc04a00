"""A zip whose bytes depend on its contents alone: no clock, no machine in it."""

from __future__ import annotations

import shutil
import zipfile
from typing import BinaryIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6


def fixed_zip(made: BinaryIO, file: BinaryIO) -> None:
    """Write the members of the zip ``made`` to ``file`` under one fixed date."""
    made.seek(0)
    with (
        zipfile.ZipFile(made) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as target,
    ):
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            with source.open(name) as read, target.open(info, "w") as write:
                shutil.copyfileobj(read, write)
