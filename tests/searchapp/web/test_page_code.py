"""Templates compiled for pages show what Jinja shows."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.templating import Environment
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from index.said import said
from searchapp.web.language import spoken
from searchapp.web.page_code import PageEnvironment

VALUES = st.one_of(
    st.text(),
    st.sampled_from(["<b>", "a&b", "'", '"', "工会", ""]),
    st.text().map(Markup),
    st.text().map(escape),
    st.integers(),
    st.floats(),
    st.none(),
    st.booleans(),
    st.lists(st.text(), max_size=2),
    st.just(said("共 {n} 篇", n="<3>")),
)
TEMPLATE = (
    "{% macro own(x, y='<i>') -%}<p title=\"{{ x }}\">{{ y }}"
    "{{ caller() if caller is defined }}</p>{% endmacro %}"
    "{% set kept %}{{ value }}&amp;{% endset %}{{ kept }}{{ value }}{{ own(value) }}"
    "{{ own(value, y=value) }}{{ plain(value) }}{{ value|string|upper }}{{ given.shout('<x>') }}"
    "{% for n in [value, 1] %}{{ own(n) }}{% endfor %}{% call own(1) %}{{ value }}{% endcall %}"
    "{{ knows() }}{{ own(*[value]) }}{{ value ~ '<' }}{% if plain(1) %}{{ value }}{% endif %}"
    "{% autoescape false %}{{ value }}{% endautoescape %}"
)


class Given:
    def shout(self, text: str) -> str:
        return text + "!"


@pass_context
def knows(context: Context) -> str:
    return str(sorted(context.parent)[0])


def made(kind: type[Environment]) -> Environment:
    app = Flask(__name__)
    environment = kind(app, autoescape=True, undefined=StrictUndefined, finalize=spoken)
    environment.globals.update(plain=lambda x: f"<{x}>", knows=knows)
    return environment


JINJA = made(Environment).from_string(TEMPLATE)
OURS = made(PageEnvironment).from_string(TEMPLATE)


@given(value=VALUES)
def test_whatever_is_shown_stands_in_the_page_as_jinja_writes_it(value: Any) -> None:
    assert OURS.render(value=value, given=Given()) == JINJA.render(value=value, given=Given())


def test_what_is_missing_is_an_error_as_in_jinja() -> None:
    for template in ("{{ missing }}", "{{ missing() }}", "{{ given.nothing }}"):
        with pytest.raises(UndefinedError):
            made(PageEnvironment).from_string(template).render(given=Given())


def test_a_function_of_ours_is_called_without_a_detour() -> None:
    code = made(PageEnvironment).compile("{{ plain(1) }}{{ knows() }}", raw=True)
    assert "environment.shown" in code
    assert code.count("context.call(") == 1
