"""Chinese words by which questions about the catalogs are understood; data for the rules, no logic."""

import re
from typing import Literal

Level = Literal["国家", "省", "市", "区"]
Region = Literal["全国", "广东省", "广州市", "花都区", "黄埔区"]
Topic = Literal[
    "算力券", "模型券", "数据券", "设备更新", "技术改造", "专精特新", "生成式AI", "机器人", "工业互联网", "城市试点",
    "成熟度评测", "网络安全", "数据安全", "个人信息", "合规", "会计", "金融", "皮革皮具", "数据", "人工智能", "数字化转型", "制造",
]
Industry = Literal[
    "皮革皮具", "化妆品", "纺织服装", "汽车及零部件", "珠宝首饰", "电子信息", "食品饮料", "轨道交通装备", "新能源", "物流", "商贸批零",
    "文旅", "通用服务", "通用制造",
]
Module = Literal["质量", "生产", "研发", "营销", "仓储物流", "设备", "采购", "服务", "能耗", "管理", "安全", "财务", "人力"]
ModelType = Literal["预测", "视觉", "语言", "多模态", "决策优化", "无"]
Grade = Literal["L1", "L2", "L3", "L4"]
Effort = Literal["轻", "中", "重"]

BROAD = frozenset({"数据", "人工智能", "数字化转型", "制造", "合规"})
"""Topics so wide that a mere mention says little."""
NEAREST_FIRST = ("市", "区", "省", "国家")
EFFORTS = ("轻", "中", "重")
REGION_ABOVE = {"花都区": "广州市", "黄埔区": "广州市", "广州市": "广东省", "广东省": "全国"}
GENERAL_MANUFACTURING, GENERAL_SERVICE = "通用制造", "通用服务"
SERVICES = ("物流", "商贸批零", "文旅")
NO_HARDWARE = ("无", "无特殊", "")
MONEY_THEME = "资金"
FUNDS = frozenset({"资金", "改造", "产业扶持", "算力券", "模型券", "数据券"})
"""Themes of policies that bring firms money."""

TOPICS: dict[Topic, tuple[re.Pattern[str], frozenset[str], tuple[str, ...]]] = {
    "算力券": (re.compile(r"算力券|训力券|算力补贴|算力"), frozenset({"算力券"}), ("算力券",)),
    "模型券": (re.compile(r"模型券"), frozenset({"模型券"}), ("模型券",)),
    "数据券": (re.compile(r"数据券"), frozenset({"数据券"}), ("数据券",)),
    "设备更新": (re.compile(r"设备更新|以旧换新|换设备|买设备"), frozenset({"设备更新"}), ("设备更新",)),
    "技术改造": (re.compile(r"技术改造|技改"), frozenset({"技术改造"}), ("技术改造", "技改")),
    "专精特新": (re.compile(r"专精特新|小巨人|梯度培育"), frozenset({"专精特新"}), ("专精特新", "小巨人")),
    "生成式AI": (re.compile(r"生成式(?:人工智能|ai)|aigc|大模型(?:备案|登记|合规)"), frozenset({"生成式AI"}), ("生成式",)),
    "机器人": (re.compile(r"机器人|robots?"), frozenset({"机器人"}), ("机器人",)),
    "工业互联网": (re.compile(r"工业互联网"), frozenset({"工业互联网"}), ("工业互联网",)),
    "城市试点": (re.compile(r"(?:中小企业)?数字化转型(?:城市)?试点|城市试点|试点城市"), frozenset({"城市试点"}), ("城市试点",)),
    "成熟度评测": (re.compile(r"成熟度(?:评测|评估)?|水平评测|评测"), frozenset({"成熟度评测"}), ("评测",)),
    "网络安全": (re.compile(r"网络安全|网安"), frozenset({"网络安全"}), ("网络安全",)),
    "数据安全": (re.compile(r"数据安全|数安"), frozenset({"数据安全"}), ("数据安全",)),
    "个人信息": (re.compile(r"个人信息(?:保护)?|隐私"), frozenset({"个人信息"}), ("个人信息",)),
    "合规": (re.compile(r"合规|守法|法律法规|法律|法规|(?<=[部些])法"), frozenset({"合规"}), ()),
    "会计": (re.compile(r"会计|入表|数据资产"), frozenset({"会计", "数据资产"}), ("会计",)),
    "金融": (re.compile(r"金融|贷款|贴息|融资"), frozenset({"金融"}), ("贷款", "贴息")),
    "皮革皮具": (re.compile(r"皮革皮具|皮革|皮具|箱包|手袋|狮岭"), frozenset({"皮革皮具"}), ("皮革皮具", "皮具")),
    "数据": (re.compile(r"数据要素|数据资源|大数据|数据"), frozenset({"数据要素", "数据资产", "数据券", "数据安全"}), ("数据",)),
    "人工智能": (
        re.compile(r"人工智能\+?|(?<![a-z])ai\+?(?![a-z])|artificial intelligence|智能化|大模型"),
        frozenset({"人工智能", "生成式AI"}),
        ("人工智能",),
    ),
    "数字化转型": (
        re.compile(r"数字化转型|数字化改造|数智化转型|数字化|数智化|智改数转|数转智改|digital(?: transformation)?"),
        frozenset({"数字化转型", "制造业转型", "城市试点", "改造", "数字化"}),
        ("数字化转型",),
    ),
    "制造": (re.compile(r"制造业|制造|manufacturing"), frozenset({"制造", "制造业转型", "技术改造"}), ("制造业",)),
}
"""For each topic: how questions name it, the themes it stands for, and words of titles and summaries."""

