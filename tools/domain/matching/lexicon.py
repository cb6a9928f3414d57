"""Words by which a firm's needs, means and data are recognised; data for the rules, no logic."""

import re

ANY_INDUSTRY = "通用服务"
"""The industry whose scenarios serve whoever has the need."""
MANUFACTURERS = frozenset({"皮革皮具", "化妆品", "纺织服装", "汽车及零部件", "珠宝首饰", "电子信息", "食品饮料", "轨道交通装备", "新能源", "通用制造"})
SELLERS = frozenset({"商贸批零"})
SELLING = re.compile(r"电商|淘宝|天猫|京东|拼多多|抖音|直播|短视频|门店|店铺|零售|批发|外贸|跨境|询价|会员")
"""What makes the scenarios of traders fit a maker who sells himself."""
OFFICE = frozenset({"财务", "人力", "管理", "营销"})
"""Modules every firm has, whatever its industry."""
TOWNS = {"狮岭": "皮革皮具"}
"""Towns with one leading industry: a hint, not more."""

PAIN_MODULES = {"物流": "仓储物流", "销售": "营销", "人才": "人力"}
"""Parts of the business in the archive that the catalog calls otherwise."""

NEEDS: dict[str, re.Pattern[str]] = {
    "质量": re.compile(r"质检|品质|质量|品控|检验|漏检|全检|目检|返工|返修|退货|次品|不良|瑕疵|划伤|缺陷|残次|客诉|追溯|溯源|召回|批号|批次|验布|判读|复判|探伤|异物|漏气|封口"),
    "生产": re.compile(r"生产|车间|排产|排期|排单|插单|赶货|交期|延期|延误|准交|进度|报工|产能|工序|换款|换线|小批|多批|排料|裁片|裁剪|耗料|浪费|调机|工艺|配料|投料|称量|称重|金料|损耗|上错料|瓶颈|工单"),
    "研发": re.compile(r"研发|设计|开款|打样|打版|打板|改版|版型|款式|图纸|样品|配方|备案|建模|起版|新品|新款|bom|工艺单|试验报告|ppap|技术文件|规程"),
    "营销": re.compile(r"营销|销售|获客|拓客|客户流失|老客|复购|会员|询价|报价|跟单|线索|直播|短视频|带货|文案|选品|爆款|推广|订货|广告|违规下架|达人"),
    "仓储物流": re.compile(r"仓储|仓库|库存|呆滞|积压|压货|压仓|断货|缺货|盘点|账实|调拨|补货|拣货|装车|装载|路线|线路|空驶|配送|运单|冷链|温湿度|余料|库内|找货"),
    "设备": re.compile(r"设备|停机|故障|维修|保养|检修|备件|oee|稼动|开机率|刀具|模具|换刀|断刀|巡检|机台"),
    "采购": re.compile(r"采购|供应商|缺料|断料|比价|买贵|到货|来料|外协|外发|外加工|代工厂|包材|齐套|料没齐"),
    "服务": re.compile(r"客服|售后|投诉|答疑|咨询电话|远程指导|上门|说明书|导览|回复不过来|回复慢|差评|点评|客人|游客|旅客"),
    "能耗": re.compile(r"能耗|电费|用电|省电|节能|水电气|峰谷|空压|碳足迹|碳排|双碳|碳账|储能|蒸汽"),
    "安全": re.compile(r"安全生产|安全隐患|隐患|安全帽|消防|工伤|事故|疲劳驾驶|疲劳|司机"),
    "管理": re.compile(r"报表|看板|驾驶舱|经营数据|问数|口径|客流|排班|舆情|差评|点评|合同|制度|查资料|老板.{0,6}数"),
    "财务": re.compile(r"财务|对账|发票|报销|月结|开票|记账|成本算|算不清成本|毛利|赚不赚|赚没赚|利润|成本核算"),
    "人力": re.compile(r"人力|考勤|计件|工资|薪资|招工|招人|新人|新员工|培训|带徒弟|上手|技能|排班"),
}
"""How people speak of each part of the business."""

