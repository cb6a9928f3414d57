"""Chinese words by which operators speak of rules, days and campaigns; data for the rules, no logic."""

import re

# --- which rule -------------------------------------------------------------------------------------------------------

RULES = {
    "satisfaction_diagnosis": re.compile(r"诊断[^,。;]{0,6}(?:满意|打分)|满意度[^,。;]{0,4}诊断"),
    "satisfaction_ticket": re.compile(r"(?:办结|工单|关闭)[^,。;]{0,4}(?:满意|打分)"),
    "satisfaction_go_live": re.compile(r"上线[^,。;]{0,4}(?:满意|打分)"),
    "satisfaction_effect": re.compile(r"效果(?:的)?评价|三个月后?的?(?:效果|评价)|3个月后?的?效果"),
    "diagnosis_unfinished": re.compile(
        r"诊断[^,。;]{0,4}(?:没|未)(?:有)?(?:做|答|完成)|没做完|没答完|做到?(?:一)?半|unfinished"
        r"|(?:停|断|卡|搁)(?:在)?(?:半路|半途|中途|一半)(?:上)?(?:的)?[^,。;]{0,4}诊断|诊断[^,。;]{0,4}(?:停(?:下来?|在|了(?=[\d一二两三四五六七八九十几好]))|中断|半途|半路|断了)"
    ),
    "report_unread": re.compile(r"报告[^,。;]{0,6}(?:没|未)(?:有)?(?:人)?(?:打开|开|看|读)|(?:没|未)打开(?:的)?报告|report[^,.;]{0,12}(?:unread|not opened|unopened)"),
    "scenarios_undecided": re.compile(r"场景[^,。;]{0,8}(?:没|未)(?:有)?(?:定|决定|选)|匹配了?场景"),
    "ticket_recorded": re.compile(r"登记(?:了|后|之后)[^,。;]{0,8}|(?:没|未)(?:有)?评估|ticket (?:is )?recorded"),
    "ticket_to_verify": re.compile(r"待验证|验证(?:工单|提醒|规则)|工单[^,。;]{0,6}验证|verif"),
    "ticket_to_revisit": re.compile(r"工单(?:的)?回访"),
    "adoption_go_live": re.compile(r"场景[^,。;]{0,4}(?:要|快|准备)上线|上线日期|go[- ]?live"),
    "adoption_use": re.compile(r"用得怎么样|用得怎样|使用情况|in use"),
    "rediagnosis": re.compile(r"复测|复诊|半年|reassess|half[- ]year"),
    "policy_deadline": re.compile(r"政策|截止|policy|deadline"),
    "promise_made": re.compile(r"企业(?:的)?(?:答应|承诺)"),
    "promise_owed": re.compile(r"(?:平台|我们)(?:的)?(?:答应|承诺)"),
    "campaign": re.compile(r"一次性通知|群发"),
}
"""Words for the rules of the package; those that say more come first."""
FAMILIES = {
    "satisfaction": (re.compile(r"满意|打分|评分"), ("satisfaction_diagnosis", "satisfaction_ticket", "satisfaction_go_live", "satisfaction_effect")),
    "ticket": (re.compile(r"工单|ticket"), ("ticket_recorded", "ticket_to_verify", "ticket_to_revisit", "satisfaction_ticket")),
    "diagnosis": (re.compile(r"诊断|diagnos"), ("diagnosis_unfinished", "rediagnosis", "satisfaction_diagnosis")),
    "report": (re.compile(r"报告|report"), ("report_unread",)),
    "scenario": (re.compile(r"场景|scenario"), ("scenarios_undecided", "adoption_go_live", "adoption_use")),
    "live": (re.compile(r"上线"), ("adoption_go_live", "adoption_use", "satisfaction_go_live")),
    "promise": (re.compile(r"答应|承诺|promise"), ("promise_made", "promise_owed")),
}
"""Words that several rules share, asked back about."""
ALL_RULES = re.compile(r"(?:所有|全部|哪些|哪几|几条|都有|一览|清单|列表|汇总|列出|规则表|有边|邊幾|list all|which)")

# --- editing a rule ---------------------------------------------------------------------------------------------------

