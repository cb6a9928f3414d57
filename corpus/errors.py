"""The errors of the corpus; they carry data, and the floors above turn them into what people read.

```text
* CorpusError
  x Unreadable          a file can't be taken in; ``reason`` says why
  x UnknownDocument     no document has this id
  x UnknownVersion      the document has no such version, or none to go back to
  x UnusableTitle       the title is empty, or belongs to a document the package ships
  x Busy                another process has been writing for too long
  x Damaged             a stored version has lost its files
  x ServiceFailed       an embeddings, rerank or vector service gave no usable answer
```
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a file can't be read."""

    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    NO_TEXT = "no_text"


class CorpusError(Exception):
    """Something about the corpus could not be done.

    Args:
        message: For logs, in English.
        **data: What wording needs to explain it to a person.
    """

    def __init__(self, message: str, **data: object) -> None:
        super().__init__(message)
        self.data = data


class Unreadable(CorpusError):
    """A file can't be taken in.

    Args:
        reason: What is wrong with it.
        detail: For logs, in English.
        **data: For ``TOO_LARGE`` holds ``what``, ``limit`` and ``found``; for ``NO_TEXT`` holds ``extra``, the optional
            extra that reads scanned pages; for ``UNSUPPORTED`` holds ``suffix`` and ``supported``.
    """

    def __init__(self, reason: Reason, detail: str, **data: object) -> None:
        super().__init__(f"{reason}: {detail}", reason=reason, **data)
        self.reason = reason


class UnknownDocument(CorpusError):
    """No document has this id; ``data`` holds ``document``."""


class UnknownVersion(CorpusError):
    """The document has no such version; ``data`` holds ``document``, ``version`` and ``versions``."""


class UnusableTitle(CorpusError):
    """The title is empty, or belongs to a document the package ships; ``data`` holds ``title``."""


class Busy(CorpusError):
    """Another process has been writing for longer than one waits."""


class Damaged(CorpusError):
    """A stored version has lost its files; ``data`` holds ``document`` and ``version``."""


class ServiceFailed(CorpusError):
    """A service the index uses gave no usable answer; ``data`` holds ``service``."""


def limit(what: str, found: int, allowed: int) -> None:
    """Refuse a file that has more of something than is allowed.

    Raises:
        Unreadable: It has.
    """
    if found > allowed:
        raise Unreadable(Reason.TOO_LARGE, f"{found} {what}, at most {allowed}", what=what, limit=allowed, found=found)
