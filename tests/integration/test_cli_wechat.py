"""The commands around WeChat: its menu, a simulated talk, and what the check-up finds."""

from __future__ import annotations

import asyncio
import io
import json
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from rich.console import Console
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from assistant.settings import Settings
from integrations import cli
from integrations.cli import console, simulating
from integrations.cli import wording as words
from integrations.cli.checkup import findings_table
from integrations.wechat import checkup
from tests.fakes.wechat_server import WeChatServer
from tests.fakes.wechat_server.serving import Served
from tests.fakes.wechat_webhook import Webhook
from tests.integration.test_cli import PROGRAM, Done, free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.requests import Request

    from assistant.doctor import Finding

SECRET = "0123456789abcdef0123456789abcdef"
ACCOUNT = {
    "WECHAT_APP_ID": "wx0f1e2d3c4b5a6978",
    "WECHAT_TOKEN": "hushhushtoken",
    "WECHAT_ENCODING_AES_KEY": "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
}
PUBLIC = "https://zhushou.example.cn"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Run a command in this process, on a data folder without a library; a secret never shows."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    for stream in (console.out, console.err):
        monkeypatch.setattr(stream, "_width", 200)

    def run(*arguments: str, typed: str = "", **environment: str) -> Done:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["shuzhi", *arguments])
            patch.setattr(sys, "stdin", io.StringIO(typed))
            for name, value in environment.items():
                patch.setenv(name, value)
            capfd.readouterr()
            code = 0
            try:
                cli.main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1 if end.code else 0
            printed = capfd.readouterr()
        for hidden in (SECRET, *list(ACCOUNT.values())[1:]):
            assert hidden not in printed.out + printed.err
        return Done(code, printed.out, printed.err)

    return run


@pytest.fixture
def wechat() -> Iterator[WeChatServer]:
    """WeChat's API."""
    app_id, token, key = ACCOUNT.values()
    with WeChatServer(app_id=app_id, token=token, aes_key=key, secret=SECRET) as server:
        yield server


def environment(wechat: WeChatServer, **more: str) -> dict[str, str]:
    settings = {**ACCOUNT, "WECHAT_APP_SECRET": SECRET, "WECHAT_API_BASE_URL": wechat.base_url}
    return settings | {"PUBLIC_BASE_URL": PUBLIC} | more


# --- menu -------------------------------------------------------------------------------------------------------------


def test_the_menu_is_shown_without_an_account(run: Callable[..., Done]) -> None:
    done = run("wechat", "menu", "show", PUBLIC_BASE_URL=PUBLIC)
    assert done.code == 0
    assert re.search(
        r"查政策[\s\S]*能申请的补贴  match_policies[\s\S]*做诊断[\s\S]*我的主页  https://zhushou\S*/h5", done.out
    )
    assert re.search(r"没放进菜单.*列出场景", done.out)


def test_the_menu_is_pushed_compared_and_deleted(run: Callable[..., Done], wechat: WeChatServer) -> None:
    settings = environment(wechat)
    assert "没有自定义菜单" in run("wechat", "menu", "pull", **settings).out
    assert "已推送" in run("wechat", "menu", "push", **settings).out
    assert wechat.world.menu is not None
    assert [button["name"] for button in wechat.world.menu["button"]] == ["查政策", "做诊断", "我的"]
    pulled = run("wechat", "menu", "pull", **settings)
    assert "我的工单  show_tickets" in pulled.out
    assert "与要推送的一致" in pulled.out
    wechat.world.menu["button"][0]["name"] = "别的"
    assert "不一样" in run("wechat", "menu", "pull", **settings).out
    refused = run("wechat", "menu", "delete", **settings)
    assert (refused.code, "--yes" in refused.complaint) == (2, True)
    assert "已删除" in run("wechat", "menu", "delete", "--yes", **settings).out
    assert wechat.world.menu is None


def test_a_menu_no_phone_could_use_is_not_pushed(run: Callable[..., Done], wechat: WeChatServer) -> None:
    done = run("wechat", "menu", "push", **environment(wechat, PUBLIC_BASE_URL="http://localhost:8000"))
    assert (done.code, "PUBLIC_BASE_URL" in done.complaint) == (2, True)
    assert wechat.world.menu is None


def test_what_is_not_configured_is_named(run: Callable[..., Done]) -> None:
    done = run("wechat", "menu", "pull", WECHAT_APP_ID=ACCOUNT["WECHAT_APP_ID"])
    assert done.code == 2
    assert "WECHAT_APP_SECRET" in done.complaint
    assert "WECHAT_APP_ID" not in done.complaint
    done = run("wechat", "simulate", "--url", "http://127.0.0.1:1/wechat", typed="你好\n")
    assert done.code == 2
    assert "WECHAT_APP_ID、WECHAT_TOKEN" in done.complaint


