"""Chinese patterns by which clause numbers are told from figures; data, no logic."""

import re

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TEN = "十"
GROUP_LABEL = "第{number}组"
FROM_END_LABEL = "倒数第{number}项"
CHAPTER_LABEL = "第{number}章"

DEEPER = {"节", "section"}
CLASSES = {"类", "组", "部分", "节"}
GROUPS = {"类", "组", "部分"}

# Numbers, and what joins them.
_NUMBER = r"(?:\d{1,2}(?!\d)|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = r"(?:\d{1,2}(?!\d)|[二三四五六七八九]?十[一二三四五六七八九]?|[零〇一二三四五六七八九])"
_TO = r"\s*+(?:一直到|到|至|through|to|[~\-—–])\s*+"
_AND = r"\s*+(?:以及|还有|还是|或者|同埋|[、,/&和与跟及或同]|and|or|vs\.?)\s*+"
_ALSO = rf"(?:{_TO}|{_AND})"
_COUNT = r"(?:(?:这|那|呢|嗰)\s*+[两二三四五六七八九\d])"
_NUMBERS = rf"{_NUMBER}(?:{_ALSO}(?:第\s*+)?{_NUMBER}){{0,13}}"
TO = re.compile(_TO)
AND = re.compile(_AND)
NUMBER_TOKEN = re.compile(rf"(?P<to>{_TO})|{_AND}|{_COUNT}|(?P<value>{_NUMBER})")
LETTER_TOKEN = re.compile(rf"(?P<to>{_TO})|{_AND}|(?<![a-z])(?P<value>[a-z])(?![a-z\d])")

# What may be a reference at all.
MAYBE = re.compile(r"\d|[点章]|部分|附录|附件|annex|appendix")
_POINT = r"(?:\s*+[.·]\s*+|[。点])"
_OWN = r"(?:\s*+(?:条款?|款|章节|节|章)(?!件|款|项|式|约|能|省|假|日|程))?"
_NOT_INSIDE = r"(?:(?<![\d.a-z/百千万零〇一二三四五六七八九十])|(?<=clause)|(?<=section)|(?<=item))"
_ANNEX = r"(?:附录|附件|annex|appendix)"
HEAD = re.compile(
    rf"{_ANNEX}\s*+(?P<annex>{_NUMBERS}|[a-z](?![a-z\d]|\s*+[.·]\s*+\d|点[\d一二三四五六七八九]))(?!{_POINT}\d)"
    rf"|(?:{_ANNEX}\s*+)?(?<![a-z\d.\-/])(?P<indicator>[a-f](?:(?:{_POINT}[1-9一二三四五六七八九]){{1,2}}|[1-9]{_POINT}[1-9]|-[1-9]-[1-9]))(?![\da-z]|{_POINT}\d|[一二三四五六七八九十]?[下些份杯击])"
    rf"|(?:第\s*+)?{_NOT_INSIDE}(?P<clause>{_PART}(?:{_POINT}{_PART}){{1,4}}|\d(?:-\d){{2,3}})(?!\d|{_POINT}\d|-\d){_OWN}"
    rf"|第\s*+(?P<chapters>{_NUMBERS})\s*+{_COUNT}?(?:大?章|部分)(?!程)"
    rf"|(?:chapters?|sections?)\s*+(?P<english>\d{{1,2}}(?:{_ALSO}\d{{1,2}}){{0,13}})(?!\s*+[.\d])"
    rf"|(?<![有共总这那几前后分为成其哪每另两第\d.零〇一二三四五六七八九十])(?P<bare>\d{{1,2}}(?!\d)(?:{_ALSO}{_NUMBER}){{0,13}}|{_NUMBER}(?:{_ALSO}{_NUMBER}){{1,13}}|{_NUMBER}(?=章的?{_NUMBER}\s*+小?节))\s*+(?:{_COUNT}|[两三四五六七八](?=章))?章(?!程)"
)
VALUE = re.compile(rf"\d+|[a-n]|{_PART}")
PATH = re.compile(
    r"\s*+(?:里面|里|中|下)?[的嘅之]?\s*+(?P<path>[a-n][.·\-点]?[1-9一二三四五六七八九](?:[.·\-点][1-9一二三四五六七八九])?)(?![\da-z])"
)

