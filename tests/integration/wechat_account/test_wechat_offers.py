"""What an account offers beside answers: invitations to scan, and notices where they are worth having."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
from PIL import Image

from assistant.access import Operators
from assistant.messages import Message
from integrations.wechat.codes import router
from tests.fakes.wechat_outbox import ALICE, BOB
from tests.fakes.wechat_server import Seen, WeChatServer, actions
from tools.database.models import Enterprise

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from assistant.messages import Reply
    from tests.fakes.wechat_account import Deployment, Line

CREATE = "/cgi-bin/qrcode/create"
OFFER = "/h5/notices?purpose="
TEMPLATES = "ticket=T-ticket,policy=T-policy,diagnosis=T-diagnosis"


async def invited(application: Application, text: str = "给华毅箱包厂生成邀请码") -> Reply:
    """Let an operator invite somebody of a firm that is on file."""
    operator = await Operators(application.database, application.clock).add("张工", "a password")
    async with application.database.transaction() as session:
        session.add(Enterprise(id="e1", name="华毅箱包厂", verified=False, created_at=application.clock()))
    message = Message(
        id="m1", conversation="c1", channel="web", user=f"operator:{operator.id}", role="operator", text=text
    )
    return await application.conversation.reply(message)


def picture_of(reply: Reply) -> str:
    """Return the address of the QR code that goes with an invitation."""
    (attached,) = reply.attachments
    return attached.path


def pages(line: Line) -> httpx.AsyncClient:
    """Open the pictures' route."""
    from fastapi import FastAPI

    app = FastAPI()
    app.include_router(router(line.application, client=line.account.client, values=line.account.values))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here")


# --- invitations ------------------------------------------------------------------------------------------------------


async def test_an_invitation_is_a_picture_whose_scan_binds_after_a_yes(deployed: Deployment) -> None:
    async with deployed.running(ticking=False) as line, pages(line) as client:
        path = picture_of(await invited(line.application))
        picture = await client.get(path)
        assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
        width, height = Image.open(io.BytesIO(picture.content)).size
        assert width == height >= 200
        assert (await client.get(path)).content == picture.content
        assert line.wechat.calls[CREATE] == 1
        scene = path.removeprefix("/qr/").removesuffix(".png")
        told = await line.wechat.post(actions.subscribe(ALICE, scene))
        assert told.reply is not None
        assert "华毅箱包厂" in told.reply
        told = await line.wechat.says(ALICE, "确认")
        assert told.reply is not None
        assert "华毅箱包厂" in told.reply
        told = await line.wechat.says(ALICE, "我现在代表哪家企业")
        assert told.reply is not None
        assert "华毅箱包厂" in told.reply
        gone = await client.get(path)
        assert gone.status_code == 404


async def test_there_is_no_picture_of_what_nobody_was_invited_with(deployed: Deployment) -> None:
    async with deployed.running(ticking=False) as line, pages(line) as client:
        for scene in ("b_" + "A" * 22, "x", "b_" + "A" * 200, "%2e%2e"):
            assert (await client.get(f"/qr/{scene}.png")).status_code == 404
        assert line.wechat.calls[CREATE] == 0


async def test_where_wechat_gives_no_code_the_typed_one_is_named(deployed: Deployment) -> None:
    async with deployed.running(ticking=False) as line, pages(line) as client:
        line.wechat.fail("qrcode/create", 48001, forever=True)
        answer = await client.get(picture_of(await invited(line.application)))
        assert answer.status_code == 503
        assert "邀请码" in answer.text


async def test_without_an_account_there_is_nothing_to_scan(deployed: Deployment) -> None:
    async with deployed.application(wechat_app_id=None, wechat_token=None) as application:
        reply = await invited(application)
        assert reply.attachments == ()
        assert "邀请码" in reply.text


# --- notices ----------------------------------------------------------------------------------------------------------


async def test_a_notice_is_offered_with_a_tickets_receipt_until_it_is_allowed(deployed: Deployment) -> None:
    async with deployed.running(ticking=False, wechat_notice_templates=TEMPLATES) as line:
        told = await line.wechat.says(ALICE, "转人工，补贴申报被退回了")
        assert told.reply is not None
        assert f"{OFFER}ticket" in told.reply
        await line.wechat.post(actions.notice_popup(ALICE, {"T-ticket": True}))
        await line.rests()
        told = await line.wechat.says(BOB, "转人工，设备坏了没人修")
        assert told.reply is not None
        assert f"{OFFER}ticket" in told.reply
        await line.wechat.says(ALICE, "结束人工")
        told = await line.wechat.says(ALICE, "转人工")
        assert told.reply is not None
        assert OFFER not in told.reply


async def test_who_stopped_notices_is_offered_none(deployed: Deployment) -> None:
    async with deployed.running(ticking=False, wechat_notice_templates=TEMPLATES) as line:
        told = await line.wechat.says(ALICE, "以后别给我发提醒了")
        assert told.reply is not None
        assert "不再主动" in told.reply
        told = await line.wechat.says(ALICE, "转人工，补贴申报被退回了")
        assert told.reply is not None
        assert OFFER not in told.reply


async def test_an_account_without_templates_offers_nothing(deployed: Deployment) -> None:
    async with deployed.running(ticking=False) as line:
        told = await line.wechat.says(ALICE, "转人工，补贴申报被退回了")
        assert told.reply is not None
        assert OFFER not in told.reply


async def test_a_notice_is_spent_once_on_words_that_cannot_reach_their_user(
    deployed: Deployment, wechat: WeChatServer
) -> None:
    fields = "ticket=T-ticket/thing1/time2"
    async with deployed.running(ticking=False, wechat_notice_templates=fields) as line:
        await line.wechat.says(ALICE, "转人工，补贴申报被退回了")
        await line.wechat.post(actions.notice_popup(ALICE, {"T-ticket": True}))
        await line.rests()
        wechat.clock.advance(timedelta(days=3))
        await answered_by_a_person(line)
        await line.account.look()
        assert notices(line) == []
        wechat.clock.advance(timedelta(minutes=2))
        for _ in range(3):
            await line.account.look()
        (told,) = notices(line)
        assert told.content["data"]["thing1"]["value"] == "工作人员有新回复，点开查看"
        assert told.content["page"].endswith("/h5")
        came = await line.wechat.says(ALICE, "有人吗")
        assert came.reply is not None
        assert "明天上门" in came.reply


async def test_who_stopped_notices_is_told_nothing(deployed: Deployment, wechat: WeChatServer) -> None:
    async with deployed.running(ticking=False, wechat_notice_templates="ticket=T-ticket/thing1") as line:
        await line.wechat.post(actions.notice_popup(ALICE, {"T-ticket": True}))
        await line.wechat.says(ALICE, "别再给我发消息了")
        await line.wechat.says(ALICE, "转人工，补贴申报被退回了")
        wechat.clock.advance(timedelta(days=3))
        await answered_by_a_person(line)
        wechat.clock.advance(timedelta(minutes=2))
        await line.account.look()
        assert notices(line) == []


async def answered_by_a_person(line: Line) -> None:
    """Let a person of the platform take the talk over and say something."""
    for number, (text, tool) in enumerate((("接手", "take_hand_off"), ("明天上门", None))):
        message = Message(
            id=f"o{number}", conversation="o", channel="web", user="operator:1", role="operator", text=text, tool=tool
        )
        await line.application.conversation.reply(message)


def notices(line: Line) -> list[Seen]:
    """Return the notices a user has seen."""
    return [one for one in line.wechat.seen(ALICE) if one.via == "notice"]
