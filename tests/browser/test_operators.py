from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from playwright.async_api import expect

from assistant.access import MOST_FAILURES

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.browser.conftest import OpenPage
    from tests.browser.server_process import ServerProcess

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PASSWORD = "correct horse"
LABEL = "AI 生成"


def execute(server: ServerProcess, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(server.var / "shuzhi.db", timeout=10)) as connection, connection:
        connection.execute(statement, values)


def operator(server: ServerProcess) -> tuple[str, str]:
    """Add an operator of one's own; returns name and id."""
    name, number = f"王敏{uuid4().hex[:6]}", uuid4().hex
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    execute(
        server,
        "insert into operators (id, name, password_hash, failures, created_at) values (?, ?, ?, 0, ?)",
        number,
        name,
        PasswordHasher().hash(PASSWORD),
        now,
    )
    return name, number


async def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    await page.goto("/operator")
    await page.fill("#name", name)
    await page.fill("#password", password)
    await page.get_by_role("button", name="登录").click()


async def ask(page: Page, text: str, answers: int = 1) -> None:
    await page.locator("#chat-input").click()
    await page.locator("#chat-input").fill(text)
    await expect(page.locator("#chat-submit")).to_be_enabled()
    await page.keyboard.press("Enter")
    await expect(page.locator('[data-step-type="assistant_message"]')).to_have_count(answers)
    await expect(page.locator('[data-step-type="assistant_message"]').nth(answers - 1)).not_to_be_empty()


async def test_an_operator_signs_in_asks_and_signs_out(open_page: OpenPage, server: ServerProcess) -> None:
    name, number = operator(server)
    page = await open_page()
    await ask(page, "8.3.1 b) 讲什么？")
    await expect(page).to_have_url(re.compile(r"/thread/[0-9a-f-]{36}$"))
    visitors_thread = page.url.rpartition("/")[2]

    await sign_in(page, name)
    await expect(page.locator("#welcome-screen")).to_contain_text(f"{name}，你好")
    await expect(page.locator("#operator-badge")).to_have_text(f"运营 · {name}")
    await expect(page.locator("#starters button", has_text="这个月平台怎么样")).to_be_visible()
    await expect(page.locator("#thread-history")).not_to_contain_text("8.3.1 b)")
    await ask(page, "8.3.1 c) 讲什么？")
    await expect(page).to_have_url(re.compile(r"/thread/[0-9a-f-]{36}$"))
    mine = page.url.rpartition("/")[2]
    who = "select k.role, k.external_id from conversations c join contacts k on k.id = c.contact_id where c.id = ?"
    assert server.rows(who, mine) == [("operator", f"operator:{number}")]
    assert server.rows(who, visitors_thread)[0][0] == "enterprise"

    await page.goto("/operator")
    await expect(page.locator("h1")).to_have_text(f"已登录：{name}")
    await page.click("#sign-out")
    await expect(page.locator("#welcome-screen")).to_contain_text("我是数智助手")
    await expect(page.locator("#operator-badge")).to_have_count(0)
    # The browser is again the visitor it was before.
    await expect(page.locator("#thread-history")).to_contain_text("8.3.1 b)")
    await expect(page.locator("#thread-history")).not_to_contain_text("8.3.1 c)")


async def test_five_wrong_passwords_lock_the_door(open_page: OpenPage, server: ServerProcess) -> None:
    name, number = operator(server)
    page = await open_page("/operator")
    for attempt in range(MOST_FAILURES + 1):
        await sign_in(page, name, PASSWORD if attempt == MOST_FAILURES else "battery staple")
        await expect(page.locator(".problem")).to_contain_text("登录名或密码不对")
        await expect(page.locator("#name")).to_have_value(name)
    unknown = await page.locator(".problem").inner_text()
    await sign_in(page, "没有这个人", PASSWORD)
    assert await page.locator(".problem").inner_text() == unknown
    locked = "select locked_until is not null, failures from operators where id = ?"
    assert server.rows(locked, number) == [(1, MOST_FAILURES)]
    execute(server, "update operators set locked_until = '2020-01-01 00:00:00.000000' where id = ?", number)
    await sign_in(page, name)
    await expect(page.locator("#operator-badge")).to_have_text(f"运营 · {name}")


async def test_whoever_is_disabled_or_signed_out_says_nothing_more(open_page: OpenPage, server: ServerProcess) -> None:
    name, number = operator(server)
    page = await open_page("/operator")
    await sign_in(page, name)
    await expect(page.locator("#operator-badge")).to_be_visible()
    await ask(page, "8.3.1 a) 讲什么？")
    turns = (
        "select count(*) from turns t join conversations c on c.id = t.conversation_id "
        "join contacts k on k.id = c.contact_id where k.external_id = ?"
    )
    assert server.rows(turns, f"operator:{number}") == [(1,)]

    other = await page.context.new_page()
    await other.goto("/operator")
    await other.click("#sign-out")
    await expect(other.locator("#welcome-screen")).to_contain_text("我是数智助手")
    await ask(page, "8.3.1 b) 讲什么？", 2)  # in the page that is still open
    await expect(page.locator('[data-step-type="assistant_message"]').nth(1)).to_contain_text("登录已失效")
    assert server.rows(turns, f"operator:{number}") == [(1,)]

    await sign_in(other, name)
    await expect(other.locator("#operator-badge")).to_be_visible()
    execute(server, "update operators set disabled_at = created_at where id = ?", number)
    await ask(other, "8.3.1 b) 讲什么？")
    await expect(other.locator('[data-step-type="assistant_message"]').first).to_contain_text("登录已失效")
    await other.goto("/")
    await expect(other.locator("#welcome-screen")).to_contain_text("我是数智助手")
    assert server.rows(turns, f"operator:{number}") == [(1,)]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
async def test_the_page_fits_a_screen_of_any_width(open_page: OpenPage, width: int, height: int) -> None:
    page = await open_page("/operator", viewport={"width": width, "height": height})
    await expect(page.locator("#password")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    await page.goto("/api/docs")
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
