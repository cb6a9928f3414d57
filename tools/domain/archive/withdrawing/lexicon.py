"""Chinese words by which facts are taken off the file again; data for the rules, no logic."""

import re

CALLED: dict[str, re.Pattern[str]] = {
    "name": re.compile(r"(?:公司|厂|店|企业)名字?|名称|全称"),
    "town": re.compile(r"镇街?(?=那|这|先|别|不|和|、|$)|地方"),
    "founded": re.compile(r"成立|开办|年份"),
    "employees": re.compile(r"人手|人头|(?<![\u4e00-\u9fff])人(?=先|别|不|就|和|跟|、|$)"),
    "revenue_wan": re.compile(r"产值|营业额|流水|收入|业绩|生意额?"),
    "products": re.compile(r"做的东西"),
    "capacity_use": re.compile(r"产能"),
    "sku": re.compile(r"款式|sku|花色|品种"),
    "order_style": re.compile(r"订单"),
    "machines": re.compile(r"设备(?!自动)|机器|机台|机床"),
    "automation_share": re.compile(r"自动化|数控"),
    "energy_cost_high": re.compile(r"电费|能耗"),
    "it_people": re.compile(r"信息化|网管|it的?人"),
    "budget_wan": re.compile(r"投入|要?投的?钱"),
    "plan_time": re.compile(r"计划|打算|时间"),
    "decider": re.compile(r"拍板|做主|决策"),
    "pains": re.compile(r"头疼"),
    "honors": re.compile(r"荣誉|高企|专精特新"),
    "respondent_role": re.compile(r"角色|职务|职位|身份"),
    "contact_name": re.compile(r"对接人|姓名"),
    "phone": re.compile(r"手机|号码|联系方式"),
}
"""What people call a field for short, where it is clear that one of those at hand is meant."""

NAMED = r"{verb}(?:我们|我|的|档案|里|那个|这个|登记|填|一下|掉|了)*{name}|{name}(?:[这那](?:一)?[项条栏个]|的|也|都|就|先|还是|给我|请|麻烦|帮我|可以|要|全)*{verb}"
"""Stands by the name of a field that is wanted off the file."""
DENIED = re.compile(r"(?:别|不要|不用|不能|不可以?|先不|不想|不必|没有?|未|唔好|唔使|唔要|唔|莫|甭|不)(?!的)[^,]{0,12}$")
"""Stands before the words for taking something off the file, in their clause: it is not to be."""
WHAT_THEN = re.compile(r"会(?:怎么?样|怎么|咋|不会|有|影响|扣|少)|(?:怎样|咋样|影响)(?:了|呢|啊|吗|[?\s])*$|(?:有|冇)(?:什么|啥|没有)?(?:影响|后果)|后果")
"""Asks what comes of it."""
QUOTED = re.compile(r"(?:说|讲|问|写着|规定|要求)[:\"“”\s]*$")
"""Ends in whose words follow."""

_FILE = r"(?:从|在|由|于)?(?:你们?|您|我们?|咱们?)?(?:这里|这边|平台|系统)?(?:的)?(?:企业)?(?:档案|资料|记录|登记|档)(?:库|表)?(?:的|里面?|里头|中|上|那里|那边)*"
_ITEM = r"(?:的)?(?:[这那呢嗰](?:[一两二三四几\d])?[项条栏个行块]|一[项条栏]|[项条栏])(?:数据|信息|记录)?"
MARKED = re.compile(rf"{_FILE}|{_ITEM}|(?:只|光|净系)(?!.*(?:问题|系统|软件|产品|阶段|位置|外包|地址))|(?:登记|填|记|写|录|存)(?:过|了|上去)?的")
"""Says that it is of the file, or one thing on it."""
_TAKE = r"(?:删(?:掉|了|除|去|咗|走)?|去掉|清(?:掉|空|了)|撤(?:掉|回|了|咗|走|下来?|销|出来?)?(?!诉)|抹(?:掉|去)|划掉|拿(?:掉|走|下来|出来)|[取抽](?:走|消|出来|下来)|移(?:除|走|出)|剔除|消掉|攞走)"
TAKES = re.compile(_TAKE)
_LEAD = r"(?:哎|诶|嗯|好|对|是|的|啊|行|呀|那|就|先|请|麻烦|帮我?|给我|替我|你|您|还是|只|光|净系|单单|把|将|我(?:们)?(?:还是)?(?:想|要)|想|要|也|顺便|再|另外|所以|\s)*"
_WHOSE = r"(?:(?:我们?|咱们?)(?:厂|公司|家|店)?(?:的)?|(?:登记|填|记|写|录|存)(?:过|了|上去)?的|[\u4e00-\u9fffa-z0-9()]{2,20}(?:厂|公司|店|企业)的)?"
_BETWEEN = rf"(?:{_ITEM}|{_FILE}|都|也|就|先|还是|给我?|请|麻烦|帮我?|可以|要|全部?|你|您|从|一并|直接|赶紧|现在|\s)*"
_TAIL = r"(?:了|吧|啦|咯|喇|掉|[它他佢]|一?下|去|谢谢|唔该|就(?:行|好|可以)|好了|别留着?|不留|不要|先|嘛|呗|啊|[.~!\s])*"
WITHDRAWS = (
    rf"{_LEAD}(?:{_FILE}(?:把|将)?)?{_WHOSE}(?P<first>{{names}}){_BETWEEN}{_TAKE}{_TAIL}"
    rf"|{_LEAD}(?:{_FILE}(?:把|将)?)?{_BETWEEN}{_TAKE}(?:{_FILE}|{_WHOSE}|{_ITEM})*(?P<last>{{names}})(?:{_ITEM})?{_TAIL}"
)
"""A clause that wants fields off the file, and says nothing else."""
BESIDE = re.compile(r"[\s和跟与、同埋还有以及那这个项条的也数把]*")
"""Stands beside the names of fields where a clause holds nothing else."""
SLOT, NAMES = "{names}", r"(?:{name})(?:(?:、|和|跟|与|同埋?|以及|还有)(?:{name}))*"
