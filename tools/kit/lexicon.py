"""Chinese patterns by which messages are understood; data for the planner and the tools, no logic."""

import re

NUMERAL = r"[零〇一二两三四五六七八九十]{1,3}"
ORDINAL_ALONE = re.compile(
    rf"第\s*({NUMERAL}|\d{{1,2}})\s*(?:个|小)?(?:项|条|款|点|个|种|步|节|部分)|头(一)(?:项|条|款|点|个)"
)

APPENDIX_1, APPENDIX_2 = "附录1", "附录2"
ITEM_LABEL = "第{number}项"
COVER, FOREWORD, INTRODUCTION = "封面", "前言", "引言"

CORRECTED = re.compile(r"(?<!是)(?:不是|唔系|not\b).{0,24}?(?:(?<!不)是|系|而是|but)\s*(.+)$")
COMPARE = re.compile(
    r"区别|不同|差别|差异|对比|比较|相比|有什么不一样|不一样|一样吗|一样么|异同|哪个更|比一比|差在哪|vs|versus|differ|compare|相同|重复|重叠|有啥分别|分别在|边度唔同|有咩分别|有乜分别|是不是一回事|关系"
)
COUNT = re.compile(
    r"多少(?:条|项|个|款|点|类|种|节|章|家|人|位)|几(?:条|项|个|款|点|类|种|节|章|大|方面|家|人|位)|有几|一共|总共|合共|多少个|数量|how many|number of|count"
)
LIST = re.compile(
    r"哪些|有啥|有什么|哪几|列出|列一下|罗列|清单|分别是|都有|全部|所有|逐条|包括什么|包含什么|都要|都讲|都说|都包括|一条条|有乜|有咩|边几|list|what are|all the"
)
MODALITY = re.compile(
    r"必须|必需|一定要|非得|非要|强制|硬性|硬要求|可以不|能不能不|可不可以不|要不要|是不是要|是否要|是否需要|需不需要|用不用|得不得|务必|可选|选做|建议还是|应还是宜|宜还是应|是应|是宜|应该还是|自愿|任选|随意|可做可不做|不做行|不做会|不做得|使唔使|系咪要|系咪一定|使不使|mandatory|required|must|optional|compulsory|obligat|shall|should|规定动作|自选动作|硬指标|软要求|不搞行不行|不弄行不行|没有行不行|行不行"
)
WHO = re.compile(
    r"谁来|谁负责|谁去|谁做|谁干|谁管|由谁|归谁|哪个部门|哪方|责任方|责任主体|哪个团队|边个|who\b|什么人负责|谁的事|谁牵头|谁承担|谁应该|谁该"
)
WHY = re.compile(r"为什么|为啥|为何|点解|凭什么|why")
MISPRINT = re.compile(
    r"读不通|不通顺|语句不通|缺字|少了?(?:个|一个)?字|跑哪去|怎么(?:没有|缺)[a-z]|印错|错印|印刷错|勘误|错别字|笔误|写错|打错|漏字|漏印|错误|出错|有错|有问题|矛盾|不对劲|瑕疵|misprint|typo|erratum|errata|字母(?:缺|漏|没)|编号(?:错|乱|不)|重复印|印重"
)
FORMULA = re.compile(r"公式|怎么算|咋算|如何计算|怎么计算|点计|点算|算法|计算方法|calculate|formula|怎么得出|算式")
MORE = re.compile(
    r"^(?:还有(?:呢|吗|别的|其他|没有|什么)?.{0,6}|继续.{0,4}|接着.{0,4}|然后呢?|再(?:多)?(?:说|讲)(?:点|一点|些)?|下文|后面呢|more|go on|next|仲有呢?|仲有冇.{0,6}|详细(?:点|一点|说说|讲讲)?|展开.{0,6})[?？。!！]*$"
)
NEXT = re.compile(r"下一(?:条|项|款|节|个)|后一(?:条|项|款)|next")
PREVIOUS = re.compile(r"上一(?:条|项|款|节|个)|前一(?:条|项|款)|previous")
ANAPHORA = re.compile(
    r"^(?:那|那么|咁|and|then)?\s*(?:它|这个|那个|这条|那条|这项|那项|这一条|那一条|该条|此条|(?:这|那)(?=是|要|有|算|怎|为|谁|还|能|必|应|属|得|系|做|具)|呢个|嗰个|呢条|佢|it|this|that)(?!份|本|套|里|边|些|么|样)"
)
ELLIPSIS = re.compile(
    r"^(?:那|那么|咁|噉|如果是|换成|and|what about|how about)\s*(.{1,24}?)\s*(?:呢|又如何|怎么样|点样|如何|咧|\?|？)*$"
)
PREMISE = re.compile(
    r"(?:对吧|对吗|对不对|是吧|是吗|没错吧|对不|系咪|是不是|系唔系|right\?|correct\?|就(?:够|行|可以)了?吧|吧[?？]?$|嘛[?？]?$|㗎嘛|咯[?？]?$|isn't it|isn't that)"
)

ASPECT_APPLY = re.compile(
    r"(?:哪[里儿边]?|边度|边处)[^,。]{0,2}(?:报名|申报|报)|怎么申|如何申|怎样申|点申|申请流程|申报流程|怎么报|如何报|怎样报|点报|哪里报|哪报|去哪|在哪|哪里(?:填|申|办|登)|怎么办理|怎么拿|点攞|点样攞|怎么领|流程|步骤|材料|入口|网址|网站|登录|找谁|找哪|咨询|how (?:do|can|to) .{0,12}apply|where .{0,10}apply|apply for"
)
ASPECT_DEADLINE = re.compile(
    r"截止|到期|还能(?:不能)?(?:报|申)|还可以(?:报|申)|还来得及|来得及|过期|有效期|期限|什么时候(?:开始|结束|截止|到期|申|报|实施|施行|生效)|几时|最迟|最晚|哪天|还有效|还管用|还算数|作废|失效|废止|现行|生效|施行|窗口|还有多久|还剩|开放|(?<![哪里儿边度处么样])报名|when|deadline|expire|still (?:open|valid)|in force|赶得上|仲可以|仲有冇得|没过期|过了没"
)
ASPECT_ELIGIBILITY = re.compile(
    r"条件|资格|门槛|符合|够不够格|能不能(?:报|申|拿|评|享)|可不可以(?:报|申)|谁能|谁可以|哪些企业|什么企业|哪类企业|什么样的(?:企业|公司|厂)|适用|适不适用|适合|我们(?:厂|公司)?能|我(?:厂|公司)?能|有份|有冇份|限制|规模|eligib|qualif|who can"
)
ASPECT_AMOUNT = re.compile(
    r"多少钱|补多少|奖多少|最高|上限|封顶|金额|比例|额度|几多钱|几多|补助|补贴多少|奖励多少|资金|百分之|how much|cap\b|maximum|amount|拿多少|给多少|几万|多少万|目标|指标是多少|内容|要点|规定了什么|讲什么|说什么|写了什么"
)
ASPECT_DOCUMENT = re.compile(
    r"文号|发文|哪个部门发|谁发|谁印发|谁出的|哪里发|发布(?:单位|日期|时间|机关)|印发|几号文|什么文件|哪份文件|哪个文件|全称|叫什么|什么时候(?:发|出|公布|印)|document number|issued|issuer|published"
)
ASPECT_CHECK = re.compile(r"靠谱|可靠|核实|核验|真的假的|真实|准不准|可信|出处|来源|没核|未核|verified|reliable|source")

