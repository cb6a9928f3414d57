"""One call to WeChat over HTTP: what is sent, what may come back, and what its failure means."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from integrations.wechat.errors import Action, WeChatError, action_for

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_ANSWER = 1 << 20
"""Bytes; WeChat's answers have a few hundred."""

WHOLE = 2
"""How many times the time-out for reading a whole exchange may take: its parts add up."""

CONNECTIONS = httpx.Limits(max_connections=50, max_keepalive_connections=20, keepalive_expiry=5.0)

_QUERY = "shuzhi.query"
_RID = re.compile(r"\brid: ?([\w-]{1,64})")
_ADDRESS = re.compile(r"\binvalid ip ([\da-fA-F.:]{2,45})")
_UNREACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_SERVICE_UNAVAILABLE = 503
_TOO_MANY_REQUESTS = 429
_WRONG_ADDRESS = frozenset({401, 403, 404, 405, 407})


class Answer(BaseModel):
    """What an answer must hold to be one; its other fields are left out."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


AnswerT = TypeVar("AnswerT", bound=Answer)


class Done(Answer):
    """The answer to a call that only does something."""

    errcode: Literal[0]


@dataclass(frozen=True, slots=True)
class Call:
    """A call to be made, without what says who makes it.

    Attributes:
        method: The HTTP method.
        path: The path below the service's root.
        query: What stands in the address; never logged.
        body: What is sent as JSON.
        file: A file to send: its name, content and media type.
        changes: Whether carrying it out twice can make a difference to anybody.
    """

    method: Literal["GET", "POST"]
    path: str
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Mapping[str, Any] | None = field(default=None, repr=False)
    file: tuple[str, bytes, str] | None = field(default=None, repr=False)
    changes: bool = True

    @property
    def endpoint(self) -> str:
        """The path as logs name it."""
        return self.path.removeprefix("/cgi-bin").strip("/")


def repeatable(call: Call) -> Call:
    """Say of a call that carrying it out twice makes no difference to anybody."""
    return replace(call, changes=False)


class Calls:
    """What wechatpy's API classes take for their client: it hands the calls they would make back instead."""

    def get(self, url: str, *, params: Mapping[str, str] | None = None, **_other: object) -> Call:
        """Return a call that reads."""
        return Call("GET", f"/cgi-bin/{url}", params or {}, changes=False)

    def post(
        self,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        **_other: object,
    ) -> Call:
        """Return a call that does something."""
        return Call("POST", f"/cgi-bin/{url}", params or {}, data, files["media"] if files else None)


