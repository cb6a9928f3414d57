"""A talk with a person in the page: words arrive without a message of one's own, and stay after a reload."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.async_api import expect

from assistant.bootstrap import build
from assistant.messages import Message
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from assistant.messages import Reply
    from tests.browser.conftest import OpenPage
    from tests.browser.server_process import ServerProcess

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def operate(app: Application, text: str = "", tool: str | None = None) -> Reply:
    """Do something as an operator, in another process than the page's."""
    return await app.conversation.reply(
        Message(
            id=uuid4().hex,
            conversation="operators-talk",
            channel="batch",
            user="张工",
            role="operator",
            text=text,
            tool=tool,
            now=datetime.now(UTC),
        )
    )


async def test_a_persons_words_arrive_in_the_open_page_and_stay(open_page: OpenPage, server: ServerProcess) -> None:
    page = await open_page()
    answers = page.locator('[data-step-type="assistant_message"]')

    async def say(text: str) -> None:
        await page.locator("#chat-input").click()
        await page.locator("#chat-input").fill(text)
        await expect(page.locator("#chat-submit")).to_be_enabled()
        await page.keyboard.press("Enter")

    await say("转人工")
    await expect(answers.first).to_contain_text("正在等工作人员接入")
    await expect(page).to_have_url(re.compile(r"/thread/[0-9a-f-]{36}$"))
    app = build(Settings(_env_file=None, var_dir=server.var))
    await app.start()
    try:
        assert "已接入" in (await operate(app, tool="take_hand_off")).text
        await expect(answers.nth(1)).to_contain_text("工作人员张工已接入")
        await operate(app, "您好，Excel请发我")
        await expect(answers.nth(2)).to_have_text("【工作人员 张工】您好，Excel请发我")
        await say("收到")
        await expect(answers.nth(3)).to_contain_text("已转给工作人员张工")
        await say("这就发")
        await expect(page.locator('[data-step-type="user_message"]')).to_have_count(3)
        assert "这就发" in (await operate(app, "好的")).text
        await expect(answers.nth(4)).to_have_text("【工作人员 张工】好的")
        await expect(answers).to_have_count(5)
        shown = [text.split("\n")[0] for text in await answers.all_inner_texts()]
        await page.reload()
        await expect(answers).to_have_count(5)
        assert [text.split("\n")[0] for text in await answers.all_inner_texts()] == shown
        await operate(app, "结束")
        await expect(answers.nth(5)).to_contain_text("结束了人工对话")
    finally:
        await app.close()