# The items below.
_BRIDGE = r"\s*+(?:里面|下面|里头|里边|当中|里|中|下)?\s*+[的嘅之噶,、:]?\s*+(?:那个|这个|嗰个|那一|这一|个)?\s*+"
_NO_ITEM = r"(?:端|股|轮|级|座|栋|厂|公司|企业|集团|市|省|盘|罩|超|\+)"
_ARTICLE = r"\s++(?!(?:and|or|to|through|vs|says?|means?|about|in|is|requires?)\b)[a-z]{2}"
_MARK = r"\s*+(?:这|那|呢|嗰)?\s*+[一二两三四五六七八九\d]?\s*+个?[小大]?(?:项(?!目)|条(?!件|线|目)|款(?!项|式)|点(?!评|击)|类)"
_LETTER = (
    r"(?:[(\[]\s*+[a-z]\s*+[)\]]|(?<![a-z])[a-z]\s*+[)\]]"
    rf"|(?<![a-z])(?:[ai](?!{_ARTICLE})|[b-hj-z])(?![a-z\d]|\s*+[.·]\s*+\d|点[\d一二三四五六七八九]|\s*+{_NO_ITEM}))"
)
_LETTER_PREFIX = r"(?:第|items?+|paragraphs?+|points?+|letters?+|字母)?\s*+"
LETTERS = re.compile(
    rf"{_BRIDGE}(?:[.·\-点]\s*+)?{_LETTER_PREFIX}(?P<letters>{_LETTER}(?:{_MARK})?(?:(?:{_ALSO}|\s*+){_LETTER_PREFIX}{_LETTER}(?:{_MARK})?){{0,13}})"
)
LETTER_RUN = re.compile(
    rf"{_BRIDGE}(?:[.·\-点]\s*+)?(?P<run>[a-n]{{2,6}})(?![a-z\d])(?P<mark>\s*+(?:这|那)?(?P<count>[两二三四五六2-6])?\s*+个?小?(?:项(?!目)|条(?!件)|款(?!项)|点))?"
)
UNIT = (
    r"(?:[小大]?(?:项(?!目)|条(?!件|线|产线|路|街)|款(?!项|式)|点(?!评|击|钟)|组|类|节(?!约|能|点|省)|段|部分)"
    r"|个(?!月|季|年|星期|礼拜|人|工厂|厂|公司|客户|问题|项目|阶段|版|步))"
)
_BRACKETED = rf"[(\[]\s*+{_NUMBER}\s*+[)\]]"
_ORDINALS = rf"第\s*+{_NUMBERS}\s*+{_COUNT}?个?{UNIT}"
_BARE_ORDINALS = rf"第\s*+{_NUMBERS}(?=\s*+(?:$|[,。;?!:)(]|[的呢是讲说写和与跟及吗怎有要a-z]))"
ORDINALS = re.compile(
    rf"{_BRIDGE}(?:(?P<ordinals>{_ORDINALS}(?:{_ALSO}{_ORDINALS}){{0,13}}|{_BARE_ORDINALS}"
    rf"|(?:第\s*+)?{_BRACKETED}(?:(?:{_ALSO}|\s*+){_BRACKETED}){{0,13}}(?:\s*+{UNIT})?|(?<=\s)\d{{1,2}}\s*+\))"
    rf"|前\s*+(?P<first>[两二三四五六七八九十]|\d{{1,2}})\s*+个?{UNIT}"
    rf"|(?<=[章节])\s*+的?(?P<plain>{_NUMBER})\s*+小?[节条款项](?!约|能|省|件|目|都|分别|各)"
    r"|(?P<section>(?:section|item|point)\s*+\d{1,2}(?!\s*+[.\d])))"
)
UNIT_CORE = re.compile(r"项|条|款|点|组|类|节|段|部分|个|section")
LAST = re.compile(
    rf"(?:(?!第)[^\d,。;?!]){{0,6}}?(?:(?:最后|末尾)(?:的?一|那一|那)?(?:个|[小大])?(?:项|条|款|点|个|节|类)|末[项条款]|倒数第\s*+(?P<order>{_NUMBER})\s*+{UNIT}|last (?:item|point|one))"
)
FAR = re.compile(
    r"(?:(?![第和与跟及或同前后比章])[\u4e00-\u9fff]){1,8}?"
    rf"(?=[(\[]?\s*+(?<![a-z])[a-z]\s*+[)\]]|(?<![a-z])[a-z]\s*+(?:项(?!目)|条(?!件)|款(?!项)|点)|第\s*+{_NUMBER}\s*+个?{UNIT})"
)
WITHIN = re.compile(r"[^\d和与跟及或是有含比对、,。;?!:]{0,10}")
CLEAN = " ,、:的嘅"

