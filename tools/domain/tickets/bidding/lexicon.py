"""Chinese words by which operators bid something to be done to a ticket; data for the rules, no logic."""

import re

_SETS = (
    r"(?:标(?:记|注)?(?:成|为|到|作|做|个|一个|一下|上|返|咗|了|是)*|(?<![\d一二三四五六七八九十两半几])点(?:成|为|到|作|做|个|一个|一下|上|返|咗|了|是)*"
    r"|(?:改|转|设|置|调|挪|推)(?:成|为|到|作|做|返|咗)+|登?记(?:成|为|到|作|做)+)"
)
_NO_PLAN = r"(?!时间|日期|之?后|之?前|一下)"
BIDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("resolve", re.compile(rf"{_SETS}(?:已经?)?(?:解决(?!方案|办法|不)|处理(?:完|好|了)|(?<=已)处理(?!中)|办好|办完|搞[定掂]|完成|待(?:企业|客户)?确认){_NO_PLAN}")),
    ("assess", re.compile(rf"(?:{_SETS}(?:已经?)?(?:(?:业务|产品|技术)(?:上|侧|面)?的?)?评估(?!表|报告|标准|结果)(?:完成?|过|好|了)?|(?:按|当|作为?|算)(?:作|成|为)?(?:业务|产品|技术)(?:上|侧|面)?的?评估(?=先|来|记|写|登|录|填|算|$))")),
    ("schedule", re.compile(rf"{_SETS}(?:已经?|正在)?(?:排期|(?:处理|办理)中|在办){_NO_PLAN}")),
    ("verify", re.compile(rf"{_SETS}(?:已经?)?(?:验证|(?:企业|客户)?确认(?:解决)?){_NO_PLAN}")),
    ("revisit", re.compile(rf"(?:{_SETS}|登?记(?:个|一个|一次)?)(?:已经?|一次)?回访{_NO_PLAN}")),
    ("close", re.compile(rf"{_SETS}(?:已经?)?(?:关闭|关单|结案|办结|归档){_NO_PLAN}")),
    ("note", re.compile(r"(?:记|写|加|备注|录|填|补|登|挂)(?:到|在|进|入|上)(?:去|来)?(?:[他它]们?|这|那|该|嗰|呢)*(?:家|个)?的?(?:一)?(?:张)?(?:工单|单子?|备注|跟进)(?!位|价|据)(?:里头|里面|上面|上|里|去|面|中)*")),
)
"""What an operator bids to be done to a ticket in so many words, wherever a clause says it."""
NO_TICKET = re.compile(r"任务|场景|规则|提醒")
"""What else may be done; a ticket only where it is named as one."""
NAMED_TICKET = re.compile(r"工单|单子?|投诉|需求")
NOT_BID = re.compile(r"别|(?:不|唔)(?:要|用|能|可以|准|好|必|急着|着急)|先不|勿|没|未|冇|谁|怎么|如何|点样|能不能|可不可以|要不要|才能|之后再|等.{0,8}再|如果|要是")
"""Bids it not to be done, or not yet."""
AS_IT_IS = re.compile(r"(?:状态|进度|别的|其[他它])(?:先|就|也|都|暂时)*(?:不要|别|不用|唔好|唔使|不|勿|暂不)(?:先)?(?:动|改|变|换|转|郁)|(?:不要?|别|唔好|先不)(?:动|改|变|郁)(?:[它他]的)?状态|状态(?:照旧|保持|维持)")
"""Leaves a ticket's state as it is."""
PUTS_BY = re.compile(r"(?:^|[,。;\s])(?:先|也|都|就|你|帮我|给我|请|麻烦|唔该|把这个)*(?:记|备注|写)(?:一?下|一笔|低|上|下来|上去|进去|一条|住)[吧啊呀啦了,.。!\s]*$")
"""Bids what was said before to be kept."""
BEFORE_BID = re.compile(r"(?:[,\s]|你|您|请|麻烦|唔该|帮(?:我|手|忙)|给我?|同我|先|就|再|把|将|可以|所以|(?:那|这|嗰|呢)(?:一)?(?:张|个|条)(?:工单|单子?|投诉)?)+$")
"""What leads to a bid, and says nothing of the matter."""
BARE_OF = re.compile(r"的[\s,]*$")
"""Says whose or what kind, and not of what."""
TELLS_THEM = re.compile(r"^[\s,]*(?:请|麻烦|帮(?:我|忙)|唔该|那|就|再|你|先)*(?:(?:告诉|转告|转达给?|通知|知会|回复)[^,:;]{1,14}?|(?:跟|和|同|对|给|回)[^,:;]{1,14}?(?:说|讲|回|带|发))(?:一?[声下句条]|个?[话信])*\s*[:,]")
"""Bids something to be said to somebody, and goes on with what."""
OWN_TICKET = re.compile(r"(?:我|我们|咱|咱们|我哋|我家|我厂)(?:的|嘅|那|这|嗰|呢)*(?:一)?(?:张|个)?(?:工单|单子?|投诉|需求)")
"""An enterprise's people speak of their own."""