NO_SYSTEM = re.compile(r"(?:没有?|冇|无|还没|未)(?:上过?|用过?|装过?|买过?|有)?(?:任何|什么|啥)?(?:信息化|数字化)?(?:系统|软件)|(?:全|都|还是|全部|一直)?(?:靠|用|是|写|拿|在|记)(?:手写|手工|纸质?|纸单|本子|人工记|手抄|微信)(?:记|登记|账|单|群)?|纸单|手写单|微信(?:群)?(?:报|接单|记)")
"""Nothing is written down by a machine."""
BARE_SYSTEMS = frozenset({"Excel", "无", "财务软件", "OA"})
"""Systems that hold no data of production, stock or customers."""

NO_MONEY = re.compile(r"(?:没|冇)(?:什么|啥|多少|有)?(?:预算|钱)|预算(?:不多|很少|有限|紧|低)|不想(?:花|投)(?:太多|多少|大)?钱|(?:便宜|平嘅|平啲|省钱|花钱少|少花钱|投入小|轻量|先试试|小投入)")
"""Little money, without a figure."""

UNWILLING = re.compile(r"(?:不想|不愿意?|不打算|没钱|唔想)(?:再)?(?:买|添|加|上|换|投|装)(?:新|什么)?(?:设备|硬件|机器|相机)")
"""No devices are to be bought, in other words than the lists of scenarios know."""
LOW = re.compile(r"零基础|没基础|刚起步|刚开始|什么都没有|啥都没有|一穷二白|小作坊|作坊|夫妻(?:店|厂)|家庭作坊")
LEVEL = re.compile(r"(?<![a-z0-9])l\s?([0-5])(?![0-9])")

NOISE = re.compile(
    r"给(?=[^,。]{0,12}(?:推荐|场景))|推荐(?:一下|几个|一些|下)?|场景|适合(?:做|上)?(?:什么|啥|哪些)?|(?:有|做|上|用)(?:点|些)?(?:什么|啥|哪些|咩|乜嘢?)(?:好|可以|能)?(?:做|上|用|搞)?(?:的|嘅)?|怎么(?:办|搞|弄|做)|咋(?:办|整|弄)|点算|人工智能|数字化(?:转型|改造)?|智能化|(?<![a-z])ai(?![a-z])|"
    r"适合(?:做|上|用|搞)?(?:点)?(?:什么|啥|咩|哪些)(?:场景)?|为什么|为啥|点解|理由|皮革皮具|皮革|皮具|箱包|化妆品|美妆|护肤品|纺织服装|服装|服饰|制衣|汽车及?零部件|汽车配件|汽配|汽车|珠宝首饰|珠宝|首饰|电子信息|电子|食品饮料|食品|饮料|轨道交通(?:装备)?|轨交|新能源|物流(?=公司|企业|行业)|商贸批零|商贸|文旅|制造业|行业|怎么起步|起步|狮岭镇?|花都区?|广州市?|"
    r"我们?|我哋|咱们?|你们?|公司|企业|工厂|厂子|老板|请问|想(?:问|要|做|上|用|找|搞)|可以|能不能|有没有(?:办法)?|有冇|哪些|几个|先做|为什么|一家|一个|预算|万元?|以内|左右|员工|人(?=的|左右|,|，|$)|\d+(?:\.\d+)?"
)
"""Words that say nothing about what is needed."""
CLAUSE_END = re.compile(r"[,.;!?:，。；！？：、\n]|(?:而且|但是|不过|另外|还有|同时|然后|还要|又)")
SHORTEST_CLAUSE = 3

ENTRY_END = re.compile(r"[、，,；;]|(?<=[\u4e00-\u9fff])(?:与|和)(?=[\u4e00-\u9fff])")
"""Where one thing a scenario needs ends and the next begins."""

