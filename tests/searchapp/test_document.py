from __future__ import annotations

from searchapp.article import Article, DateFact, Extraction, OrganizationFact, RegionFact
from searchapp.document import to_document
from tokenizers.gazetteer import load_gazetteer


def article(found: Extraction) -> Article:
    return Article("d1", 1, 1, "", ("a.txt",), "", "txt", found, found)


def test_a_document_holds_what_the_story_is_about_and_the_regions_above() -> None:
    found = Extraction(
        title="题",
        title_inferred=False,
        body="文",
        site="广元工会网",
        date=DateFact("2020-10", "month", ""),
        regions=(
            RegionFact("510800", "about", ""),
            RegionFact("510000", "about", ""),
            RegionFact("500112", "about", ""),
            RegionFact("510800", "about", "又一处"),
            RegionFact("110000", "mentioned", ""),
        ),
        organizations=(
            OrganizationFact("a", "甲", "publisher", False, ""),
            OrganizationFact("b", "乙", "about", True, ""),
            OrganizationFact("a", "甲", "about", False, ""),
            OrganizationFact("c", "丙", "mentioned", False, ""),
        ),
    )
    document = to_document(article(found), load_gazetteer())
    assert document.regions == ("510800", "510000", "500112")
    assert document.region_ancestors == ("500000",)
    assert document.organizations == ("a", "b")
    assert (document.date, document.source_name) == ("2020-10", "广元工会网")
    assert document.source is not None
    assert document.source.startswith("gyghw-")


def test_what_a_page_does_not_say_stays_unknown() -> None:
    document = to_document(article(Extraction("题", True, "文")), load_gazetteer())
    assert (document.date, document.source, document.source_name) == (None, None, "")
    assert (document.regions, document.organizations) == ((), ())


def test_a_title_the_page_does_not_have_is_supplied() -> None:
    own, supplied = (
        to_document(article(Extraction("题", inferred, "题，文")), load_gazetteer())
        for inferred in (False, True)
    )
    assert (own.title, own.supplied) == ("题", "")
    assert (supplied.title, supplied.supplied) == ("", "题")
