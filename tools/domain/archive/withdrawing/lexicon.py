"""Chinese words by which facts are taken off the file again; data for the rules, no logic."""

import re

WITHDRAWN = re.compile(r"(?:删[掉了除去咗走]|删(?=一?下|吧|佢|[它他]|$|[,。!])|去掉|清[掉空]|撤[掉回了咗走下销](?!诉)|撤(?=吧|佢|[它他]|$|[,。!])|抹[掉去]|划掉|拿掉|[取抽]走)")
"""Takes off the file."""
ITEM_TAKEN = re.compile(rf"{WITHDRAWN.pattern}(?:[^,。;!?]{{1,8}}$)?|(?:不再?用|停用?|不要|取消|换掉|卸)(?:掉|了|咗)")
"""Takes an item off a list, and what of the clause may follow."""
INSTEAD = re.compile(r"(?:不是|不系|唔系)[^,。;!?\s]{1,10}[,，\s]*(?:而)?(?:是|系)")
"""Says of one that it is another."""
WITHDRAWN_IT = re.compile(r"^(?:把|将|就|请|麻烦|帮我?|你|给我|先|都|也|那|所以|\s)*(?:[这那呢嗰](?:一)?[项条栏个]|佢|[它他]|[项条栏])?(?:给我|帮我|就|都|请|先|也|\s)*(?P<verb>{verb})(?:佢|[它他]|[这那](?:一)?[项条栏个]|一?下|啦|了|吧|先|\s)*$".replace("{verb}", WITHDRAWN.pattern))
"""Wants off the file what was named just before."""
_SUCH = r"(?:的)?(?:名字|姓名|号码)?"
_MINE = r"我的?(?:名字|姓名|手机|号码)"
THOSE = rf"(?:{{name}}|{_MINE}){_SUCH}(?:(?:、|和|跟|与|同埋?|以及|还有|连同)(?:我们?的?|那个)?(?:{{name}}|名字|姓名|手机|号码){_SUCH})*"
"""Fields by their names, one or several."""
SLOT = "{names}"
_OWN = r"(?:我的?|[、和跟与同及有]|那个)"
SHORT = {"contact_name": re.compile(rf"{_OWN}(?:名字|姓名)"), "phone": re.compile(rf"{_OWN}(?:手机|号码)")}
"""What a person's own are called for short."""
NAMED = rf"{WITHDRAWN.pattern}(?:我们|我|的|档案|里|那个|这个|登记|填|一下|掉|了|\s)*(?P<last>{{names}})|(?P<first>{{names}})(?:[这那][一两二三几]?[项条栏个样些]|的|也|都|就|先|还是|给我|请|麻烦|帮我|可以|要|全)*{WITHDRAWN.pattern}"
"""Stands by the names of fields that are wanted off the file."""
DENIED = re.compile(r"(?:别|不要|不用|不能|不可以?|先不|不想|不必|没有?|未|唔好|唔使|唔要|唔|莫|甭|不)(?!的)(?:(?!了\s)[^,]){0,12}$")
"""Stands before the words for taking something off the file, in their clause: it is not to be."""
WHAT_THEN = re.compile(r"会(?:怎么?样|怎么|咋|不会|有|影响|扣|少)|(?:怎样|咋样|影响)(?:了|呢|啊|吗|[?\s])*$|(?:有|冇)(?:什么|啥|没有)?(?:影响|后果)|后果")
"""Asks what comes of it."""
QUOTED = re.compile(r"(?:说|讲|问|写着|规定|要求)[:\"“”\s]*$")
"""Ends in whose words follow."""

