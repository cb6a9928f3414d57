"""Chinese words by which enterprises of a region are asked for; data for the rules, no logic."""

import re

ENGLISH_TOWNS = {"shiling": "狮岭", "huadong": "花东", "tanbu": "炭步", "chini": "赤坭", "huashan": "花山", "timian": "梯面", "xinhua": "新华", "huacheng": "花城", "xiuquan": "秀全", "xinya": "新雅"}
TOWNS = re.compile(rf"(狮岭|花东|炭步|赤坭|花山|梯面|新华|花城|秀全|新雅|{'|'.join(ENGLISH_TOWNS)})(?:镇|街道?|片区|那边)?")
MAKERS_ANY = re.compile(r"重点服务(?:企业)?|工厂|厂子|厂里|厂家|制造(?:企业|业|厂商)|小厂|大厂|同类厂")
"""Words for makers of any kind, which name no industry."""
EXTRA_INDUSTRIES = {"皮革皮具": re.compile(r"皮业|做包|背包|钱包|手袋"), "通用制造": re.compile(r"注塑|机加工|金属制品|五金|机械"), "珠宝首饰": re.compile(r"首饰")}

PEOPLE_AFTER = re.compile(r"\s*(?:个|名|位|多|来)*\s*(?:人|员工|工人|people|employees|staff|workers)")
BOUND_AFTER = re.compile(r"\s*(?:元|块|块钱)?(?:以上|以下|以内|起步|往上|左右)")
PEOPLE_BEFORE = re.compile(r"(?:人:|人数|员工|从业|规模|人员|超过?|过|more than|over|under|at least)[^,。;\d一二三四五六七八九十百千]{0,6}$")
COUNT_OF, COUNT = re.compile(r"人数(?=[\d一二两三四五六七八九十百千])"), "人: "
"""Put so that a figure that follows is read."""
MORE_THAN = re.compile(r"(?:more than|over|above|at least)\s*$")
LESS_THAN = re.compile(r"(?:less than|fewer than|under|below|at most)\s*$")
REVENUE_BEFORE = re.compile(r"(?:营收|营业收入|营业额|产值|销售额|收入|流水)[^,。;\d]{0,6}$")
BUDGET_BEFORE = re.compile(r"(?:预算|投入|投资)[^,。;\d]{0,6}$")
LEVEL = re.compile(
    r"(?:等级|级别|诊断|水平)?\s*(?:是|为|在|=)?\s*(?:(?<![a-z0-9])l(?:evel|v)?\s?([0-5])(?![0-9])|(?<!国家)(?<!省)(?<!市)(?<!区)([一二三四五零])级)(?:企业|水平)?\s*((?:及|或|和)?以上|及以上|起|(?:及|或|和)?以下|及以下|以内|(?:or|and) (?:above|higher|over|up|below|lower)|\+)?"
)
LEVELS = {"零": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5"}
UP = re.compile(r"上|起|above|higher|over|up|\+")

PAIN_CONTEXTS = (
    re.compile(r"(?:痛点|短板|难题|麻烦|毛病)(?:都|主要|就|也|里)?(?:是|系|为|在|出在|属于|:|=)(?P<b>[\u4e00-\u9fff、]{1,9})|(?:头疼|头痛|发愁|愁|烦恼|担心|困扰|苦恼|卡(?=在)|苦(?=于))(?:的)?(?:是|系|在|于)?(?P<f>[\u4e00-\u9fff、]{1,6})|(?P<h>质量|品质|能耗|库存|交期|交付|成本|采购|物流|仓储|销售|销路|人才|招工|安全|设备)(?:痛点|压力大|太?高(?=的|$|[,。\s])|偏高|拖得|压得|跟不上|(?:很|最|太|比较)?(?:头[疼痛]|差|慢|乱|难)|不行|不稳|积压|上?有(?:问题|短板|毛病))|被(?P<g>[\u4e00-\u9fff、]{1,6}?)(?:的?问题)?(?:困扰|卡|难|拖)"),
    re.compile(
    r"(?P<a>[\u4e00-\u9fff、]{1,9}?)(?:方面|类|上|环节)?(?:的)?(?:痛点|难题|头疼)|痛点(?:里)?(?:有|包括)?(?P<b>[\u4e00-\u9fff、]{1,9})|(?P<c>[\u4e00-\u9fff]{1,6})(?:有|的|上的|方面的)?(?:问题|需求)(?!池)|说(?P<d>[\u4e00-\u9fff]{2,4})(?:高|低|多|慢|差|乱)(?=的)|(?P<e>quality|production|inventory|energy)(?: problems?| issues?| pains?)"
    ),
)
"""What hurts: said outright first."""
ENGLISH_PAINS = {"quality": "质量", "production": "生产", "inventory": "物流", "energy": "能耗"}
PAINS_BY_NAME = re.compile(r"研发|采购|生产|质量|物流|销售|服务|财务|管理|设备|能耗|安全|人才")
DENIED_BEFORE = re.compile(r"(?:没有?(?:上|用|装)?(?:过)?|未(?:上|用|装)?|还没(?:上|用)?|无|缺|without|no)\s*$")
DENIED_AFTER = re.compile(r"^(?:系统|软件)?(?:都|也|还)?(?:没有?|未上|没上|没用)(?!问题)")
HONOR_WISHED = re.compile(r"(?:报|申报|申请|评|冲|够条件|符合)[^,。;]{0,4}$")

EXCEPT_BEFORE = re.compile(r"(?:不是|不在|不含|不包括|不算|(?<!并)非|除了?|除去|除咗|除开|刨去|刨开|抛开|撇开|唔系|唔喺|唔好|排除|不要|不看|别看|别要|别列|唔要|不做)(?:掉|了)?\s*(?:在|做|搞|属于)?\s*$")
EXCEPT_AFTER = re.compile(r"(?:镇|街道?|行业|那边)?(?:的|嘅)?(?:企业|厂)?(?:都|就|先)?(?:以外|之外|除外|不算|不发|别发|不要|唔要|不看|别要|排除)(?:的|嘅|了)?")
"""Leaves out what is named."""
JOINED = re.compile(r"(?:行业|企业|厂|的|业)?\s*(?:和|与|跟|及|以及|或者?|还有|同埋?|加上?|、|,|/|and|or)\s*(?:做|搞)?\s*")
TOWNS_JOINED = re.compile(r"(?:的|嘅)?(?:企业|厂)?\s*(?:和|与|跟|及|以及|或者?|还有|同埋?|加上?|、|,|/|and|or)?\s*")
"""Stands between two that are named in one breath."""
JOINED_BEFORE = re.compile(r"(?:和|与|或者?)\s*$")
NO_DIAGNOSIS = re.compile(r"(?<!有)(?:没有?|未|冇|尚未)测(?:过|评)?(?:的|嘅)?(?!试)|(?:(?:(?<!有)|(?<=所有))没有?|未|尚未|还没|从没|(?:(?<!有)|(?<=所有))冇)[^,。;]{0,8}?(?:做过?|开展过?|进行过?)?(?:的)?(?:数字化)?(?:诊断|测评|评测)(?:的|过)?|(?:诊断|测评)(?:都|还)?(?:没|未|冇)(?:做|测)(?:过|的)?|未测(?:过)?的?|(?:没有?|未|冇)评估过?(?:的)?(?:数字化|等级)(?:水平|程度|等级)?(?:的)?|(?:数字化)(?:水平|程度|等级)?(?:还|都)?(?:没|未|冇)(?:有)?评估过?(?:的)?|not (?:yet )?diagnosed|without (?:a )?diagnosis|undiagnosed")
DIAGNOSED = re.compile(r"(?:做过|做了|做咗|做完了?|做好了?|测完了?|已经?(?:做)?|完成(?:了|过)?|测过)(?:了)?(?:数字化)?(?:诊断|测评|评测)(?:的)?|诊断(?:过|完(?:成)?)了?的?|有诊断(?:结果)?的?|(?<!not )(?<!not yet )(?<!un)diagnosed")
DIAGNOSED_THEN = re.compile(r"(?:做|测|完成|搞)(?:完|过|了|咗|好)?(?:的)?(?:数字化)?(?:诊断|测评|评测)(?:了|过|完)?的?|诊断(?:了|过|完)(?:的)?|(?:诊断|测评|评测)的(?!报告|结果|题|问卷|得?分|等级|痛点|次数|数量|情况)")
"""Says of a stretch of time that a diagnosis was done in it."""
DIAGNOSIS = re.compile(r"诊断|测评|评测")
ADDED = re.compile(r"(?:新增|新来|新进|新加入?|新注册|新入驻|新入库|新建档|新登记|刚入驻|刚注册|刚加入|刚来)(?:了|的|进来|咗)*")
"""Says that enterprises are new."""
ABOVE_SCALE = re.compile(r"规上(?:企业)?|规模以上")
BELOW_SCALE = re.compile(r"规下(?:企业)?|规模以下|没上规|未上规|不是规上|非规上")
OPEN_TICKETS = re.compile(r"(?:有|还有)?(?:未关|没关|未结|没结|未处理|没处理|在办|未完成)(?:闭|掉|完)?的?工单(?:的)?|工单(?:没|未)(?:关|结|处理)(?:的)?")
NO_OPEN_TICKETS = re.compile(r"(?:没有|无|冇)(?:任何)?(?:未关|没关|未结|没结|未处理|没处理|在办|未完成)(?:闭|掉|完)?的?工单(?:的)?|工单(?:都|全)(?:关|结|处理)(?:了|完)(?:的)?")
NEVER_COMPLAINED = re.compile(r"(?:(?<!有)没有?|未|从没|(?<!有)冇)投诉过?(?:的)?")
COMPLAINED = re.compile(r"投诉过(?:的)?|有投诉的?")
NAMED = re.compile(r"名(?:字|称)?(?:里)?(?:带|有|含|包含|叫)[\"“「]?(?P<a>[\u4e00-\u9fffa-z0-9]{2,8}?)[\"”」]?(?:的|$)|(?:查找|找|搜)?\s*[\"“「]?(?P<b>[\u4e00-\u9fffa-z0-9]{2,6}?)[\"”」]?\s*开头的?")

CORRECTED = re.compile(r"[,，。\s](?:哦|噢|啊|呃|嗯)?(?:不对|不是|唔系|唔对|唔啱|[说讲打写]错了?咗?|搞错了?)[,，。\s]+(?:应该|应当|我)?(?:是|系|想查|要查|要)?")
"""Takes back what was said before it, where what follows says it otherwise."""

SUITS = re.compile(
    r"(?:适合|合适|啱|适宜|能|可以|想|有意向|打算|值得|好)(?:做|上|用|搞|推|落地|引进)?(?!的)(?P<a>[^,。;?？]{2,20}?)(?:的?(?:企业|厂|公司|客户|名单)|,|，|。|;|$|有哪些|是哪些|列|排个?序|给|推给谁|前)"
    r"|(?:推广?|推荐)(?P<b>[^,。;?？]{2,20}?)(?:推给谁|给谁|,|，|。|$|目标企业|列)|(?P<c>[^,。;?？]{3,20}?)(?:推给谁|给谁|的潜在客户|的目标(?:企业|客户))|suited (?:for|to) (?P<d>[a-z ]{4,30})(?:,|$)"
)
SUITS_ASKED = re.compile(r"适合|合适|啱|推给|潜在客户|目标(?:企业|客户)|意向|suited|能做|可以做|想做|想上|能上|好做")
ENGLISH = {"visual inspection": "视觉质检", "machine vision": "机器视觉"}
QUALITY = "质量"
INSPECTION = re.compile(r"质检|检测|检验|外观|瑕疵|缺陷|质量|quality|inspection")

LIMIT = re.compile(r"(?:前|top\s?|列|头|找|挑|给我|要|选)\s*(\d{1,3}|[一二两三四五六七八九十百]{1,4})\s*(?:个|家|名|间|条)?(?=$|[,。;，\s]|家|个|名|企业|出来|就|名单|能|有|,)")
LIMIT_ALONE = re.compile(r"(?<![\d])(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:家|间)(?:企业|厂|公司)?(?=$|[,。;\s]|能|有|的|给|做)|(?:最高|最低|最大)的(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:家|间|个)")
WORST = re.compile(r"(?:得分|分数|分|水平|等级|成熟度)(?:排名)?(?:最低|最差|倒数)(?:的)?|最低分的?|(?:由|从)低到高")
BEST = re.compile(r"(?:得分|分数|分|水平|等级|成熟度)(?:排名)?(?:最高|最好|靠前|前)(?:的)?|最高分的?|标杆|示范|样板|按?(?:得分|分数|等级|水平)(?:由|从)高到低|按(?:得分|分数|等级|水平)(?:高低)?排(?!.*低到高)")
LARGEST = re.compile(r"(?:人数|人手|人|规模)最(?:多|大)的?|(?:谁|边个|[哪边]一?[家间])(?:家)?(?:的|嘅)?(?:人数|人手|人|规模)(?:最|比较|更)?(?:多|大)|最大的?|人数前|按(?:人数|规模)(?:多少|大小)?(?:由多到少|从多到少|排)")
_GREATEST = r"(?:谁|边个|[哪边]一?[家间])(?:家)?(?:的|嘅)?(?:WHAT)(?:最|比较|更|较)?(?:多|高|大|足|充足)(?:的)?|(?:WHAT)最(?:多|高|大|足|充足)(?:的|嘅)?|按(?:照)?(?:WHAT)(?:的)?(?:由|从)?(?:多少|高低|大小|[多高大]到[少低小])?(?:来)?(?:排(?:个?序|一?排|下|列)?|(?=[,。\s]|$))|(?:WHAT)(?:由|从)?[多高大]到[少低小](?:排(?:个?序|列)?)?"
MOST_BUDGET = re.compile(_GREATEST.replace("WHAT", "预算"))
MOST_REVENUE = re.compile(_GREATEST.replace("WHAT", "营收|营业额|产值|销售额|年收入|流水"))
"""Ask for those with the greatest figures first."""

ASKING = re.compile(
    r"(?:有|是|都有)?(?:哪些|哪几家|边啲|边几间|有咩|谁|哪家)|几家|多少家|列(?:出来?|一下|个单子|示)?|名单|清单|列表|企业(?:查询|名单|列表)|筛选?|过滤|搜一?下?|查一?下?|找一?下?|拉一?下?|which|list|show(?: me)?|find|can you|could you|please|give me|导(?:个|出)|排个?序"
)
OTHERS = re.compile(
    r"(?:明天|后天|今天|下周|下午|上午|待会)(?:我)?(?:要|想|准备|打算)?(?:去|到|跑|过去)|走一趟|等等|等一?下|先|这边|这里|那里|那头|一共|总共|合共|来着|诊断结果|捞|到底|究竟|分别|具体|名字|总数|我们|咱们|库里|平台上?|登记|贵|适合的|已经|建档|给理由|优先|候选|意向|办活动|企业们?|公司|厂商|厂家|厂|店|单位|客户|请|帮我|帮忙|给我|我要|我想|麻烦|烦请|看看|看|一下|出来|目前|现在|有|的|是|在|做|里|中|都|且|并且|并|和|与|同时|又|也|还|家|间|个|条|按|由高到低|由低到高|排序?|突出|方面|花都区?|花都|全区|区内|辖区|行业|镇街|区域|等级|痛点|条件|为|等于|满足|谢谢|供走访使用|走访|用|喂|那边|那个|单子|快|领导|想|需求|问题|人数|员工|从业|那|就|了|吧|吗|呢|呀|啊|得|能|可以|所有|全部|之间|并列|尚|以及|或者|或|以|要|过|多|companies|firms|enterprises|factories|firm|company|huadu|here|all|are|any|do|we|us|in|with|have|more|than|and|the|people|for|employees|top|problems|leather"
)
FIRM_NOUN = re.compile(r"企业|公司|工厂|厂")
FIRMS_LISTED = re.compile(r"(?:哪些|边啲|有(?:多少|几|几多)|多少|几多|哪几|边几|名单|列|拉|筛|找出|有冇|有没有).*(?:[家间](?!具|居|电)|企业|公司|厂)|(?:企业|公司|厂).*(?:哪些|边啲|哪几|边几|名单|多少|几多|几[家间]|有冇|有没有)|(?:的|嘅)(?:企业|公司|厂家?|工厂|客户)[呢呀吧。!\s]*$|\b(?:show|list|find|which|how many|give me)\b.*\b(?:companies|firms|enterprises|factories)\b|(?:谁|边个|[哪边](?:些|几)?[家间]?)[^,。]{0,4}(?:没|未|冇)[^,。]{0,6}数字化")
"""Asks for enterprises, several of them."""
NOT_LISTED = re.compile(r"[这本上呢今][个]*(?:月|周|年|星期)|(?:想|要|需要)(?:上|用|装|买)?[a-z]")
"""Asks for counts of a stretch of time, or for what is needed, in the same words."""
DO_WHAT = re.compile(r"(?:先|该|能|可以|应该|适合)(?:先)?(?:做|上|搞|弄|用)(?:点|些)?(?:什么|啥|哪|乜|咩)|推荐(?:什么|啥|哪|几个|点|些)*场景")
"""Asks what a firm is to do, and not which firms there are."""
NO_FIRMS = re.compile(r"服务商|集成商|供应商|软件商|专家|讲师|老师|银行|中介|律师")
"""Whom the platform keeps no list of."""
LEFT = re.compile(r"[\u4e00-\u9fffa-z0-9]{2,}")

# --- follow-ups -------------------------------------------------------------------------------------------------------

LONGEST_CHANGE = 40
CLAUSES = re.compile(r"[,，。;；!！?？\s]+")
DROP = re.compile(r"(?:不发|别发|不通知|去掉|剔除|剔走|踢掉|踢出|剔走|刷掉|排除|扣掉|划掉|删走|不要|不限|取消|删掉|删了|删除|拿掉|撤掉|剔掉|不管|不看|别看|别管|放开|不用|别限|别卡|不卡|唔使理|唔使|唔要|唔限|唔理)(?:了|咗)?")
THOSE = re.compile(r"(?:的|嘅)(?:企业|公司|厂|那些)?[吧了啦\s.。!]*$|企业|公司|那些")
"""Means enterprises, not a condition."""
DROP_AFTER = re.compile(
    r"^(?:再|把|将|那|就)*(?P<what>[^,。]{2,14}?)(?:这(?:一)?(?:条|个)(?:条件)?|的?(?:条件|限制))?(?:都|就|也|先|给我|给|帮我)*(?:不发|别发|不通知|不限|不管|去掉|踢掉|踢出去?|剔除|剔走|刷掉|排除(?:掉)?|扣掉|划掉|不要|不看|放开|取消|删掉|删了|拿掉|撤掉|无所谓|都行|都可以|随便|不作要求|不卡|别卡|唔限|唔使理|唔使|唔要|唔理)(?:了|制|咗|啦)?[吧啊\s.。!]*$"
)
"""Drops what is named before."""
ANYWHERE = re.compile(r"(?:整个|全)?花都(?:全?区)?(?:范围)?(?:里|内)?|区里|区内")
"""Means every part of the town."""
RESET = re.compile(r"^(?:那|就|再|还是)?(?:看|列|要)?(?:全部|所有)(?:的)?(?:企业)?(?:都列出来|都要|吧)?$|(?:^|[,\s]|把|将|[这那]些|所有(?:的)?|全部(?:的)?|[上前]面的|刚才的)(?:条件|限制)(?:都|全部?|统统)*(?:去掉|不要|清空|取消|放开|清掉)|(?:去掉|清空|取消|清掉|放开|不要)(?:了)?(?:所有|全部)(?:的)?(?:条件|限制)|(?:不设|不加|不带)(?:任何)?条件|清空条件")
"""Drops all of it."""
OF_THE_LIST = re.compile(r"(?:昨天|昨日|寻日|琴日|前天|上次|上回|刚才|刚刚|头先|之前|前面|上面|先前)?(?:列|查|筛|看|找)?(?:出来?)?(?:的|嘅)?(?:那|这|呢|嗰)(?:一)?(?:批|些|几[家间]|份(?:名单)?|个名单|班|啲)(?:企业|公司|厂)?(?:里头|里面|里|中间|当中|中|入面|之中)?")
"""Points at the list just shown."""
REPLACE = re.compile(r"(?:换回|改回|转回|回到|改成|改为|换成|换为|转成|改睇|改看|改|换|变成|调成|调到|放宽到|缩小到|提高到|提到|降到|降低到)")
ALSO = re.compile(r"也(?:发|给|通知|要|看|算|加|包括|包含|一起|列|行|可以|得)|再加上?|加上|加埋|连同?|还要|还有|一起|一并|一齐|都要")
"""Puts one beside those there are."""
PLAIN_CHANGE = re.compile(r"(?:那|就|再|请|帮我|给我|麻烦|把|条件|\s)*(?:换成|换为|换做|改成|改为|只看|只要|只留|净(?:系)?(?:睇|要)|再?加上|加多?个|去掉|剔除|排除|不要|不限|从(?:里面|中|里头|入面|这些里)(?:再)?[挑筛选找]|里面|其中|里头|再筛|再挑)(?:一下|出)?")
"""Can't but change the list just shown."""
OF_OTHERS = re.compile(r"规则|提醒|工单|场景|政策|报告|档案|群发|消息|通知|短信|单子|补贴|标准|条款|规定|人工|发了|报名|需求|指标|模板|话术|邀请|第.{1,2}(?:条|个|家)|这[家个条]|他|它|算了|了$")
"""Speaks of something else than a condition."""
LONGEST_PLAIN = 16
"""Characters of a message that plainly changes the list."""
ADD = re.compile(r"(?:只看|只要|只留|净系?(?:睇|要)?|单看|再加上?|再加|加上?|还要|同时要?|而且(?:要)?|并且|其中|里面|里头|当中|入面|限定|再限|再筛|筛出|再挑|缩小到)")
FRESH = re.compile(r"企业(?:有哪些|名单|列表|查询)|(?:哪些|边啲|哪几[家间]|边几间)(?:企业|公司|厂)|列出|筛选|which|list|所有企业")
ANEW = re.compile(
    r"(?:全部|所有)(?:的)?(?:企业|公司|厂)|全区|全花都|整个(?:花都|平台|区)|平台上|重新(?:查|筛|来|找)|从头(?:来|查|筛)|另外(?:再)?(?:查|找|筛|看)|(?:不管|抛开|撇开|忘掉)(?:刚才|前面|上面|之前)(?:的)?(?:条件)?|(?:刚才|前面|上面)的?(?:条件)?(?:都)?(?:不算|不要|作废)(?:了)?"
)
"""Asks for enterprises anew, whatever was listed before."""
DONE_ALONE, UNDONE_ALONE = re.compile(r"(?:做|测)?过|做咗|做了"), re.compile(r"(?:还|从)?(?:没|未|冇|没有)(?:做|测)?过?")
"""Says of a diagnosis only whether it was done, where that is what the list is about."""
MORE = re.compile(r"^(?:还有(?:呢|吗|别的|其他)?|下一页|再来|后面的?|继续|更多|看后面\d*家?|接着列|next|more)[呢吗吧]?$")
TAKE = re.compile(r"^(?:就|只|净)?(?:列|看|睇|给我|要|取)?(?:出)?(?:前|头)(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个|家|名|间)?(?:就行|吧|就好|得啦)?$")
EXPORT = re.compile(r"(?:请|帮我|麻烦|能不能|可以)*(?:把|将)?(?:这(?:份|个|些)?|那(?:份|个)?|上面的?)?(?:名单|列表|结果|清单|企业|表)?(?:都|全部|全)?(?:给我)?(?:导出|导成|下载|存成|做成|生成|转成)(?:来|一下|下来|一份|个)*(?:表格?|excel|csv|文件|名单|清单)*(?:给我|发我|吧|看看|一下)*[。!！?？吗]*|(?:发我|给我)(?:一份|个)?(?:表格|excel|csv|名单(?:文件)?)")
"""Asks for the list just shown as a file."""
PART_NAMES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"镇街|地区|区域|地方|镇|地点"), ("town", "towns", "except_towns")),
    (re.compile(r"行业"), ("industry", "industries", "except_industries")),
    (re.compile(r"人数|规模|员工"), ("employees_min", "employees_max")),
    (re.compile(r"营收|产值"), ("revenue_min", "revenue_max")),
    (re.compile(r"预算"), ("budget",)),
    (re.compile(r"等级|级别|水平"), ("level", "span")),
    (re.compile(r"痛点"), ("pains",)),
    (re.compile(r"系统"), ("systems", "without")),
    (re.compile(r"资质|称号"), ("honors",)),
    (re.compile(r"诊断"), ("has_diagnosis",)),
    (re.compile(r"场景"), ("scenario",)),
)
FIRMS_ASKED = re.compile(r"(?:企业|工厂|厂子|厂|公司)(?:呢|有吗|有没有|有(?:几|多少)家?)[?？\s]*$|有(?:哪些|多少家|几家)(?=[,?？\s]|$)")
"""Asks for enterprises; with several conditions it is a list of its own."""
ELLIPTIC = re.compile(r"(?:呢|又如何|怎么样|点样)[?？\s]*$")
"""Puts one thing in the place of another, as in a question for the next."""
FIGURE_WORDS = re.compile(r"都行|都可以|也行|也可以|都得|可以|以上|以下|以内|起步|往上|不到|不超过|超过|少于|多于|至少|起码|最少|最多|左右|的|嘅|到|呢|吧|就行|就好|看|要|只|那|得|再|元|块|人|个|家|\s")
COUNT_ASKED = re.compile(r"(?:那|这|这里|里面|现在|一共|总共|合共)*(?:有|是)?(?:多少|几|几多)[家间][呢啊呀?？\s]*")
"""Asks how many the list has."""
AS_TABLE = re.compile(r"(?:导出|导成|下载|存成|做成)(?:来|一下|下来|成)*(?:一份|个)?(?:表格?|excel|csv|文件)?|(?:表格|excel|csv)")
"""Asks for a list as a file, beside other words."""
CHANGE_WORDS = re.compile(r"进来|进去|(?:加|算|放|纳|归)(?:进来|进去|入|埋|进|上)|埋|一起|一并|也要|都要|全部|所有|单子|来着|[写打填]错[了咗]?|应该|应当|本来|留下|留着|保留|[挑筛选找拎拣揀](?:出来|一下|下)?|过滤|都行|都可以|也行|都得|不对|唔对|唔啱|错了|错咗|搞错|说错|讲错|还是|(?:其他|其它|别的|其余)(?:的)?(?:条件)?(?:都|全部?)?(?:不变|照旧|一样|不动|保留|留着)|企业|公司|厂|得闲|麻烦|喂|一点|点|些|资质|称号|排序|排|这些|他们|它们|佢哋|地区|区域|预算|营收|帮我|帮|试试|看看|睇睇|睇下|睇|净系|净|然后|另外|顺便|先|再|或者|放宽|收紧|提高|降低|最低|最少|起码|至少|怎么样|如何|行不行|可以吗|就行|就好|得唔得|嘅|啲|嗰|唔|系|咁|喺|咗|啦|哈|嗯|好|对|哦|哎|一|条件|把|的|条件|限制|人数|员工|行业|镇街|等级|痛点|到|成|为|就|吧|呢|那|了|有|做|在|是|里|只|看|要|再|也|还|都|请|给我|我|想|个|家|条|间|这个|这条|那些|一下|,|，|。|、|\s")
ORDINALS = re.compile(r"第\s*(\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:家|个|间|名)?")
PLACED = re.compile(
    r"(?:那|咁|看|睇下?|就|,)*(?:排(?:在)?)?(?:(?P<first>第一(?:位|名)?|头(?:一)?|打头|最前面?|最上面)|(?P<last>最后(?:一)?|末尾|最末|垫底|最下面))(?:的|那|嗰)*(?:一)?(?:家|间|个|位)?(?:企业|公司|厂)?(?:的)?"
    r"(?:是|叫|系)?(?:谁|边个|[哪边]一?[家间个]|什么|啥|怎么样|咋样|点样|如何|(?:啥|什么|咩)情况|情况(?:如何|怎样|咋样)?|展开|打开|详细(?:看看)?|看看|睇下)(?:呢|啊|呀|吧|一下|[?？\s])*"
)
"""Asks of the first or the last of a list."""
FIRST_TWO = re.compile(r"(?:前|头)(?:两|二|2)(?:家|个)|(?:上面|刚才|这)(?:那)?(?:两|二|2)(?:家|个)")
BESIDE, BESIDE_AFTER = re.compile(r"[^\s,。]{2,}(?:和|跟|与|同|对比|比)\s*$"), re.compile(r"(?:和|跟|与|同|对比|比)[^\s,。]{2,}")
"""Something named before a place in a list, and behind it."""
COMPARED = re.compile(r"比|对照|并排|差别|区别|差异|vs|pk")

