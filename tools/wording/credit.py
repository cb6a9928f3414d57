"""Wording of what is wrong with a unified social credit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.domain.archive.credit import Wrong


def credit_problem(wrong: Wrong) -> str:
    """Say what is wrong with a unified social credit code."""
    code = f"统一社会信用代码“{wrong.code}”"
    if wrong.fault == "length":
        return f"{code}是 {wrong.found} 位，应该是 18 位，请对照营业执照再看一遍。"
    if wrong.fault == "character":
        hint = f"是不是 {wrong.expected}？" if wrong.expected else ""
        return f"{code}第 {wrong.place} 位是“{wrong.found}”，代码里只有数字和大写字母，而且不用 I、O、S、V、Z。{hint}"
    if wrong.fault == "region":
        return f"{code}第 {wrong.place} 位是“{wrong.found}”，第 3—8 位是行政区划码，应该都是数字。"
    return (
        f"{code}过不了校验：按 GB 32100—2015 用前 17 位算，最后一位应是“{wrong.expected}”，现在是“{wrong.found}”，"
        "说明至少有一位抄错了，请对照营业执照核对。"
    )
