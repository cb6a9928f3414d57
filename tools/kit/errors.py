"""The errors tools raise; they carry data, and wording turns them into what people read.

```text
* ToolError
  x InvalidArguments    the arguments can be mended: a model tries again, the planner asks
  x NotFound            what was named is not there
  x Conflict            the state does not allow it
  x NotPermitted        who is speaking may not
  x Unavailable         a part it needs does not answer; trying later may help
```
"""

from __future__ import annotations

from typing import ClassVar


class ToolError(Exception):
    """A tool could not do what was asked.

    Args:
        message: For logs and models, in English.
        **data: What wording needs to explain it to a person.
    """

    kind: ClassVar[str] = "error"
    """What programs tell it by."""

    def __init__(self, message: str, **data: object) -> None:
        super().__init__(message)
        self.data = data


class InvalidArguments(ToolError):
    """An argument is missing or wrong; ``data`` holds ``slot`` and ``problem``."""

    kind = "invalid_arguments"


class NotFound(ToolError):
    """What was named does not exist; ``data`` holds ``what`` and ``name``."""

    kind = "not_found"


class Conflict(ToolError):
    """The present state does not allow the change."""

    kind = "conflict"


class NotPermitted(ToolError):
    """The person who speaks may not do this."""

    kind = "not_permitted"


class Unavailable(ToolError):
    """A part the tool depends on does not answer."""

    kind = "unavailable"
