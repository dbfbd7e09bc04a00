"""Small PDF files for tests, written out by hand."""

from __future__ import annotations

import zlib


def stream(content: bytes, extra: str = "") -> bytes:
    packed = zlib.compress(content)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode {extra} >>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def document(*pages: tuple[str, ...]) -> bytes:
    """Write a PDF whose Han font is named and not embedded, as Chinese printers write them."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        " /DescendantFonts [4 0 R] >>"
    )
    descendant = (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        font.encode(),
        descendant.encode(),
    ]
    for number, lines in enumerate(pages):
        texts = (f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td" for line in lines)
        shown = f"BT /F1 12 Tf 50 800 Td {' '.join(texts)} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(stream(shown.encode()))
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    raw = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return raw + head + table + tail % (len(objects) + 1, len(raw))