# Figures, which are no clauses.
CLAUSE_BEFORE = re.compile(r"(?:第|条款|clauses?|sections?|§|标准[的里中]?)\s*+$")
CLAUSE_AFTER = re.compile(
    r"\s*+(?:(?:这|那)(?:一)?(?:条(?!件|线)|节|款|项(?!目))|里面|里(?!程|约)|当中|中的|的?(?:规定|条款|原文|全文|正文|具体内容)"
    r"|的(?:要求|内容)|要求(?:是|什么|啥|有|我)|内容是|[讲写](?:的|了|什么|啥|乜|咩)|说(?:了|的|什么|啥)|讲(?!座|课|话)|有(?:几|多少|哪些?|什么)[条项点款]?)"
)
_UNITS = (
    r"\s*+(?:[%‰¥$℃°×x*]|个(?!人|性|体|别)|[百千万亿]|元(?!数|宇|素)|块|角(?!色|度)|毛(?!病)|美元|美金|倍|吨|公?斤|千?克|米|公里|平(?!台|均|衡|时|等|稳)|厘米|毫米"
    r"|英?寸|升(?!级)|折|成(?!果|本|立|效|员|熟|功|长)|版|代(?!表|理|码|办)|时代|分(?!别|析|为|成|类|布|级|工|配|享|几|多|哪)|刻|秒|小时|点(?![a-z\d])|天|周(?!期)"
    r"|年(?!度)|月(?!度)|号|日(?!常|志|报)|岁|人(?!工|员|才|力|为)|家|台(?!账)|套|次(?!序)|度(?!量)|级(?!别)|档(?!案)|线(?!上|下)|左右|以上|多(?!少)"
    r"|之前(?!的|那|一)|之后(?!的|那|一)|(?:以|之)?[前后](?=[,。?!]|$|要|得|能|必须|完成|交|提交)|儿童|劳动节|建军|建党|妇女|放假|假期|长假|小长假|活动|大促|促销|期间|当天|那天"
    r"|早上|晚上|上午|下午|[kmgtp]b|[kmg]?hz|kwh?|mw|[kcm]m|kg|ml|(?<=\d)[ghklmpstvw](?![a-z)\]]|\s*+[项条款点])|[bd]\s*+(?:参数|模型|大模型|相机|视觉|打印|量级|的模型))"
)
FIGURE_AFTER = re.compile(rf"(?:{_TO}\d[\d.]*)?(?:{_UNITS}|\s*+:\s*+\d|\s*+(?:降|升|涨|跌|增|减|提高|提升|缩)[低加少长短]?[到至])")
VERSION_AFTER = re.compile(r"\s*+(?:版|补丁|%)")
FIGURE_BEFORE = re.compile(
    r"(?:身高|体重|价格?|单价|卖|评分|得分|打分|分数|[¥$€£≥≤<>=±]|百分之|(?<![节合条])约|大概|将近|接近|达到?了?|超过|低于|高于|不到|不足|满"
    r"|(?:提高|降低|下降|上升|提升|增长|增加|减少|涨|跌|缩短|节约|节省)[了到至约近]*|[降升涨跌增减][了到至]+|(?:率|占比|比例|比率|均值|平均|温度)[是为约在]?|花了?|[昨今明后]天是?|上午|下午|早上|晚上|今晚|今早|明早|凌晨|中午)\s*+$"
)
PRODUCT_BEFORE = re.compile(
    r"(?:版本|\bv|\bver\.?|version|python|windows|win|java|gpt|qwen|千问|llama|deepseek|cuda|usb|wi-?fi|bluetooth|蓝牙|http|tls|ssl|android|安卓|ios|glm|gemini|claude|文心|豆包|pytorch|opencv|mysql|office|ubuntu)\s*+[-/]?\s*+$"
)
ALONE_BEFORE = re.compile(r"[\s(\[]*(?:请问|那么?|看|查|读|换成|改成|是)?\s*+")
ALONE_AFTER = re.compile(r"(?:呢|吗|是?什么(?:意思|内容)?|是?啥(?:意思)?|怎么样|咧)?[\s)\].。?!]*")

# Other documents.
_LAW = r"(?:条例|办法|协议|合同|章程|(?<![方做用算想说写看没无设语])法)"
FOREIGN = re.compile(
    r"(?<![a-z])(?!t/isc\s*+-?\s*+0106)(?:(?:gbt?|iso|iec|ieee|itu|rfc|astm|din|nist|iatf|en)(?:/[a-z]+)?|[a-z]{1,4}\d*/[a-z]{1,4})"
    r"\s*+[-_]?\s*+(?:[a-z]{1,3}\s*+)?\d[\d.]*(?:\s*+[-—–:]\s*+\d{4})?"
    rf"|等保(?:[23]\.0|[二三]级)?|{_LAW}[》”\"]?(?=\s*+(?:里面|里|中)?的?\s*+第)"
)
IN_FOREIGN = re.compile(r"\s*+(?:标准)?(?:(?:(?!对应|相当|和|与|跟)[\u4e00-\u9fff]){0,8}[的里中])?\s*+(?:条款|clause|section)?\s*+")
ITEM_OF = re.compile(
    r"(?<![a-z])(?:item|paragraph|point|letter)(?:\s++\(?|\()\s*+([a-z])\s*+\)?\s*+(?:of|in|under)\s*+(?:clause|section)?\s*+$"
)
OF_FOREIGN = re.compile(r"\s*+(?:of|in|from|under)\s+(?:the\s+)?")
