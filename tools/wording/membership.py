"""Wording of the tools that say whom a person speaks for: invitations, joining, switching, leaving, revoking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tools.kit.errors import Conflict, InvalidArguments, NotFound, NotPermitted, ToolError
from tools.kit.tool import ToolWording
from tools.wording.archive import CHANNELS
from tools.wording.notices import PURPOSES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

SHANGHAI = ZoneInfo("Asia/Shanghai")
LIST_COMMA = "、"
UNNAMED = "没填名称的企业"

# --- questions --------------------------------------------------------------------------------------------------------

WHICH_ENTERPRISE = "哪一家企业？说企业名称就行。"
NOT_RECOGNISED = "没认出是哪一家。说企业名称就行；平台上要先有它的档案。"
WHICH_CODE = "把邀请码发给我就行，8 位字母和数字，像 ABCD-2345。没有的话找平台工作人员要。"
NOT_A_CODE = "这不像邀请码。邀请码是 8 位字母和数字，像 ABCD-2345，请照着发给你的那条再发一次。"
NO_CODE = "没有邀请码也行：直接说“我们是××公司”，先按你说的记，等平台核实；或者找平台工作人员要一个码，发给我就绑上。"
WHICH_OWN = "你绑定了几家，要哪一家？"
WHICH_MEMBER = "撤掉哪一位？"
EVERYBODY = "全部撤掉"


def named(name: str | None) -> str:
    """Write an enterprise's name."""
    return f"“{name}”" if name else UNNAMED


def day(at: datetime) -> str:
    """Write a day as people of the place read it."""
    local = at.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日"


def moment(at: datetime) -> str:
    """Write a moment as people of the place read it."""
    local = at.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def told_apart(name: str | None, since: datetime, *, verified: bool) -> str:
    """Write an enterprise's name so that it is told from others of the same name."""
    return f"{name or UNNAMED}（{VERIFIED if verified else UNVERIFIED}，{day(since)}建档）"


def who(channel: str, since: datetime, code: str) -> str:
    """Write a person without saying who it is."""
    return f"{CHANNELS.get(channel, channel)}（{day(since)}起，编号 {code}）"


VERIFIED, UNVERIFIED = "已核实", "未核实"

# --- errors -----------------------------------------------------------------------------------------------------------

INVITATION = {
    "unknown": "没有这个邀请码。看看有没有打错，或者请对方重新发一个。",
    "used": "这个邀请码已经用过了，一个码只能用一次。要再绑一位，请平台工作人员重新发一个。",
    "expired": "这个邀请码过期了。请平台工作人员重新发一个。",
    "revoked": "这个邀请码已经作废。请平台工作人员重新发一个。",
}
HOW_CODES = "码由对方在公众号里**直接发给我**，核对企业名称、确认后就绑上；7 天内有效、只能用一次。过期、用过或发错了，说“给××发个邀请码”再开一个。"
CONFLICTS = {
    "code_asked": f"没有开新码。{HOW_CODES}",
    "confirm_asked": "没有动。核实以后谁不该代表了，说“撤掉××的第几位”就行；现在要核实，说“核实××”。",
    "revoke_asked": "没有动。撤掉以后那位就看不到这家的资料了，要再绑就重新发邀请码；现在要撤，说“撤掉××的第几位”。",
    "leave_asked": "现在没有解绑。要退的时候跟我说“解绑”，确认一下就行：**资料和工单都留在平台上**，只是你看不到了，要再绑得请平台重新发邀请码。",
    "leave_later": "好，先不解绑，你还代表原来的企业。要退的时候说“解绑”。",
    "left_by_others": "知道了。你没有解绑，还代表原来的企业；你自己要退的时候说“解绑”。",
    "confirm_later": "好，先不核实，什么都没动。核到了再说“核实××”。",
    "guesses": "邀请码连着错了好几次，先歇一歇，{minutes} 分钟后再试。着急就说“转人工”。",
    "channel": "这个码要在公众号里发给我才管用，这里绑不了。",
    "for_members": "这是给企业联系人的邀请码，运营账号用不了。请转给企业，让他在公众号里发给我。",
    "other_operator": "这个公众号现在是另一位工作人员的身份，不能再绑给别人。",
    "no_account": "这要用运营账号登录后才能办，你现在不是用账号登录的。",
    "only_one": "你只绑定了{name}，没有别家可切换。要再绑一家，把那家的邀请码发给我。",
    "none_bound": "你还没有绑定企业。把平台发的邀请码发给我就能绑上。",
    "nobody": "没有人代表{name}，也没有没用掉的邀请码。要绑定就说“给{plain}发个邀请码”。",
    "no_name": "这家企业还没有填名称，核实不了。先把名称登记上。",
}


