"""Reads what somebody corrects in a ticket that is about to be put down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from corpus.lexical import normalise
from tools.domain.tickets import bidding, lexicon
from tools.domain.tickets.lexicon import Module
from tools.domain.tickets.likeness import pieces, touches
from tools.domain.tickets.reading import draft

if TYPE_CHECKING:
    from collections.abc import Mapping


def revised(text: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the arguments of ``open_ticket`` as a message corrects them; None where it corrects nothing.

    What points back at the draft and bids it to be put down leaves it as it is.

    Args:
        text: Normalised text.
        arguments: Those that were shown.
    """
    shown = draft(str(arguments.get("question") or ""), text=str(arguments.get("text") or "")).text
    if pieces(bidding.confirmed(text)) & pieces(normalise(shown)):
        return dict(arguments)
    if match := lexicon.ANOTHER_FIRST.match(text):
        kind = arguments.get("kind") or draft(str(arguments.get("question") or "")).kind
        return {**arguments, "text": match["text"].strip(), "kind": kind}
    if (match := lexicon.WORD_INSTEAD.match(text)) and match["not"].strip() in shown:
        return {**arguments, "text": shown.replace(match["not"].strip(), match["but"].strip())}
    if match := lexicon.MATTER_INSTEAD.search(text):
        return {**arguments, "text": match["text"].strip()}
    if match := lexicon.COMPLAINT_INSTEAD.search(text):
        said = (match["text"] or "").strip()
        return {**arguments, "kind": "complaint"} | ({"text": said} if len(said) >= lexicon.LEAST_COMPLAINED else {})
    if match := lexicon.MATTER_MORE.match(text):
        return {**arguments, "text": lexicon.AND_ALSO.format(before=shown.rstrip(lexicon.STOPS), more=match["text"])}
    if match := lexicon.DETAIL_MORE.match(text):
        more = f"{match['of']} {match['text']}"
        return {**arguments, "text": lexicon.AND_ALSO.format(before=shown.rstrip(lexicon.STOPS), more=more)}
    again = lexicon.JUST_THAT.match(text)
    what = bidding.not_down(text)
    of_this = bidding.if_not_down(text) and (not what or touches(what, normalise(shown)))
    asked = lexicon.THAT_DRAFT.match(text) is not None or of_this
    if asked or (again and again["what"] in str(arguments.get("text") or "").lower()):
        return dict(arguments)
    found: dict[str, Any] = {}
    if match := lexicon.KIND_INSTEAD.search(text):
        found["kind"] = lexicon.KINDS_SAID[match["kind"]]
    if match := lexicon.SEVERITY_INSTEAD.match(text):
        found["severity"] = lexicon.SEVERITIES_SAID[match["severity"]]
    if (match := lexicon.MODULE_INSTEAD.search(text)) and match["module"] in get_args(Module):
        found["module"] = match["module"]
    return {**arguments, **found} if found else None
