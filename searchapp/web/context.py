"""The desk and the settings of the running application, for the rooms of the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app, request

if TYPE_CHECKING:
    from searchapp.desk import Desk

KEY = "union-desk"


def current_desk() -> Desk:
    """Return the desk of the running application."""
    return cast("Desk", current_app.extensions[KEY])


def base_url() -> str:
    """Return scheme and host for links that leave the page, without a slash at the end.

    It is the configured public address; without one, whatever this reader typed.
    """
    public = current_desk().settings.public_url
    return (public or request.host_url).rstrip("/")