def explain(error: ToolError) -> str | None:
    """Put an error of these tools into words; None leaves it to the general ones."""
    data = error.data
    what = str(data.get("what", ""))
    if isinstance(error, NotFound | Conflict) and what == "invitation":
        return INVITATION[str(data["problem"])]
    if isinstance(error, Conflict) and what in CONFLICTS:
        return CONFLICTS[what].format(**data)
    if isinstance(error, NotFound) and what == "enterprise":
        return f"平台上没有找到“{data.get('name')}”这家企业，请核对名称。企业自己报过名称才会建档。"
    if isinstance(error, NotFound) and what == "member":
        return f"{named(str(data.get('name') or ''))}没有这一位。说“谁能代表这家”看名单。"
    if isinstance(error, InvalidArguments):
        if data.get("problem") == "form":
            return NOT_A_CODE
        return str(data["ask"]) if data.get("ask") else None
    if isinstance(error, NotPermitted):
        return (
            "只能看自己的身份，别家谁能代表由平台工作人员查。" if what == "enterprise" else "这件事由平台工作人员来办。"
        )
    return None


# --- inviting ---------------------------------------------------------------------------------------------------------

INVITE = ToolWording(title="发企业邀请码", questions={"enterprise": WHICH_ENTERPRISE}, explain=explain)
INVITED = (
    "{name}的邀请码：**{code}**，{until}前有效，只能用一次。\n\n"
    "把它发给企业联系人，让他在公众号里直接发给我；我会先跟他核对企业名称，他确认后就绑上了。"
    "要请几位就发几个码，发错了就说“撤销{plain}的邀请码”。"
)
INVITE_SELF = ToolWording(title="绑定我的公众号", explain=explain)
INVITED_SELF = (
    "绑定码：**{code}**，{minutes} 分钟内有效，只能用一次。\n\n"
    "用你自己的微信在公众号里发这个码，公众号上就是你（{operator}）的运营身份。别转给别人；再要一个码，这个就作废。"
)
SEE_MEMBERS = "看谁能代表这家"
QR_CODE = "绑定二维码（微信扫一扫，和邀请码二选一）"

# --- joining ----------------------------------------------------------------------------------------------------------

ASK_JOIN = "确认由你代表{name}在这里办事吗？"
ASK_JOIN_KEPT = (
    "确认由你代表{name}在这里办事吗？你之前登记的资料（{before}）留在原处，不会并过来，以后说“切换企业”能切回去。"
)
ASK_JOIN_OPERATOR = "确认把这个微信绑定为工作人员“{operator}”的运营身份吗？绑定后你在公众号里看到的是运营的功能。"
ASK_JOIN_BLIND = "确认用这个邀请码绑定吗？"
JOINED = "绑好了，你现在代表{name}。查档案、做诊断、提需求都记在这家名下。"
JOINED_KEPT = "你之前登记的资料（{before}）还在原处，要看就说“切换企业”。"
JOINED_ALREADY = "你已经代表{name}了，不用再绑。这个码没有用掉，可以给别的同事。"
JOINED_BEFORE = "这个码你已经用过，现在代表{name}，不用再绑。"
JOINED_SWITCHED = "你本来就能代表{name}，已经切换过去。这个码没有用掉，可以给别的同事。"
JOINED_OPERATOR = "绑好了。从下一条消息起，你在公众号里就是工作人员“{operator}”。"
JOINED_OPERATOR_ALREADY = "这个微信已经是“{operator}”的运营身份了，不用再绑。"
JOINED_OPERATOR_MOVED = "你之前绑定的另一个微信不再是运营身份。"
LEFT_SINCE = "这个码你已经用过。现在要再代表那家企业，请平台工作人员重新发一个。"


