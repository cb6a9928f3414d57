"""Words by which scenarios are compared and changes of the catalog are asked for; data for the rules, no logic."""

import re

WITHDRAW = re.compile(r"下架|撤(?:了|走|咗|下来)|落架|撤架|撤下|撤掉|撤场景|先撤|停用|停掉|下线|下掉|作废|移除|删掉|删除|剔除|剔走|拿掉|除名|封存|退出目录|唔要|retire|withdraw")
RESTORE = re.compile(r"恢复|重新(?:上架|启用)|重新上架|restore")
UNDO = re.compile(r"撤销|撤回(?=.{0,6}(?:修改|改动))|回退|改回去")
ADD = re.compile(
    r"(?:新增|新添|添加|填加|增加|新建|新设|创建|录入|补录|收录|登记|上新|入库|加|录|建|上|入)(?:多|一|个|条|则|这|那|下列|返)*(?:新的?)?(?:ai|无人叉车)?(?:场景|条目|目录)|新(?:的)?(?:场景|条目)|add a new|create a"
)
QUOTED = re.compile(r"[“\"「『](?P<name>[^”\"」』]{2,40})[”\"」』]")
CALLED = re.compile(r"(?:名称|名字|名)?(?:叫做?|名为|名称为|名字是)\s*(?P<name>[^,，。;；:\s]{2,40}?)(?=的?(?:帮我|你|吧|$|[,，。;；\s]))|called\s+(?P<english>[a-z0-9 ]{2,40})$")
AFTER_COLON = re.compile(r"(?:场景|条目|目录)(?:一则|一条|条目|记录)?\s*[:：]\s*(?P<name>[^,，。;；:：=\s]{2,40}?)(?=$|[,，。;；])")
SEGMENT_END = re.compile(r"[;；\n]|[,，。](?=[^,，。;；]{0,24}(?:改成|改为|换成|改到|调到|更正为|修订为|设为|应为|[:：=]))")
TO = re.compile(r"改成|改为|换成|调成|调整为|调整成|更新为|更正为|修订为|设为|设成|变成|改到|调到|降到|升到|应为|应该是|填成|放到|放宽到|放低到|写成|写为|缩到|缩短到|延长到|[:：=]")
"""What stands between a field and its new content."""
ON_TOP = re.compile(r"(?:(?:那|这)?(?:一)?(?:栏|项|格|里|里面|里头|上)?)(?:再|另外|多|还要|也|得|要|请|帮我)*(?:加上|加多|加入|加|补上|补充|补|添上|添加|添|增加|写上)(?:多)?(?:一)?(?:个|条|项|样|台|句|种|下)?[:：]?\s*")
"""What stands between a field and what comes on top of its content."""
BEFORE = re.compile(r"[从由]\s*[^,，。]*$")
"""The content a field had so far."""
CLEAR = re.compile(r"(?:去掉|清空|删掉|删除|取消)(?=.*的)")
VALUE_ENDS = re.compile(r"^[\s“\"「『]+|(?:[,，]?(?:吧|谢谢|好吗|可以吗|依据是.*))?[\s”\"」』,，。.!！]*$")
CONNECTED = re.compile(r"还是|或者|对比|对照|比较|比一比|比比|同埋|以及|vs|versus|compare|between|and|or|[和跟与同及定或、/／,，。:：;；?？|]|(?<=[\u4e00-\u9fff])比(?=[\u4e00-\u9fff])")
"""What stands between the sides of a comparison."""
ASIDE = re.compile(
    r"请|帮我?|麻烦|想|你好|谢谢|再把|老实讲|先|上(?=[\u4e00-\u9fff]{2})|把|将|这|那|两|俩|个|条|场景|哪个|哪|边个|谁|更?(?:快|贵|便宜|好|适合|合适|难|划算|平)(?:些|啲|一点)?|有?(?:什么|啥子?|乜|咩)?(?:区别|差别|不同|唔同|差异|分别|异同|不一样)(?:呢|吗)?|是不是一回事|差在哪里?|差几(?:远|多)|差咩|一下|看看|看下|讲讲|各要?|到底|的(?=$)|之(?=$)|difference|scenarios?|which is|the two"
)
"""What is said around them."""
SHORTEST_SIDE = 2
EXPORT = re.compile(r"导出|导成|下载|export|拿一份|给我一份|要一份|发我一份|给我个表|发我")
IMPORT = re.compile(r"导入|导进|回导|上传|import|批量|贴(?:上|进)")
MARKS = re.compile(r"[\s“”\"'‘’「」『』《》]")
GONE = "\0"
"""What stands for a name that was found."""
EDIT_IT = re.compile(r"^[\s,]*(?:那|还是|请|帮我)?(?:把)?(?:它|这个|这条|刚才(?:那个|的)?|这个场景)?(?:(?P<restore>恢复|重新上架|撤销|撤回)|下架|撤掉)(?:它|这个|这条|刚才(?:那个|的)?|这个场景|上架|一下|吧|了|[。!！\s])*$")
"""Restores or withdraws the scenario that was just edited."""
BIDS_EDIT = re.compile(r"^[\s,]*(?:那|还是|就|请|先|再|顺便|麻烦|帮我|你)*[把将][^,。;]+?(?:下架|落架|撤|移除|删掉|删除|剔除|拿掉|恢复|重新上架|停用)|(?:下架|恢复|重新上架)(?:了|吧|一下|它)*[。!\s]*$")
"""Bids to withdraw or restore what it names, and tells of no firm that has."""
CLAUSE_END = re.compile(r"[,，。;；!！\s]+")
AS_NEED = re.compile(r"^(?:请|帮我|那|就|麻烦)*(?:(?:登记|加入需求|提)(?:一下)?第\s*(?P<place>[一二三四五六七八九十]|\d{1,2})\s*(?:个|条|项|种)?(?:场景)?|(?:把|将)?第\s*(?P<other>[一二三四五六七八九十]|\d{1,2})\s*(?:个|条|项|种)?(?:场景)?(?:加入|登记|提|列为|报|记|作为|当)(?:成|为|到|进)?(?:需求池|需求|工单)?)[吧了。!！\s]*$")
"""Puts one of those recommended down as a need."""
NO_NAME = re.compile(r"[,，。;；!！]|^(?:我们?(?:要|想|的|这)|帮|请|麻烦|给我|再|还有|能|可以|看看|查|催|转人工|投诉|谢|好的?$|对的?$|是的?$|确认|嗯|行$|算了)|[吗呢吧了]$")
"""Is no name, whatever else it is."""
WHY_NOT = re.compile(r"^(?:那|请问)?为(?:什么|啥|何)(?:不|没)(?:能|先)?(?:推荐|建议|适合|做|上|用|列|有).{0,16}$")
"""Asks why something was not recommended."""
REFINES = re.compile(r"(?:不想|不要|不愿意?|别|不能)(?:再)?(?:添|买|加|上|花)?(?:新的?)?(?:硬件|设备|相机)|(?:轻|便宜|省钱|快|简单|小)一?(?:点|些)的?|投入(?:轻|小|少)的?")
"""Narrows what was just recommended."""
MAY_BE_FIRM = re.compile(r"^(?:那|那么|咁|噉|再看|换)*(?!他们|它们|佢|如果|要是|假如|万一|只有|才|没有?|预算|人)[\u4e00-\u9fffa-z0-9()]{2,16}?(?<!的话)(?:呢|咧)[?？\s]*$")
"""Names hardly more than another firm, after one on file, whatever trade its name speaks of."""
OF_CATALOG = re.compile(r"场景目录|目录(?:里|中)|sc-[a-z]{2}-\d{3}")
SAYS_EDIT = re.compile(r"改|换成|调|更新|更正|修订|设为|设成|变成|补|添|加|放到|放宽|缩|延长|写成")
"""Says that a field is to hold something else."""