_N = r"(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十百半]+)"
CHANGE = re.compile(r"改成|改为|挪到|挪后到?|拖到|押后到?|放到|推后到?|调返|改做|改到|改|调成|调为|调整为|调整到|换成|换为|变成|变为|提前到|推迟到|设成|设为|延到|提前(?!到)|\bto\b")
EARLY_BEFORE = re.compile(r"^提前$")
"""Is a change, and says that what follows is before."""
TIMES = re.compile(r"各|提醒|发|说|问|催|remind")
SPLIT = re.compile(r"[、,;和跟与及/\s]|and")
LIST_GAP = re.compile(r"[、,和跟与及/\s]|and|以及")
ONLY_DAYS = re.compile(r"^[第\d零一二两三四五六七八九十百半天日周月年、,和跟与及/\s前后]+$|^\d[\d ,and]*days?$")
ADD = re.compile(r"(?:^|[^,。;]{0,12}?)(?:加一?条|再加一?条|加多(?:一)?条|新增(?:一)?条?|新建(?:一)?条?|添加(?:一)?条?|建一条|增加一条|add (?:a|another|one))[^,。;:]{0,12}?(?:规则|提醒|回访|触达|跟进|rule|reminder)|^(?:请|帮我|再|想)*(?:加一?条|加多条|建一条)\s*[:,]?")
RESTORE = re.compile(r"恢复(?:成|到|回)?(?:原来|原先|原样|默认|出厂|初始)|还原|(?:改|换|退|调)回(?:原来|原先|出厂|默认|初始|原样)|用回(?:原来|默认)|restore the (?:original|default)|reset")
UNDO = re.compile(r"(?:改|换|调|变)(?:返)?回(?:去|来|头)|改返|(?:回退|退回|恢复|改回|回到)(?:到|成)?(?:上一?版|上个版本|前一版)|撤销[^,。;]{0,10}(?:改动|修改|更改)|undo|previous version")
WORDS = re.compile(r"(?:的)?(?:话术|文案|措辞|说法|说话|原文|文字|那句话?|句话|内容|(?<!的)话|的话|wording|words|text)")
SAYS = re.compile(
    r"(?:改成|改为|换成|换为|写成|改写成|改做|写(?!上)|to say|to)\s*(?:这样|这句|下面这句)?\s*[:,]\s*(?P<a>.+)$|(?:话术|文案|措辞|说法|那句话?|的话)[^:,。;]{0,6}?(?:改成|改为|换成|写成|改短|换一下|to)\s*[:,]?\s*(?P<b>[^:].+)$"
    r"|(?:[,:]|次|遍|下)\s*(?:就)?(?:说|话是|说的是|内容(?:是|为)?|写(?:着|上)?|saying|say|text)\s*[:,]?\s*(?P<c>.+)$|把话改(?:短|短点|软|软点)?\s*[:,]\s*(?P<d>.+)$"
)
"""The words something is to say."""
SAYS_AGAIN = re.compile(r"^(?:写成|改成|换成|就说|说)\s*[:,]\s*")
OWN_DAYS = re.compile(r"半年(?=复测|复诊|[^,。;]{0,2}提醒)|(?:三|3)个月后?(?=的?(?:效果|评价))|half[- ]year")
"""Days that only name a rule."""
QUOTED = re.compile(r"^[“\"「『](.+)[”\"」』]$")
WITHIN_MOST = re.compile(
    rf"(?:每个?(?:人|企业|家)?)?(?P<days>{_N})\s*(?:天|日|days?)(?:之?内|里|以内)?[^,。;\d]{{0,6}}?(?:最多|至多|不要?超过|不超过|不得超过|只|at most)[^,。;\d]{{0,4}}?(?P<most>{_N})\s*(?:次|条|遍|times?)"
    rf"|(?:at most|no more than)\s*(?P<most2>{_N})\s*times? in\s*(?P<days2>{_N})\s*days?"
)
MOST = re.compile(rf"(?:最多|至多|不要?超过|不超过|不得超过|只(?:提醒|发|说|问|催)?|at most|no more than)(?:提醒|发|说|问|催|收)?\s*(?P<most>{_N})\s*(?:次|条|遍|回|times?)(?!天)")
TIMES_ALONE = re.compile(rf"(?P<n>{_N})\s*(?:次|条|遍|回|times?)?\s*(?:吧|就好|就行|就够)?[。.!\s]*$")
OFTEN = re.compile(r"次数|频率|多久一次|how often")
PAUSE = re.compile(r"停(?!业|电|产)|(?:先)?别再?发(?:了|先)|不用再发|唔好再发|暂停|关(?:掉|闭|了|咗|上)|先关|熄|pause|disable|turn off|switch off")
STALLED = re.compile(r"停(?:下来?|住|在[^,。;]{0,4}?|了(?:一半)?)(?:了)?(?=的)|停在|停下来|停了?(?=\s*(?:\d|几天|几日|好几|[一二两三四五六七八九十]{1,2}\s*(?:天|日|周|个)))")
"""Says of a diagnosis that it came to a halt, and nothing of a rule."""
RESUME = re.compile(r"恢复|重新|重开|启用|(?<!没)(?<!没有)(?<!未)(?<!冇)打开|开启|开返|开回|继续用|resume|enable|turn on|reactivate")
DROP = re.compile(r"去掉|不要了?|删掉?|取消|拿掉|撤掉|drop|remove")
MORE = re.compile(r"加上|再加|另加|多加|补上")
ONLY = re.compile(rf"只(?:留|要|保留)(?=第?\s*{_N}\s*(?:天|日))")
DAYS_WORD = re.compile(r"天数|时间|时点|时候|周期|提前量|days")
_UNIT = r"(?:天|日(?!期)|周|个?星期|个?礼拜|个?月|年|days?|weeks?|months?|years?)"
DAY = re.compile(
    rf"(?P<early>提前|截止前|到期前|上线前|之前|前|(?<![\d天日周月年a-z])-(?=\d))?\s*(?:第)?\s*(?P<n>{_N})\s*(?P<unit>{_UNIT})\s*(?P<before>之?前|before|earlier)?|(?P<next>次日|隔天|第二天|隔日)|(?P<same>当天|当日)|(?P<week>(?:每)?(?:一)?周后|半个月)"
)
LISTED = re.compile(rf"({_N})\s*(?:、|,|和|跟|与|and|/)\s*(?=第?\s*{_N}\s*(?:、|和|跟|与|and|天|日|days?|/|,\s*第?\s*{_N}\s*(?:天|日)))")
EACH_DAY = r"\1天、"
"""A day in a list whose unit stands behind the last one, and what it is written as."""
UNITS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365, "day": 1, "week": 7, "month": 30, "year": 365}
HALF, HALF_YEAR, HALF_MONTH = "半", 182, 15
LAST_STEP = re.compile(r"最后(?:那|一)+(?:次|天|条|回)")
NTH_STEP = re.compile(r"第\s*(?P<n>[一二两三四五]|[1-5])\s*(?:次|回|遍|趟)|(?P<first>头(?:一)?(?:次|回|遍)|首次)")
"""Points at one reminder of a rule by its place."""
STEP = re.compile(rf"第\s*(?P<n>{_N})\s*天(?:的)?(?:那|这)?(?:一)?(?:次|条|句|回|遍)|提前\s*(?P<m>{_N})\s*天(?:的)?(?:那|这)(?:一)?(?:次|条|句)")
"""Points at one reminder of a rule."""
BESIDE_STATE = re.compile(rf"{PAUSE.pattern}|{RESUME.pattern}|掉|止|用|起来|干脆|索性|不如|算了|直接|暂时|暂|我看|觉得|照我说|照旧|先|再|就|也|都|又|还是|把|将|请|帮我|帮手|麻烦|唔该|那|这|嗰|呢|它|佢|个|条|规则|提醒|回访|一下|下|了|咗|啦|吧|啊|呀|的|我|要|想|给|it|this|that|the|rule|reminder|please|again|[\s,.!~]")
"""What says that a rule is paused or in use again, and nothing of which one."""
PAUSED_ONLY = re.compile(r"停(?:着|掉|了|用)(?:的|着)|(?:哪些|有没有)[^,。;]{0,8}停|没(?:在)?(?:启用|用)的|paused|disabled")
ACTIVE_ONLY = re.compile(r"启用(?:了|着|中)?(?:的|哪)|开(?:着|住)(?:的|嘅)?|在用的|目前启用|active")
RULE_WORD = re.compile(r"规则|提醒|回访|触达|跟进|文案|话术|复测|rule|reminder|follow-?up")
"""Speaks of a rule at all."""
MOMENTS = {
    "diagnosis_unfinished": RULES["diagnosis_unfinished"],
    "report_unread": RULES["report_unread"],
    "scenarios_undecided": RULES["scenarios_undecided"],
    "ticket_recorded": re.compile(r"工单(?:登记|提交|提)|登记(?:工单)?(?:了|后)|ticket (?:is )?(?:recorded|opened)"),
    "ticket_resolved": re.compile(r"工单(?:解决|处理好|办好)|解决后|ticket (?:is )?resolved"),
    "ticket_verified": re.compile(r"工单(?:验证|确认解决)|验证后|ticket (?:is )?verified"),
    "ticket_closed": re.compile(r"(?:工单)?(?:关闭|办结|结案)|ticket (?:is )?closed"),
    "adoption_planned": re.compile(r"(?:场景)?(?:要|准备)上线|上线前|before going live"),
    "adoption_unused": re.compile(r"没(?:有)?登记使用|没用(?:起来)?"),
    "adoption_live": re.compile(r"上线(?:后|了|之后|满)|去?live"),
    "diagnosis_old": re.compile(r"复测|诊断(?:满|过了?)(?:半|一)年"),
    "diagnosis_done": re.compile(r"诊断(?:做完|完成|完)|做完(?:了)?诊断|诊断后|diagnosis (?:is )?(?:done|finished)"),
    "policy_deadline": re.compile(r"政策|截止|policy"),
    "promise_made": re.compile(r"企业(?:答应|承诺)"),
    "promise_owed": re.compile(r"(?:平台|我们)(?:答应|承诺)"),
    "report_made": re.compile(r"报告(?:出来|生成)"),
}
"""Words for the moments a rule may count from."""
MADE_REPORT, UNREAD = "report_made", "report_unread"

