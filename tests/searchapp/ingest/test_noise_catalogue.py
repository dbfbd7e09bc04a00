"""The catalogue of noise, row by row: what goes from a page of ours, and what stays of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from searchapp.article import Extraction, RawPage
from searchapp.ingest.extract import extract

TODAY = date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A page of one row of the catalogue, and how it must read."""

    name: str
    raw: str
    title: str
    day: str | None
    body: str
    kind: str = "txt"
    encoding: str = "utf-8"
    removed: tuple[str, ...] = ()


ROWS = (
    Row(
        "N1 toned pinyin after Traditional characters",
        "嘉興(xīng)市總(zǒng)工會(huì)設(shè)立愛(ài)心驛(yì)站\n\n"
        "2022年8月3日，嘉興(xīng)市總(zǒng)工會(huì)在南湖區(qū)啟(qǐ)用第十個愛(ài)心驛(yì)站，職(zhí)工(VIP)可歇腳。\n",
        "嘉兴市总工会设立爱心驿站",
        None,
        "2022年8月3日，嘉兴市总工会在南湖区启用第十个爱心驿站，职工(VIP)可歇脚。",
        removed=("拼音注音",),
    ),
    Row(
        "N2 pinyin with blanks and emoji after Simplified characters",
        "毕节市总工会举办技能竞(🌵)赛\n来源：毕节市总工会 时间：2024-05-21\n"
        "5月20日，毕(bì )节市总工会举(jǔ )办(bàn )电工技能竞(🌸)赛，共有30名职(zhí(🎈) )"
        "工参(cān )加。"
        "大(🍀)家比得很认真，班组(三组)第一。",
        "毕节市总工会举办技能竞赛",
        "2024-05-21",
        "5月20日，毕节市总工会举办电工技能竞赛，共有30名职工参加。大家比得很认真，班组(三组)第一。",
        removed=("拼音注音",),
    ),
    Row(
        "N3 toneless pinyin where toned ones prove the page spliced",
        "他們(men)在崗位上過年\n“媽(mā)媽，你們(men)什麼(me)時(shí)候回來(lái)？”"
        "洛陽(yáng)市總(zǒng)工會(huì)的同志們(men)打來(lái)電話(huà)。著(zhe)力解難(nán)題(ABC)。",
        "他们在岗位上过年",
        None,
        "“妈妈，你们什么时候回来？”洛阳市总工会的同志们打来电话。着力解难题(ABC)。",
        removed=("拼音注音",),
    ),
    Row(
        "N3 toneless letters on a page without splices",
        "职工唱起来\n近日，聊城市总工会举办歌咏比赛。他们(men)说，班组更团结。",
        "职工唱起来",
        None,
        "近日，聊城市总工会举办歌咏比赛。他们(men)说，班组更团结。",
    ),
    Row(
        "N4 bytes a splicer shifted",
        '<html><head><meta charset="gb2312"><title>十堰市總工會表彰先進</title></head><body>'
        "<h1>十堰市總工會表彰先進</h1><p>2021-04-30 10:22 來源:十堰市總工會</p>"
        "<p>4月29日，十堰市總工會召開(kāi)大會(huì)，表彰“五一勞動獎?wù)隆鲍@獎職工。會(huì)議隆重。</p>",
        "十堰市总工会表彰先进",
        "2021-04-30",
        "4月29日，十堰市总工会召开大会，表彰“五一劳动奖章”获奖职工。会议隆重。",
        kind="html",
        encoding="gb18030",
        removed=("错位编码", "拼音注音"),
    ),
    Row(
        "N5 Traditional made by a machine",
        "廊坊市總工會慰問職工\n發布時間：2019-07-30 來源：廊坊市總工會\n"
        "為了讓職工感受溫暖，廊坊市總工會幹部幾次深入裏坦鎮，後續還將走訪，著力解憂。",
        "廊坊市总工会慰问职工",
        "2019-07-30",
        "为了让职工感受温暖，廊坊市总工会干部几次深入里坦镇，后续还将走访，着力解忧。",
    ),
    Row(
        "N5 Traditional written by people",
        "工聯會舉辦職業安全講座\n【本報訊】香港工會聯合會昨日喺九龍舉行講座，「過勞」問題受關注。\n2023年6月5日",
        "工聯會舉辦職業安全講座",
        "2023-06-05",
        "【本報訊】香港工會聯合會昨日喺九龍舉行講座，「過勞」問題受關注。\n2023年6月5日",
    ),
    Row(
        "N6 entities left over",
        "<html><head><title>送清凉&nbsp;到一线_通辽工会网</title></head><body>"
        "<h1>送清凉&amp;nbsp;到一线</h1><div>发布时间：2020-07-15 &nbsp; 来源：通辽市总工会</div>"
        "<p>&emsp;&emsp;7月14日，通辽市总工会开展&ldquo;送清凉&rdquo;活动，nbsp;送去西瓜&#12290;</p>",
        "送清凉 到一线",
        "2020-07-15",
        "7月14日，通辽市总工会开展“送清凉”活动， 送去西瓜。",
        kind="html",
        removed=("实体残留",),
    ),
    Row(
        "N7 tags left over",
        "关于夏季劳动保护的通知\n?/p>各县区总工会：</p>\n"
        "<span>现将有关事项通知如下：</span<br/>一、加强检查。\n"
        "<!--enpcontent-->二、气温<35℃也要防暑。<!--/enpcontent-->/enpproperty-->\n铜陵市总工会\n2018年6月20日",
        "关于夏季劳动保护的通知",
        "2018-06-20",
        "各县区总工会：\n现将有关事项通知如下：一、加强检查。\n二、气温<35℃也要防暑。\n铜陵市总工会\n2018年6月20日",
        removed=("标签残留",),
    ),
    Row(
        "N8 blanks, signs without width, private characters",
        "工\u200b会主席走\ufeff访困难职\u00ad工\n"
        "\u3000\u30002020年1月8日，鹤壁市总工会\u00a0主席走访困难职工，\ue5e5送去慰问金。\u2003\u3000",
        "工会主席走访困难职工",
        None,
        "2020年1月8日，鹤壁市总工会 主席走访困难职工，送去慰问金。",
    ),
    Row(
        "N9 paths and names of pictures",
        "湘西州总工会赴保靖县调研\n2023-03-02 09:10:11\n3月1日，湘西州总工会到保靖县调研。\n"
        "D:\\工会宣传\\怀化交流\\IMG_20230301_1011.jpg\nIMG_1234\n微信图片_20230302091011.jpg\n"
        "W020230302339955839447_jpg\n/uploads/allimg/230302/1-2303020911.png\nmmexport1677722222222.jpg\n"
        "照片IMG_1234由职工拍摄。",
        "湘西州总工会赴保靖县调研",
        "2023-03-02",
        "3月1日，湘西州总工会到保靖县调研。\n照片IMG_1234由职工拍摄。",
        removed=("图片路径", "图片文件名"),
    ),
    Row(
        "N10 the line of metadata",
        "阜阳工会网 http://m.abcxyz.com/ 发布时间:2021-11-05 点击量:873 来源:管理员\n"
        "阜阳市总工会举办联谊\n11月4日，阜阳市总工会举办单身职工联谊，经费来源:会费。",
        "阜阳市总工会举办联谊",
        "2021-11-05",
        "11月4日，阜阳市总工会举办单身职工联谊，经费来源:会费。",
        removed=("页眉信息",),
    ),
    Row(
        "N11 navigation and crumbs",
        "您现在的位置：首页 >> 基层动态 >> 正文\n首页 | 工会概况 | 新闻中心 | 维权服务\n"
        "宿州市埇桥区总工会为司机免费体检\n时间：2022-09-15 来源：埇桥区总工会\n"
        "9月14日，埇桥区总工会组织司机体检，项目分内科 | 外科 | 眼科。",
        "宿州市埇桥区总工会为司机免费体检",
        "2022-09-15",
        "9月14日，埇桥区总工会组织司机体检，项目分内科 | 外科 | 眼科。",
        removed=("面包屑导航",),
    ),
    Row(
        "N12 the foot of the site",
        "淮安市总工会启动“金秋助学”\n近日，市总工会启动2021年“金秋助学”活动，资助200人。\n"
        "主办：淮安市总工会　地址：淮安市翔宇南道1号　邮编：223001\n"
        "Copyright © 2012-2021 All Rights Reserved\n苏ICP备12345678号-1 技术支持：某某科技",
        "淮安市总工会启动“金秋助学”",
        None,
        "近日，市总工会启动2021年“金秋助学”活动，资助200人。",
        removed=("页脚信息",),
    ),
    Row(
        "N13 credits",
        "摄影展走进车间\n7月1日，晋中市总工会职工摄影展走进车间。\n摄影师王小明说，机器也有表情。\n"
        "摄影丨王小明\n编辑：赵某 审核：钱某某\n（责任编辑：孙丽）",
        "摄影展走进车间",
        None,
        "7月1日，晋中市总工会职工摄影展走进车间。\n摄影师王小明说，机器也有表情。",
        removed=("责编署名",),
    ),
    Row(
        "N14 counters and buttons",
        "梧州市总工会召开全委会\n2017-02-23 浏览次数：1205 字号：【大 中 小】 打印本页 关闭窗口\n"
        "2月22日，梧州市总工会召开全委会，要求多“点赞”少指责。\n"
        "分享到：微信 微博 QQ空间\n扫一扫在手机打开当前页\n点赞 12 在看 3",
        "梧州市总工会召开全委会",
        "2017-02-23",
        "2月22日，梧州市总工会召开全委会，要求多“点赞”少指责。",
        removed=("分享与打印",),
    ),
    Row(
        "N15 other articles with their dates",
        "汉滨区总工会培训工会干部\n6月8日，汉滨区总工会举办培训班，120人参加。\n培训为期两天。\n"
        "上一篇：宝鸡市总工会送教上门 2023-06-08\n下一篇：没有了\n"
        "相关阅读\n商洛市总工会慰问劳模 2023-05-01",
        "汉滨区总工会培训工会干部",
        None,
        "6月8日，汉滨区总工会举办培训班，120人参加。\n培训为期两天。",
        removed=("相关阅读",),
    ),
    Row(
        "N16 an address of somebody else's in the head",
        "湘潭工会 m.probably-spam.com 手机版\n湘潭县总工会开展消费帮扶\n2020-12-01 来源：湘潭工会\n"
        "11月30日，湘潭县總工會開展消費幫扶(fú)活動(dòng)，踴躍認購(gòu)農(nóng)產(chǎn)品。",
        "湘潭县总工会开展消费帮扶",
        "2020-12-01",
        "11月30日，湘潭县总工会开展消费帮扶活动，踊跃认购农产品。",
        removed=("页眉信息",),
    ),
    Row(
        "N17 a lead cut short before the whole one",
        "滁州市总工会为快递员送保障\n近日，滁州市总工会为全市2000名快递员赠送保险，快递…\n"
        "近日，滁州市总工会为全市2000名快递员赠送保险，快递小哥有了“护身符”。\n未完待续…",
        "滁州市总工会为快递员送保障",
        None,
        "近日，滁州市总工会为全市2000名快递员赠送保险，快递小哥有了“护身符”。\n未完待续…",
        removed=("截断的导语",),
    ),
    Row(
        "N18 a title with marks, the site's name, and once more in the text",
        "<html><head><title>[转载]周口市总工会启动集中入会行动(图)_周口市总工会官网</title></head><body>"
        "<p>周口市总工会启动集中入会行动(图)</p><p>2021-09-03 16:20</p>"
        "<p>周口市总工会启动集中入会行动</p>"
        "<p>9月2日，周口市总工会启动集中入会行动(第一批)，发放会员卡500张。</p>",
        "周口市总工会启动集中入会行动",
        "2021-09-03",
        "9月2日，周口市总工会启动集中入会行动(第一批)，发放会员卡500张。",
        kind="html",
        removed=("重复标题",),
    ),
    Row(
        "N19 blanked words and years",
        "原副主席讲述经历\n****年，xx部长到厂里来，201x年厂里改制。安顺市总工会副主席王某说，经费只有三千元。",
        "原副主席讲述经历",
        None,
        "****年，xx部长到厂里来，201x年厂里改制。安顺市总工会副主席王某说，经费只有三千元。",
    ),
    Row(
        "N20 wrong variants of characters",
        "陜西省总工会召开产改推进会\n时间﹕2022年3月4日\n3月3日，陜西省总工会召开推进会﹐羣众代表参加﹔会后座谈。",
        "陕西省总工会召开产改推进会",
        "2022-03-04",
        "3月3日，陕西省总工会召开推进会，群众代表参加；会后座谈。",
    ),
)


def read(row: Row) -> Extraction:
    return extract(RawPage(row.raw.encode(row.encoding), f"a.{row.kind}", row.kind), TODAY)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_noise_goes_and_the_story_stays(row: Row) -> None:
    found = read(row)
    assert (found.title, found.body) == (row.title, row.body)
    assert not found.title_inferred
    assert (found.date.value if found.date else None) == row.day
    assert set(row.removed) <= set(found.removed)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_was_cleaned_once_stays_as_it_is(row: Row) -> None:
    first = read(row)
    again = extract(
        RawPage(b"{}", "a.jsonl#1", "json", {"title": first.title, "body": first.body}), TODAY
    )
    assert (again.title, again.body) == (first.title, first.body)


def test_every_row_of_the_catalogue_has_a_page() -> None:
    assert {row.name.split()[0] for row in ROWS} == {f"N{number}" for number in range(1, 21)}