LEVELS: dict[Level, re.Pattern[str]] = {
    "国家": re.compile(r"国家(?:级|层面)?|中央|全国(?:性)?|部委|国务院|national"),
    "省": re.compile(r"省(?:级|里|层面)|provincial"),
    "市": re.compile(r"市(?:级|里|层面)|municipal"),
    "区": re.compile(r"区(?:级|里|层面)|本区|我们区"),
}
ALL_LEVELS = re.compile(r"(?:国家|中央)级?[/、,和跟\s]*省级?[/、,和跟\s]*市级?(?:[/、,和跟\s]*区)?级?|(?:各|每)(?:个)?(?:级|层级)|按级别")
REGIONS: dict[Region, re.Pattern[str]] = {
    "黄埔区": re.compile(r"广州开发区|黄埔(?:区)?|huangpu"),
    "花都区": re.compile(r"花都(?:区)?|huadu"),
    "广州市": re.compile(r"广州(?:市)?|guangzhou"),
    "广东省": re.compile(r"广东(?:省(?!级|里))?|粤|guangdong"),
}
FUNDING = re.compile(
    r"补贴|补助|奖补|奖励|扶持|资助|资金|优惠|(?:政府)?(?:给|补|拿|领)钱|着数|subsid(?:y|ies)|grants?|incentives?|funding"
)
APPLY = re.compile(
    r"(?:企业|公司|厂|我们)?(?:自己|直接)?(?:可以|能够?|可|得)(?:自己|直接)?(?:去)?(?:申报|申请|报名|报|申领|领取?|拿|享受)|直接(?:申报|申请)|接受(?:企业)?申报"
)
OPEN = re.compile(
    r"(?:现在|目前|当前|今天|而家)?(?:还|仲|仍|正)(?:在)?(?:能|可以|来得及|赶得上)?(?:直接)?(?:申报|申请|报名|报得|报|申领|领|开放|开着)(?:期|中|紧)?"
    r"|(?:现在|目前|当前|今天|而家)(?:开放|开着|(?:能|可以)(?:直接)?(?:申报|申请|报|领)|在报)(?:申报|申请)?|开放(?:申报|申请)|申报(?:窗口|期)(?:还|仍)?(?:开着?|没过|未过|内)|(?:still |now )?open(?: now| for applications?)?"
)
IN_FORCE = re.compile(r"现行(?:有效)?|(?:还|仍|目前|现在)?(?:有效|管用|没过期|没失效|没到期)|in force|still valid")
ENDED = re.compile(r"(?:已经?|都)(?:经)?(?:到期|过期|失效|作废|废止|被替代|结束|截止)|(?:到期|过期|失效|作废|废止)了|被(?:替代|取代)|expired")
_END = r"(?:就|会|要|将|快|都|的|是|为|\s)*(?:到期|截止|过期|失效|结束|期满)"
ENDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("day", re.compile(rf"(?:到|在|截至|截止到?)?(?:(?P<year>20\d\d)年|(?P<next>明年)|今年|本年)?(?:度|的)?(?P<month>1[0-2]|0?[1-9])(?:月|[./-])(?P<day>3[01]|[12]\d|0?[1-9])[日号]?(?:当天|这天|那天)?(?:之?前|以前|之内)?{_END}")),
    ("month", re.compile(rf"(?:到|在)?(?:(?P<year>20\d\d)年|(?P<next>明年)|今年|本年)?(?:的)?(?P<month>1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])月份?(?:底|末|内)?(?:之?前|以前)?{_END}")),
    ("within", re.compile(rf"(?P<half>半年)(?:之?内|以内)(?:就|会|要)*{_END}|(?:未来|接下来|往后)?(?P<n>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})(?P<unit>个月|天|周|个?星期)(?:之?内|以内|里){_END}")),
    ("next_year", re.compile(rf"(?:到)?明年(?:年?底|年?末|内|之前|前)?{_END}")),
    ("year", re.compile(rf"(?:到)?(20\d\d)年?(?:年?底|年?末|内|之前|前|12月(?:31[日号])?)?{_END}")),
    ("this_year", re.compile(rf"(?:到|在)?(?:今年|本年|年)(?:年?底|年?末|内|之内|之前|前|度)?(?:之?前)?{_END}|this year")),
    ("next_month", re.compile(rf"下个?月(?:底|末|内)?(?:之?前|以前)?{_END}")),
    ("this_month", re.compile(rf"(?:这个?|本)月(?:底|末|内)?(?:之?前|以前)?{_END}")),
    ("soon", re.compile(rf"(?:很?快|将|将要|马上|即将|临近|就)(?:要|就|会)*(?:到期|截止|过期|失效|结束|期满)|(?:最近|近期){_END}|最(?:快|先|早|近)(?:要|会)?(?:到期|截止|过期|失效|结束)|(?:expir|end)(?:ing|es?) soon")),
)
LENGTHS = {"天": 1, "周": 7, "星期": 7, "个星期": 7, "个月": 30}
HALF_A_YEAR = 182
"""Days of a length of time, roughly."""
NEWEST = re.compile(r"最近|最新|新出|新发|今年(?:新)?(?:出|发)|latest|newest|recent")

