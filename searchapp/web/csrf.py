"""Writes only from our own pages: a token bound to a cookie, and where the request came from."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import Forbidden, UnsupportedMediaType

from searchapp.errors import AppError
from searchapp.web.context import current_desk

COOKIE = "desk"
FIELD = "csrf"
HEADER = "X-CSRF-Token"
SECRET_BYTES = 32
_SECRET = "union-desk-secret"


class BrokenSecret(AppError):
    """The secret file of the data folder cannot be used."""


def keep_secret(app: Flask, folder: Path) -> None:
    """Give ``app`` the signing secret of the data folder, made on first start."""
    app.extensions[_SECRET] = _read_or_make(folder / "secret.key")
    app.after_request(_set_cookie)


def _read_or_make(path: Path) -> bytes:
    """Return the secret at ``path``. A new one is whole before it stands there, and only the
    first of two processes that make one at the same time is kept."""
    if not path.exists():
        part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    found = path.read_bytes()
    if len(found) < SECRET_BYTES:
        raise BrokenSecret(f"密钥文件 {path} 不完整。请删去它，再启动一次。")
    return found


def csrf_token() -> str:
    """Return the token a form of this page carries; a cookie is set for a reader without one."""
    session = request.cookies.get(COOKIE, "")
    if not _is_session(session):
        session = g.get("new_session") or secrets.token_urlsafe(16)
        g.new_session = session
    return _signed(session)


def check_form() -> None:
    """Refuse (403, 415) a form that one of our own pages did not send."""
    _check_origin()
    if request.mimetype not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise UnsupportedMediaType
    _check_token(request.form.get(FIELD, ""))


def check_json() -> None:
    """Refuse (403, 415) a write that is not JSON, or that a browser sends without the token.

    A program has no cookie another site could ride on; a browser gives itself away.
    """
    _check_origin()
    if request.mimetype != "application/json" and (request.method != "DELETE" or request.mimetype):
        raise UnsupportedMediaType
    from_browser = any(name in request.headers for name in ("Origin", "Sec-Fetch-Site", "Cookie"))
    if from_browser:
        _check_token(request.headers.get(HEADER, ""))


def _check_origin() -> None:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden
    origin = request.headers.get("Origin")
    if origin is None:
        return
    public = urlsplit(current_desk().settings.public_url or "").netloc
    host = urlsplit(origin).netloc
    if not host or host not in (request.host, public):
        raise Forbidden


def _check_token(token: str) -> None:
    session = request.cookies.get(COOKIE, "")
    wanted = _signed(session).encode()
    if not _is_session(session) or not hmac.compare_digest(wanted, token.encode()):
        raise Forbidden


def _is_session(value: str) -> bool:
    return len(value) == 22 and value.isascii()


def _signed(session: str) -> str:
    secret: bytes = current_app.extensions[_SECRET]
    return hmac.new(secret, session.encode(), hashlib.sha256).hexdigest()


def _set_cookie(response: Response) -> Response:
    session = g.get("new_session")
    if session:
        set_cookie(response, COOKIE, session)
    return response


def set_cookie(
    response: Response, name: str, value: str, path: str = "/", max_age: int | None = None
) -> None:
    """Set a cookie that no script reads and no other site sends along."""
    secure = (current_desk().settings.public_url or "").startswith("https:")
    response.set_cookie(
        name, value, max_age=max_age, path=path, secure=secure, httponly=True, samesite="Lax"
    )
