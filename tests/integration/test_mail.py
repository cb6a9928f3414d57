"""Follow-ups by e-mail: what arrives, what is refused or unknown, and nothing that should not be said."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from structlog.testing import capture_logs

from assistant.doctor import State
from assistant.nudges import Nudge, Refused, Unknown
from assistant.settings import Mail, Settings
from integrations import mail
from integrations.mail import LONG_PAUSE, PAUSE, Mailer, examine
from tests.fakes.mail_server import DROP, HANG, PASSWORD, USER, Mailbox, certificate, mail_server
from tools.kit.tool import Suggestion

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
TO, NAME, ADDRESS = "boss@factory.cn", "花都数智平台", "https://zhushou.example.cn"
NUDGE = Nudge(
    id="0123456789abcdef",
    route="email",
    channel="web",
    user="visitor",
    contact="c",
    enterprise="e",
    rule="diagnosis_unfinished",
    step="day1",
    title="诊断没做完",
    purpose="diagnosis",
    text="您的数字化诊断还差12题就有结果了，已答的8题都留着，接着答就行。",
    told_at=NOW,
    press=Suggestion(title="接着答", tool="start_diagnosis"),
    email=TO,
)


def url(port: int, *, tls: bool = False, logins: bool = False, password: str = PASSWORD) -> str:
    who = f"robot%40platform.cn:{password.replace('@', '%40').replace(':', '%3A')}@" if logins else ""
    return f"{'smtps' if tls else 'smtp'}://{who}127.0.0.1:{port}?from={USER}"


def mailer(address: str, *, trusted: ssl.SSLContext | None = None, step: float = 5.0, name: str = NAME) -> Mailer:
    return Mailer(Mail.read(address), name=name, address=ADDRESS, clock=lambda: NOW, trusted=trusted, step=step)


@pytest.fixture(autouse=True)
def _a_log_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has used it yet, and it leaves nothing out, so that what it writes can be captured."""
    everything = structlog.make_filtering_bound_logger(0)
    monkeypatch.setattr(mail, "log", structlog.wrap_logger(structlog.PrintLogger(), wrapper_class=everything))


async def refused(mailbox: Mailbox, **values: object) -> Refused:
    with pytest.raises(Refused) as caught, capture_logs() as logs:
        await mailer(url(mailbox.port)).send(replace(NUDGE, **values))  # type: ignore[arg-type]
    assert TO not in str(logs)
    return caught.value


# --- what arrives -----------------------------------------------------------------------------------------------------


async def test_a_follow_up_arrives_as_a_short_plain_letter() -> None:
    async with mail_server() as mailbox:
        with capture_logs() as logs:
            await mailer(url(mailbox.port)).send(NUDGE)
    ((envelope, _),), (letter,) = mailbox.letters, mailbox.messages
    assert (envelope.mail_from, envelope.rcpt_tos) == (USER, [TO])
    assert letter["Subject"] == "【花都数智平台】您的数字化诊断"
    assert letter["From"] == f"{NAME} <{USER}>"
    assert letter["To"] == TO
    assert letter["Message-ID"] == "<0123456789abcdef@platform.cn>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime == NOW
    assert letter.get_content_type() == "text/plain"
    body = letter.get_content().replace("\r\n", "\n")
    assert NUDGE.text in body
    assert f"说“接着答”：\n{ADDRESS}\n" in body
    assert "别发了" in body
    assert body.rstrip().endswith(f"{NAME}\n这封信由系统自动发出。")
    assert [(line["event"], line["purpose"]) for line in logs] == [("mail_sent", "diagnosis")]
    assert TO not in str(logs)


async def test_it_encrypts_where_that_is_offered_and_logs_in_then(tmp_path: Path) -> None:
    shown, trusted = certificate(tmp_path)
    async with mail_server(tls=shown, logins=True) as mailbox:
        await mailer(url(mailbox.port, logins=True), trusted=trusted).send(NUDGE)
        assert mailbox.encrypted == [True]
        assert await mailer(url(mailbox.port, logins=True), trusted=trusted).check()
    assert len(mailbox.letters) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