# --- periods ----------------------------------------------------------------------------------------------------------

MONTH_BEFORE_LAST = re.compile(r"上上个?月")
LAST_MONTH = re.compile(r"上一?个?月|last month")
LAST_WEEK = re.compile(r"上一?(?:个)?(?:周|星期|礼拜)")
LAST_YEAR = re.compile(r"去年|上一年")
THIS_MONTH = re.compile(r"这个?月|本月|当月")
TODAY, YESTERDAY = re.compile(r"(?<!截至)(?<!截止)(?<!到)(?:今天|今日|当天)"), re.compile(r"(?<!到)(?:昨天|昨日|寻日|琴日)")
DAY_BEFORE = re.compile(r"(?<!大)前天|前日")
DAY_OF_MONTH = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*[日号]|(?<!\d)\d{1,2}\s*[日号](?!\S*工单)")
SOME_DAYS = re.compile(r"(?:(?:最?近|过去|之前|前)(?:的|这)?|这)\s*(半|\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(天|日|个?星期|个?礼拜|周|个月|个?季度|年)|(?:最?近|过去)(?:的)?\s*()(周|星期|礼拜|年)(?![一二三四五六日天\d])")
"""So many days up to today."""
DAYS_OF: tuple[tuple[str, int], ...] = (("季", 90), ("年", 365), ("月", 30), ("星", 7), ("礼", 7), ("周", 7))
"""How many days a unit is, by a sign of it."""
HALF = "半"
QUARTER = re.compile(r"(?:(?P<year>20\d\d)年?|(?P<last>去年)|今年)?(?:的)?(?:第?(?P<n>[一二三四1-4])季度?|(?<![a-z])q(?P<q>[1-4])(?!\d)|(?P<which>本|这个?|当前?|上个?|上一个?)季度?)(?!度?末)")
HALF_YEAR = re.compile(r"(?:(?P<year>20\d\d)年?|(?P<last>去年)|今年)?(?:的)?(?P<half>[上下])半年")
FIRST_HALF, LAST = "上", "上"
YEAR_ALONE = re.compile(r"(20\d\d)\s*年(?!\s*\d)|^(20\d\d)$")
_NUMERAL = r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})"
_ANY = rf"[上这本下去今]{{1,2}}一?个?(?:月|周|星期|礼拜|年)|今天|今日|昨天|昨日|前天|(?:最?近|过去|这)(?:的)?\s*{_NUMERAL}?\s*(?:天|日|个?星期|个?礼拜|周|个月|年)|(?:20\d\d年?|去年|今年)?的?(?:第?[一二三四1-4]季度?|q[1-4]|[本上]个?季度?|[上下]半年)|(?:20\d\d\s*年?)?\s*(?:\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s*月(?:份)?(?:\s*\d{{1,2}}\s*[日号])?|20\d\d(?:-\d{{1,2}})?年?|全年|本年"
ANY_TIME = re.compile(_ANY)
"""Names a stretch of time."""
YEAR = re.compile(r"(20\d\d)\s*年?\s*[-/.年]?\s*(\d{1,2})\s*月?(?=$|\D)|(?<!\d)(20\d\d)[-/](\d{1,2})(?!\d)")
MONTH = re.compile(r"(?<!\d)(\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月(?!\s*\d+\s*[日号])(?:份)?")
THIS_YEAR = re.compile(r"今年|年初(?:到|至)|本年|全年")
OTHER_TIME = re.compile(rf"^(?:那|那么|咁|换成|换|看|睇下?|再看|改成|单看|只看)*(?:{_ANY})(?:的|嘅)?(?:数据|情况|数)?(?:单独|单)?(?:呢|怎么样|点样|咋样|如何|看看?|看一下|睇下?|来看)?[?？吧\s]*$")
"""Nothing but another stretch of time."""
WEEK = re.compile(r"本周|这周|这个?(?:星期|礼拜)|本星期|周报")
DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}

