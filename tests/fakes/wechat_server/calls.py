"""A call of the API as it was read, before anything is made of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile

from tests.fakes.wechat_server.codes import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

ESCAPE = re.compile(rb"(?<!\\)((?:\\\\)*)\\u")


@dataclass(frozen=True)
class File:
    """An uploaded file."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Call:
    """A call.

    Attributes:
        method: GET or POST.
        path: Such as ``/cgi-bin/token``.
        query: Its parameters, the token among them.
        body: As it came; empty for an upload.
        headers: With small names.
        cookies: By name.
        host: The caller's address.
        root: The server's address as the caller wrote it.
        file: The part called ``media`` of an upload.
    """

    method: str
    path: str
    query: Mapping[str, str]
    body: bytes
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    host: str
    root: str
    file: File | None = None

    @cached_property
    def data(self) -> dict[str, Any]:
        r"""The JSON body. Characters written as ``\u4f60`` stay as they are written, as WeChat shows them to users.

        Raises:
            Refusal: 44002 without a body, 47001 where it is no JSON object.
        """
        if not self.body:
            raise Refusal(44002)
        try:
            data = json.loads(ESCAPE.sub(rb"\1\\\\u", self.body))
        except ValueError:
            raise Refusal(47001) from None
        if not isinstance(data, dict):
            raise Refusal(47001)
        return data

    @property
    def user(self) -> str | None:
        """Whom it is about."""
        try:
            found = self.data.get("touser") if self.body else self.query.get("openid")
        except Refusal:
            return None
        return found if isinstance(found, str) else None


async def read(request: Request) -> Call:
    """Read a call to its end."""
    file, body = None, b""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form() as form:
            part = form.get("media")
            if isinstance(part, UploadFile):
                file = File(part.filename or "", part.content_type or "", await part.read())
    else:
        body = await request.body()
    host = request.client.host if request.client else ""
    root = f"{request.url.scheme}://{request.url.netloc}"
    values = dict(request.query_params), body, request.headers, request.cookies, host, root, file
    return Call(request.method, request.url.path, *values)
