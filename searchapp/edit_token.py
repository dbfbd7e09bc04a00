"""The secret that lets whoever kept something change it: shown once, stored as a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_token() -> tuple[str, str]:
    """Return a new token and the SHA-256 (hex) to keep in its place."""
    token = secrets.token_urlsafe(16)
    return token, _hash(token)


def is_token(token: str, kept: str) -> bool:
    """Say whether ``token``, as typed, is the one whose hash was ``kept``; "" is no one's."""
    return hmac.compare_digest(kept, _hash(token.strip()))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