# --- names ------------------------------------------------------------------------------------------------------------

NAME = re.compile(r"[a-z0-9\u4e00-\u9fff()·\-]+(?: [a-z0-9()\-]+)*")
NOT_A_NAME = re.compile(
    r"吗$|呢$|哪|换成|换为|换做|改成|什么|怎么|咋|多少|几家|帮我|查一|看看|给我|不知道|不清楚|算了|取消|适合|谢|你好|转人工|人工|对比|比较|这个月|诊断|政策|补贴|场景|档案|工单|标准|^第|^是的?$|^好的?$|^不|^没有$"
    r"|^(?:给|把|将|帮|替|查|看|列|找出|导|推荐|统计|汇总|有没有|谁|最近|本周|这周|上周|今天|昨天|明天|上个?月|还有|另外|改|删|加|换成|停|发给|我|你)|推荐|出来$|一下$|有谁|\d\s*[月日]|\d号|(?:下|上|这|本)个?(?:周|星期|礼拜)|^按|答应|承诺|提醒|规则|群发|了$|办$|^画"
)
"""Stands in a request, and hardly in the name of a firm."""

# --- what is asked of a comparison ------------------------------------------------------------------------------------

_FIRST, _SECOND = r"第一[家间个]|前者|前面那[家间]|左边(?:那[家间])?", r"第二[家间个]|后者|后面那[家间]|右边(?:那[家间])?"
_AFTER = r"(?:家|那家|这家)?(?:再|来|一下|试试|看看|睇下|比看?|对比|呢|吧|啦|怎么样|会怎样|又如何|如何|[?？。!！\s])*"
_GONE = r"(?:撤了|撤掉|撤下|不要了?|唔要|去掉|拿掉|拿下来?|踢掉|换掉|算了)"
SWAP = re.compile(
    rf"^(?:那|那么|咁|再|就|请|麻烦|帮我|把|将|嗯|不要|唔要|去掉|撇开|,|\s)*(?:(?P<first>{_FIRST})|(?P<second>{_SECOND})|(?P<gone>[^,。]{{2,20}}?))?(?:的)?{_GONE}?[,，\s]*(?:换成|换为|换做|改成|改为|换上?|改用|(?<=[,，\s了掉])(?:拿|用))(?:同|跟|和)?(?P<name>[^,。?？]{{2,24}}?){_AFTER}$"
)
"""Puts another enterprise in the place of one of the two."""
AGAINST = re.compile(rf"^(?:那|那么|咁|再|又|也|如果|要是|\s)*(?:跟|和|与|同|拿)(?P<name>[^,。?？]{{2,24}}?)(?:来)?(?:比|对比|相比|放一起)(?P<asked>.*?){_AFTER}$|^(?:那|那么|咁|换)(?P<other>[^,。?？]{{2,24}}?)呢[?？\s]*$")
"""Names another enterprise to compare the first with."""
ASPECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("employees", re.compile(r"人数|人多|人少|多少人|几多人|几个人|员工|规模|人手")),
    ("revenue_wan", re.compile(r"营收|产值|收入|营业额|销售额|流水|赚钱|赚得")),
    ("budget_wan", re.compile(r"预算|舍得(?:花|投)")),
    ("level", re.compile(r"水平|等级|级别|得分|分数|几分|多少分|分高|分低|总分|数字化程度|几级|底子|基础|(?:数字化|信息化)(?:做得|搞得|整得)?|(?:[哪边]一?[家间个]|谁|边个)(?:做得|搞得)?(?:更|要|比较|最)?(?:强|好|厉害|先进|领先|靠前|高|叻|犀利|差|弱|落后)(?:一?些|一?点儿?|啲)?[?？呢啊呀\s]*$")),
    ("systems", re.compile(r"系统|软件|(?<![a-z])(?:erp|mes|wms)(?![a-z])")),
    ("honors", re.compile(r"资质|称号|高新|专精特新")),
    ("pains", re.compile(r"痛点|头疼|难处|最愁|问题在哪")),
    ("products", re.compile(r"产品|做(?:什么|啥|乜)的")),
    ("town", re.compile(r"在哪(?!一?(?:块|方面|项|个?维度|些|几))|哪个镇|镇街|地址|边度")),
    ("industry", re.compile(r"行业")),
    ("dimensions", re.compile(r"差距|差得|差在|拉开|短板|落后|(?:哪|边)一?(?:块|方面|项|个?维度)|维度|最[弱强]")),
)
"""Rows of a comparison that words ask for."""
OF_BOTH = re.compile(r"^(?:他们|它们|佢哋|两[家间边]|各自)的?")
BOTH = re.compile(r"(?:的|嘅)?(?:这|那)?(?:两|俩|二)(?:家|间|个|$)")
"""Says that two enterprises share what they are called by."""
OF_PAIR = re.compile(r"谁|差距|差得|最|哪|边个|[哪边](?:一)?[家间个]|差(?:多少|几|在)|多少|几多|各(?:自|是)?|分别|两[家间边]|比|更|呢[?？\s]*$|怎么样|一样")
"""Asks something of two."""

