"""Words by which people speak of invitations and of whom they speak for; data for the rules, no logic."""

import re

OF_CODES = re.compile(r"码|绑|加入|邀请|入驻|激活|验证|凭证|口令|代表|join|bind|invit|code|redeem")
"""Stands beside a code that is handed in."""
DENIED_CODE = re.compile(r"(?:不是|不系|唔系|别用|不要用|作废的)[^,，。;；]*?(?:[,，。;；]|而是|应该是|(?<=[0-9a-z])是|(?<=[0-9a-z])系)")
"""Says which code is not meant, before the one that is."""
BESIDE_CODE = re.compile(r"(?:翻到|找到|搵到|另一|另外|条|个|张|那|嗰|这|原来|看|睇|[打发写抄搞]?错|系|是|应该|应当|正确|对的|呢个|试|再|唔该|麻烦|请|帮|我|你|佢|入|输|填|用|就|喂|你好|哦|呀|吧|啊|嗯|咗|了|的|嘅|才|先|下|一|重新|来|[,，。:：!！.\s])*")
"""What may stand beside a code that is handed in without saying so."""
DASH_SAID = re.compile(r"\s*(?:横杠|中杠|短杠|横线|减号|杠)\s*")
DIGIT_SAID = re.compile(r"(?<=[0-9a-z\s-])[零〇一二三四五六七八九]+(?=[0-9a-z\s,，。-]|$)")
DIGITS = {"零": "0", "〇": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9"}
"""How a code sounds when it is spoken."""
DOUBTED_CODE = re.compile(r"骗|诈|谁(?:都|也)?(?:能|可以)?用(?:都|也)?[行得可]")
"""Tells of a code that its speaker does not trust, or that was meant for anybody."""
NOT_HANDED_IN = re.compile(r"怎么|如何|点样|点用|咋|为什么|点解|如果|假如|要是|万一|别人的|别用|不用|不要|不是|唔系|唔好")
"""Supposes a code, or denies it."""
ASKED_OF_CODE = re.compile(r"码|绑|用|有效|过期|失效|同事|企业|公司|厂|代表|code|valid")
"""Asks about a code that is there to be looked at."""
ASKS = re.compile(r"怎么|如何|点样|咋|为什么|为啥|点解|什么|咩|乜|吗[?？]?\s*$|[?？]\s*$|如果|假如|要是|万一|别人的|别用|不用|不要|不是|过期了没")
"""Asks about a code, supposes or denies."""
NO_CODE = re.compile(r"没有|没收到|没拿到|没给|没码|冇|无码|不知道|唔知|不晓得|哪里|在哪|怎么|丢了|找不到|删了|忘了|no code|don.t have|do not have")
"""Says that there is no code to hand in."""
_COLLEAGUE = r"(?:会计|财务|出纳|同事|文员|跟单|老板娘?|老婆|老公|儿子|女儿|主管|厂长|经理|师傅|伙计|行政|采购|仓管|合伙人|股东|搭档|小[\u4e00-\u9fff]|老[\u4e00-\u9fff])"
_OURS = r"(?:我们?|我哋|咱们?|俺们?|厂里|公司|店里)(?:这边|这里|厂|公司|店)?的?(?:新来的?|另外?一?个|一?个)*"
_A_CODE = r"(?:多|一|返|番)?(?:个|张|条)(?:新的?)?(?:邀请|绑定码|入驻码|激活码|码(?!头|数|率|表))"
_SENDS = r"(?:再|多|也|都)*(?:发|开|弄|整|生成|申请|补|出|搞|派|拎|攞|拿|要)(?:给)?"
FOR_COLLEAGUE = re.compile(
    rf"(?:给|帮|替|为|俾|畀|同)(?:{_OURS})?{_COLLEAGUE}(?:他们?|她们?|佢哋?)?(?:{_SENDS})?{_A_CODE}|"
    rf"(?:{_OURS}{_COLLEAGUE}|同事)[^。!！?？]{{0,16}}(?:给|帮|替|为|俾|畀)(?:他们?|她们?|佢哋?){_SENDS}{_A_CODE}|"
    rf"{_SENDS}{_A_CODE}(?:码|请码)?(?:给|俾|畀)(?:{_OURS})?{_COLLEAGUE}"
)
"""Asks that a code be made and sent to somebody of one's own firm, and hands none in."""
NOT_FOR_COLLEAGUE = re.compile(r"(?:叫|让|请|麻烦|同|跟|和)(?:一下)?(?:你们|你哋|平台|运营|客服|工作人员)|登记|转告|反映|反馈|投诉|转达|提个|记一?下|人工|别|不用|不要|先不|唔使|唔好|怎么|如何|点样|已经|[发给开](?:了|过|来)|收到|拿到|他们厂|他们公司|客户|如果|要是")
"""Asks for something else beside it, or how it is done, or tells of it."""
_PUTS = r"(?:登记|转告|转达|反映|反馈|报上去|交上去|提上去)"
_STAFF = r"(?:叫|让|请|麻烦|跟|同|和|给|转告|转达)(?:一下)?(?:你们|你哋|平台|运营|工作人员)"
PASSED_ON = re.compile(
    r"^(?!.*(?:别|不用|不要|先不|不必|算了|唔使|唔好|怎么|如何|点样|什么|多久|[?？吗]))"
    rf"(?:(?:那|好的?|行|嗯|ok|可以|就|你|您|请|麻烦|要|先|帮我|帮忙|给我|替我|[,，\s])*{_PUTS}(?:一下|下|吧|啦|了|给他们|上去|[\s,.。!！])*$|.*(?:{_PUTS}.*(?:邀请|绑定码|这件?事)|(?:邀请|绑定码|这件?事).*{_PUTS}|{_PUTS}?{_STAFF}[^,，。]{{0,10}}(?:说|发|开|弄|讲|处理|办)))"
)
"""Wants what was spoken of put to the platform's people."""
NO_ANSWER = re.compile(
    r"^(?:给|帮|把|将|谁|查|看|撤|核实|绑|解绑|怎|如何|为|我|请|麻烦|能不能|可以|切换|恢复|别|不|取消|停|导出|推荐|做|测|算)|[吗呢?？]\s*$|邀请码|绑定码|代表|成员|档案|工单|政策|诊断|场景|公众号"
)
"""Stands in a request, and hardly in the name of a firm."""
EVERYBODY = re.compile(r"全部|所有|全都|都撤|全撤|统统|通通|一律|一个不留|每个人|全员|晒|all of them|everybody|everyone|\ball\b")
NUMBERED = re.compile(r"第\s*([一二三四五六七八九十]{1,3}|\d{1,3})\s*(?:个|位|名|号|家|间|条)|(?<![\d a-z-])(\d{1,3})\s*(?:号|位|名)|^\s*(\d{1,3}|[一二三四五六七八九十])\s*(?:号|个|位)?\s*$")
MASKED = re.compile(r"(?:编号|号码|代号|尾号|id)\s*[:：是为]?\s*([0-9a-f]{4})(?![0-9a-z])|^\s*([0-9a-f]{4})\s*$")
OTHER_ONE = re.compile(r"(?:另外?|第二|别|其他|其它|剩下|旧|老|之前|原来|原先|以前|上一|自己|前面)(?:的|那|一|嗰|返)?(?:一)?(?:个|家|间|边|头)?")
"""Points at the other of two."""
OTHER_FIRM = re.compile(r"(?:另外?|第二|其[他它]|剩下|旧)(?:的|那|一|嗰|返)*(?:一)?(?:个|家|间|边|头)")
"""Names the other of two firms."""
TARGET = re.compile(
    r"(?:^|[,，。;\s])(?:我)?(?:就|说)?(?:是|系)(?P<before>[^,，。;!?]{3,30}?)(?:的|嘅|那家|这家)?[,，\s]+(?:那就|就|请|麻烦|帮我?|给我|\s)*(?:切换?|换|转|改|跳)(?:过嚟|过来|过|成|到|去|吧|一下|它|佢|了)*[.。!！]*$|(?:切换?|换|转|改|跳|调|回|返|退出|离开|解绑|解除|脱离|不再代表|不代表|唔再代表|switch|change|go|turn|leave|quit|unbind)"
    r"(?:成|为|到|去|至|返|回|番|掉|咗|back|to|over|from|\s)*(?P<name>[^,。;!?]{2,30})$"
)
"""Says where to switch to, or what to leave."""
NO_NAME = re.compile(
    r"(?:过去|过来|过嚟|回来|回去|企业|公司|工厂|厂|店|单位|身份|账号|帐号|主体|绑定|成员|平台|我们|我哋|我|你们|吧|了|啦|呗|呀|哈|咗|个|家|间|另|外|一|那|这|呢|嗰|的|嘅|下|成|到|去|来|代表|enterprise|company|firm|this|the|my|our|other|one|please|\s)*"
)
"""What stands in the place of a name and is none."""
SWITCHES = re.compile(r"切|换|转|改|跳|调|代表|身份|用|回|返|登|进|switch|change|turn|go ")
"""Without one of these a message switches to no other firm."""
ANOTHER_WORKS = re.compile(r"^[\u4e00-\u9fff]{0,4}(?:分厂|分公司|子公司|分店|分部|[一二三四五六七八九]厂|新厂)")
"""Goes on behind a firm's name and makes it another firm."""
WHO_SPEAKS = re.compile(r"(?:谁|哪些人|哪几个|边个|几个人|多少人).{0,6}(?:代表|绑定?|绑了|成员|加入)|(?:成员|绑定(?:情况|的人)|联系人)(?:名单|列表|有哪些|都有谁)?[^我]*$|who (?:speaks|is bound)|members? of")
"""An operator asks who speaks for an enterprise."""
CODE = "邀请码"
HOW_IT_GOES = re.compile(r"(?:怎么|怎样|如何|咋|点样?)(?:个)?(?:去|来)?(?:用|弄|绑|搞|操作|发|填|输)|(?:发|填|输)(?:到|在|给)(?:哪|边|谁)|(?:能|可以)用(?:几|多少)|(?:多久|几天|几时|什么时候)[^,。]{0,4}(?:过期|失效|有效)|有效(?:多久|几天|期)|(?:过期|失效)(?:了|的话)?[^,。]{0,8}(?:怎么|咋|要|重新|再)")
"""Asks how the code just made is used, or how long it holds."""
HOW_CODES_GO = re.compile(rf"(?:邀请|绑定)?码[^,。;]{{0,12}}(?:{HOW_IT_GOES.pattern})")
"""Asks how codes are used, or how long they hold."""
TAKEN_BACK = re.compile(r"(?:[\s,.!]|[发给搞弄]?错(?:人|家|企业)?|诶|哎|哦|等下|等等|不对|了|咗|啦|那|就|先|帮我|麻烦|把|将|这|呢|刚才|刚刚|它|个|张|的|嘅|邀请|码|给(?!错)|我|又)*(?:撤销|撤回|撤|作废|收回|收返|取消|废掉|废|删)(?:掉|了|咗|吧|它|啦|一下|这个码|那个码|返|[\s,.!])*")
"""Takes back what was just sent."""
CODES_ONLY = re.compile(r"(?:邀请码|码|邀请|作废|[发给]错|二维码|code|invitation)")
"""Speaks of an enterprise's invitations, not of its people."""
WHOM_ASKED = re.compile(
    r"我(?:们|哋)?[^,，。]{0,6}(?:代表|绑定?(?:的|在|了|咗)?|算|挂在|属于)(?:的是|的|嘅|是)?(?:哪|边|几|谁的?)(?:一)?(?:家|间|个(?=公司|企业|厂|单位))(?!.*(?:切|换|转到|选|都不))"
    r"|我(?:们|哋)?[^,，。]{0,6}(?:还|仲|是不是|系咪|算不算|有没有|是否)[^,，。]{0,4}(?:代表|绑(?:定|着|住)?)(?!.*(?:切|换|转到|选|都不)).{0,20}?(?:吧|吗|么|嘛|咩|吖|[?？])\s*$"
    r"|我(?:现在|而家|依家|目前)?(?:还|仲|到底|究竟)(?:是|系|算|算是|挂在|属于)(?!不是|觉|想|要|会|有|没|先|别|不)[^,，。]{2,20}?(?:的|嘅|名下|那边|这边)(?:人|员工|代表|成员)?(?:吧|吗|么|嘛|咩|[对是]吧|不|[?？])[?？\s]*$"
    r"|我(?:们|哋)?(?:现在|而家|依家)?(?:还|仲)?(?:是|系)(?:哪|边)(?:一)?[家间](?:公司|企业|厂)?(?:的|嘅)?(?:人|代表)?(?!.*都不)|我(?:现在|而家|依家)?(?:是|系)?(?:什么|咩|乜)身份"
    r"|(?:换|切|转)(?:去|到|成|过去|咗去)[^。!?？]{1,24}?(?:换|切|转)(?:回来?|返来?|返嚟)(?:了|咗)?(?:没有?|未|冇|吗|么)"
    r"|(?:which|what) (?:company|firm|enterprise|factory) (?:(?:am|are|do) (?:i|we)|(?:i|we)(?:'| a)?[mr]e?)\b[^.,;]{0,16}(?:bound|linked|registered|speak|represent|under)|who am i here"
)
"""Asks whom the speaker speaks for now."""
_FIRMS = r"(?:厂(?!家)|公司|企业|店|单位|一家|那家|我家|身份)"
_BINDS = r"(?<!解)(?:绑|加入|加进|认领|挂靠)"
_HOW = r"(?:怎么|怎样|咋|如何|点样|点先)(?!收费|算)"
HOW_TO_BIND = re.compile(
    rf"{_BINDS}(?![^,，。]*[ia]p)[^,，。]{{0,6}}(?:{_FIRMS}|老板|同事)[^,，。]{{0,6}}(?:{_HOW}|得怎么|要什么|流程|找谁)|入驻[^,，。]{{0,6}}{_FIRMS}[^,，。]{{0,6}}(?:{_HOW}|要什么|流程|找谁)|"
    rf"{_HOW}[^,，。]{{0,4}}(?:给|把|将|帮)?[^,，。]{{0,8}}{_BINDS}[^,，。]{{0,6}}{_FIRMS}|"
    rf"{_HOW}[^,，。]{{0,4}}(?:给|把|将|帮)(?:我们?|我哋|俺们?|咱们?)的?(?:这)?(?:间|家|个)?{_FIRMS}(?:给|都|也|的?(?:账号|名字)|\s)*{_BINDS}(?:上|到|进|起|好|定|来|去|嚟|平台|你们|这里|系统|里)*(?:[啊呀呢吖的]|[\s,，。?？!！])*$|"
    rf"{_FIRMS}[^,，。]{{0,4}}{_HOW}(?:去|来|才能|再|样)*{_BINDS}"
)
"""Asks how one comes to speak for an enterprise."""
OF_JOINING = re.compile(r"绑|加入|加进|认领|邀请|入驻|挂|join|bind")
OF_LEAVING = re.compile(r"解绑|退出|离开|换人|不代表|取消绑定|unbind|leave")
REVOKES = re.compile(r"(?:脱钩|脱绑|松绑|断开|摘|撤|作废|解除|解绑|取消|收回|收返|移除|踢|删|停|终止|废|去掉|换|revoke|remove|cancel|kick)")
UNBINDS = re.compile(r"脱钩|脱绑|松绑|解绑|解除(?:掉|了)?(?:[^,，。]{0,6}的?)?绑定|(?:撤|去|取消|拿|删|移|断开?|摘)(?:掉|除|走|了|下)?[^,，。]{0,6}绑定|绑定[^,，。]{0,6}(?:撤|去掉|取消|解|断|摘|拿掉)")
"""Ends what binds somebody to an enterprise."""
NOT_UNBOUND = re.compile(r"别|不要|先不|不用|不想|唔好|唔使|怎么|怎样|如何|咋|点样|为什么|吗|[?？]|没有|了没|谁|几时|什么时候|之前|已经|如果|要是|会不会|能不能|可不可以")
"""Asks about it, or denies it."""
CONFIRMS = re.compile(r"核|合实|认证|属实|通过|身份|真|标|审|验|确认|转正|加v|没错|本尊|verif|confirm|approve|genuine")
"""Without these a message is not for the tools that invite, revoke and confirm."""
_HOW = r"怎么(?!.{0,3}[都也])"
SUPPOSES = re.compile(
    rf"(?:到时候?|以后|将来|下个?月|明年|回头)[^。;]{{0,16}}(?:{_HOW}|怎样|咋|如何|点样)|^(?:退|解绑|离开|走|撤|解)(?:出|掉)?(?:了|咗)(?:的话|之后|以后)?[^。;]{{0,16}}(?:吧|吗|么|嘛|没|不|{_HOW}|咋|[?？])[呢啊\s?？]*$|(?:了|完|掉|过)?(?:之后|以后|后)[^,。;]{{0,8}}(?:还|会|能|可以|要|得|{_HOW}|咋)[^。;]{{0,12}}(?:吗|么|嘛|没|不|{_HOW}|咋|[?？])|(?:了|完|掉)[^,。;]{{0,6}}(?:还能|还可以|会不会|能不能|会{_HOW}?样)|(?:过期|失效|用完|丢|忘)(?:了|掉)?[^。;]{{0,8}}(?:是不是|要不要|{_HOW}|咋|还能|会)"
    rf"|(?:如果|假如|要是|万一)[^。;]{{0,24}}(?:吗|么|嘛|{_HOW}|咋|会|[?？])|(?:能|可以|只能|有效|管)(?:用|发|开|绑)?(?:几|多少|多久|多长)(?!(?:个|张)[^,。]{{0,4}}给)"
)
"""Asks what would come of it, or how it goes."""
PUT_OFF = re.compile(r"(?:完|好|以后|之后|后)(?:了)?[^,，。;]{0,4}再(?:退|解绑|走|离开)|(?:再|先)(?:退|解绑|撤|换|切|走|离开)[^,。;]{0,6}[,，\s]*(?:现在|暂时|目前|今天)?(?:先)?(?:不|别)(?:退|解绑|撤|换|切|走|离开|动)|(?:现在|暂时|目前|今天|这会儿?)(?:还|都|就|先)*(?:不|别)(?:想|要|用|急着|打算)?(?:先)?(?:退|解绑|撤|切|走|离开)|^(?:我|还|先|暂时|那|行|好|,|\s)*(?:先)?(?:不|别)(?:想|要|用)?(?:退(?!订)|解绑|离开)(?:了|出|先|啦)*[\s,.。!]*$|(?:不|没|唔)(?:是)?(?:要|想|打算)?(?:退出|解绑|离开)[^,，。;]{0,8}(?:[,，。;]|$)")
"""Says that it is not to be done, or not now."""
LEFT_BY_OTHERS = re.compile(
    r"^(?!.*(?:帮|请|麻烦|给我|替|[?？]))(?!\s*(?:我|俺|咱|你|您|绑|退|解|取消|现在|今天|企业|公司|账号))[^,，。;我俺咱你您]{2,16}?(?:自己|本人|早就?|已经?|昨天|前天|上周|[那当]天|的时候)[^,，。;我俺咱你您]{0,6}?(?:(?:退出?|解|取消)(?:掉)?(?:了|过)?绑定?|绑定[^,，。;我俺咱你您]{0,2}(?:退|解|取消)|退出|解绑)(?:掉)?[了过]?(?:[,，。;!！]|$)"
)
"""Tells that somebody else is no longer bound."""
NOT_CONFIRMED = re.compile(r"(?:别|甭|(?<![是能])不(?:要|用|能|可以|忙|急着?)|唔好|唔使)(?:急着|忙着|先|给|帮|把|[他她它]们?|这家|那家|,){0,3}(?:认(?!为|识)|核|确认|通过|转正|审|验|标|加v)|(?:还|都|仍)(?:没有?|未)(?:核|审|验|查|见|看|拿|收)(?:到|着|完|齐|全|清)[^,，。;]{0,2}$")
"""Bids that an enterprise not be confirmed, or says in the end that what it needs was not seen yet."""
STILL_LEAVES = re.compile(r"(?:^|[,.。;\s])(?:我|你|还|就|现在|而|直接|所以|但是?|那|只){0,4}(?:是要|是(?=(?:解绑|退出|离开)(?:这|那|该|企业|公司|厂))|要的是|是?想要?|要(?!是)|帮(?:我|忙)|给我|请|麻烦|唔该|把[^,。;]{1,10}|直接|还是){1,4}(?:你|我|直接|给|跟|和|办理?|办一?下|现在|马上){0,3}(?:解绑|退出|离开|解除绑定|取消绑定|脱钩)(?!的话|之?后|以后|的时候|时|再|前|之前|怎么|咋|要|会|是|流程|手续|呢|吗|么|嘛|不|没|的(?!$|[,.。!\s])|[^,。;]{0,8}(?:[?？吗么呢]|再说|再讲|怎么|咋))")
"""Bids after all that one be unbound, whatever was denied before."""
NOT_THAT = re.compile(r"^(?:不是?|别|唔系?|not )[^,，]*[,，]")
"""Says at the beginning what is not meant."""
OF_OTHER_THINGS = re.compile(
    r"场景|报告|链接|档案|资料|工单|单子|这张单|那张单|指标|基线|缺陷|良率|数值|这个值|这个数|政策|补贴|消息|人工|助手|对比|比较|对标|report|ticket|scenario|policy"
)
"""Speaks of what has nothing to do with who speaks for an enterprise."""
