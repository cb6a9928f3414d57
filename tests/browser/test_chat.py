from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import TimeoutError as PlaywrightTimeout
from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

    from tests.browser.conftest import OpenPage
    from tests.browser.server_process import ServerProcess

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LABEL = "AI 生成"
DIMENSIONS = "企业数字化诊断要看哪几个维度？"


async def ask(page: Page, text: str) -> Locator:
    """Type a question, send it and return the finished answer."""
    before = await answers(page).count()
    await page.locator("#chat-input").click()
    await page.locator("#chat-input").fill(text)
    await expect(page.locator("#chat-submit")).to_be_enabled()
    await page.keyboard.press("Enter")
    return await finished(page, before)


async def finished(page: Page, before: int) -> Locator:
    answer = answers(page).nth(before)
    await expect(answer).to_contain_text(LABEL)
    return answer


def answers(page: Page) -> Locator:
    return page.locator('[data-step-type="assistant_message"]')


async def thread_of(page: Page) -> str:
    """The conversation's id, which the address shows once it is listed."""
    await expect(page).to_have_url(re.compile(r"/thread/[0-9a-f-]{36}$"))
    return page.url.rpartition("/")[2]


async def test_a_typed_question_is_answered_with_citation_and_label(open_page: OpenPage) -> None:
    page = await open_page()
    answer = await ask(page, DIMENSIONS)
    await expect(answer).to_contain_text("五大维度")
    await expect(answer.locator('a[href^="/source?"]').first).to_contain_text("8.3.1 b)")
    await expect(page.locator(".watermark")).to_contain_text("内容由 AI 生成")
    await thread_of(page)


async def test_the_welcome_says_who_answers_and_a_starter_asks(open_page: OpenPage) -> None:
    page = await open_page()
    await expect(page).to_have_title("数智助手")
    welcome = page.locator("#welcome-screen")
    await expect(welcome).to_contain_text("我是数智助手")
    await expect(welcome).to_contain_text("内容由 AI 生成")
    await expect(welcome.locator('a[href="/terms"]')).to_be_visible()
    starter = page.locator("#starters button").nth(1)
    text = await starter.inner_text()
    await starter.click()
    await expect(page.locator('[data-step-type="user_message"]')).to_have_text(text)
    await finished(page, 0)


async def test_nothing_of_the_framework_shows(open_page: OpenPage) -> None:
    page = await open_page()
    await expect(page.locator("#starters button").first).to_be_enabled()
    text = await page.locator("body").inner_text()
    assert "Chainlit" not in text
    assert "chainlit" not in (await page.content()).lower().replace("chainlit-", "")
    await expect(page.locator("#readme-button")).to_have_count(0)
    await expect(page.locator("#upload-button")).to_have_count(0)


async def test_a_citation_opens_the_clause_with_its_neighbours_beside_the_answer(open_page: OpenPage) -> None:
    page = await open_page()
    answer = await ask(page, "8.3.1 b) 讲什么？")
    await answer.locator('a[href^="/source?"]', has_text="8.3.1 b)").first.click()
    side = page.locator("#side-view-content")
    await expect(page.locator("#side-view-title")).to_contain_text("8.3.1 b) 需求识别")
    await expect(side.locator("blockquote")).to_contain_text("数字意识、数字基础设施、业务数字化水平")
    await expect(side).to_contain_text("8 运营服务能力要求")
    await expect(side.locator("a", has_text="8.3.1 a)")).to_be_visible()
    await side.locator("a", has_text="8.3.1 c)").click()
    await expect(page.locator("#side-view-title")).to_contain_text("8.3.1 c)")
    await expect(side.locator("blockquote")).to_contain_text("企业全景视角")
    assert len(page.context.pages) == 1
    await expect(answer).to_be_visible()


async def test_a_tool_step_unfolds_into_plain_words(open_page: OpenPage) -> None:
    page = await open_page()
    await ask(page, DIMENSIONS)
    step = page.locator('[data-step-type="tool"]').first
    await expect(step).to_contain_text("查标准、政策和场景")
    await step.locator("button").first.click()
    await expect(step).to_contain_text(f"按“{DIMENSIONS}”查资料")
    await expect(step).to_contain_text("T/ISC 0106—2026 8.3.1 b)")
    text = await step.inner_text()
    assert "{" not in text
    assert "Output" not in text


async def test_a_next_question_is_asked_by_its_button(open_page: OpenPage, server: ServerProcess) -> None:
    page = await open_page()
    answer = await ask(page, "广州中小企业做数字化改造最高补多少？")
    button = answer.locator('button[id^="ask-"]').first
    title = await button.inner_text()
    await button.click()
    await expect(page.locator('[data-step-type="user_message"]').nth(1)).to_have_text(title)
    await finished(page, 1)
    thread = await thread_of(page)
    stored = server.rows("select text, tool from turns where conversation_id = ? order by seq", thread)
    assert stored[1] == (title, "read_policy")


async def press_until(button: Locator, shown: Locator) -> None:
    """Press a button until what it opens is there: an answer that has just ended is drawn once more."""
    for _ in range(5):
        await button.click()
        try:
            await shown.wait_for(timeout=3000)
        except PlaywrightTimeout:
            continue
        return
    await shown.wait_for(timeout=1000)