DATA: dict[str, tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]] = {
    "images": (re.compile(r"样本|图片|图像|影像|标注|AOI"), re.compile(r"(?:缺陷|不良|瑕疵|次品|坏件|残次|aoi)[^,。]{0,6}(?:照片|图片|图|样本|影像|库)|(?:照片|图片|图像|影像|样本)(?:都?有|齐|库|攒|存)|(?:攒|存|留|拍)(?:了|着|有)?[^,。]{0,8}(?:照片|图片|样本)"), frozenset()),
    "orders": (re.compile(r"订单|要货|出货|销量|成交|交易|店铺"), re.compile(r"(?:订单|销售|销量|店铺|交易|出货|流水)[^,。]{0,4}(?:数据|记录|明细|导出)|(?:数据|订单)[^,。]{0,6}导(?:得)?出"), frozenset({"ERP", "进销存", "电商后台", "店铺后台", "CRM"})),
    "operations": (re.compile(r"工序|工时|产能|工价"), re.compile(r"(?:工序|工时|工价|产能)(?:数据|表|记录|清楚|齐|都有)"), frozenset({"MES"})),
    "codes": (re.compile(r"编码|物料码|批次规则|初盘"), re.compile(r"(?:编码|物料码|批号)(?:统一|齐|规范|都有|做好)|统一(?:了)?编码"), frozenset({"ERP", "MES", "WMS"})),
    "bom": (re.compile(r"BOM|配方|用量|物料参数"), re.compile(r"(?:bom|配方表?|物料表)(?:齐|都有|准|完整|在系统)"), frozenset({"ERP", "PLM"})),
    "machine": (re.compile(r"设备参数|运行|数据接口|扭矩|冲次|协议|测试日志"), re.compile(r"设备(?:数据|参数)[^,。]{0,6}(?:有|采|存|联网)|设备(?:都|已经?)?联(?:了)?网|plc"), frozenset({"MES", "SCADA", "设备联网"})),
    "stock": (re.compile(r"库存|在途|到货|来料"), re.compile(r"(?:库存|到货|来料)(?:数据|记录|台账|准)"), frozenset({"ERP", "进销存", "WMS"})),
    "members": (re.compile(r"会员|线索|沟通记录"), re.compile(r"会员(?:数据|资料|系统|信息)|客户(?:数据|资料|名单|档案)"), frozenset({"CRM", "电商后台"})),
    "documents": (re.compile(r"文档|规程|说明书|手册|SOP|FAQ|会话|报告|图纸|资料|工单"), re.compile(r"(?:文档|规程|说明书|手册|sop|faq|图纸|资料|聊天记录)(?:都?有|齐|电子版|整理)"), frozenset({"PLM", "OA"})),
    "styles": (re.compile(r"款式|款图|3D|版片|版型"), re.compile(r"(?:款图|图库|版型|款式|版片|3d)(?:都?有|齐|库|电子)"), frozenset({"PLM"})),
    "energy": (re.compile(r"负荷|电价|计量|能耗|气压|流量曲线"), re.compile(r"(?:电表|能耗|用电)(?:数据|曲线|记录)|分表"), frozenset()),
    "reviews": (re.compile(r"评价|评论|客诉文本"), re.compile(r"(?:评价|评论)[^,。]{0,4}(?:数据|导出)"), frozenset({"电商后台", "店铺后台"})),
    "accounts": (re.compile(r"科目|采购价|价目"), re.compile(r"(?:采购价|价目|科目)(?:表|有|清楚)"), frozenset({"ERP", "财务软件", "进销存"})),
}
"""Kinds of data: how a scenario asks for them, how a firm says it has them, and the systems that hold them."""
LACKS_DATA = {
    "images": re.compile(r"(?:没有?|冇|未|从来没)(?:有|留|存|拍|攒|做)?[^,。]{0,6}(?:照片|图片|样本|影像)|(?:照片|图片|样本)(?:都|也)?(?:没有?|冇|不够|很少)"),
    "codes": re.compile(r"编码(?:不统一|没有|乱|各叫各)|没有?(?:统一的?)?编码|没编号"),
    "operations": re.compile(r"(?:工时|工序)(?:没有?|不准|都没)|没有?(?:标准)?工时"),
    "bom": re.compile(r"bom(?:不准|没有|不齐|乱)|没有?bom"),
    "machine": re.compile(r"(?:设备|机器?|机台|机床)(?:都|还|全)?(?:没有?|未|冇)(?:联网|接网|通讯)|老设备|没有?接口|没(?:有)?(?:存|采)过?(?:设备)?数据"),
}
"""How a firm says that it has not got a kind of data."""

