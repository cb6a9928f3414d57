"""What people read in an e-mail."""

from __future__ import annotations

SUBJECTS = {
    "ticket": "您提的事有进展，请看一下",
    "policy": "适合您的政策快到截止日",
    "diagnosis": "您的数字化诊断",
    "scenario": "您看过的场景方案",
    "satisfaction": "请给服务打个分",
    "campaign": "平台通知",
}
"""By what a follow-up is for."""
SUBJECT = "【{name}】{about}"
BODY = (
    "您好，\n\n"
    "{text}\n\n"
    "{next}\n{address}\n\n"
    "不想再收到：在平时和我说话的地方（网页或公众号）说一句“别发了”，马上就停；想收再说“恢复提醒”。\n\n"
    "{name}\n"
    "这封信由系统自动发出。\n"
)
OPEN = "要接着办，打开网页对话："
PRESS = "要接着办，打开网页对话，说“{title}”："


def subject(name: str, purpose: str) -> str:
    """Write the subject of a follow-up's e-mail.

    Args:
        name: What the platform is called.
        purpose: What it is for.
    """
    return SUBJECT.format(name=name, about=SUBJECTS[purpose])


def body(text: str, press: str | None, address: str, name: str) -> str:
    """Write the text of a follow-up's e-mail.

    Args:
        text: What the follow-up says.
        press: The title of its button.
        address: The web chat's address.
        name: What the platform is called.
    """
    onward = OPEN if press is None else PRESS.format(title=press)
    return BODY.format(text=text.strip(), next=onward, address=address, name=name)