INDUSTRIES: dict[Industry, re.Pattern[str]] = {
    "皮革皮具": re.compile(r"皮革皮具|皮革|皮具|箱包|手袋|包包|皮包|皮带|狮岭|leather(?: goods)?|handbags?"),
    "化妆品": re.compile(r"化妆品|美妆|护肤品?|彩妆|日化|面膜|cosmetics?"),
    "纺织服装": re.compile(r"纺织服装|纺织|服装|服饰|制衣|牛仔|成衣|印染|针织|garments?|apparel|textiles?"),
    "汽车及零部件": re.compile(r"汽车及零部件|汽车零部件|汽车配件|汽配|汽车|车企|主机厂|整车|auto(?:motive)?(?: parts)?"),
    "珠宝首饰": re.compile(r"珠宝首饰|珠宝|首饰|黄金|钻石|jewell?e?ry"),
    "电子信息": re.compile(r"电子信息|电子产品|电子|线路板|pcb|贴片|smt|半导体|electronics?"),
    "食品饮料": re.compile(r"食品饮料|食品|饮料|烘焙|糕点|乳品|food(?: and beverages?)?"),
    "轨道交通装备": re.compile(r"轨道交通(?:装备)?|轨交|轨道装备|rail(?:way)?"),
    "新能源": re.compile(r"新能源|光伏|锂电|电池|储能|充电桩|new energy|solar|batter(?:y|ies)"),
    "物流": re.compile(r"物流(?=企业|公司|行业|业|园|$|的|能|可以|有|适合|做|上)|货运|快递|车队|运输|logistics"),
    "商贸批零": re.compile(r"商贸批零|商贸|批发|零售|批零|商超|超市|便利店|门店|电商|贸易|retail|trad(?:e|ing)"),
    "文旅": re.compile(r"文旅|旅游|景区|景点|酒店|民宿|度假村|tourism"),
    "通用服务": re.compile(r"通用服务|服务业|服务企业"),
    "通用制造": re.compile(
        r"通用制造|制造业|制造企业|制造|机械|五金|家具|玩具|塑胶|塑料|印刷|灯具|陶瓷|模具|家电|工厂|厂子|厂里|我们厂|我厂|factor(?:y|ies)|manufactur(?:ing|ers?)"
    ),
}
MODULES: dict[Module, re.Pattern[str]] = {
    "质量": re.compile(r"质量|质检|品质|品控|qc|quality"),
    "生产": re.compile(r"生产|车间|production"),
    "研发": re.compile(r"研发|设计|r&d"),
    "营销": re.compile(r"营销|市场|销售|获客|marketing|sales"),
    "仓储物流": re.compile(r"仓储物流|仓储|仓库|库存|物流|warehous(?:e|ing)"),
    "采购": re.compile(r"采购|供应商|purchasing|procurement"),
    "设备": re.compile(r"设备(?:管理|维护|类)?|equipment"),
    "服务": re.compile(r"客服|售后|服务(?=类|环节|模块|的|$)"),
    "能耗": re.compile(r"能耗|节能|能源|用电|省电|双碳|energy"),
    "管理": re.compile(r"经营管理|管理"),
    "安全": re.compile(r"安全(?:生产)?|safety"),
    "财务": re.compile(r"财务|会计|finance"),
    "人力": re.compile(r"人力资源|人力|人事|hr(?![a-z])"),
}
WORKS_ON = re.compile(
    rf"(?:专门|用来)*(?:管(?!理)|盯|抓|查(?!看)|针对|解决|对付|处理|用在|关于)(?=(?:住|好|着)?(?:{'|'.join(pattern.pattern for pattern in MODULES.values())}))"
)
"""Stands before a part of the business that scenarios are for."""
MODEL_TYPES: dict[ModelType, re.Pattern[str]] = {
    "视觉": re.compile(r"机器视觉|视觉|图像识别|图像|computer vision|vision"),
    "多模态": re.compile(r"多模态|multimodal"),
    "决策优化": re.compile(r"决策优化|运筹优化|运筹|优化"),
    "无": re.compile(r"(?:不用|不需要|无需|不带)(?:上)?(?:ai|人工智能|模型|算法)"),
    "语言": re.compile(r"语言模型|大语言模型|大模型|语言|llms?"),
    "预测": re.compile(r"预测|forecast(?:ing)?|predictions?"),
}
LEFT_OUT = re.compile(
    r"^(?:那|就|但|,|我|我们|先)*(?:不(?:想)?要|唔(?:想)?要|别要|别看|不看|除(?:了|去|掉)|排除|去掉|剔除)(?P<what>[^,。;?？]{2,10}?)(?:那|这|嗰)?(?:一)?(?:种|类|些|个|方面|环节)?(?:的|嘅)?(?:场景)?(?:之?外|以外)?(?:的|嘅)?(?:呢|吧|了|,?(?:其[他它]|别|剩下)的?(?:呢|有哪些|都行)?)?[?？。\s]*$"
)
"""Wants some left out of a list."""
BY_PICTURES: ModelType = "视觉"
PICTURES = re.compile(r"(?:拍照|拍照片|拍图|看图|看图片|照相|影相|相机|摄像头|图片|拍摄|识别图片|,|、|或|和)+")
"""What people call scenarios that look at pictures."""
DEVICE = re.compile(
    r"(?:用得(?:上|着|到)|用到|要用|会用|需要(?:用)?|配(?:上|有)?)(?:一?(?:个|台|批|些))?(?P<device>扫码|相机|摄像头?|平板|手机|传感|网关|秤|表计|考勤机|闸机|打标机|计数器|流量计|电子标签|rfid|打印机|眼镜|无人机|服务器|投影|机械臂|agv)(?:枪|器|仪|机)?(?:的|嘅)(?:ai)?场景"
)
"""Names a device that scenarios use."""
GRADE = re.compile(r"(?:只有|才|刚|现在|达到|评了?|是)?(?:l\s?([1-4])|(?:level )?([一二三四])级|(?<!\d)([1-4])级)(?:水平|企业|等级|成熟度)?(?:就|也|才)?(?:能|可以)?")
GRADES = {"一": "1", "二": "2", "三": "3", "四": "4"}
EFFORT: dict[Effort, re.Pattern[str]] = {
    "轻": re.compile(
        r"(?:周期|工期|时间|实施)(?:最|比较|较)?短|(?:见效|上线|落地|出效果)(?:最|比较|较|得|得最)?快|快速?(?:见效|上线|落地)|最快(?:见效|上线|落地)?|投入(?:最|比较|较)?(?:轻|小|少|低)|轻投入|花钱(?:最|比较)?少"
        r"|最?省钱|最?便宜|门槛(?:最|比较)?低|(?:最|比较)?(?:简单|容易上?|好上手|轻量)|短平快|最短|quick(?:est)?(?: wins?)?|fastest|shortest"
    ),
    "重": re.compile(r"投入(?:最|比较|较)?(?:大|高|重)|重投入|(?:周期|工期)(?:最|比较|较)?长"),
    "中": re.compile(r"投入(?:中等|一般)|中等投入"),
}
_DEVICES = r"(?:任何|什么|新|额外)?(?:硬件|设备|相机|机器|传感器)"
WITHOUT_HARDWARE = re.compile(
    rf"(?:不用|不需要|不需|无需|免|不要|不必|唔使|不)(?:再)?(?:买|添|加|上|装|改|换|投)?{_DEVICES}|纯软件|零硬件|只用软件|只要软件|(?:without|no)(?: new)? hardware"
)
WITH_HARDWARE = re.compile(rf"(?:需要|要|得)(?:买|添|加|上|装|配){_DEVICES}|(?:需要|要)硬件")
INDICATOR_ASKED = (
    re.compile(
        r"(?:哪些|哪几个|什么|边啲)(?:ai|智能)?场景(?:能够?|可以|会|是)?(?:看|盯|用|考核|衡量|对应|影响|改善|提升|提高|降低|减少|缩短|降)(?:的是|到)?(?P<name>[^,.?!;哪]{2,16}?)(?:这个|这项|那个)?(?:指标)?(?:的)?[?\s]*$"
    ),
    re.compile(
        r"^(?:看|用|想(?:看|提升|降低))?(?P<name>[^,.?!;哪]{2,16}?)(?:这个|这项|那个)?指标(?:的)?(?:,)?(?:可以|能)?(?:对应|涉及|适用|用在|关联|能用在)?(?:的)?(?:是)?(?:有)?(?:哪些|哪几个|什么|边啲)(?:ai|智能)?场景"
    ),
    re.compile(r"(?:看|改善|提升|降低|影响)(?P<name>[^,.?!;哪]{2,16}?)(?:这个|这项)?(?:指标)?的(?:ai|智能)?场景(?:有|都有)(?:哪些|什么|哪几个)"),
)
INDICATOR_ID = re.compile(r"(?<![a-z\d.])[a-f]\.\d\.\d(?!\d)")
INDUSTRIES_ASKED = re.compile(r"(?:哪些|哪几个|哪几种|几个|多少个|什么|边啲)行业|行业(?:有|都有|包括|分)(?:哪些|哪几个|几个|多少个|什么)|industries")

