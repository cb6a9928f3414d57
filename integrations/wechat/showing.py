"""How pages inside WeChat are made: their templates, and what every one of them is sent with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from integrations.wechat import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}
"""Nobody keeps these pages, lists them, or learns their address from a link on them."""


def page(name: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: object) -> HTMLResponse:
    """Make a page.

    Args:
        name: Of its template.
        status: As HTTP has it.
        headers: Beside ``HEADERS``.
        **values: What the template shows.
    """
    text = _environment().get_template(f"{name}.html").render(product=wording.PRODUCT, **values)
    return HTMLResponse(text, status, {**HEADERS, **(headers or {})})


def problem(told: wording.Problem, status: int, again: str = "") -> HTMLResponse:
    """Make a page that says what went wrong.

    Args:
        told: What it says.
        status: As HTTP has it.
        again: Where the button to try again leads; without it there is none.
    """
    return page("problem", status, heading=told.heading, text=told.text, again=again)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": wording.day, "moment": wording.moment, "score": wording.score}
    return made
