"""numpy does without AVX-512 where its sorting is slow with it, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tokenizers.processor import spared_features

FLAGS = "fpu avx2 avx512f avx512_vbmi2"


def info(vendor: str = "AuthenticAMD", family: str = "25", flags: str = FLAGS) -> str:
    first = f"processor\t: 0\nvendor_id\t: {vendor}\ncpu family\t: {family}\nflags\t\t: {flags}\n"
    return f"{first}\nprocessor\t: 1\nvendor_id\t: other\n"


@pytest.mark.parametrize(
    ("text", "spared"),
    [
        (info(), "X86_V4 AVX512_ICL"),
        (info(family="26"), ""),  # Zen 5
        (info(flags="fpu avx2"), ""),  # Zen 3
        (info(vendor="GenuineIntel"), ""),
        ("processor\t: 0\nBogoMIPS\t: 50.00\n", ""),
        ("", ""),
    ],
)
def test_avx_512_is_spared_on_zen_4_alone(text: str, spared: str) -> None:
    assert spared_features(text) == spared


@pytest.mark.parametrize("module", ["index.lists", "searchapp.ingest.pipeline", "benchmarks.run"])
def test_it_is_seen_to_before_numpy_is_imported(module: str) -> None:
    asked = (
        f"import {module}, sys; order = list(sys.modules);"
        "sys.exit(order.index('numpy') < order.index('tokenizers.processor'))"
    )
    subprocess.run([sys.executable, "-c", asked], check=True)


def test_what_the_environment_says_stands() -> None:
    asked = "import os, tokenizers; print(os.environ['NPY_DISABLE_CPU_FEATURES'])"
    environment = {**os.environ, "NPY_DISABLE_CPU_FEATURES": ""}
    done = subprocess.run(
        [sys.executable, "-c", asked], env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == ""