CORRECTS_DAY = re.compile(r"^(?:不对|错了|说错了|搞错了|打错了|哦|,)*(?:应该)?(?:是|系)([^,]{1,12}?),?(?:不是|唔系).{1,12}$|(?:不是|唔系)[^,]{1,12}?,?(?:应该)?(?:是|系)([^,]{1,12})$|^(?:不对|错了|说错了|还是|应该是|,)+([^,]{1,12}?)(?:吧|好了?|,)*$")
CHANGE_TO = "改成"
"""What says that a day is to be another."""
POINTS_AT_RULE = re.compile(r"[那这嗰呢](?:一)?(?:条|个)|规则|提醒|怎么[写发说催设]|点(?:样)?[写发]|写(?:的|着)(?:什么|啥)|话术|文案|原话|几(?:天|时|点)|什么时候|多久|频率|呢[?\s]*$|(?:看|打开|展开|详细)")
"""Asks about a rule that it names."""
WHAT_IT_SAYS = re.compile(r"怎么(?:写|发|说|设|催)的?|点(?:样)?(?:写|发|讲)|写(?:的|着)(?:是)?(?:什么|啥)|说(?:的|着)?(?:是)?(?:什么|啥)|什么(?:话术|内容)|(?:话术|文案|原话)(?:是|呢|怎么)|几天(?:后|发|催|提醒)?|第几天|什么时候(?:发|催|提醒)|多久(?:发|催|提醒)")
"""Asks what a rule says, or when."""
HOURS_ASKED = re.compile(r"(?:几点|[一二两三四五六七八九十\d]+点|晚上|夜里|半夜|深夜|凌晨|早上|周末|周[六日]|星期[六天日]|礼拜[六天日]|节假日|假期|放假|时段|钟点)[^,。;]{0,8}(?:发|提醒|打扰|通知|催|吵)|(?:发|提醒|通知|催)[^,。;]{0,4}(?:几点|时段)")
"""Asks at what hours, or on what days, anything is sent at all."""
WHETHER = re.compile(r"会不会|会唔会|是不是|能不能|(?:会|可以)[^,。]{0,8}[吗么]|[吗么啊][?？]?\s*$")
"""Asks whether."""
PLACE_OF_RULE = re.compile(r"第\s*(?P<n>[一二两三四五六七八九十]{1,2}|\d{1,2})\s*条|最后(?P<last>(?:一|那)+)条")
"""Points at one of the rules that were shown by its place."""

