"""One story in every format: found, shown and handed out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

from searchapp.article import Article
from searchapp.desk import Desk, open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.settings import Settings
from searchapp.web.app import create_app
from tests.pdf_pages import document as pdf

TITLE = "广元市总工会开展“送清凉”慰问活动"
STORY = "7月20日，广元市总工会走访慰问了坚守在高温一线的环卫职工，送去了防暑降温用品，共慰问{}人。"
HEAD = "来源：广元市总工会 发布时间：2020年7月21日"


def word(story: str) -> bytes:
    made = docx.Document()
    for line in (TITLE, HEAD, story):
        made.add_paragraph(line)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def workbook(story: str) -> bytes:
    book = openpyxl.Workbook()
    for row in (("标题", "正文", "发布时间", "来源"), (TITLE, story, "2020-07-21", "广元市总工会")):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def web_archive(story: str) -> bytes:
    html = f"<h1>{TITLE}</h1><p>{HEAD}</p><p>{story}</p>"
    head = b"MIME-Version: 1.0\nContent-Type: text/html; charset=gbk\n"
    return head + b"Content-Transfer-Encoding: binary\n\n" + html.encode("gbk")


def zipped(story: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", f"{TITLE}\n{HEAD}\n{story}")
    return file.getvalue()


def table(story: str) -> bytes:
    return f"标题,正文,发布时间,来源\n{TITLE},{story},2020-07-21,广元市总工会\n".encode("gbk")


FILES = {
    "a.docx": (word(STORY.format(1)), "docx"),
    "b.pdf": (pdf((TITLE, HEAD, STORY.format(2))), "pdf"),
    "c.mht": (web_archive(STORY.format(3)), "mht"),
    "d.csv": (table(STORY.format(4)), "json"),
    "e.xlsx": (workbook(STORY.format(5)), "json"),
    "f.zip": (zipped(STORY.format(6)), "txt"),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("formats")
    for name, (raw, _) in FILES.items():
        (folder / name).write_bytes(raw)
    opened = open_desk(Settings(data=tmp_path_factory.mktemp("data")))
    outcome = ingest([str(folder)], opened)
    assert (outcome.new, outcome.quarantined) == (len(FILES), 0)
    assert ingest([str(folder)], opened).same == len(FILES)
    yield opened
    opened.close()


def stored(desk: Desk, name: str) -> Article:
    return next(a for a in desk.store.all_articles() if Path(f"/{name}").name in a.places[0])


@pytest.mark.parametrize("name", FILES)
def test_a_story_reads_the_same_in_every_format(desk: Desk, name: str) -> None:
    number = [*FILES].index(name) + 1
    found = stored(desk, name).extraction
    assert (found.title, found.body) == (TITLE, STORY.format(number))
    assert found.date is not None and found.date.value == "2020-07-21"
    assert found.site == "广元市总工会"


@pytest.mark.parametrize("name", FILES)
def test_its_original_is_shown_as_text_and_handed_out_under_its_suffix(
    desk: Desk, name: str
) -> None:
    client = create_app(desk, rate=None).test_client()
    article = stored(desk, name)
    assert TITLE in client.get(f"/doc/{article.id}/raw").text.replace("&#34;", '"')
    response = client.get(f"/doc/{article.id}/raw?download=1")
    raw, suffix = FILES[name]
    assert response.headers["Content-Disposition"].endswith(f'{article.id}.{suffix}"')
    assert article.kind == suffix
    assert response.data == (
        raw if suffix in ("docx", "pdf", "mht") else desk.store.raw(article.id)
    )