HANDY = re.compile(r"手机|平板|扫码|扫描|pda|考勤机|定位")
"""Devices a firm may have already, or gets for little."""
LEARNING = frozenset({"预测", "决策优化"})
"""Kinds of models that live on a firm's own records."""
NONE, MES, SHOP = "无", "MES", "电商后台"
DEVICE_END = re.compile(r"[、/]")

NEIGHBOURS: tuple[tuple[str, str, float], ...] = (
    ("营销", "服务", 0.6), ("质量", "服务", 0.4), ("采购", "仓储物流", 0.6), ("生产", "采购", 0.4), ("生产", "设备", 0.5), ("生产", "人力", 0.4),
    ("质量", "生产", 0.5), ("财务", "采购", 0.4), ("财务", "人力", 0.5), ("财务", "管理", 0.5), ("研发", "营销", 0.4), ("研发", "管理", 0.3),
    ("能耗", "设备", 0.5), ("仓储物流", "营销", 0.4), ("安全", "人力", 0.4), ("质量", "人力", 0.3), ("设备", "服务", 0.3), ("管理", "营销", 0.3),
)
"""Parts of the business that feel each other's troubles, and how much."""
PROVIDES: dict[str, re.Pattern[str]] = {
    "machine": re.compile(r"采集设备|设备运行|分设备"),
    "operations": re.compile(r"报工|计件|工时"),
    "codes": re.compile(r"扫码|一卷一码|一码到底"),
    "stock": re.compile(r"余料能查|缺料|库存"),
    "styles": re.compile(r"整理成库"),
    "accounts": re.compile(r"票|对账|多家询价"),
}
"""Kinds of data a scenario leaves behind, by its own words."""

FOUNDATION = {"财务": 1.0, "人力": 1.0, "采购": 0.8, "生产": 0.7, "仓储物流": 0.7, "营销": 0.3, "服务": 0.3}
"""Where a firm begins that has nothing yet, and how readily."""
TYPICAL = {"质量": 1.0, "生产": 0.9, "研发": 0.6, "采购": 0.5, "仓储物流": 0.5, "营销": 0.5, "管理": 0.4, "服务": 0.4, "设备": 0.4}
"""What firms come for when they do not say, and how often."""
BOOKS = frozenset({"stock", "operations", "codes", "accounts"})
"""Kinds of data a firm without systems of its own has not got."""
MEANS = re.compile(r"erp|mes|wms|crm|plm|excel|系统|齐全|都有|历史|记录|数据|联网|接口|(?:一|两|三|半|\d)年")
"""What a clause speaks of that says what a firm has rather than what it needs."""

