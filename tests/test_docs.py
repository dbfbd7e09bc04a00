"""The README names everything a reader can use, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import click

from searchapp.cli import commands
from searchapp.params import MULTIPLE, SINGLE

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def options(command: click.Command) -> set[str]:
    if isinstance(command, click.Group):
        return {option for one in command.commands.values() for option in options(one)}
    return {
        name
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
        for name in parameter.opts
        if name.startswith("--")
    } - {"--help"}


def test_every_command_and_option_is_in_the_readme() -> None:
    for name, command in commands.commands.items():
        row = next(line for line in README.splitlines() if line.startswith(f"| `{name}"))
        missing = [option for option in options(command) if option not in row]
        assert not missing, (name, missing)


def test_every_url_parameter_is_in_the_readme() -> None:
    assert not [name for name in (*MULTIPLE, *SINGLE) if f"`{name}`" not in README]


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"make ([a-z0-9-]+)", README))
    assert named - {"and"} <= targets


def test_every_file_the_readme_names_exists() -> None:
    paths = re.findall(r"`((?:tokenizers|index|searchapp|tests|templates)/[\w./]*)`", README)
    assert paths
    assert not [path for path in paths if not (ROOT / path).exists()]