async def test_thumbs_up_with_a_comment_is_stored_and_can_be_taken_back(
    open_page: OpenPage, server: ServerProcess
) -> None:
    page = await open_page()
    answer = await ask(page, "8.3.1 讲什么？")
    comment = page.locator('[role="dialog"] textarea')
    await press_until(answer.locator(".positive-feedback-off"), comment)
    await comment.fill("说得清楚")
    await page.locator("#submit-feedback").click()
    await expect(answer.locator(".positive-feedback-on")).to_be_visible()
    thread = await thread_of(page)
    query = (
        "select score, comment from feedback join turns on turns.id = feedback.turn_id where turns.conversation_id = ?"
    )
    assert server.rows(query, thread) == [(1, "说得清楚")]
    await page.reload()
    restored = answers(page).first
    await restored.locator(".positive-feedback-on").click()
    await expect(restored.locator(".positive-feedback-off")).to_be_visible()
    assert server.rows(query, thread) == []


async def test_history_survives_a_restart_and_goes_on(open_page: OpenPage, server: ServerProcess) -> None:
    page = await open_page()
    first = await ask(page, "8.3.1 b) 讲什么？")
    words = await first.locator(".message-content").inner_text()
    thread = await thread_of(page)
    server.restart()
    await page.goto("/")
    entry = page.locator(f"#thread-{thread}")
    await expect(entry).to_contain_text("8.3.1 b) 讲什么？")
    await entry.click()
    await expect(answers(page)).to_have_count(1)
    assert await answers(page).first.locator(".message-content").inner_text() == words
    await expect(page.locator('[data-step-type="user_message"]')).to_have_text("8.3.1 b) 讲什么？")
    await expect(answers(page).first.locator('button[id^="ask-"]').first).to_be_visible()
    follow_up = await ask(page, "它是必须的吗？")
    await expect(follow_up).to_contain_text("应")
    assert server.rows("select count(*) from turns where conversation_id = ?", thread) == [(2,)]


async def test_an_open_page_goes_on_after_a_restart(open_page: OpenPage, server: ServerProcess) -> None:
    page = await open_page()
    await ask(page, "8.3.1 讲什么？")
    thread = await thread_of(page)
    server.restart()
    await expect(page.locator("#session-error")).to_have_count(0)
    answer = await ask(page, "那第二条呢？")
    await expect(answer).to_contain_text("8.3.1 b)")
    assert server.rows("select count(*) from turns where conversation_id = ?", thread) == [(2,)]


async def test_two_browsers_never_see_each_others_history(open_page: OpenPage) -> None:
    mine, theirs = await open_page(), await open_page()
    await ask(mine, DIMENSIONS)
    thread = await thread_of(mine)
    await expect(mine.locator("#thread-history")).to_contain_text("企业数字化诊断")
    await theirs.reload()
    await expect(theirs.locator("#thread-history")).to_contain_text("还没有对话")
    assert (await theirs.request.get(f"/project/thread/{thread}")).status == 404
    assert (await mine.request.get(f"/project/thread/{thread}")).status == 200
    await theirs.goto(f"/thread/{thread}")
    await expect(theirs).not_to_have_url(re.compile(thread))
    await expect(theirs.locator("body")).not_to_contain_text("五大维度")
    cookies = {c["name"]: c for c in await mine.context.cookies()}
    cookie = cookies["shuzhi_visitor"]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"


async def test_a_conversation_is_renamed_and_deleted(open_page: OpenPage, server: ServerProcess) -> None:
    page = await open_page()
    await ask(page, DIMENSIONS)
    thread = await thread_of(page)
    renamed = await page.request.put("/project/thread", data={"threadId": thread, "name": "诊断维度"})
    assert renamed.ok
    await page.reload()
    await expect(page.locator(f"#thread-{thread}")).to_contain_text("诊断维度")
    deleted = await page.request.delete("/project/thread", data={"threadId": thread})
    assert deleted.ok
    await page.goto("/")
    await expect(page.locator("#thread-history")).to_contain_text("还没有对话")
    assert server.rows("select deleted_at is not null from conversations where id = ?", thread) == [(1,)]


async def test_a_too_long_message_gets_a_friendly_sentence(open_page: OpenPage) -> None:
    page = await open_page()
    await page.locator("#chat-input").click()
    await page.locator("#chat-input").fill("长" * 2001)
    await expect(page.locator("#chat-submit")).to_be_enabled()
    await page.keyboard.press("Enter")
    note = page.locator("#too-long")
    await expect(note).to_contain_text("这条消息太长了（2001 字）")
    await page.locator("#chat-submit").click()
    await expect(note).to_have_count(1)
    assert await page.locator('[data-step-type="user_message"]').count() == 0
    assert len(await page.locator("#chat-input").input_value()) == 2001
    await page.locator("#chat-input").fill(DIMENSIONS)
    await expect(note).to_have_count(0)
    await page.keyboard.press("Enter")
    await finished(page, 0)