SCENARIO_ID = re.compile(r"(?<![a-z])sc-[a-z]{2}-\d{3}(?!\d)")
SCENARIO_NEEDS = re.compile(
    r"备齐|要备|备哪|水平|几级|[一二三四五]级|底子|数据|样本|准备|前提|基础|等级|成熟度|门槛|几分|多少分|哪一维|攒|要有什么|需要什么条件|data|prerequisite|level|维"
)
SCENARIO_CONFIGURATION = re.compile(
    r"硬件|设备|软件|算法|模型|相机|摄像|传感|配置|买什么|装什么|装备|要啥|服务商|谁来做|找谁做|伙伴|hardware|software|camera|sensor"
)
SCENARIO_EFFORT = re.compile(r"多久|多长|周期|几周|几个月|几天|工期|难不难|工作量|投入|轻重|how long|weeks|duration")
SCENARIO_VALUE = re.compile(
    r"指标|效果|价值|好处|收益|改善|提升|衡量|考核|值不值|作用|kpi|indicator|benefit|effect|effort"
)
ALL_INDICATORS = re.compile(r"\d+\s*个?(?:项)?指标|(?:全部|所有|总共|一共)的?(?:\d+个)?指标|附录|标准(?:里|中|上|的指标)")
"""Asks of the indicators of the standard, and not of those of one scenario."""
SCENARIO_ABOUT = re.compile(
    r"干(?:嘛|啥|什么)(?:用|的)*|做(?:什么|啥)(?:用|的)+|有(?:什么|啥)用|是(?:什么|啥)(?:东西|来的)?$|(?:介绍|讲|说)(?:一下|讲|说)$|详细(?:说|讲|看)"
)
SCENARIO_EVIDENCE = re.compile(r"依据|证据|案例|实证|靠谱|能信|可信|真的假的|出处|evidence|trust")

LAST_LABEL = "最后一项"
_SIDE = r"[“\"‘]?([^，,。;；？?！!]{2,16}?)[”\"’]?"
TWO_SIDES = re.compile(
    rf"^(?:请问|想问|那|到底)?\s*{_SIDE}\s*+(?:和|跟|与|同|同埋|vs\.?|versus|and|对比|相比)\s*{_SIDE}\s*+"
    r"(?:这两(?:个|块|条|样)?|这俩|两个|两者|呢两样|之间)?(?:词|东西|概念|条)?(?:之间)?[,，]?\s*+(?:到底)?(?:有|的)?(?:什么|啥|咩|乜|何|哪些)?\s*+"
    r"(?:区别|不同|差别|差异|分别|不一样|异同|差(?=[?？]|$)|是不是一回事|系咪一样|算不算一回事|是一回事|一样吗|有什么关系|差在哪|点样分|怎么区分|怎么分).{0,8}$"
)
SOURCE_ASKED = re.compile(
    r"^.{0,6}(?:出自|来自|出处|在)?(?:哪|边)(?:一)?(?:条|款|章|节)(?:说的|写的|规定的|里)?[?？呢啊]*$|^出处.{0,6}$|原文(?:在哪|呢|是什么)?[?？]*$"
)
BARE_ASPECT = re.compile(
    r"^(?:那|那么|咁|噉|请问)?\s*(?:标准)?(?:具体)?(?:(?:有没有|有冇|有无|有|给了?|印了?)(?:公式|算法|算式)|怎么算|咋算|公式(?:呢|是什么)?|如何计算|点计|必须(?:的)?(?:吗|么)|是必须|强制吗|是强制|一定要(?:做)?吗|(?:不做|少做|不弄)(?:行不行|可以吗|可不可以|行吗|得唔得|会怎么?样)|(?:可以|能|能不能|可不可以)不(?:做|要|弄)(?:吗|么)?$|非做不可|谁(?:来)?(?:负责|做|管)|怎么申请|如何申请|怎么申报|条件(?:呢|是什么)|要什么条件|需要什么条件|什么条件|截止|什么时候(?:截止|到期|开始)|还能(?:报|申请|申报)吗|有效期|多少钱|补多少|最高多少|谁发的|文号|要多久|多久|要准备什么|需要什么数据|要什么数据|用什么指标|有几条|几条|有哪些|为什么)"
)
POLICY_ASPECTS = (
    ("unverified", ASPECT_CHECK),
    ("how_to_apply", ASPECT_APPLY),
    ("validity", ASPECT_DEADLINE),
    ("about", ASPECT_DOCUMENT),
    ("eligibility", ASPECT_ELIGIBILITY),
    ("provisions", ASPECT_AMOUNT),
)
SCENARIO_ASPECTS = (
    ("effort", SCENARIO_EFFORT),
    ("evidence", SCENARIO_EVIDENCE),
    ("value", SCENARIO_VALUE),
    ("configuration", SCENARIO_CONFIGURATION),
    ("needs", SCENARIO_NEEDS),
    ("about", SCENARIO_ABOUT),
)
_WHICH = r"(?:哪些|哪几(?:项|条|个)?|哪(?:项|条)|边(?:啲|几项)|多少(?:项|条|个)|几(?:项|条|个))"
_SHALLS = rf"{_WHICH}(?:内容|要求|条款|是|算|属于|系){{0,2}}(?:必须|强制|硬性|规定动作|一定要|“?应”?的)|(?:必须|强制|硬性)(?:要?做|做到|要求)?(?:的|性的?)(?:项|条款?|要求|内容)?(?:有|是)?{_WHICH}|(?<![供响适反相效对])应的(?:项|条款?)?(?:有|是)?{_WHICH}|(?:mandatory|required) (?:items|ones)"
_SHOULDS = rf"{_WHICH}(?:内容|要求|条款|只|是|算|属于|系){{0,3}}(?:建议|推荐|可选|选做|自选|不强制|不(?:是)?必须|不是强制|非强制|“?宜”?的)|(?:建议|推荐|可选|选做|不强制|不是必须)(?:要?做)?(?:的|性的?)(?:项|条款?|要求|内容)?(?:有|是)?{_WHICH}|(?<![适便])宜的(?:项|条款?)?(?:有|是)?{_WHICH}|(?:optional|recommended) (?:items|ones)"
SHALLS = re.compile(rf"^(?!.*(?:{_SHOULDS})).*(?:{_SHALLS})")
SHOULDS = re.compile(rf"^(?!.*(?:{_SHALLS})).*(?:{_SHOULDS})")
# CLAUSE_ASPECTS = (("misprint", …), ("formula", …), ("shoulds", SHOULDS), ("shalls", SHALLS), ("count", …), …)
CLAUSE_ASPECTS = (
    ("misprint", MISPRINT),
    ("formula", FORMULA),
    ("shoulds", SHOULDS),
    ("shalls", SHALLS),
    ("count", COUNT),
    ("modality", MODALITY),
    ("who", WHO),
    ("list", LIST),
    ("why", WHY),
)

