"""A report in the browser: the chart in the chat, and the page at the width of a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.fakes.reports import HEADINGS

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

    from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE = {"width": 390, "height": 844}
DRAWN = "image => image.complete && image.naturalWidth === 960 && image.getBoundingClientRect().width > 200"
ANSWERS = "2213212113"


def answers(page: Page) -> Locator:
    return page.locator('[data-step-type="assistant_message"]')


async def say(page: Page, text: str, expected: str) -> Locator:
    before = await answers(page).count()
    await page.locator("#chat-input").click()
    await page.locator("#chat-input").fill(text)
    await expect(page.locator("#chat-submit")).to_be_enabled()
    await page.keyboard.press("Enter")
    answer = answers(page).nth(before)
    await expect(answer).to_contain_text(expected)
    return answer


async def press(page: Page, title: str, expected: str) -> Locator:
    before = await answers(page).count()
    await page.get_by_role("button", name=title).last.click()
    answer = answers(page).nth(before)
    await expect(answer).to_contain_text(expected)
    return answer


async def drawn(answer: Locator) -> None:
    picture = answer.locator('img[src^="/files/radar.png"]')
    await expect(picture).to_have_count(1)
    await picture.scroll_into_view_if_needed()
    await expect(picture).to_have_attribute("alt", "五维雷达图")
    await picture.page.wait_for_function(f"image => ({DRAWN})(image)", arg=await picture.element_handle())


async def test_the_chart_shows_in_the_chat_and_the_report_on_a_phone(open_page: OpenPage) -> None:
    page = await open_page(viewport=PHONE, has_touch=True)
    await say(page, "我想测测我们厂的数字化水平", "快速版")
    await press(page, "快速版", "第 1/10 题")
    for place, answer in enumerate(ANSWERS, 1):
        last = place == len(ANSWERS)
        shown = await say(page, answer, "诊断做完了" if last else f"第 {place + 1}/10 题")
    await drawn(shown)
    made = await press(page, "生成诊断报告", "做好了")
    await drawn(made)
    await expect(made).not_to_contain_text("附件")
    link = await made.get_by_role("link", name="打开网页版").get_attribute("href")
    assert link
    await page.reload()
    await drawn(answers(page).nth(await answers(page).count() - 1))
    await page.goto(link)
    await expect(page.locator("h2")).to_have_text(HEADINGS)
    await expect(page.locator(".conclusion")).to_contain_text("总分")
    width = await page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1] == PHONE["width"]
    radar = page.locator("img.radar")
    await expect(radar).to_be_visible()
    assert await radar.evaluate("image => image.decode().then(() => image.naturalWidth)") == 960
    for name in ("下载 Word", "下载 PDF"):
        address = await page.get_by_role("link", name=name).get_attribute("href")
        assert (await page.request.get(str(address))).status == 200
    strangers = await open_page("/r/" + link.partition("/r/")[2], color_scheme="dark")
    await expect(strangers.locator("h1")).to_be_visible()
    dark = await strangers.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark == "rgb(16, 25, 29)"
