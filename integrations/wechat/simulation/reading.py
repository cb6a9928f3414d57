"""What a phone shows of the messages it gets; pure."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TAPPED = "weixin://bizmsgmenu"
"""What an address begins with that sends words when it is tapped."""

_LINK = re.compile(r"""<a\b[^>]*?\bhref\s*=\s*(["'])(.*?)\1[^>]*>(.*?)</a\s*>""", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be tapped in a message: tapping sends ``words``, and ``id`` beside them."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a phone shows it.

    Attributes:
        kind: As WeChat names it: ``text``, ``msgmenu``, ``news``, ``image`` and so on.
        text: What stands there; choices are in square brackets, with their number unless it stands before them, and
            addresses follow what links to them.
        choices: What can be tapped, by its number.
        media: Ids of the files it shows.
    """

    kind: str
    text: str
    choices: tuple[Choice, ...] = ()
    media: tuple[str, ...] = ()


def passive(xml: bytes) -> Shown | None:
    """Read the answer to a post; None is an answer that says nothing.

    Raises:
        ValueError: WeChat would tell the person that the account is out of order.
    """
    if xml.strip() in {b"", b"success"}:
        return None
    fields = elements(xml)
    kind = fields.get("MsgType", "")
    match kind:
        case "text" if fields.get("Content"):
            text, choices = _text(fields["Content"])
            return Shown(kind, text, choices)
        case "news":
            articles = [
                {child.tag.lower(): child.text or "" for child in item} for item in _root(xml).findall("Articles/item")
            ]
            return Shown(kind, _articles(articles))
        case "image" | "voice" | "video":
            media = [found.text or "" for found in _root(xml).iter("MediaId")]
            return Shown(kind, fields.get("Title", ""), media=tuple(media))
        case "transfer_customer_service":
            return Shown(kind, "")
    msg = f"an answer of the kind {kind!r} without what belongs to it"
    raise ValueError(msg)


def pushed(message: Mapping[str, Any]) -> Shown:
    """Read the body of a customer-service message."""
    kind = str(message.get("msgtype", ""))
    content: Mapping[str, Any] = message.get(kind) or {}
    match kind:
        case "text":
            text, choices = _text(str(content.get("content", "")))
            return Shown(kind, text, choices)
        case "msgmenu":
            entries = [Choice(str(entry["id"]), str(entry["content"])) for entry in content.get("list", ())]
            lines = [f"[{number}] {entry.words}" for number, entry in enumerate(entries, 1)]
            parts = [str(content.get("head_content", "")), *lines, str(content.get("tail_content", ""))]
            return Shown(kind, "\n".join(part for part in parts if part), tuple(entries))
        case "news":
            return Shown(kind, _articles(content.get("articles", ())))
        case "miniprogrampage":
            return Shown(kind, str(content.get("title", "")))
    media = content.get("media_id")
    return Shown(kind, str(content.get("title", "")), media=(str(media),) if media else ())


def elements(xml: bytes) -> dict[str, str]:
    """Read the elements right below the root.

    Raises:
        ValueError: It is no XML.
    """
    return {child.tag: child.text or "" for child in _root(xml)}


def _root(xml: bytes) -> ET.Element:
    try:
        return ET.fromstring(xml)  # noqa: S314 -- of a server the person runs; expat bounds what entities come to
    except ET.ParseError as error:
        msg = f"an answer that is no XML: {error}"
        raise ValueError(msg) from error


def _articles(articles: Sequence[Mapping[str, Any]]) -> str:
    lines = (
        [str(article.get("title", "")), str(article.get("description", "")), f"<{article.get('url', '')}>"]
        for article in articles
    )
    return "\n".join(line for article in lines for line in article if line not in {"", "<>"})


def _text(content: str) -> tuple[str, tuple[Choice, ...]]:
    choices: list[Choice] = []

    def shown(match: re.Match[str]) -> str:
        address, words = html.unescape(match[2]).strip(), match[3].strip()
        if address.startswith(TAPPED):
            query = parse_qs(urlsplit(address).query)
            sent = query.get("msgmenucontent", [""])[0] or words
            choices.append(Choice(query.get("msgmenuid", [""])[0], sent))
            number = str(len(choices))
            numbered = re.search(r"(?:^|\n)[ \t]*(\d+)[.、][ \t]*$", content[: match.start()])
            return f"[{words}]" if numbered and numbered[1] == number else f"[{number}] {words}"
        return words if words == address else f"{words} <{address}>"

    return _LINK.sub(shown, content), tuple(choices)
