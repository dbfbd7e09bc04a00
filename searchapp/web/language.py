"""The language of the pages: Chinese, as everything is written, or English from the catalogue.

Pages alone are translated. What leaves them - files, citations, feeds, JSON, what a snapshot
recorded - is handed in and cited, and stays as it is whoever asks for it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, current_app, request, request_started
from flask_babel import Babel, Domain
from markupsafe import Markup

from index.said import Said
from searchapp.web.csrf import set_cookie
from searchapp.web.links import with_pairs
from searchapp.web.problems import problems

CHINESE, ENGLISH = "zh", "en"
COOKIE = "lang"
TAGS = {CHINESE: "zh-CN", ENGLISH: "en"}
"""What the root element of a page says, and the Content-Language of the answer."""
CATALOGUE = Path(__file__).resolve().parents[1] / "translations" / "en" / "LC_MESSAGES/messages.po"
A_YEAR = 365 * 24 * 3600


_LANGUAGE: ContextVar[str] = ContextVar("language", default=CHINESE)
"""The language of the request under way."""


def speak(app: Flask) -> None:
    """Let ``app`` answer each reader in the language chosen: the cookie says it, ``lang=`` sets
    the cookie and is gone from the address, so no link ever carries a language."""
    _Catalogued().init_app(app, default_locale=CHINESE, locale_selector=language)
    app.jinja_env.finalize = spoken
    # A page asks hundreds of times: Flask-Babel looks up its whole context for each.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, _ngettext, newstyle=True
    )
    app.jinja_env.globals.update(_=markup, gettext=markup, unit=unit, english=english, zh=zh)
    app.jinja_env.filters["spoken"] = spoken
    request_started.connect(_note, app)
    app.teardown_request(_forget)
    app.before_request(_chosen)
    app.after_request(_tell)
    app.context_processor(_words)


def language() -> str:
    """Return the language of this request: ``en`` where the reader chose it, else ``zh``."""
    return _LANGUAGE.get()


def _note(app: Flask, **_: object) -> None:
    """Note the language of a request before anything may refuse it."""
    _LANGUAGE.set(ENGLISH if request.cookies.get(COOKIE) == ENGLISH else CHINESE)


def _forget(_: BaseException | None) -> None:
    """Speak Chinese again: what a thread does after a request is nobody's page."""
    _LANGUAGE.set(CHINESE)


def english() -> bool:
    """Say whether this reader's pages are in English."""
    return language() == ENGLISH


def spoken(value: Any) -> Any:
    """Return what a template shows, in the language of the page if it knows how it was made."""
    return _translated(value) if isinstance(value, Said) and english() else value


def zh() -> str:
    """Return the attribute that marks Chinese content on an English page, for those who have it
    read aloud or translated."""
    return Markup(' lang="zh-CN"') if english() else ""


def unit(word: str, n: int) -> str:
    """Return the word that stands after the number ``n``: 篇; article or articles."""
    return _ngettext(word, word, n)


def gettext(text: str) -> str:
    """Return ``text`` in the language of this request."""
    return str(catalogue().ugettext(text)) if english() else text


def markup(text: str, **values: Any) -> Markup:
    """Return ``text`` of a template in the language of this request, ``values`` escaped in it."""
    return Markup(gettext(text)) % values if values else _markup(text, english())


@lru_cache(maxsize=2048)
def _markup(text: str, _english: bool) -> Markup:
    return Markup(gettext(text)) % {}


def _ngettext(one: str, several: str, n: int) -> str:
    if not english():
        return one if n == 1 else several
    return str(catalogue().ungettext(one, several, n))


def _translated(made: Said) -> str:
    pattern = gettext(made.msgid) if made.msgid else ""
    if made.parts is not None:
        return pattern.join(str(spoken(part)) for part in made.parts)
    values = {name: spoken(value) for name, value in made.values.items()}
    return pattern.format(**values) if values else pattern


def _chosen() -> Response | None:
    """Keep a language given as ``lang=`` and lead to the same page without it."""
    given = request.args.get("lang")
    if given is None or request.method not in ("GET", "HEAD") or request.path.startswith("/api/"):
        return None
    pairs = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
    target = {"Location": with_pairs(request.path, pairs)}
    response = current_app.response_class(status=303, headers=target)
    if given in TAGS:
        set_cookie(response, COOKIE, given, max_age=A_YEAR)
    return response


def _tell(response: Response) -> Response:
    """Say what language a page is in, and that it hangs on the cookie."""
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = TAGS[language()]
        response.vary.add("Cookie")
    return response


def _words() -> dict[str, Any]:
    other = CHINESE if english() else ENGLISH
    pairs = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
    back = request.path if request.method in ("GET", "HEAD") else "/"
    return {
        "language_tag": TAGS[language()],
        "language_switch": with_pairs(back, [*pairs, ("lang", other)]),
    }


@cache
def catalogue() -> Translations:
    """Return the English catalogue, made from its readable form: no built file can be out of date
    or missing."""
    with CATALOGUE.open("rb") as file:
        messages = read_po(file, locale=ENGLISH)
    built = io.BytesIO()
    write_mo(built, messages)
    built.seek(0)
    return Translations(built)


class _Catalogue(Domain):  # type: ignore[misc]  # flask-babel has no types
    """Where translations come from: the one catalogue, nothing for Chinese."""

    def get_translations(self) -> NullTranslations:
        return catalogue() if english() else NullTranslations()


class _Catalogued(Babel):  # type: ignore[misc]  # flask-babel has no types
    """Flask-Babel with that catalogue."""

    domain_instance = _Catalogue()


def problem_messages(
    fileobj: Any, keywords: Any, comment_tags: Any, options: Any
) -> Iterable[tuple[int, str, str, list[str]]]:
    """Yield the texts of problem types for the catalogue (a Babel extraction method)."""
    for found in problems().values():
        for text in (found.title, found.advice):
            yield 0, "_", text, []
