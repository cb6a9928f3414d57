"""Chinese words by which a part of a figure does not count, or comes on top of it; data for the rules, no logic."""

import re

_HAS = r"(?:还|又|其实|,|，)*(?:有|含|包括|包含|混了?|算了?|夹了?)"
_SOME = r"(?:了|着|大概|大约|约)*"
PART_OF = re.compile(rf"的?(?:里(?:面|头|边)?|当中|中间?|之中|[,，]?其中|[,，]里面){_HAS}?{_SOME}")
"""Between a figure and a part of it."""
PART_BEFORE = re.compile(rf"(?:里(?:面|头|边)?|当中|其中|中间){_HAS}{_SOME}$")
"""The same, where the figure it is a part of is not said."""
DOES_NOT_COUNT = re.compile(
    r"(?<!算)不(?:能|可以|应该|应|该|好)?(?:算(?![了高低多少大小贵好坏太很])|计(?:入|进|在内|算))|不作数|作废|(?:要|得|应该?|须|该|给我|帮我)?(?:扣|剔|刨|抛|去|减)(?:掉|除|去|开|出)|除外"
    r"|重复(?:的|了|[记算报录数填统]|$)|[多重][记算报录数填统](?:了|的|进)|代[收付垫缴]|垫付|不(?:是|属于)(?:我们|咱们?|本厂|自己)(?:的|$)|(?:客户|客人|别人|别家|同行|供应商|物流|快递|外协)(?:他们)?(?:自己)?(?:弄|搞|摔|用)(?:坏|丢|错|烂)|(?:客户|别人|别家|同行|外厂|总公司|兄弟厂)的(?:$|[,，。])"
)
"""Behind a figure: what it counts does not count."""
ON_TOP = re.compile(r"(?:又|再|还|仲|另外)(?:还)?(?:有|加|补|添|多|来|查|改|做|招|卖|坏|投)[了上出完好到咗]*$")
"""Right before a figure that comes on top of what was said."""
HAS_GONE = re.compile(r"(?:走|离职|辞职|辞|退|裁|少|没|丢|流失|报废|退货|扣|去)(?:了|掉|咗)+$")
HAS_COME = re.compile(r"(?:来|招|新招|新来|进|多|加|增加|新增|补)(?:了|咗)+$")
"""Right before how many have gone, or have come."""
LEAVES = re.compile(
    r"(?:只(?:有|剩|是|能算)|剩|真的|真正|实际|其实|应该|得是|才|净|有效|算下来|最后|改成|就)(?:[^,，。;；\d]{0,8})$"
)
"""Before how many are left, or how many there are in truth."""
LOWERED_TO = re.compile(r"(?:压|降|减|缩|砍|控制)[低少缩减]?(?:到|至|成|在)了?(?:大概|大约|差不多|约)?\s?$")
"""Right before the figure that one is to be lowered to."""
HAS_BECOME = re.compile(r"(?:了|咗)[啊呀哦。.!！\s]*$")
"""Ends what has come about, and is not supposed."""
GIVEN_ANEW = re.compile(r"(?:应该|其实|实际|改成|换成|一共|总共|全部)(?:上)?(?:是|有|系|为)?$")
"""Right before a figure that is given anew, and is no part of one."""
COUNTS_ASKED = re.compile(r"算不算|要不要|(?:能|该|用|可)不(?:能|该|用|可以)|怎么算|是不是|[?？吗么呢]\s*$")
"""Asks whether something counts."""