# --- what is asked of the overview ------------------------------------------------------------------------------------

FIGURES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("towns", re.compile(r"[哪边](?:个|一个|几个)?(?:镇街?|街镇?|街道|片区|地方)|各(?:个)?(?:镇街?|街道?)|每个(?:镇街?|街)|镇街?(?=分布|呢|怎么)|按镇街?")),
    ("industries", re.compile(r"[哪边](?:个|一个|几个|些)?行业|各(?:个)?行业|行业(?=分布|呢|怎么)|按行业")),
    ("pains", re.compile(r"痛点|头疼|最愁|最怕")),
    ("levels", re.compile(r"等级|级别|(?<![a-z])l[0-5]|[一二三四五]级")),
    ("undiagnosed", re.compile(r"(?:没有?|未|冇)(?:做过?|测过?)(?:过)?(?:的)?(?:诊断|测评)?|诊断(?:都|还)?(?:没|未|冇)")),
    ("started", re.compile(r"(?:开始|发起|启动)(?:了)?(?:的)?诊断|诊断(?:开始|发起)")),
    ("finished", re.compile(r"诊断|测评")),
    ("new", re.compile(r"新增|新来|新进|新加|新注册|新入驻|多了(?:几|多少)|进来")),
    ("verified", re.compile(r"认证|核实")),
    ("overdue", re.compile(r"超时|逾期|过期|拖(?:着|了|太久)|超期")),
    ("complaint", re.compile(r"投诉")),
    ("need", re.compile(r"需求")),
    ("question", re.compile(r"咨询")),
    ("closed", re.compile(r"(?:关|结|办完|办结|处理完|搞掂)(?:闭|掉|了|咗)?(?:的)?(?:工单|单)|(?:工单|单子?)(?:关|结|办完|办结|处理完|搞掂)")),
    ("opened", re.compile(r"工单|单子|几张单|多少单")),
    ("hand_offs", re.compile(r"转人工|人工")),
    ("declined", re.compile(r"答不(?:上|了|出)|没(?:能)?(?:给出)?答|回答不|拒答|没答")),
    ("answers", re.compile(r"回答|答了|问答|提问|问了")),
    ("conversations", re.compile(r"会话|对话|来往|活跃|聊")),
    ("satisfaction", re.compile(r"满意度|评分|打分|评价|好评|差评")),
    ("total", re.compile(r"(?:一共|总共|总数|现在|平台上?|合共|目前)(?:有|是)?(?:多少|几|几多)?(?:家|间)|(?:多少|几多|几)[家间](?:企业|公司|厂)?|企业(?:总)?数")),
)
"""Figures of the overview that words ask for; each word counts for the first."""
COUNTS_ASKED = re.compile(r"几(?:家|间|个|张|次|条|单|成)?|多少|几多|最[多少高低大]|哪(?:个|一个|几个|些)|边个|各|分布|占比|比例|百分之|变化|涨|升|降|跌|环比|比(?:上|起)|同比|呢[?？\s]*$|怎么样|点样|高不高|多不多|多唔多")
"""Asks for a figure."""
GENERAL = re.compile(r"总览|概况|总体|整体|全面|平台(?:的)?(?:情况|数据|怎么样|运行|运营)|运营(?:数据|情况|怎么样)|月报|周报|汇总|报告|概览|看板")
"""Asks for the whole."""
AGAINST_BEFORE = re.compile(r"(?:跟|和|与|同|比|较|对比)(?:起)?(?:上个?季度|上半年|上个?月|上周|上个?星期|去年|之前|上一期|前一期|昨天)(?:比|相比)?|环比|同比|比上(?:月|周)|涨了|多了还是少|变化|升了还是降")
"""Asks what has changed."""
LISTED = re.compile(r"哪些|哪几[张条单]|列|看看|看下|睇|名单|都是什么")
"""Asks to see tickets behind a figure."""
WHO_ASKED = re.compile(r"谁|边个|[哪边](?:一|几)?[家间]|哪些(?:企业|公司|厂)|名单|是哪|叫什么")
"""Asks which enterprises stand behind a figure."""
TICKET_KINDS_NAMED: tuple[tuple[str, re.Pattern[str]], ...] = (("complaint", re.compile(r"投诉")), ("need", re.compile(r"需求")), ("question", re.compile(r"咨询")))
OF_TICKETS = re.compile(r"投诉|工单|单子|需求|咨询|超时|逾期|拖")
TO_LIST = re.compile(r"有(?:哪些|哪几[家个间]|边啲|邊啲|谁)|列(?:一下|出来?|给我)|名单")
"""Asks for a list."""
OTHER_LISTS = re.compile(r"需求池|目录|场景库|sc-[a-z]{2}|(?:提的|大家的?)需求(?:里|中)|待(?:评估|排期|处理|验证)|跟进|得分|分数")
"""Speaks of a list of its own, and of no figure of the overview."""
SOME_LISTED = re.compile(r"有(?:哪些|哪几个|什么|边啲|邊啲|几个|多少)[?？呀啊呢\s]*$|都有谁[?？\s]*$")
"""Asks for those that meet conditions, without saying what they are."""