ASKING = re.compile(
    r"(?:分别)?(?:有|是|都有|包括|包含)?(?:哪些|哪几(?:个|份|条|部|项|样|种|类)?|边啲|边几(?:个|份)|乜嘢|咩|啥子?)"
    r"|(?:一共|总共|合共|共|加起来)?(?:有|收录了?|收了)?(?:多少|几多|几)(?:个|份|条|部|项|种|类)(?:不同的?)?|(?:有|做|上|用|搞|拿|领)(?:点|些)?(?:什么|啥)(?:样的)?|(?:有没有|有冇|还有|仲有)(?:没有|冇)?(?:别的|其他|其它|什么|啥|另外的)"
    r"|都有|所有|全部|列出来?|列一下|列举|罗列|盘点|汇总(?:一下)?|一览|what|which|how many|list(?: all)?|are there|any"
)
SUITS = re.compile(r"合适|适合|啱")
"""Asks what suits somebody, of whom nothing is said."""
ASKING_SUPERLATIVE = re.compile(r"最快|最短|最省|最便宜|最简单|最容易|quickest|fastest|shortest")
POLICIES_LISTED = re.compile(r"(?<=政策)(?:文件)?(?:清单|列表|名单|大全|目录)")
POLICY_NOUN = re.compile(r"政策(?:文件|措施)?|法律法规|法律|法规|(?<=[部些])法|polic(?:y|ies)|laws?|regulations?")
DOCUMENT_NOUN = re.compile(r"(?<!什么)(?<!啥)(?:文件|通知)|documents?")
SCENARIO_NOUN = re.compile(
    r"(?:(?:ai|人工智能|智能化?|数字化|大模型)的?)?(?:应用)?场景|(?:ai|人工智能|智能化?|数字化|大模型)(?:的)?(?:应用|项目)|(?:ai )?(?:scenarios?|use cases?)"
)
AI_NOUN = re.compile(r"(?<![a-z])ai(?![a-z])|人工智能|智能化(?:改造|升级)?|数字化(?:改造|转型|升级)?|大模型")
CAN = re.compile(r"(?:能够?|可以|可|适合|适用|值得|好)(?:做|上|用|搞|落地|应用|干|玩|实施|做些|上些)?|做|上(?=什么|啥|哪)")
WHAT_TO_DO = re.compile(r"(?:能|可以|好)?(?:做|干|帮|用来做|帮忙)(?:点|些|到|我们)*(?:什么|啥|咩|乜嘢?|哪些)(?:事|忙)?|can do")

