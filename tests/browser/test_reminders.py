"""The chat opens with what the platform came back with: a button goes on, and nobody else sees it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from assistant.bootstrap import build
from assistant.follow_ups import FollowUps
from assistant.settings import Settings
from tools.domain.follow_ups import shipped
from tools.domain.follow_ups.manners import within_hours

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

    from tests.browser.conftest import OpenPage
    from tests.browser.server_process import ServerProcess

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def answers(page: Page) -> Locator:
    return page.locator('[data-step-type="assistant_message"]')


async def say(page: Page, text: str) -> None:
    await page.locator("#chat-input").click()
    await page.locator("#chat-input").fill(text)
    await expect(page.locator("#chat-submit")).to_be_enabled()
    await page.keyboard.press("Enter")


async def come_back(server: ServerProcess) -> int:
    """Let the day after tomorrow's clock tick, in another process than the page's; returns what it dealt with."""
    then = within_hours(datetime.now(UTC) + timedelta(days=1, minutes=1), shipped().manners)
    app = build(Settings(_env_file=None, var_dir=server.var, log_level="ERROR"), clock=lambda: then)
    try:
        sending = FollowUps(app.database, app.library.current, app.clock, app.owner, {})
        await sending.plan()
        return await sending.send_due()
    finally:
        await app.close()


async def begin_and_leave(page: Page, server: ServerProcess) -> None:
    """Begin a diagnosis; a day later it is come back to."""
    await say(page, "做一次快速诊断")
    await expect(answers(page).first).to_contain_text("第 1/10 题")
    await expect(page).to_have_url(re.compile(r"/thread/[0-9a-f-]{36}$"))
    assert await come_back(server) == 1


async def test_a_reminder_appears_as_the_chat_opens_and_its_button_goes_on(
    open_page: OpenPage, server: ServerProcess
) -> None:
    page, other = await open_page(), await open_page()
    await begin_and_leave(page, server)
    await other.goto("/")
    await expect(other.locator("#starters button").first).to_be_enabled()
    await expect(answers(other)).to_have_count(0)
    await page.goto("/")
    reminder = answers(page).first
    await expect(reminder).to_contain_text("您的数字化诊断还差10题就有结果了")
    await reminder.locator('button[id^="ask-"]', has_text="接着答").click()
    await expect(answers(page).nth(1)).to_contain_text("第 1/10 题")
    await expect(page.locator('[data-step-type="user_message"]')).to_have_text("接着答")
    await expect(page).to_have_url(re.compile(r"/thread/[0-9a-f-]{36}$"))
    await page.reload()
    await expect(answers(page)).to_have_count(2)
    await expect(answers(page).first).to_contain_text("您的数字化诊断还差10题就有结果了")
    await page.goto("/")
    await expect(page.locator("#starters button").first).to_be_enabled()
    await expect(answers(page)).to_have_count(0)


async def test_a_reminder_comes_to_a_page_that_is_open_and_a_word_goes_on(
    open_page: OpenPage, server: ServerProcess
) -> None:
    page = await open_page()
    await say(page, "做一次快速诊断")
    await expect(answers(page).first).to_contain_text("第 1/10 题")
    await say(page, "先到这")
    await expect(answers(page)).to_have_count(2)
    assert await come_back(server) == 1
    await expect(answers(page).nth(2)).to_contain_text("您的数字化诊断还差10题", timeout=60_000)
    await say(page, "好")
    await expect(answers(page).nth(3)).to_contain_text("第 1/10 题")
