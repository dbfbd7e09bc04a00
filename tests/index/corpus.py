"""Invented documents in awkward shapes: what every engine must find its way through."""

from __future__ import annotations

from dataclasses import replace

from index.document import Document

SICHUAN, GUANGYUAN, LIZHOU = "510000", "510800", "510802"
CHONGQING, HECHUAN = "500000", "500117"
FUJIAN, QUANZHOU, FENGZE = "350000", "350500", "350503"


COPIES = {"a01": "a03", "a03": "a03", "a02": "b02", "b02": "b02", "b05": "b02", "a07": "b01"}
COPIES |= {shown: shown for shown in COPIES.values()}
"""Which of them are copies, and the one each group is shown by."""


def documents() -> list[Document]:
    """Return the corpus, new each time."""
    return [replace(document, group=COPIES.get(document.id)) for document in _documents()]


def _documents() -> list[Document]:
    return [
        Document(
            id="a01",
            title="唱好工会协作“双城记” 积极助力融入“经济圈”",
            body="9月27日至28日，市总工会党组书记带领县区总工会赴重庆市合川区考察交流，"
            "分别签署融入成渝地区双城经济圈建设协作框架协议。\n合川区总工会副主席陪同。",
            source_name="广元工会网",
            date="2020-10-09",
            regions=(GUANGYUAN, HECHUAN),
            region_ancestors=(SICHUAN, CHONGQING),
            organizations=("510800-zgh", "500117-zgh"),
            source="gyghw-1a2b",
        ),
        Document(
            id="a02",
            title="豐澤區總工會召開“五城五區”聯席會議",
            body="會議強調，要着力解決職工急難愁盼問題，發揮１２３２１舉報中心作用。面積約３㎡，佔①成½。",
            source_name="泉州工會",
            regions=(FENGZE,),
            region_ancestors=(FUJIAN, QUANZHOU),
            organizations=("350503-zgh",),
        ),
        Document(
            id="a03",
            title="广元市总工会联席会议",
            body="联席会议由市总工会召开。电话0839-3262473，邮箱GH@Example.com，设备DSC_4012。",
            source_name="广元工会网",
            date="2020-10",
            regions=(GUANGYUAN,),
            region_ancestors=(SICHUAN,),
            organizations=("510800-zgh",),
            source="gyghw-1a2b",
        ),
        Document(
            id="a04",
            title="总工会",
            body="总工会，总工会，总工会！",
            date="2020",
            regions=(SICHUAN, LIZHOU),
            region_ancestors=(SICHUAN, GUANGYUAN),
        ),
        Document(id="a05", title="", body="", source_name=""),
        Document(
            id="a06",
            title="哈哈哈哈0000aaaaab",
            body="Straße STRASSE ﬁn café cafe\u0301 İstanbul 𠮷野家 a\u200bb\u00adc\n"
            "ＡＰＰ　ｉＰｈｏｎｅ１５",
            date="2019-12-31",
            source="x-0001",
        ),
        Document(
            id="a07",
            title="机会主义者的乒乓球拍卖会完了",
            body="那么多的机会，主义真。OR 或 -减号 title:标题 (括号) “引号” 第1）条",
            date="2021-02-28",
            regions=(QUANZHOU,),
            region_ancestors=(FUJIAN,),
            organizations=("350500-zgh", "350503-zgh", "350500-zgh"),
            source="qzgh-0002",
        ),
        *(
            Document(
                id=f"b{n:02}",
                title=f"第{n}届职工技能大赛举行" if n != 30 else "",
                supplied="" if n != 30 else "来自各区县的选手参加比赛",
                body="来自各区县的选手参加比赛。" * (n % 4 + 1) + "劳模" * (n % 3),
                source_name="工人日报" if n % 2 else "",
                date=(f"20{12 + n % 5}-0{n % 9 + 1}-1{n % 3}", f"20{12 + n % 5}", None)[n % 3],
                regions=((GUANGYUAN,), (HECHUAN, FENGZE), ())[n % 3],
                region_ancestors=((SICHUAN,), (CHONGQING, FUJIAN, QUANZHOU), ())[n % 3],
                organizations=(f"{n % 4}-zgh",) if n % 4 else (),
                source="grrb-0003" if n % 2 else None,
            )
            for n in range(1, 31)
        ),
    ]


RETIRED = [
    Document(id="a01", title="旧稿", body="早先的一稿，已被替换。", date="2011-01-01"),
    Document(id="gone", title="总工会已删除的稿件", body="总工会双城记", date="2018-01-01"),
]
"""Committed first, then replaced and deleted: none of it may ever be found."""