# --- days of a preview ------------------------------------------------------------------------------------------------

ENGLISH_DAYS = {"tomorrow": 1, "today": 0, "tonight": 0}
ENGLISH_WEEKDAY = re.compile(r"(?P<later>next\s+)?(?P<name>monday|tuesday|wednesday|thursday|friday|saturday|sunday)")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
THIS_WEEK = re.compile(r"(?:这|本|呢)个?(?:周|星期|礼拜)(?![一二三四五六日天])|this week")
NEXT_WEEK = re.compile(r"下个?(?:周|星期|礼拜)(?![一二三四五六日天])|next week")
MONTH_END = re.compile(r"月底|这个月内|本月内")
COMING = re.compile(rf"(?:接下来|未来|今后|往后|这|后|近|next)\s*(?P<n>{_N})\s*(?P<unit>天|日|周|个?星期|个?礼拜|days?|weeks?)(?:之?内|里)?")
STRETCHES = re.compile("|".join(re.sub(r"\(\?P<[a-z]+>", "(?:", p.pattern) for p in (COMING, NEXT_WEEK, THIS_WEEK, MONTH_END, ENGLISH_WEEKDAY)) + "|" + "|".join(ENGLISH_DAYS))
TURNING = re.compile(r"那么?|换成|看看?|再|只|改看|呢|的|那条|这条|那天|规则|提醒|[?？,。!~\s]|what about|how about")
"""Turns to something else of the same kind."""
SINGLE = frozenset({"天", "日", "day", "days"})

# --- campaigns --------------------------------------------------------------------------------------------------------

