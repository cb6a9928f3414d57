"""Words by which people say that they want no notices, or want them again; data for the rules, no logic."""

import re

PURPOSES = {
    "diagnosis": re.compile(r"诊断|复测|复诊|测评|自测|diagnos|assess"),
    "scenario": re.compile(r"场景|use case|scenario"),
    "ticket": re.compile(r"工单|单子|办理进度|处理进度|进度|进展|ticket"),
    "policy": re.compile(r"政策|补贴|补助|申报|截止|policy|policies|subsid"),
    "satisfaction": re.compile(r"满意度|回访|评价|打分|评分|问卷|survey|satisf"),
    "campaign": re.compile(
        r"群发的|活动|营销|推广|广告|宣传|促销|推销|讲座|沙龙|培训|对接会|论坛|campaign|promotion|marketing|\bads?\b|event"
    ),
}
_KINDS = r"政策|补贴|补助|申报|截止日?期?|诊断|复测|复诊|测评|自测|场景|工单|单子|办理|处理|进度|进展|满意度|评价|问卷|打分|评分|活动|宣传|培训|讲座|沙龙|论坛|对接会|促销|policy|policies|subsid(?:y|ies)|scenarios?|diagnosis|tickets?|surveys?|campaigns?|events?"
_THING = r"推送|提醒|通知|消息|信息|短信|微信|广告|推广|营销|推销|推文|资讯|回访|群发|模板消息|服务通知|订阅|骚扰|notifications?|notices?|messages?|reminders?|alerts?|pushes|ads?|marketing|promotions?"
_NOT = r"别|不要|勿|莫|甭|唔好|唔使|唔要|唔想|不用|不必|不需要|无需|无须|不想|不再|不准|不许|少|停止|停|拒绝|don'?t|do not|stop|no more"
_SEND = r"发|传|塞|推送?|提醒|通知|骚扰|打扰|轰炸|群发|滋扰|send(?:ing)?|push(?:ing)?|bother(?:ing)?|spam(?:ming)?|messag(?:e|ing)|remind(?:ing)?|notify"
_OFF = r"关掉|关闭|关咗|关|停掉|停止|停发|停咗|停|取消|退订|屏蔽|拒收|拒绝|撤掉|免了?|解除|turn(?:ing)? off|stop|mute|cancel|unsubscribe|disable"
_ON = r"恢复|重新|打开|开启|开返|开番|开通|继续|接着|照常|照旧|照|订阅|resume|restart|turn on|turn back on|re-?enable|again|start"
_OFTEN = r"再|又|老|总|成日|天天|整天|一直|随便|乱|继续"
_ME = r"(?:给|跟|向|同|俾|畀|对)(?:我们?|我哋|俺们?|咱们?|本人|me\b|us\b)"
THING = re.compile(_THING)
ME = re.compile(r"我(?!们?(?:做|发|推|不做|没))|\bme\b|\bus\b")
STOP = (
    re.compile(rf"(?:{_NOT})(?:{_OFTEN})*(?:你们?|你哋|您)?(?:{_ME})?(?:{_OFTEN})*\s*(?:{_SEND}|(?:告诉|叫|找|联系|搵|烦|吵|嘈)我)"),
    re.compile(rf"(?:{_NOT}|no)\s*(?:再)?(?:收到?|接收|接到|看到?|要|想要|receive)[^,。;]{{0,14}}(?:{_THING})"),
    re.compile(rf"(?:{_OFF})[^,。;]{{0,16}}(?:{_THING})|\bno (?:more )?(?:{_THING})"),
    re.compile(rf"(?:{_THING})[^。;]{{0,8}}(?:{_NOT}|{_OFF}|off\b)"),
    re.compile(rf"(?:只|就|光|净系?|仅)(?:是|把|系)?(?:{_OFF}|不(?:要|收|发|推)|退)(?:了|掉|咗)?[^,。;]{{0,6}}(?:{_KINDS})"),
    re.compile(r"^(?:回复?)?\s*(?:td|tt|t退订|unsubscribe|opt[ -]?out)\W*$|退订|退顶|退定|勿扰|免打扰"),
)
"""Says that no notices are wanted."""
TAKES_BACK, AGAIN = re.compile(r"(?:取消|撤销|撤回|解除)(?:了)?(?:退订|免打扰|勿扰|停发)|不(?:再)?退订了"), "恢复提醒"
"""Takes back that notices were stopped, and what that comes to."""
RESUME = (
    re.compile(rf"(?:{_ON})[^,。;]{{0,14}}(?:{_THING})"),
    re.compile(rf"(?:{_THING})[^,。;]{{0,8}}(?:{_ON}|开起来|开|发)"),
    re.compile(rf"(?:{_ON})\s*(?:{_ME})?\s*(?:{_SEND})"),
)
"""Says that notices are wanted again."""
BESIDE = re.compile(
    rf"{_THING}|{_KINDS}|除了|除咗|除|其[他它余]|别的|剩下|以外|之外|只|光|单|净系|净|仅|保留|留|勿扰|免打扰|{_NOT}|{_SEND}|{_OFF}|{_ON}|{_OFTEN}|{_ME}|"
    r"不收|接收|收到|接到|看到|收|看|td|tt|t退订|退订|退顶|退定|opt[ -]?out|回复|"
    r"你好|您好|hello|hi|对|是的|嗯|请|麻烦|拜托|求求|求|唔该|劳驾|帮我|帮手|帮忙|我们|我哋|我|俺|本人|你们|你哋|你|您|平台|公众号|小助手|助手|以后|今后|往后|从今天起|从现在起|之后|"
    r"就|还是|想要|想|要|申请|要求|能不能|可不可以|可以|能否|可否|能|可唔可以|得唔得|把|将|给|俾|畀|所有|全部|一切|任何|全|都|统统|通通|那些|这些|这种|那种|那个|这个|呢啲|嗰啲|啲|什么|东西|嘢|乜|咩|"
    r"的|嘅|和|跟|及|与|不|类|方面|相关|有关|一下|掉|咗|返|番|来|过来|过嚟|到|了|啦|喇|吧|哈|呀|啊|呢|好吗|好不好|行吗|行不行|行了|行|好|够|谢谢|多谢|又|也|真的|太多|太烦|烦死|好烦|烦|好嘈|吵|先|一律|"
    r"please|pls|thanks?|thank you|can you|could you|i want to|to|me|us|my|the|any|all|more|about|from|your|you|on|off|back|for|it"
    r"|[\s,.!~;、。，！；…-]+"
)
"""What may stand beside it in a message that says nothing else; the longer words first."""
ELSE = re.compile(
    r"报告|资料|档案|文件|合同|方案|名单|发票|验证码|密码|邮件|邮箱|企业(?!微信)|客户|顾客|供应商|服务商|老板|同事|员工|领导|对方|他|她|别人|群|系统|设备|机器|产线|功能|软件|平台(?:上|里)|场景库|工单(?!进|提|的|有|通|推|状)|投诉|人工|电话|report|customer|client|supplier|system"
)
"""What else may be meant than notices."""
ABOUT = re.compile(rf"{_THING}|退订|(?:不|别|还)(?:再|会)?(?:发|推)|unsubscribe|opt out")
"""Speaks of notices."""
ASKED_LAST = re.compile(r"(?:还|会|能|可以|收到|有|仲|可唔可以|知道)[^,。;]{0,24}(?<![好行])(?:不|没有?|未|冇|唔)(?:呢|啊|呀|嘅|㗎|[\s?？,.])*$")
"""Asks whether notices come, by a word of denial at its end that denies nothing."""
_ASKED = r"(?:对不对|是不是|系咪|[对是][吧吗么嘛]|吗|么|嘛|咩|没有?|冇|未|不)[呢啊呀\s?？!.]*$"
STILL_TOLD = re.compile(r"(?:动静|消息|进展|进度|变化|回复)[^,。]{0,5}(?:还|仲|会|能)(?:会|能|可以|照样|照旧)*(?:收(?:得)?到|(?:通知|告诉|提醒|话俾)(?:到)?我)[^,。]{0,2}?(?:吧|吗|么|嘛|咩|不|没)[啊呀呢\s?？!.]*$")
"""Asks whether one is still told of what becomes of something."""
HOW_ASKED = (
    re.compile(r"我.*(?:收(?:得)?到?|接到|接收)(?:到|的是|的)?(?:些|都有|都是|有)?(?:什么|啥|哪些|哪几|咩|乜|边啲|几种)|(?:哪些|哪几[种类]|什么|啥|边啲)(?:_)[^,。]{0,8}(?:发|推|收|开着|停|关)".replace("_", _THING)),
    re.compile(r"(?:你们?|你哋|您|平台|助手|公众号|系统)(?:平时|一般|会|都|现在|主动|给我们?|俾我|\s)*(?:发|推送?|提醒|通知)(?:我们?|给我们?|俾我)?(?:些|的是|的)?(?:什么|啥|哪些|哪几|咩|乜)"),
    re.compile(rf"(?:会|还(?!是)|仲|有)[^,。]{{0,8}}(?:我[^,。]{{0,6}}(?:{_SEND})|(?:{_SEND})[^,。]{{0,3}}我)[^,。]{{0,8}}?{_ASKED}|会(?:不|唔)会[^,。]{{0,8}}(?:我[^,。]{{0,6}}(?:{_SEND})|(?:{_SEND})[^,。]{{0,5}}我)|(?:会|还|仲|有|能)[^,。]{{0,4}}(?:收|接)(?:得)?到[^,。]{{0,4}}(?:{_THING})[^,。]{{0,2}}?{_ASKED}"),
    STILL_TOLD,
    re.compile(rf"(?:{_THING})[^,。]{{0,6}}(?:开|关|停|发|恢复|退订)(?:着|掉|了|咗|的|起)*,?(?:{_ASKED}|还是)"),
    re.compile(r"(?:是不是|系咪|是否|有没有|有冇)(?:还|都|全部?|已经|把|\s)*(?:停|关|不发|没发|唔发|开着|恢复)"),
    re.compile(r"^(?!.*(?:可以|能|麻烦|请|帮|可唔可以)).*(?:不发|不推|没发|唔发|停|关掉?|开着?|恢复|退订)(?:了|着|咗|晒),?(?:对不对|是不是|系咪|[对是][吧吗么嘛]|吗|么|没有?|未)[呢啊呀\s?？!.]*$"),
    re.compile(r"^(?=.*(?:[?？]\s*$|已经|[着好晒]))(?:那|咁|噉|所以|就是说|现在|而家|依家|目前|这下|今次|已经|都|全部?|又|真的?|[是系]|[,\s])+(?:开|停|关|恢复|收得|发)(?:返|番|回)?(?:着|了|咗|晒|好|来|掉|的|通|到)+(?:啦|喇|的|呀|啊|呢)?\s*(?:吧\s*[?？]*|[?？]+)$"),
)
"""Asks which notices come, or whether they do, and wants nothing changed."""
MANNER = re.compile(r"怎么|怎样|如何|点样|咋|为什么|为啥|点解|什么时候|几时|多久|如果|假如|要是|万一")
"""Asks how something is done, when, or why, or supposes it."""
EVERYTHING = re.compile(r"全部|所有|统统|通通|全都|都")
"""Names all notices."""
_FEARS = r"生怕|就怕|怕|唯恐|免得|省得|万一|担心|以免|免致|费事|费时"
_WHY = r"(?:^|(?<=[,;。!.~\s吧啦了呀啊哈呢]))\s*(?:我们?|我哋|俺们?|就|主要|毕竟|都|也|真的?|老|总)*(?:是)?"
REASON = re.compile(rf"{_WHY}(?:{_FEARS}|不然|要不然|要不|因为)[^,;。!]*")
"""Says why, and names nothing that is to stop or to come again."""
FEAR = re.compile(rf"{_WHY}(?:{_FEARS})[^,;。!]*")
"""Says what one would not like to come to pass; it does not tell which kind is to come again."""
FEAR_LAST = re.compile(rf"(?<=.)(?:{FEAR.pattern})[\s,;。!.~]*$")
"""The same at the end of a message."""
QUESTIONS = re.compile(r"问卷|诊断|测评|自测|体检表|那套题|那些题|条题")
"""What questions are answered in."""
_ON = r"(?:接着|继续|接返|接住|接上|接番)"
_ANSWERS = r"[做答填测搞弄写]"
BEGUN = re.compile(rf"{_ANSWERS}(?:到|了|咗)?(?:一半|半截|半路|半拉|几题|第.{{1,3}}题)|(?:没|冇|未)(?:有)?{_ANSWERS}(?:完|好)|剩下|停在|断了")
"""Has begun to answer questions, and not finished."""
GOES_ON = re.compile(rf"{_ON}(?:{_ANSWERS}|来|嚟|落去|下去|(?=[啦喇咯嘞了吧啊呀哈先嘛,。;!.~?\s]|$))")
"""Goes on with what was begun."""
AT_IT = re.compile(rf"{_ON}{_ANSWERS}")
"""Goes on answering."""
NOT_NOW = re.compile(
    rf"(?:不想|不要|不用|不必|别|懒得|不打算|不准备|没法|不能|冇办法|唔想|唔要|唔使|唔)(?:再)?[^,。?]{{0,2}}(?:接着|继续|{_ANSWERS})|(?<![没冇未有])(?:做|测|答|填|搞|弄)(?:完|好)(?:了|咗)|"
    r"后来|(?:等下|等一?会|待会|晚[点些]|回头|稍后|迟啲|听日|明天|明儿|改天|下次|有空)[^,。]{0,4}(?:再|先|接着|继续|接返)|如果|要是|假如|怎么|怎样|如何|点样|满意度|回访|评价|客户|员工"
)
"""Does not go on, or not now, or speaks of other questions."""
BACK_ON = re.compile(r"(?:^|[,。!\s诶哎咦唔那就还是先都再给帮我把])(?:开|打开|恢复|开通|接|放)(?:返|番|回)(?:来|嚟|去|晒)?(?:吧|啦|了|喇|先|[,。!\s]|$)|(?:还是|不如|都系|再)(?:给我|帮我|继续|重新)*(?:发|推|收|开|恢复)(?:回来|返|番|回|过来|给我)(?:吧|啦|了|喇|[,。!\s]|$)")
"""Wants back what was stopped, without a word for it."""
_HARDLY = r"(?:不用|别|先别|先不|不要|不想|不|还没|唔好|唔使|唔想|没)(?:再)?(?:给我们?|帮我)?"
DENIED = re.compile(
    r"没说|没有说|冇话|冇讲|没让|没叫|没想|没打算|不是(?:说|要|想|让|叫)?(?:你)?(?:别|不要|不用|退订|停)|唔系(?:话|要|想)|并非|"
    rf"{_HARDLY}(?:停(?!发)|退订|取消|关|屏蔽)|(?:不想|不关|不停|不退)了[吧啊呀哈\s.!~。]*$|\bdid ?n.t|\bdid not|not (?:to )?(?:unsubscribe|stop)|don.t (?:unsubscribe|stop)"
)
"""Says that notices are not to stop."""
DENIED_AGAIN = re.compile(
    rf"没说|没有说|没让|没叫|并非|{_HARDLY}(?:恢复|打开|开启|开通|重新|订阅|继续|接着)|(?:not|n.t) (?:to )?(?:resume|restart|turn)"
)
"""Says that notices are not to come again."""
NEVER_AGAIN = re.compile(
    rf"(?:(?<![特类分级识])别|莫|甭|勿|咪|休想|(?<!要)不要|不准|不许|唔好|唔准)[^,。;停关退取]{{0,8}}?(?:恢复|打开|开启|开通|重新|订阅|开(?={_THING}|起|返|回|番))"
    r"|(?:谁(?:说|讲|让|叫)|要不要)[^,。;]{0,6}(?:恢复|打开|重新|订阅|开(?:通|启))"
)
"""Forbids that they come again, or turns down that it was asked for."""
TURNS_ON = re.compile(r"开|恢复|续|订|照|发|收|推|要|放|回来|不算|错")
"""Without one of these, what is one's own in a message brings no notices back."""
REFUSES = re.compile(
    rf"{_NOT}|{_OFF}|td|不|别|勿|莫|咪|甭|唔|冇|无|停|退|拒|烦|嘈|吵|少|太|够|撤|移|去掉|删|拉黑|只|光|单|就|除|净|清|免|断|掐|收皮|\bno\b|\bnot\b|n't|quit|remove|opt|except|only|off"
)
"""Without one of these a message stops nothing."""
_PERSON = r"(?:(?:好些|好多|很多|不少|有些|有的|一些|[好有]几个|有个|别|旁|某些|其他)(?:的|个)?(?:人|老板|客户|企业|厂|公司|平台|公众号|软件|号|家)|人家|大家|别家|[他她]们?(?!妈)|隔壁|对面|同行|同事|朋友|邻居|亲戚|老乡|员工|工人|客户|会计|文员|老婆|老公|媳妇|爱人|爸|妈|儿子|女儿|闺女|合伙人|群里|网上|老[王李张刘陈赵周吴林黄])"
OF_OTHERS = re.compile(rf"^\s*(?:听(?:说|讲|人说)|据说|那|我家?|我们|俺|咱|也|昨天|之前|上次|刚才|看到?|见到?|就|连|是|[的\s])*{_PERSON}(?![^,。;]{{0,6}}(?:帮|替|给)我|[^,。;]{{0,12}}我(?:要|想|不同意|还))")
"""Begins a clause that tells what others want or did."""
OF_US = re.compile(r"^\s*(?:那|就|所以|但是?|不过|也|还是|以后|今后|[,\s])*(?:我|俺|咱|本人|你|您|请|麻烦|帮|给|唔该|别|不要|不用|莫|停|关|退|取消|屏蔽|td|把[^,。;]*(?:吧|掉|停|关)$|(?:都|全部?|统统)?(?:停|关|免|取消|退订?|恢复|打开)(?:掉|返|$)|.*吧\s*$)")
"""Begins one that comes back to the speaker, or bids something."""
_CHANGES = r"(?:恢复|打开|开启|开通|重新|订阅|开|收|停|关|退订|取消)"
PUT_OFF = re.compile(
    rf"(?:兴许|说不定|没准|也许|或许|(?:有)?可能(?!是)|考虑|琢磨|打算以后)[^,。;]{{0,12}}?{_CHANGES}"
    rf"|(?:等(?!于)|哪天|哪日|改天|改日|以后|回头|到时候?|过(?:[几两]天|完|了|一?阵|一?段)|忙完|忙过|年后|节后|明年|开春|下(?:个)?(?:月|周|季度|星期|礼拜))[^,。;]{{0,16}}?(?:再|才|叫你|喊你|通知你)[^,。;]{{0,10}}?{_CHANGES}"
)
"""Puts a change off to another time, or leaves open whether it comes."""
CLAUSE = re.compile(r"[,;。!.]+|(?<=[\u4e00-\u9fff]{2})\s+(?=[\u4e00-\u9fff]{2})")
UNWANTED = re.compile(rf"(?:{_NOT}|{_OFF})(?!错|是|说|过)|免了|算了")
"""Refuses in one clause of a message; what it refuses may stand before it."""
WANTED = re.compile(r"恢复|重新|打开|开启|开通|(?:可以|又)(?:继续|再)?(?:发|收|推)|(?:开|发|收)(?:返|番|回)|照(?:发|旧|常|收|推)|(?:(?:还|仍|照样|照旧|一定|记得|都|再)(?:是|然|得|系)?(?:要|得)?(?:告诉|通知|提醒|话俾|讲俾|发给|跟(?=[我俺][讲说]))|要(?:告诉|通知|提醒|话俾|发给))(?:我|俺)(?!们?.{0,5}(?:[了过遍]|没|[干做]嘛|什么|啥))|(?:继续|接着|保留|留(?:着|低|返)?|要|收|发|推)(?:着|到|吧|啦|的|嘅|就好|就得|就行|了)*$")
"""Wants, in another, what is not refused."""
ONCE_MORE = re.compile(r"又(?:可以|想|要|开|得)|恢复|重新|打开|开启|开通|(?:开|发|收)(?:返|番|回)|可以(?:继续|再)?(?:发|收|推)(?:了|啦)|again|resume")
"""Wants what was stopped."""
ONLY = re.compile(
    rf"(?:只|光|净系?|单|仅|就)(?:要|留|收(?!到)|接收|发|推|看|想要|想收)(?:给我|俾我)?(?P<what>(?:{_KINDS})[^,。;]{{0,8}}?)(?:就(?:行|好|够|可以|成|得)(?:了|啦)?)?[吧了啦哈的,.!\s]*$"
)
"""Wants notices of the kinds it names and no others."""
OF_ONE_THING = re.compile(
    r"(?:提醒|通知|催|叫)我们?(?=[^,。;]{0,8}(?:交(?!流)|付|填|签|开会|办(?!理?进度)|送|周[一二三四五六日天]|礼拜|星期|[明后]天|\d))"
)
"""Speaks of being reminded of one thing that one has to do, which is no notice of the platform's."""
REST = re.compile(r"其[他它余]|别的|剩下|其实的|第二啲|另外的")
"""What was not named."""
REST_STAYS = re.compile(rf"(?:{REST.pattern})[^,。;]{{0,4}}(?:照(?:发|旧|常|收|推|样)|不变|不动)")
"""Says that what was not named stays as it is."""
UNMEANT = re.compile(
    r"怎么|怎样|如何|点样|点先|咋|哪里|哪儿|边度|在哪|为什么|为啥|点解|什么是|是什么|什么意思|会不会|会唔会|有没有|有冇|是不是|系咪|如果|假如|要是|万一|假设|的话|一旦|"
    r"已经|早就|刚才|上次|昨天|之前|以前|曾经|(?:退订|停|关|恢复)过|(?:停|退订|关|恢复)(?:了|咗)(?:吗|没|么|未)|他们?说|老板说|别人说|有人说|客户|同事|员工|"
    r"\bhow\b|what if|\bif\b|\bwhy\b|\bwhere\b"
)
"""Asks about it, supposes or tells of it."""
EXCEPT = re.compile(
    r"除(?:了|咗|开)?(?P<but>[^,。;]{1,16}?)(?:以外|之外|外|,|其[他它余]|别的|都|全|嘅)|(?:只|净系?|就|仅)(?:要|留|收|接|发|想要|想收)(?P<only>[^,。;]{1,16}?)(?:,|\s|其[他它余]|别的|剩下)|"
    r"(?:其[他它余]|别的|剩下的).{0,8}(?:,|\s)(?:只|净系?|就|仅)?(?:留|保留|要)(?P<kept>[^,。;]{1,12})|(?:everything|all) (?:but|except)(?P<save>.{1,24})"
)
"""Names what is left out."""
