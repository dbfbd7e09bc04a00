from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.settings import InvalidSetting, Settings, help_for


def test_without_an_environment_the_defaults_hold() -> None:
    assert Settings.from_environment({}) == Settings()
    assert Settings().data == Path("data")
    assert (Settings().host, Settings().port) == ("127.0.0.1", 8000)


def test_the_environment_overrides_the_defaults() -> None:
    found = Settings.from_environment(
        {"UNION_DATA": "/srv/union", "PUBLIC_URL": "http://search.union", "UNION_PORT": "8080"}
    )
    assert found == Settings(data=Path("/srv/union"), public_url="http://search.union", port=8080)


def test_a_blank_variable_counts_as_not_set() -> None:
    assert Settings.from_environment({"UNION_DATA": " ", "PUBLIC_URL": ""}) == Settings()


def test_a_value_that_cannot_be_used_is_named() -> None:
    with pytest.raises(InvalidSetting, match=r"UNION_PORT.*八千"):
        Settings.from_environment({"UNION_PORT": "八千"})


def test_the_help_names_the_environment_variable() -> None:
    assert "UNION_DATA" in help_for("data")
    assert "环境变量" not in help_for("sample")