FILLERS = re.compile(
    r"请问一?下?|想(?:问|知道|了解|看看|查|找|做|上|要)(?:一下|下)?|告诉我|帮(?:我|忙)|麻烦|说说|讲讲|介绍(?:一下|下|几个)?|推荐(?:一下|下|几个|一些)?|看看|查(?:一下|下|查)?|找(?:一下|找)?|了解(?:一下)?|数一?下"
    r"|你们?(?:这里|这边|这|平台|目录里?|库里|系统里)?|您|我们?(?:这里|这边|这|家)?(?:是)?(?:做|开|搞|属于|办)?|我司|咱们?|俺们?|呢度|自己家?|本地|当地|这(?:个|边|里|方面)|那(?:个|边|里)?|一些|有些|有关|相关|关于|针对|对于?|方面|领域"
    r"|中小企业|小微企业|小(?:厂|店|公司|作坊|老板)|小企业|大企业|企业|公司|厂家|厂商|老板|行业|产业|店|厂|目录(?:里|中)?|资料(?:里|中|库)?|库里|平台上|平台里"
    r"|有没有|有冇|有无|目前|现在|当前|而家|今年|最近|一共|总共|合共|合计|全部|所有|完整|别的|其他|其它|另外|还有|仲有|不同|个数|数量|数|总数"
    r"|可以|能够?|适合|适用|合适|属于|包括|包含|涉及|覆盖|支持|提供|申报|申请|需要|要看|应该|必须|遵守|直接|享受|落地|部署|应用|使用|实施|开展|参考|选择|选|环节|模块|类型|种类|类别|类|型|项目|部分|清楚|出来|一下|加上"
    r"|(?<![a-z])(?:the|a|an|are|is|do|does|you|we|i|have|there|for|in|of|on|to|me|my|our|can|could|please|all|any|with|that|about|show|tell|level|companies|company|firms?|enterprises?|goods|industry|apply|what|which)(?![a-z])"
)
PLATFORM = re.compile(r"平台|运营方")
FOR_PLATFORM = re.compile(r"(?:给|对|管|针对)(?:我们)?(?:平台|运营方)|(?:平台|运营方)(?:自己)?(?:要|该|应该?|必须|需要|得)(?:遵守|守|看|做)")
WHICH_ONE = re.compile(r"哪(?:一)?个|边个")
IMPROVE = re.compile(r"(?:降低?|减少|提升|提高|改善|节省|缩短|优化|看|盯|考核|衡量|对应|涉及|影响)(?:的是|到)?|指标")
OF = re.compile(r"关于|有关|相关|[的类](?=政策|法律|法规|文件)|about|on")
"""What makes a noun phrase ask for all there is, without a word of asking."""
OTHERS_ASKED = re.compile(
    r"(?:多少|几)(?:条|款|章|节|部分)|(?:哪些|什么|啥|哪几个|哪个|多少个|几个|边啲)(?:评价|考核)?指标|指标(?:都?有|是|包括)?(?:哪些|什么|哪几个|几个)(?!ai|智能|场景)"
)
"""Clauses or indicators are asked for, not scenarios."""
PARTICLES = re.compile(r"[的地得是有能可做上用要看守报拿领搞开吗呢啊呀嘛么吧哦了过我你您他们家在就也都还给和与或及跟同到从个份条部项种样嘅啲咩㗎咁俾里中内下级攞紧]")
LEFT = re.compile(r"[a-z\d\u3400-\u4dbf\u4e00-\u9fff]")