async def test_it_speaks_tls_from_the_start_to_who_wants_that(tmp_path: Path) -> None:
    shown, trusted = certificate(tmp_path)
    async with mail_server(tls=shown, from_the_start=True, logins=True) as mailbox:
        await mailer(url(mailbox.port, tls=True, logins=True), trusted=trusted).send(NUDGE)
        assert await mailer(url(mailbox.port, tls=True, logins=True), trusted=trusted).check()
    assert mailbox.encrypted == [True]


# --- what does not ----------------------------------------------------------------------------------------------------


async def test_a_recipient_who_is_not_there_is_given_up_for_the_next_way() -> None:
    async with mail_server() as mailbox:
        mailbox.at_rcpt = "550 no such user"
        refusal = await refused(mailbox)
    assert (refusal.reason, refusal.retry_after, refusal.next_route, refusal.spent) == ("smtp 550", None, True, False)
    assert mailbox.commands == ["MAIL", "RCPT"]


async def test_a_recipient_who_is_put_off_is_tried_later() -> None:
    async with mail_server() as mailbox:
        mailbox.at_rcpt = "450 greylisted"
        refusal = await refused(mailbox)
    assert (refusal.reason, refusal.retry_after, refusal.next_route) == ("smtp 450", PAUSE, False)


@pytest.mark.parametrize(("code", "later"), [("452 full", True), ("554 looks like advertising", False)])
async def test_a_letter_that_is_refused_was_surely_not_sent(code: str, later: bool) -> None:  # noqa: FBT001
    async with mail_server() as mailbox:
        mailbox.at_data = code
        refusal = await refused(mailbox)
    assert (refusal.retry_after, refusal.next_route) == ((PAUSE, False) if later else (None, True))


@pytest.mark.parametrize("how", [DROP, HANG])
async def test_a_letter_without_an_answer_may_have_arrived(how: str) -> None:
    async with mail_server() as mailbox:
        mailbox.at_data = how
        with pytest.raises(Unknown):
            await mailer(url(mailbox.port), step=0.3).send(NUDGE)
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize("how", [DROP, HANG])
async def test_silence_before_the_letter_is_a_refusal(how: str) -> None:
    async with mail_server() as mailbox:
        mailbox.at_rcpt = how
        with pytest.raises(Refused) as caught:
            await mailer(url(mailbox.port), step=0.3).send(NUDGE)
    assert (caught.value.retry_after, caught.value.next_route) == (PAUSE, False)
    assert mailbox.letters == []


async def test_a_server_that_is_not_there_is_a_refusal() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(Refused) as caught:
        await mailer(url(port)).send(NUDGE)
    assert caught.value.retry_after == PAUSE


async def test_a_wrong_password_is_said_loudly_and_waits_for_somebody(tmp_path: Path) -> None:
    shown, trusted = certificate(tmp_path)
    async with mail_server(tls=shown, logins=True) as mailbox:
        with pytest.raises(Refused) as caught, capture_logs() as logs:
            await mailer(url(mailbox.port, logins=True, password="wrong"), trusted=trusted).send(NUDGE)
    assert caught.value.retry_after == LONG_PAUSE
    assert [line["log_level"] for line in logs] == ["error"]
    assert "wrong" not in str(logs)
    assert mailbox.commands == []


async def test_a_certificate_nobody_vouches_for_is_not_trusted(tmp_path: Path) -> None:
    shown, _ = certificate(tmp_path)
    async with mail_server(tls=shown, logins=True) as mailbox:
        with pytest.raises(Refused):
            await mailer(url(mailbox.port, logins=True)).send(NUDGE)
    assert mailbox.commands == []