def test_an_address_off_the_whitelist_is_told(run: Callable[..., Done], wechat: WeChatServer) -> None:
    wechat.account.whitelist = set()
    done = run("wechat", "menu", "push", **environment(wechat))
    assert done.code == 1
    assert re.search(r"40164.*127\.0\.0\.1.*白名单", done.complaint)


def test_a_wrong_secret_and_a_silent_service_are_one_line(run: Callable[..., Done], wechat: WeChatServer) -> None:
    done = run("wechat", "menu", "pull", **environment(wechat, WECHAT_APP_SECRET="f" * 32))
    assert (done.code, "WECHAT_APP_SECRET" in done.complaint) == (1, True)
    dead = f"http://127.0.0.1:{free_port()}"
    done = run("wechat", "menu", "pull", **environment(wechat, WECHAT_API_BASE_URL=dead))
    assert (done.code, "没有应答" in done.complaint) == (1, True)


# --- simulate ---------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take an answer from this machine to be complete sooner."""
    monkeypatch.setattr(simulating, "SETTLED", 0.3)
    monkeypatch.setattr(simulating, "REPEATED", 0.3)


@pytest.fixture
def webhook() -> Iterator[tuple[Webhook, str]]:
    """A running webhook of an account in safe mode, and its address."""
    stub = Webhook(*ACCOUNT.values())
    with Served(stub.app) as served:
        yield stub, f"{served.url}/wechat"


def test_a_talk_shows_answers_in_the_body_and_those_that_follow(
    run: Callable[..., Done], webhook: tuple[Webhook, str]
) -> None:
    stub, url = webhook
    port = free_port()
    stub.api = f"http://127.0.0.1:{port}"
    lines = [
        "快问",
        "慢问",
        "/click 2",
        "/click 3",
        "/voice 多少钱",
        "/scan b_1",
        "/menu 3.1",
        "/menu 3.5",
        "/again",
        "/what",
    ]
    done = run(
        *("wechat", "simulate", "--url", url, "--api-port", str(port), "--user", "甲", "--patience", "10"),
        typed="\n".join([*lines, "/unfollow", "说话", "/follow", "/quit", "不再说"]),
        **ACCOUNT,
    )
    assert done.code == 0, done.out + done.err
    assert [(one.kind, one.text or one.event_key, one.choice) for one in stub.received] == [
        ("text", "快问", None),
        ("text", "慢问", None),
        ("choice", "不满意", "8"),
        ("voice", "多少钱", None),
        ("scan", "b_1", None),
        ("tap", "show_tickets", None),
        ("view", "http://localhost:8000/h5", None),
        ("view", "http://localhost:8000/h5", None),
        ("unsubscribe", None, None),
        ("subscribe", None, None),
    ]
    assert re.search(r"你 > 快问\n公众号 < 收到text 快问.*\n（被动回复", done.out)
    assert "后到的答案 全文 <https://x.cn/1>\n（客服消息，还能发 4 条）" in done.out
    assert "满意吗\n[1] 满意\n[2] 不满意" in done.out
    assert "点了“不满意”" in done.out
    assert done.out.count("没有这个序号") == 1
    assert "没有 /what 这个动作" in done.out
    assert "先 /follow" in done.out
    assert f"WECHAT_API_BASE_URL=http://127.0.0.1:{port}" in done.err


def test_an_account_that_is_not_verified_pushes_nothing(run: Callable[..., Done], webhook: tuple[Webhook, str]) -> None:
    stub, url = webhook
    port = free_port()
    stub.api = f"http://127.0.0.1:{port}"
    talk = ("wechat", "simulate", "--url", url, "--api-port", str(port), "--patience", "1", "--unverified")
    done = run(*talk, typed="慢问\n", **ACCOUNT)
    assert done.code == 1
    assert "没有回答" in done.out
    assert "有 1 条消息没有等到回答" in done.err


@pytest.mark.parametrize(
    ("said", "path", "environment", "told"),
    [
        ("无", "/wechat", {}, "等了 1 秒没有回答"),
        ("坏", "/wechat", {}, "不是微信认得的格式"),
        ("好", "/wechat", {"WECHAT_TOKEN": "another"}, "Token"),
        ("好", "/nothing", {}, "HTTP 404"),
    ],
)
def test_a_message_that_gets_no_answer_is_told_and_counted(
    run: Callable[..., Done],
    webhook: tuple[Webhook, str],
    said: str,
    path: str,
    environment: dict[str, str],
    told: str,
) -> None:
    url = webhook[1].replace("/wechat", path)
    done = run("wechat", "simulate", "--url", url, "--patience", "1", typed=f"{said}\n", **(ACCOUNT | environment))
    assert done.code == 1
    assert told in done.out
    assert ("暂时无法提供服务" in done.out) is (said != "无")