DOC_NO_ASKED = re.compile(r"文号|几号文|发文字号|发几号|document number|doc(?:ument)? no")
AMOUNT_ASKED = re.compile(
    r"多少钱|几多钱|补多少|奖多少|补几多|奖几多|补几|给多少|拿多少|领多少|最高(?:能)?(?:补|奖|给|拿|多少)|百分之几|百分之多少|几个点|几成|多少比例|比例是|比例多少|金额|额度|多少万|几万|几多万|抵多少|面值|领几张|抵百分|贴几|贴多少|how much"
)
MONEY = re.compile(r"\d[\d.,]*\s*(?:万|亿)?元|\d\s*%|\d\s*(?:万|亿)(?!家|人|户|件|台|套)")
_UNITS = r"(?:个)?(?:台|张|块|人|名|位员工|秒|毫秒|分钟|个?小时|天|日|周|星期|月|年|平米|平方|平|p\b|t\b|tb|gb|兆|m\b|个点|分\b|分[才算及以呢吗]|万|元|次|条标注|套|度|gpus?|servers?|people|staff|days|hours|seconds|percent)"
QUANTITY_ASKED = re.compile(
    rf"(?:多少|几多|how many|how much)\s*{_UNITS}|(?:要|得|需|至少|最少|配|派|放|留|存|达到|到|定|隔|低于|高于|不少于)(?:要|够|满|多|配|有|上)?几{_UNITS}"
    r"|(?:到|要|达|低于|高于|是|占)(?:够|达到|要)?百分之(?:几|多少)|多久|多长时间|几长时间|(?:要|得|该)多高|多高(?:才|算|合格|及格)|给(?:个|我)?(?:具体)?(?:的)?(?:数字?|百分比|比例)(?!据)|达到多少|不低于多少|不少于多少|至少多少|最少多少|阈值|及格线是|达标线是|门槛值|具体数值|具体数字|面积多大|how long|how often|threshold|minimum (?:number|accuracy|score)"
)
DIGITS_HELD = re.compile(r"\d|[一二三四五六七八九十两]+(?:大|个|类|级|项|方面|种|年|月|天|次)|三级")
EFFECT_ASKED = re.compile(
    r"(?:降|省|提升|提高|缩短|减少|增加|涨|快|节约|节省|改善)(?:低|了|下来)?.{0,6}(?:多少|几成|百分之几|百分之多少|几个点|几倍|几多)|准确率.{0,8}(?:多少|几|多高)|多久回本|几年回本|几时回本|回本(?:周期)?.{0,4}(?:多|几)|能到(?:百分之)?(?:多少|几)"
)
OWN_FIGURES = re.compile(r"\d|[一二三四五六七八九十百千万半]+(?:天|日|个月|年|万|块|元|人|小时|分钟|台|件)")
OLD = re.compile(
    r"旧|老(?:口径|办法|版|规定)|原来的|以前的|之前的|暂行|20(?:19|20|21|22|23)|作废|废止|替代|还(?:能|可以)?用|old|previous"
)

PRICE_ASKED = re.compile(
    r"(?<![省慳赚值赔少亏])(?<!省了)(?<!慳咗)(?<!省咗)(?<!赚了)(?:多少钱|几多钱)|收(?:不收)?费(?:吗|么|不|多少|标准)|怎么收费|收几[百千万]|(?:一[套台次个年]|[要得费]).{0,4}几[百千万](?:块|元|蚊)?(?:钱)?[?？呀啊呢吗]*$"
    r"|(?:报价|价格|价钱)(?:是|大概|大约|要|得)?(?:多少|几多|几钱|怎么算|区间|表发|单发)|给个?报价|什么价|贵不贵|贵唔贵|造价|费用(?:是|大概)?多少|(?:要|得|大概|一共|总共)花多少|how much .{0,60}(?:cost|charge|pay\b)|what.{0,20}\bprice\b|\bfees?\b"
)
CONTACT_ASKED = re.compile(
    r"(?:电话|手机号码?|邮箱|联系方式|微信号?(?!公众|小程序|推|渠道|群|触达|支付))\s*(?:是多少|是几|多少|给我|发我|呢[?？]?$|几多|几号|俾我|畀我|有没有|有冇|$)|(?:给|俾|畀|告诉|发)(?:我|下|个).{0,16}(?:电话|手机号|邮箱|联系方式|微信号)|(?:电话|手机号|联系方式|微信)[给俾畀发]"
)
PENALTY_ASKED = re.compile(
    r"罚款吗|罚多少|罚几|扣多少|扣几|(?:多少|交|扣).{0,4}保证金|会不会罚|会唔会罚|被罚|要罚|怎么处罚|处罚吗|会不会封|会唔会封|吊销|penalt|\bfined\b"
)
RANK_ASKED = re.compile(
    r"(?:平台|企业|公司|厂|服务商|城市|地区|间|家).{0,24}排第[一二三几]|排名第|第一名|哪家最(?:好|强|靠谱)|哪个最(?:好|强|靠谱)|\branking\b"
)
WEIGHT_ASKED = re.compile(r"权重(?:是|占|有|怎么分)?(?:多少|几)|多少权重|占多少分|占几分|打几分|几颗星|评几星")
TARGET_ASKED = re.compile(
    r"不能?(?:超过|低于|高于|少于)(?:百分之)?[几多]|(?:要|应|得)?(?:达到|做到|降到|升到)(?:百分之)?(?:多少|几)(?!率)|(?:多少|几)(?:才)?(?:算|是)?(?:合格|达标|及格)|硬数|合格线|达标线|及格线|(?:通常|一般).{0,12}(?:多少|几)|几个?[月年](?:能|可以|才)?回本|目标值|阈值|threshold|target value"
)
ASKED_AND_HELD = {
    "target": (TARGET_ASKED, re.compile(r"目标值")),
    "price": (PRICE_ASKED, re.compile(r"元|费用|价格|报价|免费")),
    "contact": (CONTACT_ASKED, re.compile(r"电话|邮箱")),
    "penalty": (PENALTY_ASKED, re.compile(r"罚|扣|违")),
    "rank": (RANK_ASKED, re.compile(r"排名|名次")),
    "weight": (WEIGHT_ASKED, re.compile(r"权重|分值")),
}

