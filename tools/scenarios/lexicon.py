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
CONNECTED = re.compile(r"还是|或者|对比|对照|比较|比一比|比比|同埋|以及|vs|versus|compare|between|and|or|[和跟与同及定或、/／,，。:：;；?？|]|(?<=[\u4e00-\u9fff])比(?=[\u4e00-\u9fff])")
"""What stands between the sides of a comparison."""
ASIDE = re.compile(
    r"请|帮我?|麻烦|想|你好|谢谢|再把|老实讲|先|上(?=[\u4e00-\u9fff]{2})|把|将|这|那|两|俩|个|条|场景|哪个|哪|边个|谁|更?(?:快|贵|便宜|好|适合|合适|难|划算|平)(?:些|啲|一点)?|有?(?:什么|啥子?|乜|咩)?(?:区别|差别|不同|唔同|差异|分别|异同|不一样)(?:呢|吗)?|是不是一回事|差在哪里?|差几(?:远|多)|差咩|一下|看看|看下|讲讲|各要?|到底|的(?=$)|之(?=$)|difference|scenarios?|which is|the two"
)
"""What is said around them."""
SHORTEST_SIDE = 2
EXPORT = re.compile(r"导出|导成|下载|export|拿一份|给我一份|要一份|发我一份|给我个表|发我")
IMPORT = re.compile(r"导入|导进|回导|上传|import|批量|贴(?:上|进)")
BIDS_EDIT = re.compile(r"^[\s,]*(?:那|还是|就|请|先|再|顺便|麻烦|帮我|你)*[把将][^,。;]+?(?:下架|落架|撤|移除|删掉|删除|剔除|拿掉|恢复|重新上架|停用)|(?:下架|恢复|重新上架)(?:了|吧|一下|它)*[。!\s]*$")
"""Bids to withdraw or restore what it names, and tells of no firm that has."""
AS_NEED = re.compile(r"^(?:请|帮我|那|就|麻烦)*(?:(?:登记|加入需求|提)(?:一下)?第\s*(?P<place>[一二三四五六七八九十]|\d{1,2})\s*(?:个|条|项|种)?(?:场景)?|(?:把|将)?第\s*(?P<other>[一二三四五六七八九十]|\d{1,2})\s*(?:个|条|项|种)?(?:场景)?(?:加入|登记|提|列为|报|记|作为|当)(?:成|为|到|进)?(?:需求池|需求|工单)?)[吧了。!！\s]*$")
"""Puts one of those recommended down as a need."""
NO_NAME = re.compile(r"[,，。;；!！]|^(?:我们?(?:要|想|的|这)|帮|请|麻烦|给我|再|还有|能|可以|看看|查|催|转人工|投诉|谢|好的?$|对的?$|是的?$|确认|嗯|行$|算了)|[吗呢吧了]$")
"""Is no name, whatever else it is."""
WHY_NOT = re.compile(
    r"^(?:那|请问)?为(?:什么|啥|何)(?:不|没)(?:能|先)?(?:推荐|建议|适合|做|上|用|列|有).{0,16}$"
    r"|^(?:那|请问|,)*(?:有)?(?:哪些|哪几个|哪个|什么|啥|边啲|边个)(?:场景)?(?:是)?(?:现在|眼下|目前|暂时|先|我们)*(?:不|唔)(?:太)?(?:建议|推荐|适合|宜|该|应该)(?:做|上|用|搞)?.{0,12}$"
    r"|^(?:现在|眼下|目前|暂时)(?:不|唔)(?:建议|适合|推荐)(?:做|上)?(?:的)?(?:有)?(?:哪些|哪几个|什么|啥).{0,8}$"
)
"""Asks why something was not recommended."""
MAY_BE_FIRM = re.compile(r"^(?:那|那么|咁|[噉]|再看|换)*(?!他们|它们|佢|如果|要是|假如|万一|只有|才|没有?|预算|人)[\u4e00-\u9fffa-z0-9()]{2,16}?(?<!的话)(?:呢|咧)[?？\s]*$")
"""Names hardly more than another firm, after one on file, whatever trade its name speaks of."""
OF_CATALOG = re.compile(r"场景目录|目录(?:里|中)|sc-[a-z]{2}-\d{3}")
SAYS_EDIT = re.compile(r"改|换成|调|更新|更正|修订|设为|设成|变成|补|添|加|放到|放宽|缩|延长|写成")
"""Says that a field is to hold something else."""
DESCRIBES_ONE = re.compile(
    r"(?:(?<![哪几每多])一|有|这|那)(?:家|间|个)[^,。;?]{0,14}?(?:厂|店|公司|企业|作坊|做)|(?:\d|[一二两三四五六七八九十百])(?:多|来|几)?(?:个)?人的?[^,。;?]{0,8}?(?:厂|店|公司|企业|作坊)"
)
"""Describes one firm instead of naming it."""
WHICH_SUIT = re.compile(
    r"推荐(?:一下|下|几个|些|点)?(?:场景|先|做|上|$|[,。?])|推(?:荐)?(?:几个|点|些)(?:场景|$|[,。?])|适合(?:先)?(?:上|做|搞|用)|(?:能|可以|该|应该|先)(?:上|做|搞|弄)(?:点|些)?(?:什么|啥|哪|咩|乜)|(?:什么|啥|哪些|哪几个|咩)场景|从哪(?:里|儿)?(?:下手|做起|开始|入手)"
)
"""Asks which scenarios suit."""
WHICH_FIRMS = re.compile(r"(?:哪|几|多少)(?:些|几)?(?:家|间|个?企业|个?厂)|谁|名单|列(?:出|一)|筛|适合.{0,6}的(?:企业|厂)|走访|群发|通知")
"""Asks which firms there are."""
CALLED_SO = re.compile(r"叫(?:做|作)?[\u4e00-\u9fff]{2,}")
"""Calls somebody by name."""
