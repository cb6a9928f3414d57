"""Words by which people ask what came of follow-ups, and say what was done about one."""

from __future__ import annotations

import re

# --- stretches of time ------------------------------------------------------------------------------------------------

DAYS = re.compile(r"(20\d\d-\d\d-\d\d)/(20\d\d-\d\d-\d\d)")
"""Two days, both included, as buttons and addresses hold them."""
TODAY = re.compile(r"今天|今日|today")
YESTERDAY = re.compile(r"昨天|昨日|昨晚|昨夜|尋日|寻日|琴日|yesterday")
DAY_BEFORE = re.compile(r"(?<!大)(?:前天|前日|前晚)")
LAST_WEEK = re.compile(r"上个?(?:周|星期|礼拜)|last week")
THIS_WEEK = re.compile(r"(?:这|本|呢)个?(?:周|星期|礼拜)|周报|this week")
LATELY = re.compile(r"最近|近来|近期|lately|recent")
THIS_MONTH = re.compile(r"(?:这个?|本|当)月|月报|月度|this month")

UNREACHED = re.compile(
    r"(?:谁|边个|[哪边](?:些|几)?[家间个]?|有没有|有冇|有)[^,。;]{0,10}(?:没|未|冇)(?:有)?(?:收|送|发|推)(?:到|达|出去?|成功?|成)|(?:没|未|冇)(?:有)?(?:收到|送到|送达|发出去?|发成功?|推成)(?:的|嘅|吗|没)|(?:发|推|送)(?:送)?失败|没到的"
)
"""Asks whom reminders have not reached."""
ANSWERED = re.compile(r"(?:谁|边个|[哪边](?:些|几)?[家间个]?|有没有|有冇|有)[^,。;]{0,8}(?:回(?!访)|覆|理(?![由解财])|响应|反应|答复)|回了的|有回的|没人回|冇人覆")
"""Asks who has answered reminders."""
SENT = re.compile(r"提醒|回访|催办|触达|(?:推|发|推送)(?:过|了|出去)(?:的|啥|什么|多少|几|些)?")
PAST = re.compile(r"昨|琴日|寻日|前天|前晚|上个?(?:周|星期|礼拜|月)|最近|近来|这几天|这两天|过去|刚才发|之前发|发出去的")
NO_OUTCOME = re.compile(r"群发|规则|工单|单子|条款|标准|政策|群聊|明天|后天|今晚|下个?(?:周|星期|礼拜|月)|以后|将来|会(?:不会)?发|改成|设|别(?:再)?发|不要发|停|取消|提醒我|提醒他|提醒她|提醒一下|报告|短信|验证码|邀请|需求|投诉")
"""Speaks of other things than what came of reminders that were sent."""

FOLLOWS = re.compile(
    r"^(?:换成|改成|只看|再看|就看)|呢[?？]?$|^(?:看看?|那)?(?:今天|昨天|上周|这周|本周|上个?(?:月|星期|礼拜)|这个月|本月|今年|最?近.{1,4}(?:天|周|月))的?(?:怎么样|如何|情况|数据)?[?？]?$"
)
"""Begins or ends a message that changes what the last one asked for."""
CHART = re.compile(r"(?:请|帮我|能不能|可以)*(?:给我)?(?:画|做|出|看)(?:成|个|一个|一张|张|一下)?(?:图表?|柱状图|表格?)(?:看看|吧|给我)?[。!！?？吗]*")
"""Asks for what was just told as a chart or a table."""
OTHER_FIRM = re.compile(r"^(?:那|换成|那么|看看?|再看看?)?\s*(?P<name>.{2,24}?)(?:的)?呢[?？]?$")

# --- rules ------------------------------------------------------------------------------------------------------------

RULES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"诊断.{0,3}(?:满意|打分)|(?:满意|打分).{0,4}诊断"), ("satisfaction_diagnosis",)),
    (re.compile(r"(?:办结|工单|关单).{0,3}(?:满意|打分)"), ("satisfaction_ticket",)),
    (re.compile(r"效果评价|三个月后|满三个月"), ("satisfaction_effect",)),
    (re.compile(r"上线.{0,4}(?:满意|打分)"), ("satisfaction_go_live",)),
    (re.compile(r"满意度|打个?分"), ("satisfaction_diagnosis", "satisfaction_ticket", "satisfaction_go_live", "satisfaction_effect")),
    (re.compile(r"复测|半年.{0,3}(?:诊断|再测)"), ("rediagnosis",)),
    (re.compile(r"诊断"), ("diagnosis_unfinished",)),
    (re.compile(r"报告.{0,6}(?:没|未|打开|看|读)|(?:没|未)(?:打开|看).{0,3}报告"), ("report_unread",)),
    (re.compile(r"(?:平台|我们|咱们)(?:自己)?(?:答应|承诺|欠)"), ("promise_owed",)),
    (re.compile(r"答应|承诺"), ("promise_made", "promise_owed")),
    (re.compile(r"验证"), ("ticket_to_verify",)),
    (re.compile(r"工单.{0,2}回访"), ("ticket_to_revisit",)),
    (re.compile(r"工单.{0,4}(?:登记|评估)|没评估"), ("ticket_recorded",)),
    (re.compile(r"工单"), ("ticket_recorded", "ticket_to_verify", "ticket_to_revisit")),
    (re.compile(r"上线(?:以?后|之后).{0,4}(?:使?用|情况)|使用情况|用得怎么样"), ("adoption_use",)),
    (re.compile(r"(?:要|快|即将|该)上线|上线(?:日期|提醒|之?前)"), ("adoption_go_live",)),
    (re.compile(r"场景.{0,6}(?:没定|未定|没决定|没选)|匹配了?场景"), ("scenarios_undecided",)),
    (re.compile(r"场景"), ("scenarios_undecided", "adoption_go_live", "adoption_use")),
    (re.compile(r"政策"), ("policy_deadline",)),
    (re.compile(r"活动|群发|一次性通知|campaign"), ("campaign",)),
)
"""What words say of a rule, the narrower first."""

