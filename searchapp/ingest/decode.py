"""Bytes to text, by evidence: a mark, strict UTF-8, what the page declares, then how it reads."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from tokenizers.commonness import commonness

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"\xd0\xcf")
_DECLARED = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_ALIASES = {
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "xgbk": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
}
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 20_000
_UNREADABLE = 0.1
"""More undecodable characters than this share of what is not ASCII: it is no text."""
_NOISE = 2.0
"""Guessed readings less likely than this are noise that happens to decode."""
_FEW = 20
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it came in, and how many byte sequences could not be read (``�``)."""

    text: str
    encoding: str
    unreadable: int = 0


def decode(raw: bytes, stated: str | None = None) -> Decoded | None:
    """Return ``raw`` as text, or ``None`` if it is no text (pictures, archives, noise).

    ``stated`` is the charset its surroundings give it, where it declares none itself.
    """
    if raw.startswith(_MAGIC):
        return None
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _accept(_read(raw[len(bom) :], encoding))
    if b"\x00" not in raw:
        try:
            return _accept(Decoded(raw.decode("utf-8"), "utf-8"))
        except UnicodeDecodeError:
            pass
    declared = _declared(raw) or _alias(stated or "")
    readings = [_read(raw, encoding) for encoding in _possible(raw)]
    likelihood, best = max(
        ((_likelihood(reading, declared), reading) for reading in readings),
        key=lambda pair: pair[0],
    )
    noise = likelihood < _NOISE and len(_FOREIGN.findall(best.text[:_SAMPLE])) > _FEW
    return None if noise else _accept(best)


def _possible(raw: bytes) -> tuple[str, ...]:
    """UTF-16 shows itself by zero bytes of its ASCII; without any it is the rarest case, and
    any bytes at all read as some UTF-16."""
    if b"\x00" in raw:
        return ("utf-16-le", "utf-16-be", "utf-8")
    return _CANDIDATES


def _read(raw: bytes, encoding: str) -> Decoded:
    text = raw.decode(encoding, errors="replace")
    return Decoded(text.replace("\x00", ""), encoding, text.count("\ufffd"))


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:4096])
    return _alias(found.group(1).decode("ascii") if found else "")


def _alias(charset: str) -> str | None:
    return _ALIASES.get(re.sub("[-_]", "", charset.lower()))


def _likelihood(reading: Decoded, declared: str | None) -> float:
    """How well a reading looks; the declared encoding wins a near tie."""
    sample = reading.text[: _SAMPLE * 20]
    foreign = "".join(_FOREIGN.findall(sample)[:_SAMPLE])
    bad = foreign.count("\ufffd") / max(1, len(foreign))
    controls = len(_CONTROLS.findall(sample)) / max(1, len(sample))
    return commonness(foreign) - 20 * (bad + controls) + (reading.encoding == declared)


def _accept(reading: Decoded) -> Decoded | None:
    controls = len(_CONTROLS.findall(reading.text))
    if controls > 0.02 * len(reading.text):
        return None
    sample = reading.text[:_SAMPLE]
    lost = sample.count("\ufffd")
    illegible = lost > 2 and lost > _UNREADABLE * len(_FOREIGN.findall(sample))
    return None if illegible else reading