ITEMS_ALONE = re.compile(
    rf"^(?:那|那么|咁|噉|再看|看看|and|then)?\s*(?:它|这条|那条|这一条)?(?:下面|里面|里头)?的?\s*((?:[a-n](?![a-z])|第\s*(?:{NUMERAL}|\d{{1,2}})\s*(?:个|小)?(?:项|条|款|点|节)|最后(?:一|那)?(?:项|条|款|点)|头一(?:项|条|款|点)).{{0,16}})$"
)
OPTION = re.compile(
    rf"^(?:选|要|看|就|那)?\s*(?:第\s*({NUMERAL}|\d{{1,2}})\s*(?:个|项|条|种|家|份)?|头?(一)个|(\d))\s*(?:个|吧|呢|的|那个|怎么样|讲讲|说说)*(?:详细.{{0,4}})?[?？。!！]*$"
)
OWN_WORDS = re.compile(
    r"我们?(?:这边|这里|家|厂|公司|店|企业|单位)?|咱们?(?:家|厂)?|本(?:厂|公司|店)|请问|那么?|咁|噉|大概|大约|一般|具体|到底|现在|还|要|需要|得|是|的|呢|吗|么|嘛|啊|呀|了|个|有|没有|有没有|什么|啥|哪些|哪个|怎么|如何|怎样|多少|几|能不能|能|可以|可不可以|吧|多|人|号|左右|年|万|亿|元|块|\d+|[一二三四五六七八九十百千]+"
)
_WHEN = r"(?:什么时候|几时|何时|哪天|哪一天|啥时候|多久|啥时)"
FRONT_ASKED = (
    (
        re.compile(
            rf"^(?:这个|这份|本|该)?(?:标准|团标|文件|规范)?(?:的)?(?:封面|标准号|标准编号|编号|英文名称?|英文标题|全称)(?!.{{8,}})|^.{{0,6}}(?:标准|团标)(?:是)?{_WHEN}.{{0,4}}(?:实施|发布|生效|执行|施行|开始|出)"
        ),
        COVER,
    ),
    (re.compile(r"^(?:这个|这份|本|该)?(?:标准)?的?前言(?!.{10,})"), FOREWORD),
    (re.compile(r"^(?:这个|这份|本|该)?(?:标准)?的?引言(?!.{10,})"), INTRODUCTION),
)
WHEN_ALONE = re.compile(
    rf"^(?:那|它|这个|这份|这|是|,|\s)*{_WHEN}(?:才|会|开始|正式)*(?:实施|发布|施行|生效|执行)(?:的|了|啊|呀|呢|吗)*[?？]*$"
)
"""Asks when what is spoken of came out or comes into force, and does not say what."""
DAY = re.compile(r"(?<=月\d)号|(?<=月\d\d)号")
PAID = re.compile(r"补|奖|资助|封顶|最高|不超")
_DO = r"(?:(?:请|麻烦|帮我|给我|就|都|可以|这么|这样|照这个|先|直接)*(?:提交|保存|登记|办理?|做|删除?|清除?|清空|发(?:出|送)?|记(?:下|上|录|住|入)?|存(?:上|下)?|录入?|入档|归档|写|改|修改|更新|换|撤|下架|上架|加|新增|导入|入库|导|算|来|执行|弄|搞|交)(?:去|进去|上去|过来|来|掉|成这样)?)"
_CHECKED = r"(?:(?:刚才?|啱|我|都)*(?:核对?|检查|审|看|对)(?:过|好|完|了|咗)*(?:一遍|一下)?(?:的|[那嗰]批)?(?:都|全)?(?:没(?:有)?(?:问题|错)|无误|冇错|冇问题|通过)(?:了|的|场景|内容|数据|表)*[,\s]*)"
YES = re.compile(
    rf"[\s,.!~]*(?:(?:(?:我)?(?:想|考虑)(?:好|清楚)了|决定了|这回|这下|这次|这样|现在|今次|而家|都|全|改得|那|哦|噢|喔|哎|,)*(?:嗯|恩|啱|对头|要得|好嘞|好咧|得嘞|妥了?|成(?!本|立|都|品)|没得问题|莫得问题|冇问题|好|对|是我们(?:公司|厂|家|店)?|是|行|可以|确认|确定|同意|提交|保存|没问题|没错|没毛病|就(?:这样|这么|咁|是这样|是这个|这个|这张|它)|咁就?|正确|要|ok|okay|yes|y|sure|confirm|得|系|冇错)[的了吧呀啊哈嘛,.!~\s]*){{1,3}}{_DO}?(?:吧|了|它|一下|,|谢谢|多谢|麻烦|你|您)*[\s,.!~]*|(?:请|帮我|就|直接)*(?:提交|保存|登记|办理?|删除?|清空|记(?:下|上|录|入)?|存(?:上|下)|入档|归档|导入|执行|发(?:出去|送)?)(?:吧|了)*[\s,.!~]*|(?:那|就)*(?:删|清|清除|删除|清空)(?:掉|吧|了|啦)*[,\s]*(?:确认|确定)(?:清除|删除|清|删)?(?:吧|了|啦|[,.!~\s])*|{_CHECKED}?(?:请|帮我|就|直接|把?[这那嗰](?:一)?(?:批|些|张表?|份|几[个条])|全部?|都|统统|正式)*(?:导入?|入库)(?:进去|进来|上去|目录)*(?:吧|了|啦|喇|咯|[\s,.!~])*"
)
"""Says yes to a change that is about to be made, and nothing else."""
NO = re.compile(
    r"^[\s,.]*(?:嗯|呃|哦|额|啊|诶|哎|唉|欸|等等|等一下|慢着|那么?|还是|我们?|要不|暂时?|先|这个|这次|就|都|,)*(?:不(?!懂|明白|清楚|知道|太懂|太明白|理解|过|止|光|但|单|良|合格)|别|算了|取消|no\b|cancel|唔|冇|(?:等等|等一下)[\s,.!~]*$|再说|再(?:想|考虑|看|确认)|(?:考虑|想)(?:一下|想|考虑)|停)"
)
CANCEL = re.compile(
    r"[\s,.!~]*(?:(?:那|就|还是|哦|嗯|好吧?|我|先|,)*(?:算了|不用了?|不弄了?|不要了?|不做了?|不算了?|不(?:再|想)?(?:改|提|记|填|答|查|看|选|比|删|清|转|发|报|办|问|说|登记?|推荐)了|取消|退出|停止?|放弃|先这样|下次再说|以后再说|改天再说|不想(?:说|填|答|做|算)了?|never ?mind|cancel|唔使)[吧了啦呀\s,.!~]*){1,2}"
)
"""Gives up what was begun."""
GIVES_UP = re.compile(r"(?:那|就|先|还是|哦|嗯)*(?:算了|(?:不|别|先不|唔)[^,。]{0,4}(?:了|喇|啦)$)")
"""Begins with giving up what was begun."""
ASIDE = re.compile(
    r"^(?:等下|等等|等一下|等一等|稍等|慢着|打断一下|插句话|插一句|插个话|岔开一下|对了|哎|诶|不好意思|,|\s)*(?:(?:我)?(?:先|想|再)*(?:问|说)(?:个|句|一句|一下|点)?(?:别的|其他的?|其它的?|题外话|另外的|不相干的)(?:事|问题)?|(?:插|打)(?:句话|一句|个岔|个话))[,:\s]+"
)
"""Says that what follows is beside the matter."""
REFUSED = re.compile(r"别|不要|先不|不用|不想|取消|撤|算了|唔好|唔使")
"""Refuses something, wherever it stands."""
RECALLS = re.compile(r"^(?:哦|那|把|嗯|对|好|行|[,.。\s])*(?:刚才|刚刚|上面|之前)")
"""Begins with what was spoken of before."""
ASKED_BESIDE = re.compile(r"(?:[,。.;!\s]+|(?=(?:然后|还有|对了|我|再|啊|呃|那个)*(?:顺便|顺带|另外)))(?:顺便|顺带|顺手|另外|对了|然后|还有|再|我|想|就是)*(?:问(?:一?下|个|一句|问)?|请问|想知道|问)[啊呀哈,:\s]*")
"""Begins a question beside an answer."""
BESIDE = re.compile(r"[,。.;!\s]+(?:哎|诶|欸|喔|啊|呃|哦|那个|,)*(?:对了|还有(?:啊|呀|哈|个事|件事|一件事)|还有(?=你们|我们)|另外|顺便|顺带|再就是)[啊呀哈,:\s]*(?=.{4})")
"""Begins something else beside an answer."""
BIDDEN_BESIDE = re.compile(r"(?:帮我|给我|替我|麻烦|请你?|我要|我想)[^,。]{0,8}(?:改|记|登记|投诉|查|转|导出|删|催|报)|我要?投诉|(?:档案|资料)[^,。]{0,8}(?:改|记|更新)")
"""Bids something to be done beside an answer."""
FIGURE_ALONE = re.compile(r"^[\s(]*\d[\d.,]*\s*(?:%|[个号项分万亿元块人天台家次年月]{0,2})[\s.。!~)]*$")
"""Nothing but a figure, which asks for nothing."""
AGREES = re.compile(r"^[\s,.!~]*(?:嗯|恩|好|对|是|行|可以|确认|确定|同意|没问题|没错|ok)")
"""Begins with a yes."""
PLACED = re.compile(
    rf"^(?:那|那么|排)?第\s*({NUMERAL}|\d{{1,2}})(?![章节款段页批届年季月周天])\s*(?:个|项|条|种|份|家)?(?:的?(?:那个|这个|场景|政策))?(?:的|[,\s])*(?=\S{{3}})(.+)$"
)
"""Speaks of one of several by its place, and says something of it."""
TELLS_MORE = re.compile(
    r"(?:那|再|给我|帮我|请|能)*(?:说|讲|介绍|展开|看|解释)?(?:得|的)?(?:细|详细|仔细|具体|展开|清楚|明白)(?:点|些|一点|一些|一下)?(?:说说|讲讲|说|讲|介绍|看看|看|解释)?(?:点|些|一下|看|嘛|呗|吧|下)*[?。!]*"
    r"|(?:那|再|给我|帮我)*(?:介绍|讲讲|说说|讲一下|说一下|看看)(?:一下|呗|吧)?[?。!]*"
)
"""Asks for more of what is spoken of, nothing of it in particular."""
PLACE_NAMED = re.compile(rf"(?:那就|那|就)?(?:要|做|选)?第\s*({NUMERAL}|\d{{1,2}})\s*(?:个|项|种)(?:场景)?")
"""Points at one of several by its place, anywhere."""
PLACE_OF_FIRM = re.compile(r"第\s*([一二三四五六七八九十]{1,2}|\d{1,2})\s*(?:家|间|个(?:企业|公司|厂))")
"""Points at one of several firms by its place."""
IN_ITS_PLACE = re.compile(
    r"(?:那|那么|再|也)*(?:换成|换|改成|改看|看看?)?(?P<name>[^,。?？!\s]{2,20}?)(?:家|公司|这家)?(?:的)?呢[?？]?|(?:换成|改成|改看)(?P<other>[^,。?？!\s]{2,20}?)(?:吧|看看)?"
)
"""Names another firm to ask the same of."""
THE_ONE = re.compile(r"(?:那|这|的)一?(?:家|个|张|条|份|项|种|单|件)(?:厂|公司|企业|工单|店)?[吧啊呀的了\s.。!~]*$")
"""Points at one of several."""
BARE_NUMBER = re.compile(r"^[\s(]*(\d{1,2}|[一二三四五六七八九十]{1,2})[\s.、)号]*$")
"""Nothing but the number of a choice."""
ASKS = re.compile(
    r"[?？]\s*$|[吗呢咩]\s*[。.!~]*$|(?:是|指|叫)(?:什么|啥|咩|乜)|^(?:什么|啥|咩)(?:是|叫)|什么意思|啥意思|怎么(?:办|做|弄|算|申请|申报|报|理解|回事|样)|点(?:样|算|做)|如何|为(?:什么|啥|咩)|干(?:嘛|啥)的"
    r"|(?:什么时候|啥时候|几时|何时)(?:才|会|能|可以|开始|正式)*(?:实施|施行|生效|发布|截止|开始|到期|结束|出|到|有|能|办|回|来)?[^,。]{0,2}[啊呀的呢吗?？]*$|有(?:什么|啥|哪些|冇|没有)|(?:哪|边)(?:些|个|里|条|种|几)|多少|几多|能不能|可不可以|可以(?:不|吗)|要不要|是不是|(?:讲|说)的?是?(?:什么|啥)|^(?:what|how|why|which|who|when|where|can|is|are|do|does)(?![a-z])"
)
"""Words of asking."""
TWO_FIGURES = re.compile(r"\d[^\d.]+.*\d")
"""Gives two figures at the least."""
STANDARD_NAMED = re.compile(r"标准|团标|t/?isc|0106|standard")
WONDERS = re.compile(r"(?<![没冇])(?<!没有)(?:什么|啥|哪些|哪个|哪里|哪家|怎么|咋样?|多久|几时|(?<!任)谁)")
"""Holds a word of asking, wherever; what a reader makes nothing of is then hardly an answer."""
MEANING_ASKED = re.compile(
    r"(?:是|系|指)?(?:什么|啥|咩|乜嘢?)(?:意思|东西|来的|嚟|概念)?[?？呀啊]*$|什么意思|啥意思|^(?:什么|啥|咩)(?:是|叫|系)|[?？]\s*$"
)
"""Asks what a word means."""
ANY_SIDES = re.compile(
    r"^(?:请问|把|将|拿|我们?想?|想|帮我?)?(?P<first>.{2,24}?)\s*(?:和|跟|与|同(?!业)|同埋|vs\.?|versus|and|对比|比起)\s*(?P<second>.{2,24}?)"
    r"(?:[,，。?？]|的(?:要求|条件|区别|差别|差异|不同)|(?:这)?两(?:个|条|份|者)|哪(?:个|一个|份|边)|谁|有(?:什么|啥|咩|何)|对比|比较|比一|并排|放(?:一起|在一起)|区别|差(?:别|在|多少)|口径|怎么(?:选|分)|边个|$)"
)
"""Two sides of a comparison, loosely."""
OWN = re.compile(r"我|俺|咱|本(?:厂|店|公司|企业|司)|敝|这家|那家|该(?:企业|公司)|一家|\b(?:we|our|us|my|i)\b")
"""Speaks of one firm, one's own or another's."""
FIRM_MEANT = re.compile(
    r"(?:这|那|该|此|呢|嗰)(?:一)?(?:家|间|个)?(?:企业|公司|厂(?![房区长商])|客户|单位)|(?:刚才|刚刚|上面|前面)?(?:这|那|呢|嗰)(?:一)?[家间]"
    r"|(?<![其吉])(?:它们?(?=家|的|现|适|能|可|有|做|怎|是|上|诊|档|多|几|在|叫|属|什|啥|哪|还|够|$)|[他她佢](?:们|哋)?)(?:家(?!具|居|电)|屋企|厂里|公司)?|对方(?!案)"
)
"""Points at an enterprise under discussion."""
SEVERAL_MEANT = re.compile(r"们|哋")
"""Stands in a word for several."""
IT_ALONE = re.compile(r"^它")
"""Points at a thing as well as at a firm."""
FIRMS_MEANT = re.compile(
    r"(?:这|那|呢|嗰|上面|刚才)?(?:两|俩|二)(?:家|间|个(?:企业|公司|厂))|[他她它]们?(?:俩|两个|两家)|(?:这|那)俩"
)
"""Points at two enterprises under discussion."""
OTHER_FIRM = re.compile(r"(?:另外?|第二)(?:那|的)?一?(?:家|间)")
"""Points at the enterprise that was spoken of before the last."""
FIRM_TOLD = re.compile(r"(?P<what>[^,。?！!\s]{1,8}?)(?:的)?[那嗰](?:一)?[家间](?:企业|公司|厂)?")
"""Points at one of several enterprises by what it does."""
PLACE_OF_SCENARIO = re.compile(rf"第\s*({NUMERAL}|\d{{1,2}})\s*(?:个|项|种)(?:场景)?(?!月|季|星期|问题|题|章|条)")
"""Points at one of several scenarios by its place."""
SCENARIOS_MEANT = re.compile(
    r"(?:这|那|呢|嗰|前|头|上面)?(?:俩|两|二)(?:个|项|种)?(?:场景)?(?=.*(?:比|区别|差|哪个|边个|选|先|掂量))|[它他]们?(?:俩|两个)"
)
"""Points at two scenarios under discussion."""
SCENARIO_MEANT = re.compile(
    r"(?:这|那|该|呢|嗰)(?:一)?(?:个|项|种)(?:场景|东西|项目|方案)?|^它|刚才(?:那|说的)?(?:个|那个)?"
)
"""Points at a scenario under discussion."""
TICKET_MEANT = re.compile(r"(?:这|那|呢|嗰|刚才那?|上面那?)(?:一)?(?:张|单|件|个工单|条)(?:工单|单子|事)?|^它")
"""Points at a ticket under discussion."""
TICKET_NUMBER = re.compile(r"(?<![a-z])t-?\d{2,}(?:-\d{1,4})?|\d{8}-\d{1,3}")
AND = "和"
EVERYBODY = re.compile(
    r"全部|所有|全区|各(?:家|镇|企业)|大家|哪些|哪几|几家|多少家|有谁|一共|总共|总的|整体|平台|本月|这个月|上个?月|今年|本周|这周|边几间|排名|最多|最少|一家\d"
)
"""Speaks of more than one enterprise."""
POINTING = re.compile(
    r"我|要|问|讲|说|指|选|看|就|系|是|在|喺|做|搞|整|卖|造|开|那|嗰|这|呢|的|嘅|家|间|个|位|一|厂|公司|企业|店|吧|啊|呀|啦|了|[\s,.?!]"
)
"""Stands around what tells one of several from the others."""
OF_A_FIRM = re.compile(r"[家间厂店]|公司|企业|做|搞|整|卖|造")
"""Says of something that it is a firm, or what a firm makes."""
NOT_THAT_ONE = re.compile(r"^[\s,.嗯哦啊]*(?:不是|不系|唔系|不要|唔要|别|not )(?P<what>[^,，]*)(?P<more>[,，]|$)")
"""Says first which of several is not meant."""
THIS_QUESTION = re.compile(r"(?:这|呢|该|本|上面)(?:道|一|条)?(?:题|问题|个问题)")
"""Asks about the question that is open."""
_BID = r"(?:登记?|开(?:单|一张)?|立|提交|报|记|存|发|办|删|导入|保存|执行|作废|转|撤|推迟|解绑|投诉|file it|do it|go ahead)"
YES_TOO = re.compile(
    rf"[\s,.!~]*(?:(?:哦|那|把|嗯|对|好|行|[,.。\s])*(?:刚才|刚刚|上面|之前)[^,。]{{0,12}}(?:那个|的|那张|那条)[^,。]{{0,6}}[,\s]*|(?:嗯|好|对|行|那|把|,)*[这那呢嗰](?:一)?[个条张件些](?:也|都)?)?(?:(?:那|哦|噢|喔|嗯|恩|哎)*(?:好|行|可以|确认|确定|同意|嗯|恩|ok|okay|yes|yep|yeah|sure|right|没错|没问题|(?:对|是|系|啱|得|要)(?!了))[的呀啊哈嘛啦咯喇咗了吧,.!~\s]*){{0,3}}"
    rf"(?:就)?(?:这么|这样|咁)?(?:那|还是|就|请|帮我|麻烦|给我|替我|都|也|你|照这个|赶紧|快)*(?:投诉|需求|疑问)?{_BID}(?:一下|上|下|了|掉|出去)?(?:这些|这点|这几样|这个|它)?(?:吧|啦|咯|喇|谢谢|唔该|please)*[\s,.!~]*"
)
"""Says yes by bidding what was asked about to be done, and nothing else."""
UNDOES = re.compile(r"删|清空|作废|撤|推迟|解绑|转")
"""Says yes only to what takes something back; to anything else it gives up."""
UNDOING = re.compile(r"删|清除|清空|清了|撤|作废|失效|推迟|解绑|转|去掉|退出|不再|停")
"""Stands in a question about taking something back."""
LEADING_YES = re.compile(r"^[\s,.!~]*(?:好的?|嗯+|恩|行|ok(?:ay)?|可以|对|是)[的啊呀吧,.!~\s]+")
"""Stands before what a message says after a first yes."""
ENDS = " ,.!~吧啊呀的了哈"
"""What the words of a message may end in."""
YES_LENGTH = 40
"""Characters a yes has at most."""
TURNS_DOWN = re.compile(
    r"[\s,.!~]*(?:先|暂时|那|就|还是)*(?:不用(?:了|记|存|写|登记)*|不(?:记|存|要|必)(?:记|了)*|别(?:记|存)|算了|唔使|唔好记|先不(?:用|要|记)?|no"
    r"|(?:刚才|刚刚|上面|前面)?(?:说)?(?:的)?[这那]?(?:些|个|几个)?(?:数字?|数据|信息|资料|情况|东西|话)?(?:你|您|就|先|可|都)*(?:别|不要|不用|唔好|莫)(?:给我|帮我|往|急着)*(?:记|存|登记?|写|录)(?:进|到|入|在|上|下)?(?:去|档案?|系统|库)?(?:里|里面)?)[了吧啦啊,.!~\s]*"
)
"""Turns down what was shown, and says nothing else."""
THANKS_ONLY = re.compile(r"谢|辛苦|唔该|thank")
REVIVES = re.compile(
    r"[\s,.!~]*(?:算了|哎|唉|嗯|那|要不|,)*(?:还是|那就|那|再)(?:照|按)?(?:刚才(?:说)?(?:的|那样|那个)?|原来(?:的)?)?(?:投诉|反映|登记?|提交|提|记|存|发|办|做|删|导入|转|改|弄|来|撤|停|退)(?:一下|上|下|了|掉|起来)?(?:吧|啦|咯|喇|好了)(?:[,\s].{0,10})?[\s,.!~]*"
)
"""Wants what was just given up after all."""
NEW_FIRM = re.compile(r"有(?:个|一家|家|几家)?新|新(?:来的?)?(?:企业|公司|厂)")
"""Speaks of an enterprise that is not on file yet."""
NAMES_SOMEBODY = re.compile(
    r"(?:(?<![派转分交拨发])给|替|帮|告诉|通知|跟|同|叫|请|让|找|与|约)\s*(?!我|你|他|她|它|咱|佢|大家|一下|个|下|这|那|该|对方|点|开|做|看|查|改|成|他们)[\u4e00-\u9fff]{2,}"
    r"|(?<!一家)(?<!做)(?<!的)[\u4e00-\u9fff]{2,4}(?:皮具|皮业|皮艺|箱包|手袋|五金|电子|电器|服饰|服装|制衣|化妆品|日化|美妆|食品|饮料|物流|汽配|珠宝|首饰|模具|塑料|塑胶|注塑|包装|印刷|家具|灯饰|实业|贸易|商贸|机械|公司|集团)"
    r"|有(?:个|一家|家)?新|新企业"
)
"""Names somebody, on file or not."""
DENIED_FIRM = re.compile(r"(?:不要|不是|不看|不用|唔要|唔系|唔睇|别看|别|除了|除咗|not)\s*$")
"""Stands before an enterprise that is not meant."""
BIGGER = re.compile(r"(?P<what>人|员工|规模|预算|钱|分|分数|得分|等级|级别|营收|产值)(?:数)?(?:比较|更|最|要)?(?P<more>多|大|高|强|好|少|小|低|弱|差)(?:的|些|一点|点|啲|嘅)*(?:那|嗰)?(?:一)?(?:家|间)")
"""Points at the one of two enterprises that has more of something, or less."""
MORE_OF = frozenset("多大高强好")
SIZES = {"人": "employees", "员工": "employees", "规模": "employees", "预算": "budget_wan", "钱": "budget_wan", "营收": "revenue_wan", "产值": "revenue_wan"}
"""What an enterprise may have more of, by the archive's fields."""
BY_SCORE = frozenset({"分", "分数", "得分", "等级", "级别"})
COMPARES = re.compile(r"比|对照|哪(?:家|个|间)|边(?:个|间)|谁|差(?:别|距|在|多少)|区别|高低|强|vs")
"""Puts one enterprise beside another."""
DESCRIBES_FIRM = re.compile(r"\d|一家|做(?!什么|啥|乜)|厂|店|行业|没有|预算|[的]企业")
"""Describes an enterprise rather than leaving out which is meant."""