def test_a_talk_with_a_server_that_is_not_there_says_so(run: Callable[..., Done]) -> None:
    url = f"http://127.0.0.1:{free_port()}/wechat"
    done = run("wechat", "simulate", "--url", url, typed="你好\n", **ACCOUNT)
    assert done.code == 1
    assert f"连不上 {url}" in done.out


def test_a_taken_api_port_is_one_line(run: Callable[..., Done], webhook: tuple[Webhook, str]) -> None:
    _, url = webhook
    port = url.split(":")[2].partition("/")[0]
    done = run("wechat", "simulate", "--url", url, "--api-port", port, **ACCOUNT)
    assert (done.code, "--api-port" in done.complaint) == (1, True)


def test_without_an_account_a_server_of_its_own_answers_and_ends(var_dir: Path) -> None:
    said = "8.3.1讲什么\n/menu 2.1\n/again\n/image\n/menu 3.5\n"
    done = simulated(var_dir, said)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"你 > 8\.3\.1讲什么\n公众号 < [\s\S]*8\.3\.1", done.stdout)
    assert "点了“数字化诊断”\n公众号 <" in done.stdout
    assert "图片" in done.stdout
    assert not (var_dir / "shuzhi.db").exists()
    with sqlite3.connect(var_dir / "simulate.db") as database:
        (received,) = database.execute("SELECT count(*) FROM inbox").fetchone()
    assert received == 4
    address = re.search(r"服务在 (http://127\.0\.0\.1:\d+)", done.stderr)
    assert address
    assert f"（打开网页 {address[1]}/h5）" in done.stdout
    with pytest.raises(httpx.ConnectError):
        httpx.get(address[1])


def simulated(var_dir: Path, said: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, "wechat", "simulate", "--user", "甲", "--patience", "30"],
        env={"PATH": "", "VAR_DIR": str(var_dir), "COLUMNS": "200", "PYTHONPATH": ":".join(sys.path)},
        cwd=var_dir,
        input=said,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


# --- doctor -----------------------------------------------------------------------------------------------------------


