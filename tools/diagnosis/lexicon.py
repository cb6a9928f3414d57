"""Chinese patterns by which requests around a diagnosis are read; data, no logic."""

import re

QUICK = re.compile(r"快速|快的|快一点|快[点些啲]?的|快(?:一)?些|短[点些啲]?的|简(?:单|易|版)|短版|10\s*(?:道?题|个问题)|十(?:道)?题|几分钟|quick|short|随便测")
FULL = re.compile(r"完整|全面|详细|全套|全版|深入|26\s*(?:道?题|个问题)|二十六|full|complete")
UNWANTED = re.compile(r"不(?:太|够|怎么)?(?:准|行|要|想|用|做|搞)|唔(?:准|要|想|使)|太(?:长|多|久|慢|麻烦|短|少|粗|简单)|做过|测过|没(?:时间|空)|才\s*(?:\d+|十)\s*(?:道|个)?题")
"""In a clause that speaks of the form that is not wanted."""
SHORTER = re.compile(r"快|短|少|简")
LONGER = re.compile(r"全|长|多|细")
"""Enough where the two forms have just been offered."""
FIRST = re.compile(r"^\s*(?:选|第|那就|就)?\s*(?:1|一|a)\s*(?:个|种|吧|的|号)*\s*$|前(?:面)?(?:一个|那个|者)")
SECOND = re.compile(r"^\s*(?:选|第|那就|就)?\s*(?:2|二|b)\s*(?:个|种|吧|的|号)*\s*$|后(?:面)?(?:一个|那个|者)")
CLAUSES = re.compile(r"[,，。;；!！?？、\s]+")
ANEW = re.compile(r"重新(?:开始|做|测|来|答|填|诊断|评)|从头|重来|重测|重做|不要(?:原来|之前|那份)|作废|restart|start over")
RESUME = re.compile(r"接着|继续|上次(?:的|没做完)|没做完|续|接上|resume|continue")

WEAKEST = re.compile(r"最弱|短板|最差|薄弱|弱项|哪(?:一?块|里|儿|些?方面|一?维|一?项|个维度)(?:最|比较|特别)*(?:弱|差|不行|低|拉胯|拉垮|糟|烂|落后)|拖后腿|最(?:拉胯|拉垮|低|落后|不行)")
STRONGEST = re.compile(r"最强|强项|最好的|哪(?:块|里|方面|一?维)(?:最)?(?:强|好)|优势")
CHANGE = re.compile(r"变化|(?:比|跟|和|与|同|较)上(?:一)?(?:次|回)|上(?:一)?(?:次|回)(?:比|相比|好|差|高|低)|比之前|比以前|进步|退步|提升了|涨了|前后|对比|历史")
GATE = re.compile(r"卡在|为什么(?:是|才|只|没)|为啥(?:是|才|只|没)|差在|怎么才|凭什么|门槛|没到|升(?:到|级)|下一级")
PAINS = re.compile(r"痛点|问题在哪|毛病|哪些问题|头疼")
CONFIDENCE = re.compile(r"准不准|准吗|靠谱|可信|置信|算数吗|官方|认定|权威")
OF_ARCHIVE = re.compile(r"档案|登记的|填的|资料里")
"""Asks what is on file, and not what a diagnosis found."""
QUESTIONED = re.compile(r"^(?!.*(?:工信部|补贴|政策|标准里|别人|他们|同行)).*(?:(?:\d+|[一二三四五六七八九]?十[几多一二三四五六七八九]*)多?分[^,，。]{0,6}[,，]?.{0,8}(?:怎么|为什么|为啥|凭什么|点解).{0,3}(?:才|只|就|得|还)|(?:怎么|为什么|为啥|凭什么|点解|我们).{0,4}(?:才|只|就|得|还)(?:给|是|有|定|评|得|判|拿)*(?:我们|个|了|到)*(?:L\s*[0-4]|[零一二三]级|(?:未起步|起步|规范|集成)级?))", re.IGNORECASE)
"""Wonders at the level one was given."""
GO_ON = re.compile(r"^(?:那|好的?|我们?|现在|可以|刚才|[,，\s])*(?:继续|接着|接上)(?:刚才的?|上次的?|来|做|答|测|填|吧|诊断|下去|[了。!！\s])*$|^(?:刚才|我们?|上次|[,，\s])*(?:做|答|测|填)?到(?:第几题|哪(?:一题|儿|里)?)了?[?？。\s]*$|^(?:我)?(?:又)?有空了[,，]?(?:继续|接着)?(?:吧|来)?[。!！\s]*$")
"""Goes on with the diagnosis that was just put aside."""
RESULT = re.compile(r"(?:改完|现在|新的?|最后|这下|那)?.{0,3}(?:结果|等级|级别|总分|得分|分数)(?:变成|变|是|有|到|现在)*(?:多少|什么|几|啥|怎么?样|咋样|如何)|(?:变成|现在(?:是)?)(?:多少|几)(?:分|级)|升级了[吗没]")
AGREED = re.compile(r"^(?:对|是|嗯|好|行|没错|系|冇错)[的了啊,，。\s]*(?:就)?(?:这样|这么|(?:改|按|照)(?:成)?这个?)(?:改|算|吧|了|来)*[。!！\s]*$")
"""Agrees with a change whose result was just shown."""
ASPECTS = (RESULT, AGREED, WEAKEST, STRONGEST, GATE, PAINS, CONFIDENCE, re.compile(r"(?:跟|和|与|比)上次|进步|退步"))
"""What may be asked of a result."""
