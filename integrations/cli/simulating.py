"""A talk with the WeChat channel in the terminal, WeChat's two sides played by this process."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from integrations.cli import wording
from integrations.cli.console import Complaint, err, out
from integrations.cli.starting import database_in, log_in, running
from integrations.wechat import menu
from integrations.wechat.simulation.account import Account
from integrations.wechat.simulation.api import Api, Delivery
from integrations.wechat.simulation.phone import Phone, Posted
from integrations.wording import AND
from tools.catalog import CATALOG

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from assistant.settings import Settings
    from integrations.wechat.simulation.reading import Choice, Shown

SETTLED = 1.0
"""Seconds without a further message after which an answer is taken to be complete."""
SEPARATE = httpx.Limits(max_keepalive_connections=0)
"""Every post comes over a connection of its own."""
PROMPT = f"{wording.SIMULATE_YOU} > "
REPEATED = 2.0
"""Seconds to wait for what a repeated post may bring; most bring nothing."""
WITHOUT_FOLLOWING = frozenset({"/follow", "/scan", "/help"})
QUIT = frozenset({"/quit", "/exit"})


@dataclass(frozen=True, slots=True)
class Options:
    """What the command was given.

    Attributes:
        user: Whom it plays.
        patience: Seconds an answer may take.
        url: The webhook of a running server; None starts one.
        api_port: Where the API of WeChat is played; None is anywhere, or nowhere beside a running server.
        verified: Whether the account may push messages.
    """

    user: str
    patience: float
    url: str | None
    api_port: int | None
    verified: bool


async def simulate(settings: Settings, options: Options) -> int:
    """Talk until the person ends it, or the lines do.

    Returns:
        How many messages from a pipe got no answer.

    Raises:
        Complaint: The server does not start, a port is taken, or there are no credentials for a running server.
    """
    deliveries: asyncio.Queue[Delivery] = asyncio.Queue()
    account = _configured(settings) if options.url else Account.made_up()
    api = Api(account, deliveries.put_nowait, verified=options.verified, strict=options.url is None)
    var = _prepared(settings)
    async with AsyncExitStack() as stack:
        address = None
        if options.url is None or options.api_port:
            address = await _entered(stack, api, options.api_port or 0)
        base = settings.public_base_url
        if options.url:
            url = options.url
            _notice(wording.SIMULATE_RUNNING.format(url=url))
            said = wording.SIMULATE_API.format(api=address) if address else wording.SIMULATE_NO_API
        else:
            base = await stack.enter_async_context(running(account, str(address), var, verified=options.verified))
            url = f"{base}/wechat"
            said = wording.SIMULATE_OWN.format(path=database_in(var), url=base, log=log_in(var))
        _notice(said)
        _notice(wording.SIMULATE_WELCOME)
        client = await stack.enter_async_context(httpx.AsyncClient(limits=SEPARATE))
        phone = Phone(account, url, options.user, client, api.allow)
        talk = Talk(phone, api, deliveries, options, base)
        return await talk.run()


class Talk:
    """One person's talk with the account.

    Args:
        phone: Their phone.
        api: The API that messages are pushed through.
        deliveries: What it has pushed.
        options: What the command was given.
        address: The platform's address, for the menu that would be pushed.
    """

    def __init__(
        self, phone: Phone, api: Api, deliveries: asyncio.Queue[Delivery], options: Options, address: str
    ) -> None:
        self._phone, self._api, self._deliveries, self._options = phone, api, deliveries, options
        self._address = address
        self._choices: tuple[Choice, ...] = ()
        self._arrived = asyncio.Event()
        self._busy_until = 0.0
        self._unanswered = 0
        self._interactive, self._prompted = sys.stdin.isatty(), False
        self._acts: dict[str, Callable[[str], Awaitable[None]]] = {
            "": self._say_it,
            "/click": self._click,
            "/menu": self._menu,
            "/scan": self._scan,
            "/follow": self._follow,
            "/unfollow": self._unfollow,
            "/voice": self._speak,
            "/image": self._picture,
            "/again": self._again,
            "/help": self._help,
        }

    async def run(self) -> int:
        """Take lines until they end; returns how many got no answer, where nobody watches."""
        lines = _lines(interactive=self._interactive)
        showing = asyncio.create_task(self._show_pushed())
        try:
            while (line := await self._next(lines)) is not None:
                if not (text := line.strip()):
                    continue
                if not self._interactive:
                    out.print(f"{PROMPT}{text}", markup=False, highlight=False, soft_wrap=True)
                if text in QUIT:
                    break
                await self._act(text)
        finally:
            showing.cancel()
        _notice(wording.SIMULATE_BYE)
        return self._unanswered

    async def _next(self, lines: asyncio.Queue[str | None]) -> str | None:
        self._prompt()
        self._prompted = self._interactive
        try:
            return await lines.get()
        finally:
            self._prompted = False

    def _prompt(self) -> None:
        if self._interactive:
            out.print(PROMPT, end="", markup=False, highlight=False)

    # --- what the person does -----------------------------------------------------------------------------------------

    async def _act(self, text: str) -> None:
        name, _, rest = text.partition(" ") if text.startswith("/") else ("", "", text)
        act = self._acts.get(name)
        if act is None:
            _aside(wording.SIMULATE_UNKNOWN.format(command=name))
        elif self._phone.following or name in WITHOUT_FOLLOWING:
            self._arrived.clear()
            await act(rest.strip())
        else:
            _aside(wording.SIMULATE_NOT_FOLLOWING)

    async def _say_it(self, words: str) -> None:
        await self._posted(await self._phone.say(words))

    async def _speak(self, words: str) -> None:
        await self._posted(await self._phone.speak(words))

    async def _picture(self, _: str) -> None:
        await self._posted(await self._phone.picture())

    async def _follow(self, _: str) -> None:
        await self._posted(await self._phone.follow())

    async def _unfollow(self, _: str) -> None:
        await self._posted(await self._phone.unfollow(), within=0)

    async def _again(self, _: str) -> None:
        posted = await self._phone.again()
        if posted is None:
            _aside(wording.SIMULATE_NOTHING_YET)
        else:
            await self._posted(posted, within=REPEATED)

    async def _help(self, _: str) -> None:
        for command, about in wording.SIMULATE_COMMANDS:
            out.print(f"  {command}  {about}", markup=False, highlight=False)

    async def _click(self, number: str) -> None:
        if not number.isdecimal() or not 0 < int(number) <= len(self._choices):
            _aside(wording.SIMULATE_NO_CHOICE)
            return
        choice = self._choices[int(number) - 1]
        _aside(wording.SIMULATE_TAPPED.format(title=choice.words))
        await self._posted(await self._phone.say(choice.words, choice.id))

    async def _menu(self, place: str) -> None:
        entries = self._entries()
        if not place:
            for number, (title, _) in entries.items():
                indent = "  " if "." in number else ""
                out.print(f"{indent}{number} {title}", markup=False, highlight=False)
            return
        title, button = entries.get(place, ("", {}))
        if not button.get("type"):
            _aside(wording.SIMULATE_NO_CHOICE)
            return
        _aside(wording.SIMULATE_TAPPED.format(title=title))
        if button["type"] == "view":
            posted = await self._phone.open(button["url"])
            _aside(wording.SIMULATE_OPENED.format(address=button["url"]))
            await self._posted(posted, within=0)
        else:
            await self._posted(await self._phone.tap(button["key"]))

    def _entries(self) -> dict[str, tuple[str, dict[str, Any]]]:
        made = self._api.menu or menu.buttons(CATALOG, self._address)
        entries: dict[str, tuple[str, dict[str, Any]]] = {}
        for first, branch in enumerate(made, 1):
            entries[str(first)] = (branch["name"], branch)
            for second, leaf in enumerate(branch.get("sub_button", ()), 1):
                entries[f"{first}.{second}"] = (leaf["name"], leaf)
        return entries

    async def _scan(self, scene: str) -> None:
        ticket = ""
        if not scene and self._api.scenes:
            ticket, scene = list(self._api.scenes.items())[-1]
        if scene:
            await self._posted(await self._phone.scan(scene, ticket))
        else:
            _aside(wording.SIMULATE_NO_SCENE)

    # --- what comes back ----------------------------------------------------------------------------------------------

    async def _posted(self, posted: Posted, within: float | None = None) -> None:
        """Show how a post went; where lines come from a pipe, wait for what follows it.

        Args:
            posted: How it went.
            within: Seconds something may take to follow that need not; None is something that must.
        """
        if posted.posts > 1:
            _aside(wording.SIMULATE_REPEATED.format(count=posted.posts - 1))
        if posted.problem is not None:
            self._say(wording.SIMULATE_OUT_OF_ORDER)
            about = wording.SIMULATE_PROBLEMS[posted.problem]
            _aside(about.format(url=self._phone.url, status=posted.status))
            self._unanswered += 1
        elif posted.shown is not None:
            self._show(posted.shown, wording.SIMULATE_PASSIVE.format(seconds=posted.seconds))
        if self._interactive:
            return
        patience = self._options.patience if within is None else within
        if posted.shown is not None:
            patience = SETTLED
        if (
            posted.problem is None
            and not await self._pushed_within(patience)
            and posted.shown is None
            and within is None
        ):
            _aside(wording.SIMULATE_NO_ANSWER.format(seconds=patience))
            self._unanswered += 1
        while self._arrived.is_set() or time.monotonic() < self._busy_until:
            self._arrived.clear()
            await self._pushed_within(max(SETTLED, self._busy_until - time.monotonic()))

    async def _pushed_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._arrived.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _show_pushed(self) -> None:
        while True:
            delivery = await self._deliveries.get()
            if delivery.user != self._phone.user:
                continue
            prompted = self._prompted
            if prompted:
                out.print()
            self._busy_until = time.monotonic() + self._options.patience if delivery.typing else 0.0
            if delivery.shown is not None:
                about = wording.SIMULATE_NOTICE
                if delivery.left is not None:
                    about = wording.SIMULATE_PUSHED.format(left=delivery.left)
                self._show(delivery.shown, about)
                self._arrived.set()
            elif delivery.typing:
                _aside(wording.SIMULATE_TYPING)
            if prompted:
                self._prompt()

    def _show(self, shown: Shown, about: str) -> None:
        if shown.choices:
            self._choices = shown.choices
        kind = wording.SIMULATE_KINDS.get(shown.kind, "")
        files = [self._file(kind, media) for media in shown.media]
        parts = [*files, shown.text] if files or not kind else [f"[{kind}]", shown.text]
        self._say("\n".join(part for part in parts if part))
        _aside(about)

    def _file(self, kind: str, media: str) -> str:
        file = self._api.files.get(media)
        return wording.SIMULATE_FILE.format(
            kind=kind, name=file.name if file else media, size=file.size if file else "?"
        )

    @staticmethod
    def _say(text: str) -> None:
        out.print(f"{wording.SIMULATE_ACCOUNT} <", end=" ", style="bold green", highlight=False)
        out.print(text, markup=False, highlight=False, soft_wrap=True)


def _notice(line: str) -> None:
    err.print(line, markup=False, highlight=False, soft_wrap=True)


def _aside(line: str) -> None:
    out.print(line, style="dim", markup=False, highlight=False, soft_wrap=True)


def _lines(*, interactive: bool) -> asyncio.Queue[str | None]:
    """Read lines beside everything else, for pushed messages come while a person types; None is the end."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        while True:
            if interactive:
                try:
                    line: str | None = input()
                except EOFError:
                    line = None
            else:
                line = sys.stdin.readline() or None
            loop.call_soon_threadsafe(lines.put_nowait, line)
            if line is None:
                return

    threading.Thread(target=read, daemon=True).start()
    return lines


# ----------------------------------------------------------------------------------------------------------------------


def _configured(settings: Settings) -> Account:
    wechat = settings.wechat
    given = {"WECHAT_APP_ID": wechat.app_id, "WECHAT_TOKEN": wechat.token}
    if wechat.app_id is None or wechat.token is None:
        lacking = [name for name, value in given.items() if not value]
        raise Complaint(wording.WECHAT_UNCONFIGURED.format(lacking=AND.join(lacking)), 2)
    key = wechat.aes_keys[0].get_secret_value() if wechat.aes_keys else None
    return Account(wechat.app_id, wechat.token.get_secret_value(), key)


async def _entered(stack: AsyncExitStack, api: Api, port: int) -> str:
    try:
        return await stack.enter_async_context(api.serving(port))
    except OSError as error:
        problem = error.strerror or str(error)
        raise Complaint(wording.SIMULATE_PORT_TAKEN.format(port=port, problem=problem), 1) from error


def _prepared(settings: Settings) -> Path:
    var = settings.var_dir.resolve()
    var.mkdir(parents=True, exist_ok=True)
    return var
