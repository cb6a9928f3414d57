"""Words that stand in many enterprises' names, and in talk about them; data for the rules, no logic."""

import re

GENERIC = re.compile(
    r"有限责任公司|股份有限公司|有限公司|股份公司|分公司|集团|公司|企业|合作社|个体工商户|经营部|商行|工作室|门市部|加工厂|制品厂|厂家|工厂|厂|店|"
    r"制造|制品|加工|科技|实业|工业|贸易|商贸|电子商务|电商|供应链|进出口|皮革|皮具|箱包|手袋|五金|塑料|塑胶|注塑|服装|服饰|制衣|纺织|印染|针织|牛仔|电子|电器|家电|家具|家居|食品|饮料|烘焙|糕点|化妆品|美妆|护肤|日化|珠宝|首饰|汽车|汽配|零部件|配件|机械|设备|模具|冲压|机加工|压铸|新能源|光伏|储能|电池|轨道|交通|装备|物流|运输|冷链|仓储|旅游|景区|酒店|民宿|玩具|灯具|照明|印刷|包装|陶瓷|"
    r"广东省?|广州市?|花都区?|黄埔区?|狮岭镇?|新华街?|炭步镇?|赤坭镇?|花山镇?|花东镇?|梯面镇?|秀全街?|佛山市?|深圳市?|东莞市?|中国|[省市区镇街村]"
)
"""What a name shares with many others."""
TALK = re.compile(
    r"帮我?|给|为|看看|查查|查一下|看一下|请问|麻烦|想知道|问一下|推荐(?:一下|几个|一些)?|场景|适合(?:做|上|用)?|合适|应该|该|能不能|可以|能|先|做|上|用|搞|什么|啥|哪些|哪个|哪几个|为什么|为啥|怎么|如何|比较|对比|和|跟|与|的|了|吗|呢|吧|啊|这家|那家|一家|他们家?|她们|它|我们|你们|家|个|"
    r"ai|人工智能|数字化|智能化|情况|档案|诊断|结果|建议|一下|有|是|在|到|里|这|那|我|你|他|想|要|来|说|讲|都|还|就|也|不|没"
)
"""What is said about an enterprise rather than in its name."""
RUN = re.compile(r"[a-z0-9\u3400-\u4dbf\u4e00-\u9fff]{2,}")
SUBJECT = re.compile(r"^(?:帮我?|给|为|请|麻烦|看看|查查|查一下|看一下|请问|问一下|我想知道|说说|讲讲|推荐)*(?P<name>[a-z0-9\u4e00-\u9fff]{2,16}?)(?:这家(?:企业|公司|厂)?|公司|这边)?(?:适合|合适|应该|该|能不能|能|可以)(?:先)?(?:做|上|用|搞)?(?:什么|啥|哪些|哪个|哪几个)")
"""A question that begins with whom it is about."""
GIVEN_TO = re.compile(r"^(?:帮我?|请|麻烦|再|也)*(?:给|为|帮)(?P<name>[a-z0-9\u4e00-\u9fff]{3,16}?)(?:推荐|推|配|挑|找)(?:一下|下|几个|些|点)*.{0,4}场景")
"""Asks for scenarios for whom it names."""
ANY_FIRM = re.compile(r"小微|中小|大型|中型|小型|规[上下]|初创|传统|车间|老板|客户|领导|同行|部门|新手|伙伴|所有|全部|类似|大家")
"""Stands before a trade where no firm is named."""
DESCRIBES = re.compile(r"\d|[一二两三四五六七八九十百]+(?:多|来|几)?个?人|预算|没有|有|的|一家|这家|那家|我|你|他|她|它|行业|类|做|等级|级")
"""What stands in a description, and in no name."""
BRACKETED = re.compile(r"[(（][^)）]*[)）]")
"""What stands in brackets in a name, which nobody says."""