WHY_THESE = re.compile(
    r"^(?:那|这|请问|,)*(?:为(?:什么|啥|何)|凭什么|点解|依据(?:是什么|呢)|理由(?:是什么|呢)?|why)(?:就?(?:会|是|要|该|先|选|推荐?|适合|合适|排)*)?(?:给)?(?:它|他|她|是|这|那|我|你|第|排|前|上面|刚才|企业|厂|家|个|些|几|一|二|三|四|五|\d|们|的|做|上|场景|适合|合适|推荐|先|不是别的|别的|[?？呢啊呀\s])*$"
)
"""Asks why what was just named is the right thing."""
OTHERWISE = re.compile(r"^(?:那|那么|如果|要是|假如|假设|万一|换成|改成|咁|噉|or |what if|if )|(?:呢|的话)[?？\s]*$")
"""Supposes something else than before."""
ELSEWHERE = re.compile(r"政策|补贴|资金|申报|指标|工单|档案|哪些企业|企业有|诊断|报告|多少钱|要多久|多久|标准|条款|什么数据")
"""Asks for something else than scenarios."""
WITH_DENIAL = r"(?:(?:也|都|还|又)*(?:没有|没上|没用|没装|没|无|缺|不用|冇)(?:上|用|装)?\s*)?"
TASKS = re.compile(r"几(?:级|分|人|个|家|年)|登记|记(?:一?下|上|录|到|进)|存(?:一?下|上|到|进|档)|归档|导出|导入|(?:我要|登记|提)投诉|投诉(?:你|平台|一下)|反馈|需求|提个|转人工|群发|通知|提醒|下架|定了|拍板|上线|停用|不做了|算了|谢|生成|发给|核实|催|评价|打分|满意|一(?:周|天|个月)[^,。]{0,4}次")
"""Asks for something to be done, or tells of something done."""
YES_OR_NO = re.compile(r"(?P<one>[\u4e00-\u9fff])[不唔没](?P=one)|(?:要|用|得|可以|会|够)(?:不|唔)[?？\s]*$")
"""Asks whether something is so."""
SOFTENED = re.compile(r"其实|应该|大概|好像|可能|老板说|说是|的话")
"""What is said around a fact and tells nothing of it."""
TROUBLES = re.compile(r"主要|最(?:头疼|头痛|烦|愁|怕|难|麻烦|大|要紧|急|缺|想)|关键(?:是|在)|其实(?:是)?|不对|不是|说错|问题(?:是|出)|痛点|头疼|头痛|老(?:是)?|总(?:是)?|经常|成日|说不清|搞不清|对不上|跟不上|不准|不清|不稳|不够|没人|累|乱|慢|漏|错|拖|贵|浪费|返工|难|堆|压|高|不下来|不上来|要改(?:善|进)|想(?:先)?(?:解决|管好|搞好|改善|抓)|^.{2,8}$")
"""Says that something is a trouble."""

NO_MATTER = re.compile(
    r"(?:有没有|有冇|有无|有没|可有)|(?:这|那|呢|[嗰])(?:个|种|些|类|样|块|事|件事|方面|边)?|现成|合适|适合|适用|对口|对路|管用|好用|能用|用得(?:上|着)|啱|方案|系统|软件|工具|东西|嘢|场景|产品|平台|目录|市面上?|你们?|我们?|我哋|咱们?|顺便|问(?:下|一下)?|请问|什么|啥|咩|乜|推荐|介绍|能|可以|管|做|搞|治|解决|处理|改善|弄|帮|办法|法子|招|门路|路子|先|再|还|都|给|来|找|几个?|一下|下|的|嘅|啲|点|些|吗|没有?|么|呢|吧|啊|有|冇|就|上|用|好|搞定|咁|人|想|要|哪|过|事|类似|数字化|智能化|ai|我|公司|企业|工厂|厂|行业"
)
"""What a question for scenarios consists of that says nothing of what they are for."""
LEAST_SAID, A_WISH = 2, 4
"""Characters beside it from which it says what they are for, and says it whole."""

OUTSIDE: dict[str, re.Pattern[str]] = {
    "农业养殖": re.compile(r"果园|果树|大棚|种植(?!牙)|种菜|种田|农田|农场|茶园|养(?:猪|鸡|鸭|鱼|牛|羊|虾|殖)|鱼塘|猪场|鸡场|打药|施肥"),
    "餐饮": re.compile(r"餐厅|酒楼|饭店|餐馆|奶茶店|火锅店|炒菜|后厨|茶餐厅|大排档"),
    "医疗": re.compile(r"医院|诊所|牙科|口腔门诊|病人|病历|挂号"),
    "教育": re.compile(r"学校|幼儿园|培训机构|辅导班|托管班"),
    "建筑施工": re.compile(r"工地|施工队|建筑公司|装修公司|装修队|盖楼"),
    "物业": re.compile(r"物业(?:公司|管理)|小区(?:保安|门禁|停车)"),
}
"""Trades the catalog has no scenarios of."""