class Wire:
    """The connections to WeChat.

    Args:
        base_url: The service's root.
        connect: Seconds to connect in.
        read: Seconds to wait for each part of an answer, for each part of a request to go out, and for a connection.
    """

    def __init__(self, base_url: str, connect: float, read: float) -> None:
        self._whole = connect + WHOLE * read
        self._http = httpx.AsyncClient(
            base_url=base_url,
            timeout=httpx.Timeout(read, connect=connect),
            transport=_QueryAdded(httpx.AsyncHTTPTransport(limits=CONNECTIONS, proxy=_proxy(base_url))),
            headers={"Accept-Encoding": "identity"},  # so that the cap is on what is read
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def carry_out(self, call: Call, secrets: Mapping[str, str], answer: type[AnswerT]) -> AnswerT:
        """Make a call, once.

        Args:
            call: The call.
            secrets: What says who makes it, added to the address's query.
            answer: What the answer must hold.

        Raises:
            WeChatError: There was no answer, it is none, or it says that the call failed.
        """
        came = await self._exchange(call, secrets)
        found = came if isinstance(came, WeChatError) else _read(call, *came, answer)
        if isinstance(found, WeChatError):
            raise found  # here, not where it was found: no error of httpx, which knows the request, hangs on to it
        return found

    async def _exchange(self, call: Call, secrets: Mapping[str, str]) -> tuple[int, bytes] | WeChatError:
        body, files = None, None
        if call.file is not None:
            files = {"media": call.file}
        elif call.body is not None:
            body = json.dumps(call.body, ensure_ascii=False).encode("utf-8", "replace")
        try:
            async with asyncio.timeout(self._whole):
                request = self._http.build_request(
                    call.method,
                    call.path,
                    content=body,
                    files=files,
                    headers={} if body is None else {"Content-Type": "application/json; charset=utf-8"},
                    extensions={_QUERY: {**call.query, **secrets}},
                )
                response = await self._http.send(request, stream=True)
                try:
                    content = bytearray()
                    async for chunk in response.aiter_raw():
                        content += chunk
                        if len(content) > LARGEST_ANSWER:
                            return _unclear(call, "an answer of too many bytes")
                finally:
                    await response.aclose()
                return response.status_code, bytes(content)
        except _UNREACHED as error:
            return WeChatError(None, Action.RETRY, endpoint=call.endpoint, reason=f"{type(error).__name__}: {error}")
        except httpx.UnsupportedProtocol:
            return WeChatError(None, Action.MISCONFIGURED, endpoint=call.endpoint, reason="no http address")
        except (httpx.HTTPError, TimeoutError) as error:
            return _unclear(call, type(error).__name__)


class _QueryAdded(httpx.AsyncBaseTransport):
    """Adds the query on the way out, so that the address httpx logs, and its errors hold, is without it."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        extensions = dict(request.extensions)
        outgoing = httpx.Request(
            request.method,
            request.url.copy_merge_params(extensions.pop(_QUERY)),
            headers=request.headers,
            stream=request.stream,
            extensions=extensions,
        )
        return await self._inner.handle_async_request(outgoing)

    async def aclose(self) -> None:
        await self._inner.aclose()


def _proxy(base_url: str) -> str | None:
    """Return the proxy the environment names for the service, as httpx would find it for a transport of its own."""
    address = urlsplit(base_url)
    if proxy_bypass(address.hostname or ""):
        return None
    proxies = getproxies()
    proxy = proxies.get(address.scheme) or proxies.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy


def _unclear(call: Call, reason: str) -> WeChatError:
    return WeChatError(None, Action.RETRY, endpoint=call.endpoint, uncertain=call.changes, reason=reason)


def _read(call: Call, status: int, content: bytes, answer: type[AnswerT]) -> AnswerT | WeChatError:
    """Read an answer as what it must be, or as what its failure means."""
    reason = f"HTTP status {status}"
    if status in {_SERVICE_UNAVAILABLE, _TOO_MANY_REQUESTS}:
        return WeChatError(None, Action.RETRY, endpoint=call.endpoint, reason=reason)
    if httpx.codes.is_server_error(status):
        return _unclear(call, reason)
    if not httpx.codes.is_success(status):
        misled = status in _WRONG_ADDRESS or httpx.codes.is_redirect(status)
        action = Action.MISCONFIGURED if misled else Action.DEFECT
        return WeChatError(None, action, endpoint=call.endpoint, reason=reason)
    try:
        found = json.loads(content.decode("utf-8", "replace"), strict=False)
        errcode = int(found.get("errcode", 0))
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return _unclear(call, "an answer that cannot be read")
    if errcode != 0:
        words = str(found.get("errmsg", ""))
        rid, address = _RID.search(words), _ADDRESS.search(words)
        return WeChatError(
            errcode,
            action_for(errcode),
            rid[1] if rid else None,
            endpoint=call.endpoint,
            address=address[1] if address else None,
        )
    try:
        return answer.model_validate({**found, "errcode": errcode} if "errcode" in found else found)
    except ValidationError as error:
        places = sorted({str(problem["loc"][0]) for problem in error.errors(include_input=False) if problem["loc"]})
        return _unclear(call, f"an answer without a good {', '.join(places) or 'body'}")