# --- tasks ------------------------------------------------------------------------------------------------------------

NUMERAL = r"[0-9]{1,3}|[一二两三四五六七八九十叁]{1,3}"
PLACE = re.compile(
    rf"第\s*(?P<a>{NUMERAL})\s*(?:条|个|家|项|件|号|單|单)?|(?:任务|follow-?up|task|number|no\.?|#)\s*(?P<b>{NUMERAL})(?!\d)|(?P<c>{NUMERAL})\s*号"
)
LAST = re.compile(r"最后(?:一)?(?:条|个|家|项)|last one")
FIRST = re.compile(r"(?:最上面|最前面|头)(?:那|的|一)*(?:条|个|家|项)|first one")
THIS = re.compile(r"这(?:条|个|家|项)|呢条|刚才那|那条|前面那")
OWN_NUMERALS = str.maketrans({"两": "二", "叁": "三"})
NOT_NEEDED = re.compile(
    r"(?:不|唔)[用使必](?:再|去|人)*(?:办|管|理|打|跟|联系|催|找|处理)|不需要|无需|没必要|用不着|作废|别管|不管|算了|重复了|早就.{0,6}(?:做完|办完|办了)|倒闭|取消|不用(?:了|$|[，。,!！])|not needed|do(?:n't| not) need"
)
DONE = re.compile(
    r"(?:办|辦|搞|弄|做|处理|跟进|联系|打|说|谈|问|给|发|送|去|跑|拜访|上门|告知|通知|核实)(?:[^没未不，。,]{0,6})(?:了|完|好|掉|结|定|掂|过|咗|通|成|上|到|趟|鸟)|(?:已|巳)经?(?:办|打|联系|处理|完成|上门|拜访|告知|电话|通知|关|结|说|给|发)"
    r"|完成|办结|搞[定掂]|勾掉|划掉|划了|消掉|消了|结掉|结了|关掉|关闭|关了|可以[结关消划]|登记上?$|办了|完了|拜访了|打了|tick|done|finished|closed?\b|标(?:记|成|为).{0,3}(?:已办|办了|完成)"
)
DENIED = re.compile(r"(?:还没|没有?|尚未|还未|未)(?:办|打|联系|处理|去|完成|做|关|结|跟)|先别|别(?:关|结|划|消)|不能不|如果|要是|假如|明天再|回头再|了没有?[?？]?$|了吗[?？]?$|了吧?[?？]$|没有[?？]$|还?在不在|还在[^,。;]{0,6}(?:吗|么|[?？])|(?:是否|是不是|有没有)还?(?:在|挂|列|有|留)|还有没有|(?:办|消|划|勾|结|关|销)(?:了|掉|完|好)?(?:没有?|未)(?:[,。;\s]|$)")
"""Says that nothing was done yet, or only asks."""
_LIST = r"(?:待办|待跟进|要人办|跟进清单|任务(?:清单|列表)?|清单|列表)"
STILL_LISTED = re.compile(
    rf"{_LIST}[^,。;]{{0,8}}?(?:还?(?:在不在|挂不挂)|(?:是否|是不是)还?(?:在|挂)|(?:还|仲)在[^,。;]{{0,4}}?(?:吗|么|没有?|不|[?？])|(?:划|消|销|勾|清)(?:掉|了)*(?:没|未|吗))"
    rf"|(?:还?(?:在不在|挂不挂)|(?:是否|是不是)(?:还|仍)?(?:在|挂)|还挂?在)[^,。;]{{0,6}}?{_LIST}"
)
"""Asks whether something still stands on the list of tasks."""
BESIDES = re.compile(r"昨天|今天|前天|上午|下午|早上|中午|刚才?|刚刚|我们?|已经?|电话|微信|短信|过|了|都|就|那个|这个|[那这][条家]|他们?|她|对方|老板|企业|人家|的|是|嗯|好|行|对|人|上门|啦|呀|啊|吧|咗|晒|也|又|去|给|跟|和|\s|[0-9]|[月号日点]")
"""Says nothing of what something was done about."""
OTHER_WORK = re.compile(r"工单|单子|[张这那]单|承诺|答应|名单|清单|场景|上线|投诉|需求|报告|诊断|群发|规则|档案|邀请")
"""What else is done for firms."""
NOTE_STARTS = re.compile(r"^(?:备注|备註|说明|情况|note)[:：是 ]*")
AFTER = re.compile(r"[，,。;；、:：]\s*")
MERE = re.compile(
    rf"(?:可以|算|就|那条|这条|任务|单子|第(?:{NUMERAL})条|都|全|已经?|了)*(?:办了|办完了?|办好了?|办掉了?|搞[定掂]|做完了?|好了|结了?|关了?|消掉了?|消了|划掉了?|登记上?|不用管了?|先这样)?[。.!！\s]*"
)
"""A note that says no more than that the task is done."""
