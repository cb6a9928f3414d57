"""Chinese words by which a score is no score of one's own; data for the rules, no logic."""

import re

_TEN = r"(?:10|十|100|一?百)"
_FIVE = r"(?:5|五)"
_SCORE = r"[1-5一二两三四五]\s*(?:分|颗?星)"
OTHER_SCALE = re.compile(rf"(?<![\d一二三四五六七八九]){_TEN}分(?:制|满分|里|当中|中)|满分(?:是|为|按|算|以|就|[:,，])*{_TEN}(?!\d)|(?<![\d一二三四五六七八九]){_TEN}分[^,，。]{{0,4}}(?:打|给)|/\s*100?(?!\d)")
"""Scores out of ten, or out of a hundred."""
OF_FIVE = re.compile(rf"{_FIVE}分制|满分(?:是|才|就)*{_FIVE}|(?:换|折|算)成{_FIVE}分")
"""Names the scale that ends at five."""
LEARNS_SCALE = re.compile(rf"(?:[哦噢喔啊]|原来|以为|搞错|弄错)[^,，。]{{0,8}}(?:{_FIVE}分制|满分(?:是|就|才)*{_FIVE}|最高(?:是|就|才)*{_FIVE})|{_FIVE}分制(?:的)?[啊呀哦喔吗]|(?:换|折|改)(?:算)?成{_FIVE}分制?")
"""Has just understood where the scale ends, or brings a score onto it."""
NOT_FULL = re.compile(r"(?:[没不别难未冇]|离|差点)[^,，。个一]{0,3}满分|满分[^,，。]{0,4}(?:是多少|是几|多少分|几分|吗|不敢|谈不上|算不上)")
"""Speaks of full marks that are not given."""
SCALE_SAID = re.compile(rf"(?:满分|最高)(?:是|就|才|为)*{_FIVE}(?:分|颗?星)?|{_FIVE}(?:分制|分满分)")
"""Names the scale, and no score on it."""
PRAISE = re.compile(r"满分|好评|(?:5|五)\s*(?:分(?!钟)|颗?星)|(?:真|太|好|很|非常|可真|特别)(?:是)?(?:好|棒|行|赞|快|厉害|专业|贴心|周到|满意|到位|给力)|点个?赞|[谢感]谢你们|谢谢啊|[★⭐]{4}")
BLAME = re.compile(
    r"(?:没|冇)(?:有)?(?:一?个|半个)?(?:人|鬼)[^,，。]{0,4}(?:回|理|管|接|来|应|睬|鸟|影|答|找)|(?:等|拖|催|晾|打|找|排)了?[^,，。]{0,6}(?:天|周|星期|礼拜|月|小时|电话|遍|次|回)[^,，。]{0,8}(?:(?:没|冇)(?!(?:有|什么|啥)*(?:关系|事|问题|影响|耽误|所谓|怪))|不(?!错|要紧|碍事|怪|影响|耽误)|鬼|打不通)|"
    r"鬼影|石沉大海|已读不回|崩了|搞崩|弄崩|弄坏|搞砸|搞坏|白等|耍我|耍人|没下文|没动静|不闻不问|推来推去|踢皮球|越(?:弄|改|搞)越(?:差|糟|乱|坏)"
)
"""Tells of something bad that was done to one."""
SNEERS = re.compile(r"呵呵|真有你们的|真是?(?:谢谢|感谢)|好得很|可真")
"""Sneers."""
YET = re.compile(r"没关系|不要紧|无所谓|不怪|理解|不过|但|虽|后来|可是|只是|就是|终于|总算|以前|之前|原来|上次|上一家|别家|前一家|别的|从来|从没|一次都没|现在")
"""Sets one thing against another in earnest."""
MOCKS = re.compile(r"反话|讽刺|(?:满分|好评|[五5]分|满意)[^,，。]{0,2}(?:才怪|个屁|个鬼|个头|你妹)|(?:骂人|坑人|气人|拖延|装死|失踪|敷衍)的?(?:功夫|本事|水平)?(?:给|打|我|你们?|可以|值|得)*(?:满分|[五5]分)")
"""Gives full marks for what is bad."""
THREATENS = re.compile(rf"(?:下次|下回|以后|再(?:这样|拖|慢|不))[^,，。]{{0,8}}(?:[,，](?=[我可]*(?:就|再|才|只|直接)))?(?:就|再|才|只|直接|我|可)*(?:给|打|评)(?:你们?)?(?:个)?(?:差评|{_SCORE})|等(?:到|你们?|师傅|他们?)?[^,，。]{{1,8}}(?:了|完|好)[^,，。]{{0,3}}再(?:给|打|评)|(?:修|办|弄|搞|处理|解决)(?:完|好)了?[,，]?我?再(?:给|打|评)")
"""Says what score there will be."""
ON_US = re.compile(r"^(?:那|但是?|可是?|不过|而|就|只有|只|到了?|轮到|对|觉得|感觉|\s)*(?:你们|您|贵平台|平台|这次|这回|这一?次)")
"""Begins a clause that speaks of the platform's service, as it was this time."""
SCORES = re.compile(r"^(?:那|就|我|只|先|也|还是|勉强|综合|整体|总的|最多|顶多|服务|态度|不错|可以|挺好|一般|\s)*(?:(?:打|给)(?:个|你们?)*[1-5一二三四五]\s*(?:分|颗?星)|[1-5一二三四五]\s*(?:分|颗?星)(?:吧|了|啦|[\s.!~。])*$)")
"""Is a clause that scores."""
HEARD_OF_US = re.compile(r"(?:说|讲|夸|推荐|介绍|评价|反映)[^,，。]{0,4}(?:你们|平台)")
"""Tells what others say of the platform."""
FIGURE = re.compile(_SCORE)
"""A score in figures."""
RECALLED = re.compile(rf"(?:上次|上回|上个月|上周|之前|以前|先前|当时|那时|那次|去年|前年|前几天|昨天|前天|早就|已经)[^。?？]{{0,12}}(?:打|给|评|俾|畀)(?:你们?|你哋|[它他她]们?|平台)?(?:过|了|咗)(?:你们?|你哋)?(?:个)?\s*{_SCORE}(?!.*(?:这次|今天|现在|这回|再给|再打|改|(?:打|给|评)(?:你们?|你哋|平台|个)*{_SCORE}))")
"""Tells of a score that was given before."""