PER_HOUR = re.compile(rf"[,;]?\s*(?:每个?(?:小时|钟头)|一(?:个)?(?:小时|钟头)|per hour|an hour)\s*(?:最多|不超过|只?发|发)?\s*(?P<minus>-)?(?P<n>{_N})\s*(?:家|条|个|间)?\s*[,;]?|[,;]?\s*(?P<m>\d+)\s*(?:firms|companies|messages)?\s*(?:per|an|/)\s*hour\s*[,;]?")
COLON = re.compile(r"(?<!\d):|:(?!\d)")
SPACED = re.compile(r"(?:(?:(?<=[发群][个条份则下发])|(?<=发[一个条][个条份则下]))(?:通知|公告|消息|信息|短信|邀请)?|(?<=[说讲][一下][声下]))\s+(?=\S{4})")
"""A gap right after the bid to send, as typed on a phone."""
COMMA = re.compile(r",")
SAID = re.compile(r"(?<=[发下条话息])说[:,]?\s*(?=\S{4})|\s(?:that|saying|about)\s")
CONDITIONS_FOLLOW = re.compile(r"(?:条件|对象|范围)(?:的|是|为)?\s*$")
SLOWLY = re.compile(r"^\s*慢(?:一)?点(?:儿)?发?\s*,\s*")
TRAILING = re.compile(r"[,;]\s*(?:发给|发畀|推给|对象(?:是|为)?|(?:企业)?范围(?:是|为)?|面向)\s*(?P<whom>[^,;]{2,30})$")
"""Says at the end who is meant."""
UNDERSTOOD = re.compile(r"预算|营收|认定|产值|人数|工业|all|every|firms?|companies|enterprises?|\bof\b|\bto\b")
"""What is left of a condition that was understood."""
TO_LATER = re.compile(r"\s*(?:发给|对象|条件|范围|面向|筛选条件|企业范围)")
"""What follows a comma says who is meant."""
SEND = r"(?:群发|发送|发布|发出去|发出|发给|发畀|发信息|发(?:一)?(?:个|条|份|下)?|推送|通知到|通知|告诉|转告|广播|召集|邀请|捎(?:个)?话|传达|公告|招募|send|broadcast|message|notify|tell|campaign)"
SENDS = re.compile(SEND)
TO = re.compile(
    r"(?:发给|发畀|发俾|发至|发往|推送给|推给|通知给|通知到|群发给|(?<!推送)给|畀|俾|向|面向|对象(?:是|为)?|范围(?:是|为)?|条件(?:是|为)?|筛选条件(?:是|为)?|通知|告诉|召集|邀请|to\b|\bfor\b|notify|message|tell)\s*[:：]?\s*"
)
"""What stands before those who are meant."""
LIST_COMMA = re.compile("".join(f"(?<!{name})" for name in ("研发", "采购", "生产", "质量", "物流", "销售", "服务", "财务", "管理", "设备", "能耗", "安全", "人才")) + r"(?<![a-z])、")
"""Parts conditions, unless it stands in a list of pains or systems."""
TEXT_BEGINS = re.compile(r"^\s*(?:就)?(?:说(?:是|的是)?|话(?=[^题术])|内容(?:是|为|如下)?|话是|主题(?:是|为)?|如下通知|that\b|about\b)\s*[:,]?\s*")
TEXT_NAMED = re.compile(r"[,;]?\s*(?:内容(?:是|为|如下)?|如下通知|话是|就说|说)\s*:\s*(?P<text>.+)$")
QUOTED_TEXT = re.compile(r"[“\"「『《](?P<text>[^”\"」』》]{2,})[”\"」』》]")
LATER = re.compile(r"(?:内容|话|文案)(?:我|你)?(?:稍后|稍等|待会|等(?:一)?[下会]|回头|晚点|迟点)[^,;]*|(?:你)?先(?:帮我|给我)?(?:拟|草拟|起草|写|准备)(?:一?下|一?个?稿子?|一?份|好)*(?=\s*(?:[,;。]|$))|这(?:段话|个消息|条消息|则通知)|下面这段")
"""Says that the words are still to come."""
EVERYBODY = re.compile(r"(?:所有|全部|全体|各个?|每(?:一)?(?:家|个)|大家|全区|辖区(?:内)?(?:的)?)(?:的)?(?:建档|辖区|在册|入驻)?(?:的)?(?:企业|厂|公司|用户|人)?|every(?:body|one| enterprise| firm| company)?|all (?:enterprises|firms|companies)|大家|都通知")
REQUESTS = re.compile(r"^(?:请|帮我|帮手|麻烦|唔该|再|我要|我想|,)*(?:给|向|畀|俾|群发|发给|send)")
"""Begins with whom something is to be sent to."""
THESE = re.compile(r"这些|这几|上面|刚才|以上|那几|他们|它们|她们|佢哋|them|these")
"""Points at enterprises without saying which."""
NOISE = re.compile(
    r"发(?:一)?[个条份则](?!企业|公司|厂)[\u4e00-\u9fff]{1,5}?(?=(?:邀请|通知|公告|消息|信息|短信))|我们?(?:要|想)?|请你?|帮我|帮手|帮忙|麻烦|唔该|拟|现|喂|那个|拜托|发起|新建|新发|组织|(?<![\u4e00-\u9fff])做(?=\s|$)|一次性?|一轮|一个|一条|一份|一则|群发|批量|定向|挨个|统一|分别|(?<!花)都|也|再|就|一封|致歉|到(?=[,\s]|$)|(?:活动|会议|对接会|展会)?(?:邀请|通知|公告|消息|信息|短信|招募|说明|招呼)(?:函|书|单)?|任务|发送|发布|推送|发给|发畀|发出去|发动|发下|发一下|发个|发条|发|广播|告诉|召集|面向|对象|范围|条件|筛选|镇街=|行业=|是|为|给|畀|俾|向|把|将|那些|各位|老板们?|同志|朋友|负责人|一下|出去|下(?=[,\s]|$)|的|:|,|;|。|!|“|”|\""
)
"""Says that something is sent, and not to whom."""
PLACE_HOLDER = re.compile(r"[{}｛｝]|\[[^\]]{0,8}\]|【(?:企业|姓名|名称|时间|地点|xx)[^】]{0,6}】|x{2,}")
PHONE = re.compile(r"(?<![\d.])(?:\+?86[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|400[- ]?\d{3}[- ]?\d{4}|[2-8]\d{7})(?![\d.])")
ADDRESS = re.compile(r"https?://[^\s,。;，；]+|www\.[^\s,。;，；]+")
NUMBER_OF = re.compile(r"c\s*-?\s*(?P<day>\d{8})\s*-?\s*(?P<count>\d{1,4})(?!\d)")
SHORT_NUMBER = re.compile(r"(?:编号|第)\s*-?0*(?P<count>\d{1,3})(?:号|的)?(?:群发|通知)?|-(?P<tail>\d{3})(?!\d)")
CAMPAIGN = re.compile(r"群发|群髮|群法|批量(?:通知|发)|一次性通知|广播|定向推送|(?:[那这嗰该]|刚发的?|正在发的?)(?:一)?(?:条|批|次|轮|个)?(?:推送|通知)|本轮|campaign|broadcast")
"""Speaks of a message to many."""
STOPS = re.compile(r"停|取消|撤|终止|中止|掐|别(?:再|继续)?(?:往下)?群?发|唔好再发|不发了|作废|叫停|结束|到此为止|收回来|刹车|关掉|关停|stop|cancel|abort|halt")
UNSETTLED = re.compile(r"(?:还|都|也)?(?:没|未|冇)(?:有)?(?:最后)?(?:定(?!时|的|那|场景|下来的)|想好(?!的)|敲定|确定(?!的)|落实(?!的))|(?:可能|也许|说不定|或者)(?:还)?(?:会|要|得|想|需要)?[^,。;]{0,6}(?:改|调|停|加|变)|(?:以后|下(?:个)?(?:季度|月|周|半年)|明年|过阵子|到时候?)(?:再说|再看|再定|再改|再议)|(?:在|还在|正)(?:考虑|讨论|商量)")
"""Says of a change that it is not decided."""
LOOKS_LATER = re.compile(r"[,。;](?:我们?|咱们?|大家|先|试试|看看|,|\s){0,4}(?:(?:效果|反应|情况)?(?:不行|不合适|不合用|不好|不灵|不理想)(?:的话)?(?:就|我们?|,|\s){0,3}(?:到时候?|以后|回头|下(?:个)?(?:季度|月|周))?再(?:改|调|说)(?:回来?|回去|一?下)?|(?:以后|之后|下(?:个)?(?:季度|月|周|半年)|明年|过阵子|回头|到时候?)再(?:看|评估|观察)(?:看|一?[下眼])?(?:效果|反响|反应|反馈|数据|成效|打开率|回复率|触达率)(?:怎么样|如何|好不好|吧|了)?)[\s.!~。]*$")
"""Says last of a change what is looked at, or done, after it."""
NOT_STOPPED = re.compile(r"(?:不是|唔系|并非|没说|没有说|没让|没叫|冇话)(?:你|我|说|要|想|让|叫|话)*(?:把[它他])?(?:停|取消|撤)(?:掉|了)?|(?:先|你|暂时)?(?:别|不要|不用|不必|先不|唔好|唔使)(?:急着|忙着|给我|帮我|先|把[它他])?(?:停|取消|撤|终止)(?!发)(?:掉|了)?")
"""Says that something is not to stop."""
LOOKS = re.compile(r"^(?:等等|等一?[下会]儿?|慢着|且慢|别急|那|哦|噢|先|,|\s)*(?:给我|让我|帮我|我|要)*(?:先)?(?:看看|看一?下|睇下|查一?下|查查|瞧瞧|列一?下|数一?下)|(?:有|是|发给|发畀)(?:的)?(?:些|的是)?(?:谁|边个|哪些|边啲|哪几[家间]|多少[家间]|几[家间])(?:企业|公司|厂)?[呢啊呀?？\s]*$")
"""Wants to look at something before anything is sent."""
GO = re.compile(r"(?:好|行|可以|嗯|那|就|现在|直接|赶紧|,|\s)*(?:发送|发|停|开始)(?:吧|了|啦|掉|出去|它|一下)*[\s,.。!！]*")
"""Bids to send, or to stop, and says nothing that could be sent."""
WHO_GETS = re.compile(r"^(?:等等|等一?下|那|先|再|,|\s)*(?:给我|让我|帮我|我|要|想)*(?:先)?(?:看看|看一?下|看|睇下|列一?下|列出来?|知道|说说)?(?:一?下)?(?:具体|到底|究竟|会|要|都|是|发|给|有|的|那|这|\d|[一二两三四五六七八九十]|家)*(?:谁|边个|哪些|边啲|哪几[家间]|名单)(?:企业|公司|厂)?(?:列出来|给我看看|看看)?[呢啊呀吧?？\s]*$")
"""Asks to whom what was shown would go."""
OF_SENT = re.compile(r"^(?:[那这嗰]|刚才|刚刚|上一?)(?:一)?(?:条|次|个|批)?[^,。]{0,6}(?:怎么样|怎样|到哪|多少|几家|完没|没有)|时间|日期|[写打说搞弄]错|(?:发|停)(?:吧|了|啦|掉)*$")
"""Speaks of what is, or was, to be sent, and not of whom it is for."""
SAYS_CHANGE = re.compile(rf"{CHANGE.pattern}|{DROP.pattern}|{MORE.pattern}|{ONLY.pattern}|各提醒|最多|至多|不要?超过|只提醒|at most")
SAYS_RESUME = re.compile(r"恢复|重新|重开|启用|开返|开回|继续用|resume|enable|reactivate")
BROADCAST = re.compile(r"群发|通知|公告|邀请函|broadcast|notice|campaign")
TO_MANY = re.compile(r"发给|发畀|对象|条件|范围|面向")
UNMEANT = re.compile(
    r"^[^:]{0,40}(?:如果|假如|要是|万一|会怎么?样|会不会|怎么|如何|点样|能不能|能否|可不可以|有没有|是不是|先别|先不|(?:别|不要|唔好)(?:停|改|暂停|取消|撤)|已经|昨天|上次|谁|几(?!个|十)|多少|哪|什么|还是|完了|给我们?(?![^,。]{0,8}(?:企业|厂))|畀我|俾我|发我|我不想|我唔想|别给)"
    r"|(?:[吗么没]|了没有?)[?？。!\s]*$|[?？]\s*$|\b(?:if|how|why|whether|should)\b"
)
HOW_FAR = re.compile(r"进度|进展|发到哪|发了多少|多少家|几家|发完|发得怎么样|怎么样了|how far|progress")
GONE = re.compile(r"(?:刚才|刚刚|那|这|[那这嗰]条|给[他她它]们?|消息|通知|的|话|都|,|\s)*(?:你|已经)?(?:群?发|送|转|传)(?:出去|出|送|达|到|过去|给[他她它]们?)?(?:了|咗)?(?:没有?|冇|未|吗|么|到没有?)[啊呀呢了?\s]*")
"""Asks whether something has gone out."""
HOLDS_BACK = re.compile(r"[\s,那好等嗯哦]*(?:(?:先|暂时|还是|这次|今天|现在)*(?:不|别|不要|唔好|莫)(?:急着|忙着|要|用)?(?:群?发)(?:了|先|出去|给[他她它]们)*|等一?等再发|先(?:放|缓|等)(?:着|一?放|一?缓|一?等))(?:[吧啦哈啊,\s.!]|$)")
"""Wants nothing sent for now."""
UNSENT = re.compile(r"(?:刚才|刚刚|那|这|那条|这条|嗰条|群发|消息|通知|的|,)*(?:应该|真的?|还)?(?:没|冇|未)(?:有)?(?:真的?)?(?:给)?(?:他们)?(?:群)?发(?:出去|出|送)?(?:了)?(?:吧|嘛|吗|啊|呀|的|嘅|对吧|是吧|,)*[?？]*")
"""Asks whether what was to be sent has not gone out."""
STOPPING = re.compile(rf"{STOPS.pattern}|{CAMPAIGN.pattern}|掉|止|发送|推送|通知|任务|正在|刚才|刚刚|刚发|还没|后面|剩下|剩余|余下|未发|部分|立即|即刻|赶紧|赶快|快|先|就|都|全部|企业|内容|有误|写错|发错|错了|地址|时间|日期|领导|说|改了|满了|下来|一下|不要|别|这次|本次|这条|那条|嗰条|那个|这个|今天|昨天|上午|下午|的|把|将|请|了|吧|咗|佢|再|发|给|个|条|轮|批|c\s*-?\d[\d-]*|[\s,.!?:;、“”\"]")
"""What says that a campaign is to stop, and nothing of which one."""
SHOWING = re.compile(r"看看|看一下|看下|看|查查|查一下|查|进度|进展|记录|列表|清单|情况|状态|详情|历史|最近|上次|现在|多少|几家|家|收到|送达|到哪|哪|完|没|吗|呢|什么|怎么样|如何|谁|有|那次|次|这个月|做过|打开|我")
FIRMS = re.compile(r"企业|厂|公司|店|单位|客户|大家|全部|所有|firms?|companies|enterprises?")

