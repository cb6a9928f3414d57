"""Chinese words by which people bid something to be done to a ticket; data for the rules, no logic."""

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
    ("note", re.compile(r"(?:记|写|加|备注|录|填|补|登|挂)(?:到|在|进|入|上)(?:去|来)?(?:[他它]们?|这|那|该|嗰|呢)*(?:家|个)?的?(?:一)?(?:张)?(?:工单|单子?|备注|跟进)(?!位|价|据)(?:里头|上|里|去|面|中)*")),
)
"""What an operator bids to be done to a ticket in so many words, wherever a clause says it."""
NO_TICKET = re.compile(r"未核实|没核实|身份|绑定|任务|场景|规则|提醒")
"""What else may be done; a ticket only where it is named as one."""
NAMED_TICKET = re.compile(r"工单|单子?|投诉|需求")
NOT_BID = re.compile(r"别|(?:不|唔)(?:要|用|能|可以|准|好|必|急着|着急)|先不|勿|没|未|冇|谁|怎么|如何|点样|能不能|可不可以|要不要|才能|之后再|等.{0,8}再|如果|要是")
"""Bids it not to be done, or not yet."""
AS_IT_IS = re.compile(r"(?:状态|进度|别的|其[他它])(?:先|就|也|都|暂时)*(?:不要|别|不用|唔好|唔使|不|勿|暂不)(?:先)?(?:动|改|变|换|转|郁)|(?:不要?|别|唔好|先不)(?:动|改|变|郁)(?:[它他]的)?状态|状态(?:照旧|保持|维持)")
"""Leaves a ticket's state as it is."""
LEAVES_TICKET = re.compile(r"(?:(?<![机工订])[那这嗰呢](?:一)?(?:张|单)|工单|单子).{0,16}?(?:(?:先|暂时)?(?:别|不用|不要|不必|唔使|唔好|先不)(?:急着|忙着)?(?:动|关|改|管|处理|回|排)|先放(?:着|一放)|再(?:说|看)(?=[吧啦了,.!\s]|$))")
"""Speaks of a ticket, and bids nothing to be done to it for now."""
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
POINTED = re.compile(r"^(?:把|将|[\s,])*[那这嗰呢](?:一)?(?:张|单)(?:工单|单子?|投诉|需求)?(?!价|位|据|量|机)")
"""Points at one ticket."""
AND_ANSWER = r"[,\s]*(?:再|好|方便)?(?:让|叫|请|喊|找|安排|麻烦)(?:一?个|你们?的?|平台的?|相关的?)*(?:人|客服|工作人员|老师|专人|同事|顾问)(?:来|给|跟|尽快|再)*(?:回(?:复|电话?|话|个?信)?|答复|联系|跟进|找)(?:给)?(?:我(?:们)?)?(?:一?[下声]|电话|个?[话信]|消息)?"
"""Bids somebody to answer what was put down, later on."""
GIVEN_IN = re.compile(
    rf"^(?!.*(?:如果|要是|万一|假如|的话|再不|再这样|不然|否则))[^,。:?]{{1,14}}[,。\s]{{1,4}}(?=(?:[\s,]|算了|还是|那|咁|就|不如|要不|干脆|只好|唯有|帮我|给我|麻烦|我|想|要|直接){{0,10}}(?:登记|登(?!录|陆)|提|报(?!价|名|工)|投诉|立|开|建)(?:一?[个条张下])?(?:投诉|需求|工单|单)?[吧啦了啊]*(?!{AND_ANSWER}$)[,:\s]+.{{5,}}$)"
)
"""Tells in one clause what leads to a bid to put down what follows it."""
CONFIRMED = re.compile(r"^(?!.*(?:不|别|改|换|加|补|还有|另外|先|唔|没))(?P<what>[^?,。]{2,20}?)[,。\s.…]+(?:我|就|请|那|可以|麻烦|对)*(?:确认|确定|同意)(?:要|就|,|\s)*(?:登记|提交|投诉|记)?(?:一?下|上去)?[吧了啦的.!\s]*$")
"""Says once more what a draft is about, and that it is to be put down."""
_OWN = r"(?:(?!(?<!我)(?<!们)(?<!刚)[说讲](?![的过])|隔壁|客户(?:厂|公司)?[那这嗰呢]|诊断(?!报告|结果))[\u4e00-\u9fffa-z0-9]){2,16}?"
"""By what one's own ticket may be told: not what others say or have, and no diagnosis."""
_TOLD = rf"(?!刚|上面|前面|之前|就是|还是|我|它){_OWN}"
ADDS = re.compile(
    r"^(?!.*(?:人数|营收|员工数|地址|档案|承诺|怎么|如何|咋|第[\d一二三四五六七八九十几]+题|题目|[?？]|[吗么]$))(?:[\s,]|对了|哦|那|还有|另外|再|我们?|想|要|帮我|麻烦|请|刚才|刚刚|上面|前面|之前|工单)*"
    rf"(?:(?:在|给|往|把)?(?:(?P<which>{_TOLD})?[那这嗰呢](?:一)?(?:张|单)(?:工单|单子?)?|(?P<what>{_TOLD})?[那这嗰呢](?:一)?个(?P<noun>需求|投诉|问题|咨询|工单)?|[那这嗰呢](?:一)?[个张条]?(?P<told>{_OWN})的(?:工单|单子?|需求|投诉)(?!里|上面)|(?:在|给|往|把)(?:它|佢|(?:工单|单子?)(?=上|里|后面|补|加|写|添|备注|注明))|(?:在|往)上面(?=补|加|写|添|备注|注明))(?:上|里|后面)*(?:再|还|也|我|想|要|请|麻烦|帮我|给我|,|\s)*(?:补充?|加|写|添|备注|注明)(?=[上一下句点条个说备多\s:,])|补(?:充|多?一?[句点]))"
    r"(?:上|多?一?[下句点条个]|说明|备注)*(?:[\s:,]+|(?<=一[句条点]))(?P<text>.{3,})$"
)
"""Adds to one's own ticket, which may be told by what it is about."""
WITHDRAWS_IT = re.compile(
    r"(?:[\s,.!]|我(?:们|哋)?|那|哦|算了|算啦|就|现在|已经|自己|这边|唔|不好意思|麻烦|请|帮我|给我|你们?|先|把|刚才|刚刚|[这那嗰呢]个|不想(?:办|弄|搞|做)了|不需要了|不用(?:再)?(?:办|弄|搞|处理|跟|来|看)了){0,12}(?:(?<!不)(?<!别)撤(?:单|回|销|掉)?(?:它|了)?|(?:不想|不用|唔使|不需要)(?:再)?(?:办|弄|搞|处理|跟|来|看)(?:这个|了|啦)+|(?:取消|作废)(?:它|掉))[吧啦了哈,.!\s]*"
)
"""Wants what was just spoken of withdrawn, and says nothing else."""
_WITHDRAW = r"(?:撤(?:掉|回|了|销|下来|单)?|取消(?:掉)?|作废|销掉)"
_WHAT = rf"(?!刚|上面|前面|之前|我们?[那这提报]|还是|就是|[它这那]|[^,。]{{0,12}}(?:提醒|推送|通知|规则|任务|承诺|预约|授权|绑定|邀请|成员|群发|档案|场景|订单)){_OWN}"
WITHDRAWS_THAT = re.compile(
    rf"^(?!.*(?:[?？]|[吗么没]$|能不能|可不可以))(?:[\s,]|对|嗯|好|那|还有|另外|就|也|麻烦|请|帮我|给我|把|将)*"
    rf"(?:(?P<which>{_WHAT})[那这嗰呢](?:一)?个[\s,]*(?:就|也|先|都|可以|帮我|给我|你们?|请|麻烦)*(?:{_WITHDRAW}|不(?:用|要|必|需要)(?:再)?(?:办|跟|处理|弄|管|做|搞)?(?:了|啦)(?!解))(?!过|不)"
    rf"|{_WITHDRAW}(?:一?下)?(?P<what>{_WHAT})[那这嗰呢](?:一)?个[吧了啦哈,.!\s]*$)"
)
"""Wants one of one's tickets withdrawn, told by what it is about; only a talk on tickets makes it sure."""
IF_NOT_DOWN = re.compile(
    r"^(?:(?P<what>(?!.*(?:人数|营收|档案|税|社保|公积金))[^,。?]{1,12}?)(?:[那这嗰呢](?:个|件|条|张)|的(?:问题|毛病|需求|投诉|事情?)))?(?:\s|请问|刚才|刚刚|之前|前面|上面|上次|昨天|那|这|我|你|们|说|提|的|个|条|张|件|都|已经|需求|诉求|工单|单子|投诉|问题|咨询|意见|建议){0,8}(?:登记?|提交?|报|记录?|交|录)(?:上去|上|好|进去|下来|了|没有?|到|[吧吗么啊呀?,.\s])+(?:要是|如果|还)?(?:没有?|还没|未|冇)(?:登记?|提交?|报|记录?|交|录)?(?:上|好|的话|了|[,\s])*(?:就|那|你|请|麻烦|现在|马上|赶紧)*(?:给我?|帮我?|替我)?(?:再|重新|补)?(?:登记?|提交?|报|记录?|交|录)(?:一?[下遍次个]|上去|上|好|进去|下来)*[吧了啦啊呀,.!\s]*$"
)
"""Asks whether what was told before was put down, and bids it where it was not; of no other thing that is handed in."""
PUT_DOWN_TO_ANSWER = re.compile(
    rf"(?:登记|记录?|记|写|报|提)(?:一?[下笔条个]|下来|上去|上|好)+{AND_ANSWER}[吧啊呀哈了,.!\s]*$"
)
"""Bids what stands before it to be put down, for somebody to answer."""
MOVES_DAY = re.compile(r"(?!.*(?:行不行|好不好|得唔得|可不可以|[吗么]$))(?:[\s,]|那|再|先|就|又|客户说|企业说|[他她]们?说)*(?:(?:改期?|推迟?|延期?|延迟|挪|调|换|提前)(?:到|成)|改(?=下|周|\d))[^,。?]{2,10}?(?:上午|下午|早上|再?(?:去|上门|来|办))*[吧了啦.!\s]*")
"""Puts off to another day what was just spoken of, and says nothing else."""
MOVES_PLAN = re.compile(r"排期?的?(?:日子|日期|时间)?[^,。]{0,4}?(?:改期?|推迟?|延期?|延迟|挪|调|换|提前)(?:到|成)|(?:^|[,。;\s])(?:改期|推迟|延期|延迟|挪|提前)(?:到|成)")
"""Puts off what it takes for scheduled."""
AS_WELL = re.compile(r"^(?!.*(?:人数|营收|档案|承诺))(?:[\s,]|顺便|另外|还有|那|也|再|麻烦|请|帮我)*(?:把|将)[^,。?:]{2,14}?(?:也|再|都|一起|一并|给我|帮我)*(?:登记|提|报)(?:成)?(?:一?[个张]|成)(?:需求|投诉|工单|单子?)?(?![^,。]*[吗么?])")
"""Bids a matter to be put down that is named before the bid."""
NOT_OTHERS = r"(?!业务|产品|技术|企业|客户|对方|[他她]们?|老板|人家|佢|没|等|谁|如果|[^,]{0,4}[说没等])"
"""Keeps away what others did or say, what is not done yet, and what is supposed."""
WHAT_DONE = re.compile(rf"{NOT_OTHERS}(?P<what>[\u4e00-\u9fff]{{1,4}}?)(?:都|也|已经?){{0,2}}(?:换|装|修|调)(?:好|完|掂|妥)(?:了|咗)(?:$|[,.;])")
"""What, or who, is said to be changed, fitted or repaired; it may have nothing to do with the ticket."""
NO_OTHER_THING = re.compile(r"(?:今天|昨天|前天|上午|下午|刚刚?|刚才|终于|总算|确实|全部?|现在|问题|故障|毛病|[这那]个){1,2}")
"""Stands in the place of what is said to be done, and names nothing else than the ticket's matter."""
