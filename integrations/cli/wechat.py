"""``shuzhi wechat``: the official account's menu, and trying the channel in the terminal without an account."""

from __future__ import annotations

from contextlib import asynccontextmanager
from getpass import getuser
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.tree import Tree

from assistant import logs
from assistant.administration import Administration
from assistant.bootstrap import build
from assistant.sharing import SharedValues
from integrations import wording as words
from integrations.cli import wording
from integrations.cli.console import Complaint, err, out, read_settings, run
from integrations.cli.opening import opening
from integrations.wechat import menu as menus
from integrations.wechat.errors import WeChatError
from tools.catalog import BY_NAME, CATALOG

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
    from typing import TypeVar

    from assistant.settings import Settings
    from integrations.wechat.client import WeChatClient

    _T = TypeVar("_T")

NEARBY = ("localhost", "127.0.0.1", "[::1]")
"""Hosts no phone can reach."""

app = typer.Typer(help=wording.WECHAT_HELP, no_args_is_help=True)
menu = typer.Typer(help=wording.WECHAT_MENU_HELP, no_args_is_help=True)
app.add_typer(menu, name="menu")


@menu.command("show", help=wording.WECHAT_SHOW_HELP)
def show_menu() -> None:
    """Show the menu that would be pushed."""
    made = _made(read_settings())
    out.print(_tree(made))
    if missing := menus.left_out(CATALOG, made):
        titles = words.AND.join(BY_NAME[name].wording.title for name in missing)
        out.print(
            wording.WECHAT_LEFT_OUT.format(titles=titles), style="dim", markup=False, highlight=False, soft_wrap=True
        )


@menu.command("push", help=wording.WECHAT_PUSH_HELP)
def push_menu() -> None:
    """Replace the account's menu."""
    settings = read_settings()
    made = _made(settings)
    if any(f"//{host}" in settings.public_base_url for host in NEARBY):
        raise Complaint(wording.WECHAT_LOCAL_MENU.format(address=settings.public_base_url), 2)
    _with(lambda client: client.create_menu(made))
    out.print(wording.WECHAT_PUSHED, highlight=False)


@menu.command("pull", help=wording.WECHAT_PULL_HELP)
def pull_menu() -> None:
    """Show the account's menu, and whether it is the one that would be pushed."""
    found = _with(lambda client: client.get_menu())
    if found is None:
        out.print(wording.WECHAT_NO_MENU, highlight=False)
        return
    out.print(_tree(found))
    same = menus.same(_made(read_settings()), found)
    out.print(wording.WECHAT_SAME if same else wording.WECHAT_DIFFERS, highlight=False)


@menu.command("delete", help=wording.WECHAT_DELETE_HELP)
def delete_menu(*, yes: Annotated[bool, typer.Option("--yes", help=wording.WECHAT_DELETE_YES_HELP)] = False) -> None:
    """Take the account's menu away."""
    if not yes:
        raise Complaint(wording.WECHAT_SURE, 2)
    _with(lambda client: client.delete_menu())
    out.print(wording.WECHAT_DELETED, highlight=False)


@app.command("simulate", help=wording.SIMULATE_HELP)
def simulate(
    *,
    url: Annotated[str | None, typer.Option(help=wording.SIMULATE_URL_HELP)] = None,
    user: Annotated[str | None, typer.Option(help=wording.SIMULATE_USER_HELP)] = None,
    patience: Annotated[float, typer.Option(min=1, max=600, help=wording.SIMULATE_PATIENCE_HELP)] = 60,
    api_port: Annotated[int | None, typer.Option(min=1, max=65535, help=wording.SIMULATE_API_PORT_HELP)] = None,
    unverified: Annotated[bool, typer.Option("--unverified", help=wording.SIMULATE_UNVERIFIED_HELP)] = False,
) -> None:
    """Talk to the channel as a person on WeChat would."""
    from integrations.cli import simulating  # noqa: PLC0415 -- a web server and ciphers, for nobody else

    options = simulating.Options(user or getuser(), patience, url, api_port, verified=not unverified)
    if unanswered := run(simulating.simulate(read_settings(), options)):
        err.print(wording.SIMULATE_UNANSWERED.format(count=unanswered), highlight=False)
        raise typer.Exit(1)


# ----------------------------------------------------------------------------------------------------------------------


def _made(settings: Settings) -> list[dict[str, Any]]:
    try:
        return menus.buttons(CATALOG, settings.public_base_url)
    except ValueError as error:
        raise Complaint(wording.WECHAT_BAD_MENU.format(problem=error), 2) from error


def _tree(buttons: Sequence[Mapping[str, Any]]) -> Tree:
    tree = Tree(wording.WECHAT_MENU)
    for button in buttons:
        branch = tree.add(_line(button))
        for leaf in button.get("sub_button") or ():
            branch.add(_line(leaf))
    return tree


def _line(button: Mapping[str, Any]) -> str:
    target = button.get("key") or button.get("url") or ""
    return escape(str(button.get("name", ""))) + (f"  [dim]{escape(str(target))}[/]" if target else "")


def _with(work: Callable[[WeChatClient], Awaitable[_T]]) -> _T:
    """Open a client, do something, and put what WeChat refuses into words."""

    async def done() -> _T:
        async with _client(read_settings(quiet=False)) as client:
            return await work(client)

    try:
        return run(done())
    except WeChatError as error:
        raise Complaint(_explained(error)) from error


@asynccontextmanager
async def _client(settings: Settings) -> AsyncIterator[WeChatClient]:
    from integrations.wechat.client import WeChatClient  # noqa: PLC0415 -- wechatpy costs a quarter of a second

    wechat = settings.wechat
    given = {"WECHAT_APP_ID": wechat.app_id, "WECHAT_APP_SECRET": wechat.app_secret}
    if wechat.app_id is None or wechat.app_secret is None:
        lacking = words.AND.join(name for name, value in given.items() if value is None)
        raise Complaint(wording.WECHAT_UNCONFIGURED.format(lacking=lacking), 2)
    with opening():
        application = build(settings)
    if "log_level" not in settings.model_fields_set:
        logs.configure("CRITICAL", console=True)  # what goes wrong is told once, in words
    client = None
    try:
        with opening():
            await Administration(application.library, application.database, application.clock).migrate()
        values = SharedValues(application.database, application.clock, application.owner)
        client = WeChatClient(wechat.app_id, wechat.app_secret, wechat.base_url, values, application.clock)
        yield client
    finally:
        if client is not None:
            await client.aclose()
        await application.close()


def _explained(error: WeChatError) -> str:
    if error.errcode is None:
        return wording.WECHAT_SILENT.format(problem=error.reason or error.action)
    meaning = wording.WECHAT_ERRORS.get(error.errcode, wording.WECHAT_OTHER_ERROR)
    if error.address:
        meaning = wording.WECHAT_ADDRESS.format(address=error.address)
    said = wording.WECHAT_REFUSED_RID if error.rid else wording.WECHAT_REFUSED
    return said.format(code=error.errcode, meaning=meaning, rid=error.rid)