async def test_markup_in_a_question_stays_text(open_page: OpenPage) -> None:
    page = await open_page()
    await ask(page, "<img src=x onerror=alert(1)> **8.3.1** 讲什么？")
    said = page.locator('[data-step-type="user_message"]')
    await expect(said).to_contain_text("<img src=x onerror=alert(1)> **8.3.1** 讲什么？")
    await expect(said.locator("img")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_on_a_phone_nothing_overflows(open_page: OpenPage, scheme: str) -> None:
    page = await open_page(viewport={"width": 375, "height": 740}, color_scheme=scheme, is_mobile=True, has_touch=True)
    overflow = "document.documentElement.scrollWidth - window.innerWidth"
    await expect(page.locator("#starters button").first).to_be_visible()
    assert await page.evaluate(overflow) <= 0
    answer = await ask(page, "广州中小企业做数字化改造最高补多少？")
    assert await page.evaluate(overflow) <= 0
    box = await answer.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 375
    await thread_of(page)
    await answer.locator('a[href^="/source?"]').first.click()
    await expect(page.locator("#side-view-content blockquote")).to_be_visible()
    assert await page.evaluate(overflow) <= 0
    dialog = page.get_by_role("dialog")
    assert await dialog.evaluate("d => d.offsetWidth") == 375
    await page.keyboard.press("Escape")
    await page.locator("#sidebar-trigger-button").click()
    await expect(page.locator("#thread-options").first).to_have_css("opacity", "1")
    await page.reload()
    await expect(answers(page)).to_have_count(1)
    lightness = await page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (sum(lightness[:3]) < 200) == (scheme == "dark")


async def test_the_pages_around_the_chat(open_page: OpenPage) -> None:
    page = await open_page("/terms", color_scheme="dark", viewport={"width": 375, "height": 740})
    await expect(page.locator("h1")).to_have_text("用户协议")
    await expect(page.locator("main")).to_contain_text("没有接入大语言模型")
    for path, title in (("/privacy", "隐私说明"), ("/complaint", "投诉与反馈")):
        await page.goto(path)
        await expect(page.locator("h1")).to_have_text(title)
        assert await page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


async def test_a_complaint_is_filed_without_scripts(open_page: OpenPage, server: ServerProcess) -> None:
    page = await open_page("/complaint", java_script_enabled=False)
    await page.locator("#text").fill("回答里的金额和通知不一致")
    await page.locator("#reach").fill("someone@example.com")
    await page.locator("button").click()
    receipt = await page.locator("#receipt").inner_text()
    stored = server.rows("select text, reach, state from complaints where id like ?", f"{receipt.lower()}%")
    assert stored == [("回答里的金额和通知不一致", "someone@example.com", "open")]


async def test_a_citations_link_is_a_page_without_scripts(open_page: OpenPage) -> None:
    page = await open_page("/source?document=T/ISC%200106—2026&clause=8.3.1%20b)", java_script_enabled=False)
    await expect(page.locator("h1")).to_have_text("8.3.1 b) 需求识别")
    await expect(page.locator("blockquote")).to_contain_text("五大维度")
    await expect(page.locator("main")).to_contain_text("下一条")


async def test_another_passage_begins_at_its_top_and_escape_closes_it(open_page: OpenPage) -> None:
    page = await open_page(viewport={"width": 1100, "height": 420})
    answer = await ask(page, "8.3.1 讲什么？")
    await answer.locator('a[href^="/source?"]', has_text="8.3.1").first.click()
    side = page.locator("#side-view-content")
    link = side.locator("a").last
    await link.scroll_into_view_if_needed()
    before = await page.locator("#side-view-title").inner_text()
    await side.locator('a[href^="/source?"]').last.click()
    await expect(page.locator("#side-view-title")).not_to_have_text(before)
    await expect(page.locator("#side-view-title")).to_be_in_viewport()
    await expect(page.locator("#side-view-title button")).to_have_attribute("aria-label", "关闭原文")
    await page.keyboard.press("Escape")
    await expect(page.locator("#side-view-title")).to_have_count(0)


async def test_a_conversation_is_deleted_from_the_keyboard(open_page: OpenPage) -> None:
    page = await open_page()
    await ask(page, DIMENSIONS)
    await thread_of(page)
    options = page.locator("#thread-options")
    await options.focus()
    await page.keyboard.press("Enter")
    await page.locator("#delete-thread").click()
    await expect(page.locator("#confirm-delete")).to_have_text("删除")
    await page.locator("#confirm-delete").click()
    await expect(page.locator("#thread-history")).to_contain_text("还没有对话")
    await page.goto("/thread/00000000-0000-4000-8000-000000000000")
    await expect(page.locator("[data-sonner-toast]").first).to_contain_text("打不开这段对话")


async def test_the_pages_follow_the_theme_chosen_in_the_chat(open_page: OpenPage) -> None:
    page = await open_page("/terms", color_scheme="light")
    await page.evaluate('localStorage.setItem("vite-ui-theme", "dark")')
    await page.reload()
    await expect(page.locator("body")).to_have_css("background-color", "rgb(16, 25, 29)")
