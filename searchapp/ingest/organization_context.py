"""What stands before the end of an organization's name: everyone, a company, a verb."""

from __future__ import annotations

import re

PLURAL_BEFORE = re.compile(
    r"(?:[各个等级]|部分|有关|相关|所属|所辖|全体|多个|[省市县区州]、)[\u4e00-\u9fff（）()]{0,3}$"
    r"|[县市区州]、?(?:[县市区]、?)+$|地市$|乡镇$|镇街$"
)
"""各区总工会, 20个县区总工会, 省、市、自治区总工会: nobody in particular."""
UNIT_BEFORE = re.compile(r"(?:自治区|师市|[省市区县州盟旗])$")
OFFICE_BEFORE = re.compile(r"(?:人大常委会|人大|政协)(?:党组)?(?:副主任|副主席|副书记|党组成员)、$")
"""市人大常委会副主任、|总工会主席: the 总工会 of that 市."""
TOWN_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,6}(?<![一二三四五六七八九十两几])(?:街道|镇|乡|苏木)$")
COMPANY_END = re.compile(
    r"(?:公司|集团|厂|院|学校|中学|小学|大学|学院|铁路局|油田|[煤矿]矿|银行|商会|协会|车站|电站|供电局|烟草局|[一二三四五六七八九十]局|社"
    r"|(?:客运|车务|机务|工务|电务|供电|动车|车辆|通信|房建)段|机场|[林农牧渔茶]场|[一二三四五六七八九十铁金铜]矿)$"
)
GENERIC_NOUN = re.compile(
    r"^(?:[乡镇街道村社区（）()]+|(?:铁路)?[客车机工电供动通房][运务电车辆信建]段|.{0,3}(?:公司|分公司|单位|企业|学校|医院|厂|集团公司)"
    r"|(?:.{0,1}|[两一三四五六七八九十]家|所属|下属|国有|民营|大型|重点|省属|市属|[省市区县].{0,2}"
    r"|公交|建工|交投|城投|建投|能投|水务|国资|产业|控股|股份|教育|医疗|文旅|旅游|物业|企业)集团|.{0,4}(?:基层|行业|区域性?|产业|村级?|社区|街道|镇|乡"
    r"|机关|企业|两新|非公企业|楼宇|园区|商圈|项目|新型|级|地|国))$"
)
"""Before 工会 these name no one: 公司工会, 行业工会联合会, 英国工会."""
FOREIGN = re.compile(r"^(?:国际|世界|亚太|[\u4e00-\u9fff]{1,3}(?<![中全我])国(?![家营有企电药道]))")
_BOUNDARY = re.compile(
    r"(?:近日|日前|昨日|下午|上午|联合|会同|协同|邀请|走进|来到|获悉|陪同|响应|赠送|授予|记者|组织|支持|指导|依托|担任|加入|成立"
    r"|召开|组建|组成|举行|举办|通过|建立|履行|加强|推动|深化|打造|要求|带领|接受|包括|其中|以及|一行|考察|调研|慰问|主席|书记|主任|部长|开展|部署|参观|检查|推进|出席|参加|聘任|表彰|听取|负责|并由|本级|新建(?!立)|(?:全[国省市区县州])?首[家个批]|工会|[0-9]+[个家]"
    r"|[由在向到赴与和及对从把将让被为请给是的了于并还称受]|经(?!济|费|审|贸|营|开)|(?<=[0-9一二三四五六七八九十〇零今去明本当每前近同全两几半多])[月日年](?!报))"
)


def noun_before(left: str) -> str:
    """Return the noun phrase at the end of ``left``, cut after the last verb or particle."""
    run = re.search(r"[\u4e00-\u9fffA-Za-z（）()“”·]{1,20}$", left)
    if run is None:
        return ""
    noun = _BOUNDARY.split(run.group())[-1]
    noun = noun[noun.rfind("“") + 1 :] if noun.count("“") > noun.count("”") else noun
    if noun.count("”") > noun.count("“"):
        noun = noun[noun.find("”") + 1 :]
    if noun.count("）") + noun.count(")") != noun.count("（") + noun.count("("):
        return ""
    return noun