def ask_join(arguments: Mapping[str, Any], joined: Any) -> str:  # noqa: ANN401, ARG001 -- the result is declared by its tool
    """Ask whether to bind; nothing where nothing would change."""
    if not joined.joined:
        return ""
    if joined.operator:
        return ASK_JOIN_OPERATOR.format(operator=joined.name)
    if joined.before:
        return ASK_JOIN_KEPT.format(name=named(joined.name), before=joined.before)
    return ASK_JOIN.format(name=named(joined.name))


JOIN = ToolWording(
    title="绑定企业",
    questions={"code": WHICH_CODE},
    confirm=lambda _: ASK_JOIN_BLIND,
    foreseen=ask_join,
    explain=explain,
)

# --- switching --------------------------------------------------------------------------------------------------------

SWITCH = ToolWording(title="切换企业", questions={"enterprise": WHICH_OWN}, explain=explain)
SWITCHED = "已切换，你现在代表{name}。"
SWITCHED_ALREADY = "你现在代表的就是{name}，没有变动。"
NOT_AMONG = "你没有绑定“{name}”。要切换到哪一家？要绑新的一家，把它的邀请码发给我。"

# --- showing ----------------------------------------------------------------------------------------------------------

SHOW = ToolWording(title="我的身份", questions={"enterprise": WHICH_ENTERPRISE}, menu="企业档案", explain=explain)
SPEAKS_FOR = "你现在代表{name}（{verified}，{since}起）。"
SPEAKS_FOR_NOBODY = "你还没有绑定企业，可以先问、先做诊断。"
SELF_SAID = "企业名称是自己报的，平台核实后会改成“已核实”。"
HOW_TO_JOIN = "要绑定企业：向平台工作人员要一个邀请码，直接发给我；没有码也可以先说“我们是××公司”，等平台核实。"
ALSO_FOR = "你还能代表：{others}。要换就说“切换企业”。"
FOR_COLLEAGUE = "同事要各自用邀请码绑定，码只有平台工作人员能发，我发不了。拿到后让同事自己发给我就行。要我转告平台，点“登记：给同事发邀请码”。"
ASKED_FOR_CODE = "请给我们的同事发一个邀请码，要用来绑定企业"
HOW_TO_LEAVE = "不想再代表这家，就说“解绑”。"
NOTICES_ON = "提醒：都会发给你。不想要就说“别发了”，只停一种就说“政策提醒别发了”。"
NOTICES_OFF = "提醒：按你的要求，全都不发。想再要就说“恢复提醒”。"
NOTICES_FEW = "提醒：按你的要求，只发{kinds}，其他都不发。想再要就说“恢复提醒”。"
NOTICES_SOME = "提醒：按你的要求，{kinds}不发；{sent}照发。想再要就说“恢复提醒”。"
OPERATOR = "你是平台工作人员{operator}。"
OPERATOR_NAMED = "“{name}”"
OPERATOR_BOUND = "公众号已绑定（{since}起）。"
OPERATOR_UNBOUND = "公众号还没绑定，要绑就说“绑定我的公众号”。"
OPERATOR_HOW = "要看谁能代表某家企业，说“谁能代表××公司”。"
MEMBERS = "{name}（{verified}）现在有 {count} 位能代表："
NO_MEMBERS = "{name}（{verified}）现在没有人能代表。"
MEMBER = "{number}. {who}"
OPEN_INVITATIONS = "没用掉的邀请码 {count} 个，最早的{until}失效。"
NO_INVITATIONS = "没有没用掉的邀请码。"
HOW_TO_INVITE = "再请一位就说“给{plain}发个邀请码”，撤掉就说“撤掉{plain}的第几位”。"
SUGGEST = {
    "switch": "切换企业",
    "join": "绑定企业",
    "leave": "解绑",
    "stop": "停发所有提醒",
    "resume": "恢复提醒",
    "invite": "发邀请码",
    "revoke": "撤销成员",
    "confirm": "核实这家企业",
    "invite_self": "绑定我的公众号",
    "show": "看我的身份",
    "ask_for_code": "登记：给同事发邀请码",
}


