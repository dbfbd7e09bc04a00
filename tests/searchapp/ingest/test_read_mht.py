from __future__ import annotations

import random
from email.encoders import encode_base64, encode_quopri
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest.clean import clean_page
from searchapp.ingest.source import Source, open_source

TITLE = "广元市总工会开展“送清凉”慰问活动"
BODY = "7月20日，广元市总工会走访慰问了坚守在高温一线的环卫职工，送去了防暑降温用品。"
HTML = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>"


def part(kind: str, content: bytes, charset: str | None, location: str) -> MIMEBase:
    main, _, sub = kind.partition("/")
    made = MIMEBase(main, sub, **({"charset": charset} if charset else {}))
    made.set_payload(content)
    (encode_quopri if main == "text" else encode_base64)(made)
    made["Content-Location"] = location
    return made


def archive(html: bytes, charset: str | None = None) -> bytes:
    whole = MIMEMultipart("related", type="text/html")
    whole["From"] = "<Saved by Blink>"
    whole["Subject"] = "=?utf-8?Q?x?="
    whole.attach(part("text/html", html, charset, "http://www.gygh.cn/show/1.html"))
    whole.attach(part("image/png", b"\x89PNG" * 9, None, "http://www.gygh.cn/1.png"))
    whole.attach(part("text/html", "<p>广告框</p>".encode(), "utf-8", "http://ad.cn/"))
    return whole.as_bytes()


def page(raw: bytes) -> RawPage:
    return RawPage(raw=raw, place="a.mht", kind="mht")


def opened(raw: bytes) -> Source:
    return open_source(page(raw))


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "big5", None])
def test_the_saved_page_is_read_in_its_own_charset(charset: str | None) -> None:
    html = HTML.replace("总", "總") if charset == "big5" else HTML
    html = html if charset != "big5" else "<p>臺北市總工會慰問勞工</p>"
    source = opened(archive(html.encode(charset or "utf-8"), charset))
    assert source.original == html
    assert source.url == "http://www.gygh.cn/show/1.html"


def test_a_saved_page_is_read_like_any_page() -> None:
    clean = clean_page(page(archive(HTML.encode())))
    assert (clean.title, clean.body) == (TITLE, BODY)
    assert (clean.url, clean.url_trust) == ("http://www.gygh.cn/show/1.html", "page")
    assert "广告框" not in clean.original_text


def test_the_part_named_as_start_is_the_page() -> None:
    whole = MIMEMultipart("related", type="text/html", start="<main>")
    whole.attach(part("text/html", "<p>边框</p>".encode(), "utf-8", "cid:frame"))
    main = part("text/html", HTML.encode(), "utf-8", "cid:main")
    main["Content-ID"] = "<main>"
    whole.attach(main)
    source = opened(whole.as_bytes())
    assert source.original == HTML
    assert source.url is None


def test_plain_html_under_the_name_of_an_archive_is_read() -> None:
    assert opened(HTML.encode("gbk")).original == HTML


def test_an_archive_without_a_page_is_refused() -> None:
    whole = MIMEMultipart("related")
    whole.attach(part("image/png", b"\x89PNG", None, "http://a.cn/1.png"))
    with pytest.raises(IngestError, match="没有网页"):
        opened(whole.as_bytes())
    with pytest.raises(IngestError, match="嵌套"):
        opened(b"Content-Type: multipart/mixed; boundary=a\n\n" + b"boundary=x\n" * 99)


def test_damaged_archives_are_read_or_refused() -> None:
    whole = archive(HTML.encode("gbk"), "gbk")
    chance = random.Random(5)
    for _ in range(150):
        raw = bytearray(whole[: chance.randint(1, len(whole))])
        for _ in range(chance.randint(1, 30)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        try:
            opened(bytes(raw))
        except IngestError as error:
            assert error.place == "a.mht"


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused(noise: bytes) -> None:
    for raw in (noise, b"Content-Type: text/html; charset=" + noise, b"Content-Type: " + noise):
        try:
            opened(raw)
        except IngestError as error:
            assert error.reason