# --- what a message is plainly for ------------------------------------------------------------------------------------

_TICKETS = frozenset({"open_ticket", "show_tickets", "urge_ticket", "move_ticket", "hand_off", "take_hand_off", "release_hand_off", "relay_message", "show_needs", "rate_service"})
_OF_KPI = frozenset({"calculate_kpi", "keep_kpi", "compare_kpi"})
_OF_SOURCES = frozenset({"search_sources", "read_clause", "read_policy", "read_scenario", "compare", "list_policies", "list_scenarios"})
_OF_DIAGNOSIS = frozenset({"start_diagnosis", "answer_diagnosis", "show_diagnosis", "make_report", "revoke_report"})
_OF_PEOPLE = frozenset({"show_membership", "join_enterprise", "switch_enterprise", "leave_enterprise", "invite_member", "invite_operator", "revoke_membership", "confirm_enterprise"})
_OF_ARCHIVE = frozenset({"keep_facts", "show_archive", "export_archive", "erase_archive"})
_TAKES_FACTS = _OF_ARCHIVE | _OF_KPI | {"match_policies", "recommend_scenarios", "compare_scenarios", "answer_diagnosis", "find_enterprises", "list_scenarios", "search_sources", "read_policy", "read_scenario"}
_OF_ADOPTION = frozenset({"record_adoption", "record_use", "show_adoptions", "rate_service", "answer_diagnosis"})
_PLEASE = r"^(?:请|麻烦|那|你|就|先|再|帮忙|[帮给]?我们?|想|要|(?<=[我们])(?:厂|公司))*"
_TAIL = r"[吧啊呀呗哈了吗呢?!.~\s]*$"
MATTERS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(rf"{_PLEASE}(?:转|找|换|接)(?:一?个|下|一下|到)?(?:人工|真人|客服)(?:客服|服务|来|聊聊|处理|谈谈|说)*{_TAIL}"), _TICKETS),
    (re.compile(rf"{_PLEASE}催(?:一催|一?下)?(?:我们?|那张|这张)?的?工单{_TAIL}|{_PLEASE}的?工单(?:现在)?(?:处理|办)?(?:得|到|怎么|进度|啥)"), _TICKETS),
    (re.compile(rf"{_PLEASE}(?:登记|提交?|报|反映)(?:一?[个下条])?(?:需求|问题|投诉)[,:：]|{_PLEASE}投诉(?:一下)?(?:你们|平台|上次|上回|客服)|[,]{_PLEASE[1:]}(?:报|登记)(?:一?[个下])?(?:问题|需求|投诉){_TAIL}"), _TICKETS),
    (re.compile(rf"{_PLEASE}(?:恢复|重新?开)(?:给?我的?)?(?:的)?(?:提醒|推送|通知){_TAIL}"), frozenset({"resume_notices"})),
    (re.compile(rf"{_PLEASE}(?:邀请(?:一?[个位下])?(?:新)?(?:同事|员工|成员)|(?:解绑|解除绑定|退出)(?:我们|这家)?(?:的)?(?:公司|企业|厂)?|绑定(?:企业|公司|我们公司)|(?:换|切换)(?:到)?(?:一?家|另一家)?(?:企业|公司)|(?:现在)?绑定?的?是(?:哪|什么))(?:一起用|一起来用|进来|加入)?{_TAIL}|绑定?的?是哪(?:家|个)|^邀请码(?:是|:)"), _OF_PEOPLE),
    (re.compile(r"(?:记|存|保存|收集|登记|掌握)(?:着|了)(?:我们?|咱们?)(?:公司|厂|企业)?(?:的)?(?:哪些|什么|啥)(?!指标|数值|工单|需求|问题|场景)|^(?:请|帮我|帮我们|把|给我|我要|想)*(?:导出|删掉|删除|清除|清空|看看?)?(?:我们?|公司)的?(?:公司|企业|厂)?的?档案(?:都|给我|给)?(?:导出|删|清|看|下载|发)?"), _OF_ARCHIVE | {"find_enterprises", "match_policies"}),
    (re.compile(rf"{_PLEASE}(?:来|做|测|开始)(?:一?[个次下])?(?:完整的?|快速的?|数字化|企业|\d+题的?)*(?:诊断|快测|测评)(?:一?下)?{_TAIL}|^(?:请|看|查|帮我|给我|我们?)*(?:上次|上回|最近)?的?诊断(?:结果|报告)?(?:怎么样|如何|咋样|得了多少分|多少分){_TAIL}|哪个维度最[弱强差低高好]|{_PLEASE}(?:生成|出|做|要)(?:一)?份诊断?报告"), _OF_DIAGNOSIS | {"compare_enterprises", "show_archive"}),
    (re.compile(r"^(?:我|我们)?(?:会|打算|争取|保证|一定)?在?(?:今天|明天|后天|[下这本]?(?:周|星期|礼拜)[一二三四五六日天末]?|\d{1,2}[号日]|\d{1,2}月\d{1,2}[号日]?|月底|月末)(?:之?前|以前|下班前)把.{2,12}(?:发|交|给|传|提供|送|补)|^我?(?:之前|上次)?答应(?:你们?)?的.{1,10}(?:已经|都)?(?:发|交|给|办|做|弄|搞)(?:了|好|完|过去)"), frozenset({"make_promise", "settle_promise"})),
    (re.compile(r"^(?:我们?|我们厂|公司)(?:在|是)?(?:\d{1,2}月(?:\d{1,2}[号日]?)?|上个?月|[下这]个?月(?:\d{1,2}[号日]?)?|上周|昨天|今天)(?:就|已经)?上线了?(?!erp|mes|wms|crm|plm|oa|用友|金蝶|.{0,6}系统).{2,12}$|^.{2,12}(?:现在|目前)?每[天周月](?:只|才|大概|差不多)?(?:用|跑|使用)了?\d+次|^.{2,10}项目(?:先|已经)?(?:停|暂停)了?[,.!]*$"), _OF_ADOPTION),
    (re.compile(r"^(?:给|我给|我想给)?(?:你们?|平台|服务|这次).{0,6}打\s*(?:[1-5]|[一二两三四五])\s*[分颗星]|场景.{0,6}打\s*(?:[1-5]|[一二两三四五])\s*[分颗星]|满意,?(?:给|打)?(?:[1-5]|[一二两三四五])\s*颗?星"), frozenset({"rate_service"})),
    (re.compile(r"^(?:这个|这份|你们的?|团体)?标准(?:文件)?(?:里|中|上)?(?:是|由|有没有|有|对|什么时候|何时|几时|有关)(?:谁|哪些?|讲|说|规定|提|关|实施|发布|生效|.{1,8}(?:有什么|有哪些|有没有)?(?:要求|规定))"), _OF_SOURCES),
    (re.compile(r"^(?![这那它该此]).{2,12}(?:率|周期|天数|满意度|时长|成本|费用|准确度)(?:是)?(?:怎么|如何|咋|怎样)(?:算|计算)(?:的|出来的)?[呢啊呀?]*$"), _OF_SOURCES | _OF_KPI),
    (re.compile(r"^(?:我们?|咱们?)(?:厂|公司|企业)?(?:能|可以|能够)(?:申请|申报|报|拿|领)(?:到)?(?:哪些|什么|啥)(?:补贴|政策|补助|奖励|资金|项目)"), frozenset({"match_policies"})),
    (re.compile(r"(?:企业|区|市|省)(?:有|的)(?:什么|哪些)(?:优惠|政策|扶持)|^(?:专精特新|高新|单项冠军|小巨人|科技型)[^,]{0,8}(?:(?:怎么|如何)(?:认定|评定|评)|(?:奖励?|补贴?|补助)(?:是)?(?:多少|几))"), _OF_SOURCES),
    (re.compile(rf"{_PLEASE}推荐(?:一?下|几个|一?些|点)*(?:合适的?|适合的?)?(?:ai)?场景{_TAIL}"), frozenset({"recommend_scenarios", "list_scenarios"})),
    (re.compile(r"^(?:请|把|将)*(?:刚才|刚刚)?(?:的|那个|这个|算的)*指标(?:值|结果)?(?:给我)?(?:存|记)(?:下来|起来|一下|上|档)"), _OF_KPI),
    (re.compile(r"^(?:我们?|我们厂|公司)(?:是|系)(?:做|搞|生产).{1,12}的[,.].*\d"), (_TAKES_FACTS | {"open_ticket"}) - _OF_KPI),
    (re.compile(r"^(?:我们?|咱们?)(?:厂|公司|企业|家)?(?:去年|今年|前年)?的?(?:年?营收|营业额|人数|员工数?|产值)(?:改成|改为|要改|应该是|是|有)\d"), _TAKES_FACTS),
    (re.compile(r"^(?:我们?|咱们?)(?:厂|公司)?(?:已经|现在)?(?:上了|用了|装了)(?:erp|mes|wms|plm|crm|oa)|^(?:我们?|咱们?)?(?:老板|公司|厂子?)(?:姓|叫).{1,20}$"), _TAKES_FACTS - {"calculate_kpi"}),
    (re.compile(r"^(?:你好|您好|谢谢你?们?|多谢)[啊呀!.~,\s]*$"), frozenset()),
    (re.compile(r"^(?:请|帮我|给我|麻烦)*(?:找|列|查|筛)(?:一下|一?些|出来?|下)?.{3,}(?:企业|公司|的厂)(?:名单|有哪些)?$"), frozenset({"find_enterprises", "start_campaign"})),
    (re.compile(r"^(?:把|停掉?|停用|关掉?|恢复|启用|改|请|有(?:哪些|什么)|主动|都)*[^,]{0,12}(?:规则|提醒的?间隔)(?:停|关|改|都?有|先|$)"), frozenset({"show_follow_up_rules", "edit_follow_up_rule", "preview_follow_ups"})),
    (re.compile(r"^(?:请|帮我|把|将)*sc-[a-z]{2}-\d{3}的.{1,8}(?:改成|改为|调成|换成)"), frozenset({"edit_scenario"})),
    (re.compile(r"(?:行业|类|方面|厂|企业)的?(?:场景)?(?:都|一般)?(?:有|能上|可以上)(?:哪些|什么)(?:ai)?(?:场景)?(?<=场景)[呢啊呀?]*$|类的?场景(?:都)?有(?:哪些|什么)"), frozenset({"list_scenarios", "recommend_scenarios", "search_sources", "show_adoptions"})),
    (re.compile(r"^(?:请|帮我)*给.{2,12}的(?:企业|公司|厂)们?(?:群?发|推送)|^(?:停掉?|取消|看|之前|以前)*群发(?:过)?(?:哪些|什么|记录|了|的)"), frozenset({"start_campaign", "stop_campaign", "show_campaigns"})),
    (re.compile(r"(?<![\d.a-z])[4-9]\.\d{1,2}\.\d{1,2}(?![\d.])|附录[12一二]"), (_OF_SOURCES - {"read_scenario", "list_scenarios", "read_policy", "list_policies"}) | _OF_KPI | _TICKETS | {"start_campaign", "make_promise"}),
    (re.compile(rf"{_PLEASE}算(?:一?下|一算|算)?(?:我们?|咱们?)?(?:厂|公司)?的?.{{0,10}}(?:率|周期|天数|产值|利用率)"), _OF_KPI),
    (re.compile(r"^(?![这那它该此第]).{4,14}要(?:多久|几周|几个月)(?:才)?能?上线"), _OF_SOURCES | {"compare_scenarios"}),
    (re.compile(r"需求池|(?:提的|大家的?)需求(?:里|中)"), frozenset({"show_needs", "open_ticket"})),
    (re.compile(r"哪些(?:没处理完的?|超时的?|未关的?)?(?:工单|投诉)(?:没|还|要|在|超)|(?:哪张|几张|多少张)(?:工单|投诉)?(?:没|还|要|在|超)"), _TICKETS),
)
"""What says by itself what it is for, whatever was said before, and the tools that have a part in it."""