def notices(held: Collection[str]) -> str:
    """Say what notices somebody gets."""
    stopped = [title for purpose, title in PURPOSES.items() if purpose in held]
    sent = [title for purpose, title in PURPOSES.items() if purpose not in held]
    if "all" in held or not sent:
        return NOTICES_OFF
    if not stopped:
        return NOTICES_ON
    if len(sent) < len(stopped):
        return NOTICES_FEW.format(kinds=LIST_COMMA.join(sent))
    return NOTICES_SOME.format(kinds=LIST_COMMA.join(stopped), sent=LIST_COMMA.join(sent))


# --- leaving ----------------------------------------------------------------------------------------------------------

ASK_LEAVE = "确认不再代表{name}吗？这家的档案、工单都留着，只是你看不到了；要再绑得请平台重新发邀请码。"
ASK_LEAVE_OWN = "确认不再代表{name}吗？这份资料只有你在用，解绑后谁也看不到；想连资料一起删，先说“清除档案”。"
ASK_LEAVE_BLIND = "确认不再代表这家企业吗？"
LEFT = "已解绑，你不再代表{name}。"
NOW_FOR = "现在代表{name}。"
NOW_FOR_NOBODY = "现在没有绑定企业。"


def ask_leave(arguments: Mapping[str, Any], left: Any) -> str:  # noqa: ANN401, ARG001 -- as above
    """Ask whether to leave."""
    form = ASK_LEAVE_OWN if left.last else ASK_LEAVE
    return form.format(name=named(left.name))


LEAVE = ToolWording(
    title="解绑企业",
    questions={"enterprise": WHICH_OWN},
    confirm=lambda _: ASK_LEAVE_BLIND,
    foreseen=ask_leave,
    explain=explain,
)

# --- revoking ---------------------------------------------------------------------------------------------------------

ASK_REVOKE = "确认撤销吗？{what}"
ENDS = "{who}将不再代表{name}"
VOIDS = "{name}有 {count} 个没用掉的邀请码会作废"
ASK_REVOKE_BLIND = "确认撤销代表这家企业的人和没用掉的邀请码吗？"
REVOKED = "已撤销：{what}。"
ENDED = "{who}不再代表{name}"
VOIDED = "{name}的 {count} 个没用掉的邀请码已作废"
SEMICOLON = "；"


def revocation(form: tuple[str, str], people: Collection[str], codes: int, name: str | None) -> str:
    """Say who no longer speaks for an enterprise, and how many invitations are void."""
    parts = [form[0].format(who=SEMICOLON.join(people), name=named(name))] if people else []
    parts += [form[1].format(count=codes, name=named(name))] if codes else []
    return SEMICOLON.join(parts)


def ask_revoke(arguments: Mapping[str, Any], revoked: Any) -> str:  # noqa: ANN401, ARG001 -- as above
    """Ask whether to revoke."""
    return ASK_REVOKE.format(what=revocation((ENDS, VOIDS), revoked.people, revoked.invitations, revoked.name) + "。")


REVOKE = ToolWording(
    title="撤销企业成员",
    questions={"enterprise": WHICH_ENTERPRISE, "member": WHICH_MEMBER},
    confirm=lambda _: ASK_REVOKE_BLIND,
    foreseen=ask_revoke,
    explain=explain,
)

# --- confirming -------------------------------------------------------------------------------------------------------

ASK_CONFIRM = "确认{name}就是这家企业吗？它的名称是自己报的，现在有 {count} 位代表。核实后会标为“已核实”。"
ASK_CONFIRM_BLIND = "确认这家企业的身份属实吗？"
CONFIRMED = "已标为“已核实”：{name}。"
CONFIRMED_ALREADY = "{name}本来就是“已核实”，没有变动。"


def ask_confirm(arguments: Mapping[str, Any], confirmed: Any) -> str:  # noqa: ANN401, ARG001 -- as above
    """Ask whether an enterprise is what it says; nothing where it is known to be."""
    return ASK_CONFIRM.format(name=named(confirmed.name), count=confirmed.people) if confirmed.changed else ""


CONFIRM = ToolWording(
    title="核实企业身份",
    questions={"enterprise": WHICH_ENTERPRISE},
    confirm=lambda _: ASK_CONFIRM_BLIND,
    foreseen=ask_confirm,
    explain=explain,
)