_HELD = r"(?:这里|这边|平台|系统)?(?:的)?(?:企业)?(?:档案|资料|记录|登记|档)(?:库|表)?(?:(?:的)?(?:里面?|里头|中|上|那里|那边))*(?:的)?+"
_FILE = rf"(?:从|在|由|于)?(?:你们?|您|我们?|咱们?)?{_HELD}"
_ITEM = r"(?:的)?(?:[这那呢嗰](?:[一两二三四几\d])?[项条栏个行块]|一[项条栏]|[项条栏])(?:数据|信息|记录(?![的里中上那]))?+"
MARKED = re.compile(rf"{_FILE}|我的?(?:手机|电话|号码|名字|姓名|邮箱|联系)|{_ITEM}|(?:只|光|净系)(?!.*(?:问题|系统|软件|产品|阶段|位置|外包|地址))|(?:登记|填|记|写|录|存)(?:过|了|上去)?的")
"""Says that it is of the file, or one thing on it."""
_TAKE = r"(?:删(?:掉|了|除|去|咗|走)?|去掉|清(?:掉|空|了)|撤(?:掉|回|了|咗|走|下来?|销|出来?)?(?!诉)|抹(?:掉|去)|划掉|拿(?:掉|走|下来|出来)|[取抽](?:走|消|出来|下来)|移(?:除|走|出)|剔除|消掉|攞走|(?:别|不要|不用|唔好|唔使)(?:再|帮我|给我)*(?:留|存|挂|保留)(?:着|了|低|在)|不(?:太|大)?(?:想|愿意?|希望)(?:再|让|给|被|你们?|您|平台|这里|继续|一直|别人|,)*(?:留|存|挂|保留|放)(?:着|了|低|在)?)"
TAKES = re.compile(_TAKE)
_LEAD = r"(?:哎|诶|嗯|好|对|是|的|啊|行|呀|那|就|先|请|麻烦|[帮给替](?:我(?![们的名姓手号]))?+|你|您|还是|只|光|净系|单单|把|将|我们?(?:还是)?(?:想|要)|想|要|也|顺便|再|另外|所以|\s)*"
_WHOSE = r"(?:(?:我们?|咱们?)(?:厂|公司|家|店)?(?:的)?|(?:登记|填|记|写|录|存)(?:过|了|上去)?的|[\u4e00-\u9fffa-z0-9()]{2,20}(?:厂|公司|店|企业)的)?"
_BETWEEN = rf"(?:{_ITEM}|{_HELD}|都|也|就|先|还是|[给帮](?:我们?)?+|请|麻烦|可以|要|全部?|我们?|咱们?|你们?|您|[从在由于]|一并|直接|赶紧|现在|\s)*"
_TAIL = r"(?:了|吧|啦|咯|喇|掉|[它他佢]|一?下|去|谢谢|唔该|就(?:行|好|可以)|好了|别留着?|不留|不要|先|嘛|呗|啊|[.~!\s])*"
WITHDRAWS = (
    rf"{_LEAD}(?:{_FILE}(?:把|将)?)?{_WHOSE}(?P<first>{{names}}){_BETWEEN}{_TAKE}(?:{_FILE})?{_TAIL}"
    rf"|{_LEAD}(?:{_FILE}(?:把|将)?)?{_BETWEEN}{_TAKE}(?:{_FILE}|{_WHOSE}|{_ITEM}){{0,3}}(?P<last>{{names}})(?:{_ITEM})?{_TAIL}"
)
"""A clause that wants fields off the file, and says nothing else."""
THOSE_ALONE = rf"{_LEAD}(?:{_FILE}(?:把|将)?)?{_WHOSE}(?P<first>{{names}})(?P<last>){_BETWEEN}(?:{_TAKE})?{_TAIL}"
"""A clause that names fields, and says nothing but that they are not wanted there."""
TAKES_IT = re.compile(rf"{_LEAD}(?:佢|[它他])?{_BETWEEN}(?:不要了?)?{_TAKE}{_TAIL}")
"""A clause that wants off the file what was named just before."""
ONE_ITEM = re.compile(r"^(?!.*(?:全部|所有|统统|整个|全都|档案|一起|连同)).{0,12}[这那呢嗰](?:一)?[条项栏行](?!件|目)")
"""Points at one item of what was shown, without naming it."""
POINTED_AT = re.compile(r"^(?!.*(?:全|所有|统统|通通|整[个份]|一起|一切|连同|档|资料|数据|信息|东西|平台|[企产]业|公司|厂)).*(?:[这那呢嗰](?:一)?个|[它他佢])")
"""Points at something, and nowhere names the file or all of it."""
ENDS_IN_ASKING = re.compile(r"(?:[吗么?？]|(?:是|对|没错)(?:吧|不))[\s,.。!~]*$")
"""Ends in asking: nothing is erased for that."""
LEAVES = re.compile(r"(?:好|行|那|嗯|哦|啊|的|[,.!~\s])*(?:(?:我们?|咱们?|俺们?)(?:也|都|就|先|要|得|该|准备|今天)*|先)撤(?:了|退|啦|咯|喇|吧|啊|[,.!~\s])*")
"""Says that one is leaving, in words that take something back elsewhere."""
ALL_OF_IT = re.compile(r"^(?!.*[这那呢嗰](?:一)?[条项个栏行]).*(?:全|所有|统统|通通|清空|整[个份]|一起|一切)")
"""Speaks of all there is, and points at nothing."""
OTHERS_STAY = re.compile(r"(?:别的|其他的?|其它的?|其余的?|剩下的?|余下的?)[^,。;!?]{0,8}?(?:留[着住返]?|保留|不[动删变改]|[别唔]动|照旧|照留|不用[动删])")
"""Says that all else stays on file, so that what goes is of the file."""