async def examined(
    settings: dict[str, str], clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> list[Finding]:
    """Look at the channel, as these settings have it."""
    given: dict[str, Any] = {name.lower(): value for name, value in settings.items()}
    return await checkup.examine(Settings(**given), clock)


def found(settings: dict[str, str], clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> dict[str, str]:
    """What the check-up of the channel says, by part."""
    findings = asyncio.run(examined(settings, clock))
    data = json.dumps([dict(finding.data) for finding in findings], default=str)
    assert not [value for value in (SECRET, ACCOUNT["WECHAT_TOKEN"]) if value in data]
    return {finding.part: f"{finding.what} {finding.state}" for finding in findings}


def test_an_unused_channel_is_well(run: Callable[..., Done], var_dir: Path) -> None:
    assert found({}) == {"wechat": "none unused"}
    assert re.search(r"–\s+微信公众号\s+没有配置", run("doctor", VAR_DIR=str(var_dir)).out)


def test_a_channel_in_order_is_found_so(wechat: WeChatServer, webhook: tuple[Webhook, str]) -> None:
    wechat.world.webhook = webhook[1]
    base = webhook[1].removesuffix("/wechat")
    seen = found(environment(wechat, PUBLIC_BASE_URL=base, WECHAT_NOTICE_TEMPLATES="ticket=t1"))
    assert seen == {
        "wechat": "safe works",
        "wechat_token": "given works",
        "wechat_seen": seen["wechat_seen"],
        "wechat_clock": "right works",
        "wechat_callback": "local works",
        "wechat_pages": "local broken",
        "wechat_session": "alone unused",
        "wechat_notices": "given works",
    }
    assert seen["wechat_seen"] in {"resolved works", "nowhere unused"}


def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(
    wechat: WeChatServer, webhook: tuple[Webhook, str], capsys: pytest.CaptureFixture[str]
) -> None:
    wechat.account.whitelist = set()
    base = webhook[1].removesuffix("/wechat")
    findings = asyncio.run(examined(environment(wechat, PUBLIC_BASE_URL=base, WECHAT_TOKEN="hushhushother")))
    Console(width=200).print(findings_table(findings))
    out = capsys.readouterr().out
    assert re.search(r"✗\s+微信凭据\s+.*40164.*127\.0\.0\.1[\s\S]*→ .*127\.0\.0\.1.*IP 白名单", out)
    assert re.search(r"✗\s+微信回调\s+.*403[\s\S]*→ .*WECHAT_TOKEN", out)
    assert re.search(r"✗\s+微信网页\s+PUBLIC_BASE_URL", out)
    assert "hushhush" not in out


def test_every_finding_has_its_words() -> None:
    source = Path(checkup.__file__).read_text(encoding="utf-8")
    kinds = {part for part in words.WECHAT_PARTS if f'"{part}"' in source}
    assert kinds == words.WECHAT_PARTS.keys()
    assert {key.partition(".")[0] for key in words.WECHAT_FOUND} == kinds
    assert words.WECHAT_REMEDIES.keys() <= words.WECHAT_FOUND.keys()
    for key in words.WECHAT_FOUND:
        assert f'"{key.partition(".")[2]}"' in source, key


@pytest.mark.parametrize(
    ("changed", "part", "what"),
    [
        ({"WECHAT_APP_SECRET": "f" * 32}, "wechat_token", "secret broken"),
        ({"WECHAT_APP_ID": "wx0000000000000000"}, "wechat_token", "app_id broken"),
        ({"WECHAT_APP_ID": "12345"}, "wechat", "app_id broken"),
        ({"WECHAT_TOKEN": "a b"}, "wechat", "token broken"),
        ({"WECHAT_ENCODING_AES_KEY": "short"}, "wechat", "key broken"),
        ({"WECHAT_PREVIOUS_AES_KEY": "short"}, "wechat", "key broken"),
        ({"WECHAT_ENCODING_AES_KEY": ""}, "wechat", "plain works"),
        ({"WECHAT_TOKEN": ""}, "wechat", "incomplete broken"),
        ({"REDIS_URL": "redis://x"}, "wechat_session", "missing unused"),
        ({"SESSION_SECRET": "s"}, "wechat_session", "given works"),
        ({"PUBLIC_BASE_URL": "http://10.0.0.7"}, "wechat_pages", "local broken"),
        ({"WECHAT_NOTICE_TEMPLATES": ""}, "wechat_notices", "none unused"),
    ],
)
def test_each_setting_is_judged(wechat: WeChatServer, changed: dict[str, str], part: str, what: str) -> None:
    dead = f"http://127.0.0.1:{free_port()}"
    assert found(environment(wechat, PUBLIC_BASE_URL=dead) | changed)[part] == what


def test_pages_want_a_safe_address() -> None:
    for address, what in (("https://zhushou.example.cn", "https works"), ("http://zhushou.example.cn", "plain broken")):
        finding = checkup._pages(Settings(public_base_url=address))
        assert f"{finding.what} {finding.state}" == what


@pytest.mark.parametrize(
    ("off", "what"),
    [(-30, "right works"), (120, "fast unused"), (-120, "slow unused"), (3600, "fast broken"), (-3600, "slow broken")],
)
def test_a_clock_that_is_wrong_is_found(wechat: WeChatServer, off: int, what: str) -> None:
    dead = f"http://127.0.0.1:{free_port()}"
    seen = found(environment(wechat, PUBLIC_BASE_URL=dead), lambda: datetime.now(UTC) + timedelta(seconds=off))
    assert seen["wechat_clock"] == what


@pytest.mark.parametrize(
    ("answer", "what"),
    [(404, "absent"), (403, "refused"), (502, "odd"), (200, "odd"), (None, "silent")],
)
def test_a_callback_that_does_not_echo_is_found(wechat: WeChatServer, answer: int | None, what: str) -> None:
    async def odd(_: Request) -> Response:
        return PlainTextResponse("hello", answer or 200)

    with Served(Starlette(routes=[Route("/wechat", odd)])) as served:
        address = served.url if answer else f"http://127.0.0.1:{free_port()}"
        assert found(environment(wechat, PUBLIC_BASE_URL=address))["wechat_callback"] == f"{what} broken"


def test_a_service_that_is_silent_or_busy_is_told_apart(wechat: WeChatServer) -> None:
    dead = f"http://127.0.0.1:{free_port()}"
    seen = found(environment(wechat, PUBLIC_BASE_URL=dead, WECHAT_API_BASE_URL=dead))
    assert seen["wechat_token"] == "silent broken"
    assert "wechat_clock" not in seen
    wechat.fail("stable_token", -1)
    assert found(environment(wechat, PUBLIC_BASE_URL=dead))["wechat_token"] == "refused broken"
    wechat.fail("callback/check", 48001)
    assert found(environment(wechat, PUBLIC_BASE_URL=dead))["wechat_seen"] == "unknown unused"


def test_the_environment_is_explained(run: Callable[..., Done]) -> None:
    done = run("doctor", "--env", **ACCOUNT)
    assert done.code == 0
    assert re.search(r"WECHAT_TOKEN\s+✓", done.out)
    assert re.search(r"WECHAT_NOTICE_TEMPLATES\s+–", done.out)
