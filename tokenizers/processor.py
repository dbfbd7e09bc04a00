"""Which of a processor's instructions numpy had better not use.

On AMD's Zen 4 the sorting numpy has for AVX-512 takes five times as long as the one for AVX2: it
stores what it compresses to memory, an instruction that is microcoded there
(https://github.com/numpy/x86-simd-sort/issues/6; OpenJDK turns its own off on these too). An index
is sorted together, so building one waits for little else.
"""

from __future__ import annotations

import os
from pathlib import Path

_INFO = Path("/proc/cpuinfo")
_FIRST = 4096
"""Characters read of it: what the first processor is."""
_ZEN_3_AND_4 = {"vendor_id": "AuthenticAMD", "cpu family": "25"}
_VARIABLE = "NPY_DISABLE_CPU_FEATURES"


def spare_slow_instructions() -> None:
    """Have numpy, imported after this, do without AVX-512 where that is slower. Who has chosen
    otherwise in the environment is left alone; other systems than Linux take no notice."""
    if _VARIABLE not in os.environ and _INFO.exists():
        with _INFO.open(encoding="ascii", errors="replace") as file:
            spared = spared_features(file.read(_FIRST))
        if spared:
            os.environ[_VARIABLE] = spared


def spared_features(info: str) -> str:
    """Return what numpy calls the features to do without on the first processor of ``info``, a
    text as Linux has it in ``/proc/cpuinfo``; empty if there are none."""
    rows = (line.partition(":") for line in info.split("\n\n")[0].splitlines())
    first = {name.strip(): value.strip() for name, _, value in rows}
    own = {name: first.get(name) for name in _ZEN_3_AND_4}
    # Zen 3 has no AVX-512.
    wide = {"avx512f", "avx512_vbmi2"} <= set(first.get("flags", "").split())
    return "X86_V4 AVX512_ICL" if own == _ZEN_3_AND_4 and wide else ""
