"""What is to be sent to whom, and which campaign is meant."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tools.domain.archive.amounts import number
from tools.domain.follow_ups.reading import lexicon

SHORTEST_TEXT = 4
"""Characters of the shortest words that are worth sending."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A message to many, as far as words say it.

    Attributes:
        whom: The words for those who are meant, normalised.
        text: What it is to say, normalised.
        everybody: Everybody is named.
        per_hour: How many an hour at the most.
    """

    whom: str = ""
    text: str | None = None
    everybody: bool = False
    per_hour: int | None = None


def read_wish(text: str) -> Wish:
    """Read what is to be sent to whom.

    Args:
        text: Normalised words of a request.
    """
    text, per_hour = _pace(text)
    head, said = _parted(lexicon.SLOWLY.sub("", text))
    whom = whom_in(head)
    if not whom and said and (last := lexicon.TRAILING.search(said)):
        whom, said = whom_in(last["whom"]), _said(said[: last.start()])
    return Wish(whom, said, names_everybody(whom), per_hour)


def revised(text: str, wish: Wish) -> Wish | None:
    """Read what is to be sent otherwise, said when a message to many was shown before it goes out.

    Args:
        text: Normalised words.
        wish: What was shown.

    Returns:
        The message as it is to be now; None where the words change nothing about it.
    """
    rest, pace = _pace(text)
    said = _reworded(rest, wish.text or "")
    match = lexicon.WHOM_INSTEAD.search(rest) if said is None else None
    whom = whom_in(match["whom"] or match["whom2"]) if match else ""
    if said is None and not whom and pace is None:
        return None
    return replace(
        wish,
        whom=whom or wish.whom,
        text=said or wish.text,
        everybody=names_everybody(whom) if whom else wish.everybody,
        per_hour=pace if pace is not None else wish.per_hour,
    )


def narrows(text: str) -> bool:
    """Tell whether words mean some of those a message was to go to.

    Args:
        text: Normalised words.
    """
    return lexicon.AMONG_THEM.search(text) is not None


def _reworded(text: str, before: str) -> str | None:
    """Return the words that are to be sent once a part of them, or all of them, is put otherwise."""
    for pattern in lexicon.INSTEAD:
        match = pattern.search(text)
        if match is None:
            continue
        old, new = (lexicon.QUOTES.sub("", match[name]).strip() for name in ("old", "new"))
        if lexicon.OF_TIME.search(old) and (moved := _moved(new, before)) is not None:
            return moved
        if old in before and not lexicon.OF_TIME.fullmatch(old):
            return before.replace(old, _written(new))
    if (match := lexicon.NEW_TIME.match(text)) and (moved := _moved(match["new"], before)) is not None:
        return moved
    if match := lexicon.ADDED_WORDS.search(text):
        return f"{before.rstrip(lexicon.ENDS)}{lexicon.NEXT_SENTENCE}{_written(match['text'].strip())}"
    match = lexicon.NEW_WORDS.search(text)
    said = _said(match["text"]) if match else None
    return None if said is None else _written(said)


def _moved(new: str, before: str) -> str | None:
    """Return words with another day or time of day in the place of the only one they name; None where that is unclear."""  # noqa: E501 -- one sentence
    told = before
    for pattern in (lexicon.DATE_NAMED, lexicon.CLOCK_NAMED):
        found = pattern.search(new)
        if found is None:
            continue
        if len(pattern.findall(before)) != 1:
            return None
        held = pattern.search(before)
        part = lexicon.DAYPART.match(held.group()) if held and pattern is lexicon.CLOCK_NAMED else None
        named = part is None or lexicon.DAYPART.match(found.group()) is not None
        told = pattern.sub(found.group() if named or part is None else part.group() + found.group().strip(), told)
    return told if told != before else None


def _written(text: str) -> str:
    """Write normalised words as they are typed in Chinese."""
    return lexicon.SIGNS.sub(lambda match: match.group().translate(lexicon.WIDE), text)


def asks_anew(text: str) -> bool:
    """Tell whether an answer is a whole request of its own: to some, and what to send them.

    Args:
        text: Normalised words, said when only one of both was asked for.
    """
    if lexicon.REQUESTS.match(text) is None or not speaks_of_firms(text):
        return False
    wish = read_wish(text)
    return bool(wish.whom and wish.text)


def names_everybody(words: str) -> bool:
    """Tell whether words name everybody.

    Args:
        words: Normalised words for those who are meant.
    """
    return lexicon.EVERYBODY.search(words) is not None


def points(words: str) -> bool:
    """Tell whether words only point at those who are meant.

    Args:
        words: Normalised words for those who are meant.
    """
    return lexicon.THESE.search(words) is not None


def whom_in(head: str) -> str:
    """Return the words for those who are meant.

    Args:
        head: What stands beside the words that are to be sent.
    """
    head = lexicon.LIST_COMMA.sub(" ", lexicon.LATER.sub(" ", head))
    matches = list(lexicon.TO.finditer(head))
    after = head[matches[-1].end() :] if matches else head
    if matches and not lexicon.NOISE.sub("", after).strip(" ,"):
        # What follows says nothing: those who are meant stand before, or between two such words.
        after = head
    for _ in range(2):
        after = lexicon.NOISE.sub(" ", after)
    return " ".join(after.split())


def unread(left: str) -> str:
    """Return what of the words for those who are meant became no condition, where it might have been one.

    Args:
        left: What the reading of the filter left over.
    """
    return " ".join(lexicon.UNDERSTOOD.sub(" ", left).split())


def campaign_number(text: str) -> str:
    """Return the number of the campaign that words name, or its end as ``-002``; empty where they name none.

    Args:
        text: Normalised words.
    """
    if match := lexicon.NUMBER_OF.search(text):
        return f"C{match['day']}-{int(match['count']):03d}"
    match = lexicon.SHORT_NUMBER.search(text)
    return f"-{int(match['count'] or match['tail']):03d}" if match else ""


def doubts_in(text: str) -> tuple[str, ...]:
    """Return what in a message must be looked at by a person before it goes out: phone numbers and addresses.

    Args:
        text: The words, as they were typed.
    """
    found = [match.group() for pattern in (lexicon.PHONE, lexicon.ADDRESS) for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(found))


def sends_to_many(text: str) -> bool:
    """Tell whether words speak of a notice, and of those it is for.

    Args:
        text: Normalised words.
    """
    return lexicon.BROADCAST.search(text) is not None and lexicon.TO_MANY.search(text) is not None


def unmeant(text: str) -> bool:
    """Tell whether words ask about something, suppose it, put it off, tell of it, or are of the speaker's own notices.

    Args:
        text: Normalised words.
    """
    return lexicon.UNMEANT.search(text) is not None


def blank_in(text: str) -> str:
    """Return what in a message looks like a blank that was left open; empty where there is none.

    Args:
        text: The words, as they were typed.
    """
    match = lexicon.PLACE_HOLDER.search(text)
    return match.group() if match else ""


def stops(text: str) -> bool:
    """Tell whether words say that something is to stop.

    Args:
        text: Normalised words.
    """
    return lexicon.STOPS.search(lexicon.NOT_STOPPED.sub(" ", text)) is not None


def keeps_on(text: str) -> bool:
    """Tell whether words say that something is not to stop, and nothing that is.

    Args:
        text: Normalised words.
    """
    return lexicon.NOT_STOPPED.search(text) is not None and not stops(text)


def answers_nothing(text: str) -> bool:
    """Tell whether a message wants to look first, or bids to send, where it was asked to whom or what is to be sent.

    Args:
        text: Normalised words.
    """
    return lexicon.LOOKS.search(text) is not None or bids(text)


def bids(text: str) -> bool:
    """Tell whether words bid to send or to stop, and say nothing that could be sent.

    Args:
        text: The words.
    """
    return lexicon.GO.fullmatch(text) is not None


def asks_who_gets(text: str) -> bool:
    """Tell whether a message asks to whom what was just shown would go.

    Args:
        text: Normalised words.
    """
    return lexicon.WHO_GETS.search(text) is not None


def speaks_of_sent(text: str) -> bool:
    """Tell whether a message is about what is sent, or was, and not about whom it is for.

    Args:
        text: Normalised words.
    """
    return lexicon.OF_SENT.search(text) is not None


def stops_campaign(text: str) -> bool:
    """Tell whether words say that a message to many is to stop; that it speaks of stopping is not enough.

    Args:
        text: Normalised words.
    """
    return stops(_parted(text)[0])


def asks_how_far(text: str) -> bool:
    """Tell whether words ask how far something has come.

    Args:
        text: Normalised words.
    """
    return lexicon.HOW_FAR.search(text) is not None


def asks_unsent(text: str) -> bool:
    """Tell whether a message asks whether what was to be sent has not gone out, and says nothing else.

    Args:
        text: Normalised words.
    """
    return lexicon.UNSENT.fullmatch(text.strip()) is not None


def asks_gone(text: str) -> bool:
    """Tell whether a message only asks whether something has gone out, when it was asked what is to be sent.

    Args:
        text: Normalised words.
    """
    return asks_unsent(text) or lexicon.GONE.fullmatch(text.strip()) is not None


def holds_back(text: str) -> bool:
    """Tell whether a message says that nothing is to be sent for now, when it was asked what is.

    Args:
        text: Normalised words.
    """
    return lexicon.HOLDS_BACK.match(text) is not None


def speaks_of_sending(text: str) -> bool:
    """Tell whether words speak of sending something to others.

    Args:
        text: Normalised words.
    """
    return lexicon.SENDS.search(text) is not None


def beside_stopping(text: str) -> str:
    """Return what words that stop a campaign say of it.

    Args:
        text: Normalised words.
    """
    return "".join(lexicon.STOPPING.sub(" ", text).split())


def beside_showing(text: str) -> str:
    """Return what words that ask about campaigns say of one.

    Args:
        text: Normalised words.
    """
    return "".join(lexicon.SHOWING.sub(" ", lexicon.STOPPING.sub(" ", text)).split())


def speaks_of_firms(text: str) -> bool:
    """Tell whether words send something to enterprises, and not to one person or oneself.

    Args:
        text: Normalised words.
    """
    return speaks_of_sending(text) and lexicon.FIRMS.search(text) is not None


def _pace(text: str) -> tuple[str, int | None]:
    match = lexicon.PER_HOUR.search(text)
    if match is None:
        return text, None
    value = number(match["n"] or match["m"])
    rest = f"{text[: match.start()]},{text[match.end() :]}".strip(" ,")
    return rest, None if value is None else -int(value) if match["minus"] else int(value)


def _parted(text: str) -> tuple[str, str | None]:
    """Part a request into the words beside and those that are to be sent."""
    if (quoted := lexicon.QUOTED_TEXT.search(text)) and lexicon.SENDS.search(_without(text, quoted.span())):
        return _without(text, quoted.span()), quoted["text"].strip()
    if (match := lexicon.TEXT_NAMED.search(text)) and lexicon.SENDS.search(text[: match.start()]):
        return text[: match.start()], _said(match["text"])
    for pattern in (lexicon.COLON, lexicon.SAID, lexicon.SPACED, lexicon.COMMA):
        cut = pattern.search(text)
        if cut is None or not lexicon.SENDS.search(text[: cut.start()]):
            continue
        if pattern is lexicon.SPACED and not whom_in(text[: cut.start()]):
            continue
        before, after = text[: cut.start()], text[cut.end() :]
        if lexicon.CONDITIONS_FOLLOW.search(before) or (pattern is lexicon.COMMA and lexicon.TO_LATER.match(after)):
            return after, None
        return (before, None) if lexicon.LATER.match(after.strip()) else (before, _said(after))
    return lexicon.LATER.sub(" ", text), None


def _without(text: str, span: tuple[int, int]) -> str:
    return f"{text[: span[0]]} {text[span[1] :]}"


def _said(text: str) -> str | None:
    said = lexicon.TEXT_BEGINS.sub("", text).strip()
    quoted = lexicon.QUOTED.match(said)
    said = quoted.group(1).strip() if quoted else said
    return said if len(said) >= SHORTEST_TEXT and not lexicon.LATER.match(said) else None