# --- a campaign that was shown and is put otherwise -------------------------------------------------------------------

_INSTEAD = r"(?:改成|改为|换成|改做|更正为|应该是|应该写|要写成|写成)"
INSTEAD = (
    re.compile(rf"(?:^|[,;])(?:把|将)?(?P<old>[^,;]{{1,40}}?)(?:那里|那个|这个|那句|这几个字)?{_INSTEAD}\s*[:,]?(?P<new>[^,;]{{1,60}}?)(?:吧|才对|再发|,.*)?$"),
    re.compile(r"(?:^|[,;])(?:应该|其实)?(?:是)(?P<new>[^,;]{1,40}?)[,]?(?:不是|唔系)(?P<old>[^,;]{1,40})$"),
    re.compile(r"(?:不是|唔系)(?P<old>[^,;]{1,40}?)[,]?(?:是|系|应该是)(?P<new>[^,;]{1,40})$"),
    re.compile(r"(?:^|[,;])(?P<old>[^,;]{1,40}?)(?:写错|打错|搞错|弄错|错)(?:了|咗)[,;]?(?:应该)?(?:是|系)(?P<new>[^,;]{1,40})$"),
)
"""Puts something in the place of what stands in the words that are to be sent."""
NEW_TIME = re.compile(rf"^(?:[\s,.!]|不对|等等|等下|哦|噢|那|还是|时间|日期|错了|搞错了)*(?:{_INSTEAD}|改到|换到|挪到|推到|延到|提前到|放到)(?P<new>[^,;]{{1,14}}?)(?:吧|好|啦|了)*$")
"""Puts another time in the place of the one that is to be told, without naming that."""
DAYPART = re.compile(r"上午|中午|下午|晚上|早上")
QUOTES = re.compile(r"[“”\"「」『』]")
ADDED_WORDS = re.compile(r"(?:再|还要|后面|最后|末尾)*(?:加|补|添)(?:上)?(?:一)?(?:句|段|条)(?:话)?\s*[:,]?\s*(?P<text>.{4,})$")
NEW_WORDS = re.compile(r"(?:内容|原话|文字|正文|通知|话|说法)(?:全部|整个)?(?:改成|改为|换成|写成)\s*[:,]?\s*(?P<text>.{4,})$")
OF_TIME = re.compile(r"(?:活动|会议|开会|沙龙)?(?:的)?(?:时间|日期|日子|钟点)")
DATE_NAMED = re.compile(r"\d{1,2}月\d{1,2}[日号]?|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]|(?:下|这|本)?(?:周|星期|礼拜)[一二三四五六日天]")
CLOCK_NAMED = re.compile(r"(?:上午|中午|下午|晚上|早上)?\s*(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点(?:半|整|\d{1,2}分?)?|[:：]\d{2})")
SIGNS = re.compile(r"(?<!\d)[,:;?!](?!\d)")
WIDE = str.maketrans(",:;?!", "，：；？！")
ENDS = "。.!！;；,， "
NEXT_SENTENCE = "。"
WHOM_INSTEAD = re.compile(r"(?:只|就|改|换成|改成|应该|要|还是|,)+(?:群)?(?:发给|发畀|发俾|发到|通知|给|发)(?P<whom>[^,;:]{2,30}?)(?:就行|就好|就可以|就够|吧|了|啦)*$|^(?:对象|范围)(?:改成|改为|换成|只要|只)(?P<whom2>[^,;:]{2,30})$")
"""Says who is meant instead."""
AMONG_THEM = re.compile(r"只|净系|仅|光发|里面|里头|其中|当中|入面")
"""Says that some of those are meant."""