# --- nothing slips into a header --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "老板",
        "a@b.cn\nBcc: all@c.cn",
        "a@b.cn\r",
        "a@b.cn,c@d.cn",
        "<a@b.cn>",
        "a b@c.cn",
        "a@",
        "@b.cn",
        "a@b.cn>",
    ],
)
async def test_what_is_no_address_is_written_to_by_nobody(address: str | None) -> None:
    async with mail_server() as mailbox:
        refusal = await refused(mailbox, email=address)
    assert (refusal.reason, refusal.next_route) == ("address", True)
    assert mailbox.commands == []


@given(st.text(max_size=60), st.text(min_size=1, max_size=200), st.text(min_size=1, max_size=40))
def test_no_words_become_a_header(name: str, text: str, title: str) -> None:
    nudge = replace(NUDGE, text=text, press=Suggestion(title=title, tool="start_diagnosis"))
    letter = mailer(url(25), name=name).written(nudge)
    head = letter.as_bytes().partition(b"\r\n\r\n")[0].decode("ascii")
    names = [line.partition(":")[0] for line in head.split("\r\n") if not line.startswith((" ", "\t"))]
    expected = {"Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"}
    assert len(names) == len(set(names))
    assert set(names) == expected | {"Content-Type", "Content-Transfer-Encoding"}


# --- settings and the doctor ------------------------------------------------------------------------------------------


def test_the_address_of_a_server_is_read() -> None:
    read = Mail.read("smtp://robot%40platform.cn:p%23w@mail.platform.cn")
    assert (read.host, read.port, read.tls, read.user, read.sender) == ("mail.platform.cn", 587, False, USER, USER)
    assert read.password.get_secret_value() == "p#w"
    read = Mail.read("smtps://mail.platform.cn?from=news@platform.cn")
    assert (read.port, read.tls, read.user, read.sender) == (465, True, None, "news@platform.cn")


@pytest.mark.parametrize(
    "wrong", ["mail.platform.cn:587", "http://hush-hush", "smtp://hush-hush", "smtp://u:hush-hush@h:99999?from=a@b.cn"]
)
def test_what_cannot_be_read_is_said_without_what_stands_in_it(wrong: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings(_env_file=None, smtp_url=wrong)
    assert "smtp_url" in str(caught.value)
    assert "hush-hush" not in str(caught.value)


async def test_the_doctor_looks_and_sends_nothing() -> None:
    def settings(address: str) -> Settings:
        return Settings(_env_file=None, smtp_url=address)

    def clock() -> datetime:
        return NOW

    assert (await examine(Settings(_env_file=None), clock)).what == "none"
    async with mail_server() as mailbox:
        found = await examine(settings(url(mailbox.port)), clock)
        assert (found.state, found.what, found.data["sender"]) == (State.WORKS, "takes", USER)
        assert mailbox.commands == []
    found = await examine(settings(url(mailbox.port)), clock)
    assert (found.state, found.what) == (State.BROKEN, "silent")


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
async def test_the_doctor_tells_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown, _ = certificate(tmp_path)
    async with mail_server(tls=shown, logins=True) as mailbox:
        found = await examine(Settings(_env_file=None, smtp_url=url(mailbox.port, logins=True)), lambda: NOW)
    assert (found.state, found.what) == (State.BROKEN, "certificate")
    async with mail_server(logins=True) as mailbox:
        address = url(mailbox.port, logins=True, password="wrong")
        found = await examine(Settings(_env_file=None, smtp_url=address), lambda: NOW)
        assert (found.state, found.what) == (State.BROKEN, "refused")
        assert "wrong" not in str(found)
        found = await examine(Settings(_env_file=None, smtp_url=url(mailbox.port, logins=True)), lambda: NOW)
        assert (found.state, found.what) == (State.WORKS, "takes")
        monkeypatch.setattr(mail, "_nearby", lambda _: False)
        found = await examine(Settings(_env_file=None, smtp_url=url(mailbox.port, logins=True)), lambda: NOW)
    assert (found.state, found.what) == (State.WORKS, "bare")
