from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wechatpy import parse_message

from integrations.wechat.protocol import Gate, Grant, Incoming, Refused
from tests.fakes.wechat_posts import ACCOUNT, APP, KEY, NOW, OLD_KEY, TOKEN, USER, asked, event, notice, post, sealed

PLAIN, SAFE = Gate(APP, TOKEN), Gate(APP, TOKEN, [KEY, OLD_KEY])
SOME = Incoming(user=USER, account=ACCOUNT, kind="text", name="text", sent_at=NOW)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))


def opened(body: bytes, gate: Gate = PLAIN) -> Incoming:
    return gate.open(asked(), body, NOW)


def refused(query: dict[str, str], body: bytes, gate: Gate = PLAIN, now: datetime = NOW) -> Refused:
    with pytest.raises(Refused) as caught:
        gate.open(query, body, now)
    return caught.value


CASES: list[tuple[bytes, dict[str, Any]]] = [
    (post(Content="你好"), {"kind": "text", "text": "你好", "message_id": "6054768590064713728"}),
    (post(Content="a]]>b & <c>"), {"kind": "text", "text": "a]]>b & <c>"}),
    (post(Content="<!DOCTYPE html><!ENTITY x>"), {"kind": "text", "text": "<!DOCTYPE html><!ENTITY x>"}),
    (post(Content=" \n 好 \u3000"), {"kind": "text", "text": "好"}),
    (b'<?xml version="1.0" encoding="gbk"?>\n' + post(Content="好"), {"kind": "text", "text": "好"}),
    (post(inner="<Content>&#22909;<!-- not said --><![CDATA[ &amp; ]]>&lt;</Content>"), {"text": "好 &amp; <"}),
    (post(Content="", bizmsgmenuid=""), {"kind": "text", "text": ""}),
    (post(Content="满意", bizmsgmenuid="101"), {"kind": "choice", "choice": "101", "text": "满意"}),
    (post("voice", MediaId="m", Format="amr"), {"kind": "voice", "media_id": "m", "text": ""}),
    (post("voice", MediaId="m", Recognition="补贴"), {"kind": "voice", "media_id": "m", "text": "补贴"}),
    (post("image", MediaId="m", PicUrl="http://p/0"), {"kind": "image", "media_id": "m", "url": "http://p/0"}),
    (post("video", MediaId="m", ThumbMediaId="t"), {"kind": "video", "media_id": "m", "name": "video"}),
    (post("video").replace(b"<MsgType>", b"<MsgType>  "), {"kind": "video", "media_id": None}),
    (post("shortvideo", MediaId="m"), {"kind": "video", "name": "shortvideo"}),
    (
        post("location", Location_X="23.404165", Location_Y="113.220218", Scale="15", Label="花都区"),
        {"kind": "location", "place": (23.404165, 113.220218), "text": "花都区"},
    ),
    (
        post("link", Title="题", Description="说明", Url="https://x/?a=1&b=2"),
        {"kind": "link", "text": "题\n说明", "url": "https://x/?a=1&b=2"},
    ),
    (post("link", Title="题"), {"kind": "link", "text": "题", "url": None}),
    (post("miniprogrampage", Title="t"), {"kind": "unknown", "name": "miniprogrampage", "text": ""}),
    (event("subscribe", EventKey=""), {"kind": "subscribe", "event_key": None, "message_id": None}),
    (event("subscribe", EventKey="qrscene_b_1", Ticket="T"), {"kind": "subscribe", "event_key": "b_1"}),
    (event("subscribe", EventKey="qrscene_"), {"kind": "subscribe", "event_key": None}),
    (event("unsubscribe", EventKey=""), {"kind": "unsubscribe"}),
    (event("SCAN", EventKey="b_1", Ticket="T"), {"kind": "scan", "event_key": "b_1", "name": "SCAN"}),
    (event("SCAN", EventKey="qrscene_b"), {"kind": "scan", "event_key": "qrscene_b"}),
    (event("CLICK", EventKey="tool:policies"), {"kind": "tap", "event_key": "tool:policies"}),
    (
        event("VIEW", EventKey="https://x/?a=1&b=2", MenuId="1"),
        {"kind": "view", "url": "https://x/?a=1&b=2", "event_key": "https://x/?a=1&b=2"},
    ),
    *(
        (
            event(
                name,
                "<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult><![CDATA[1&2]]></ScanResult></ScanCodeInfo>",
                EventKey="k",
            ),
            {"kind": "tap", "event_key": "k", "text": "1&2", "name": name},
        )
        for name in ("scancode_push", "scancode_waitmsg")
    ),
    (
        event("TEMPLATESENDJOBFINISH", MsgID="200163836", Status="failed:user block"),
        {"kind": "template_sent", "message_id": "200163836", "text": "failed:user block"},
    ),
    (event("MASSSENDJOBFINISH", MsgID="1"), {"kind": "unknown", "message_id": None}),
    (event("LOCATION", Latitude="23.1", Longitude="113.3"), {"kind": "unknown", "name": "LOCATION", "place": None}),
    (event("pic_weixin", EventKey="k"), {"kind": "unknown", "event_key": "k"}),
]


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_every_kind_is_understood(body: bytes, expected: dict[str, Any]) -> None:
    for got in (opened(body), SAFE.open(*sealed(body), NOW)):
        assert (got.user, got.account) == (USER, ACCOUNT)
        assert got.sent_at == datetime.fromtimestamp(1409735668, UTC)
        assert {name: getattr(got, name) for name in expected} == expected


# developers.weixin.qq.com/doc/service/guide/product/subscription_messages/push.html
ACCEPTED, REJECTED = "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc", "9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI"


def test_what_users_say_to_notices_is_understood() -> None:
    one = {"TemplateId": ACCEPTED, "SubscribeStatusString": "accept", "PopupScene": "2"}
    two = {"TemplateId": REJECTED, "SubscribeStatusString": "reject", "PopupScene": "2"}
    both = (Grant(template_id=ACCEPTED, accepted=True), Grant(template_id=REJECTED, accepted=False))
    got = opened(notice("popup", one, two))
    assert (got.kind, got.grants) == ("notice_popup", both)
    assert opened(notice("popup", one)).grants == both[:1]
    apart = notice("popup", one, two).replace(b"</List>\n", b"</List></SubscribeMsgPopupEvent><SubscribeMsgPopupEvent>")
    assert opened(apart) == got
    got = opened(notice("change", two))
    assert (got.kind, got.grants) == ("notice_changed", both[1:])
    assert opened(notice("change")).grants == ()


def test_how_notices_were_sent_is_understood() -> None:
    one = {"TemplateId": ACCEPTED, "MsgID": "1700827132819554304", "ErrorCode": "0", "ErrorStatus": "success"}
    two = {"TemplateId": REJECTED, "MsgID": "2", "ErrorCode": "43101", "ErrorStatus": "user refuse"}
    got = opened(notice("sent", one, two))
    assert got.kind == "notice_sent"
    assert got.grants == (
        Grant(template_id=ACCEPTED, accepted=True, message_id="1700827132819554304", error_code=0, error="success"),
        Grant(template_id=REJECTED, accepted=False, message_id="2", error_code=43101, error="user refuse"),
    )


@given(st.sampled_from([body for body, _ in CASES if b"[event]" in body]), st.randoms(use_true_random=False))
def test_names_of_events_are_known_in_any_case(body: bytes, random: Any) -> None:
    name = opened(body).name
    other = "".join(random.choice((letter.upper(), letter.lower())) for letter in name)
    changed = opened(body.replace(f"[{name}]".encode(), f"[{other}]".encode(), 1))
    assert (changed.kind, changed.name) == (opened(body).kind, other)


IDS = st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True)
THEIRS: dict[str, dict[str, str]] = {
    "text": {"text": "Content"},
    "voice": {"text": "Recognition", "media_id": "MediaId"},
    "image": {"media_id": "MediaId", "url": "PicUrl"},
    "video": {"media_id": "MediaId"},
    "shortvideo": {"media_id": "MediaId"},
    "link": {"url": "Url"},
    "CLICK": {"event_key": "EventKey"},
    "VIEW": {"event_key": "EventKey"},
    "SCAN": {"event_key": "EventKey"},
    "subscribe": {"event_key": "EventKey"},
    "unsubscribe": {},
    "TEMPLATESENDJOBFINISH": {"text": "Status"},
}


@given(
    st.sampled_from(sorted(THEIRS)),
    st.dictionaries(st.sampled_from(["ToUserName", "FromUserName"]), IDS, min_size=2),
    st.integers(0, 2**33),
    st.integers(1, 2**63 - 1),
    st.data(),
)
def test_what_wechatpy_parses_is_parsed_alike(
    name: str, said: dict[str, str], seconds: int, number: int, data: st.DataObject
) -> None:
    is_event = name.lower() not in {"text", "voice", "image", "video", "shortvideo", "link"}
    drawn = {theirs: data.draw(WORDS.map(lambda words: words[:100])) for theirs in THEIRS[name].values()}
    if name == "subscribe" and data.draw(st.booleans()):
        drawn["EventKey"] = "qrscene_" + drawn["EventKey"]
    said |= {"CreateTime": str(seconds), ("MsgID" if is_event else "MsgId"): str(number)} | drawn
    body = event(name, **said) if is_event else post(name, **said)
    if data.draw(st.booleans()):
        body = re.sub(
            rb"<!\[CDATA\[([^\]]*)\]\]>",
            lambda found: escape(found[1].decode(), {"\t": "&#9;", "é": "&#xe9;"}).encode(),
            body,
        )
    theirs, ours = parse_message(body), opened(body)
    assert (ours.user, ours.account, ours.sent_at.timestamp()) == (theirs.source, theirs.target, theirs.time)
    if not is_event or name == "TEMPLATESENDJOBFINISH":
        assert ours.message_id == str(theirs.id)
    for attribute, field in THEIRS[name].items():
        assert (getattr(ours, attribute) or "") == (theirs._data[field] or "")


@given(
    st.decimals(-90, 90, places=6),
    st.decimals(-180, 180, places=6),
)
def test_places_are_where_wechatpy_finds_them(latitude: Any, longitude: Any) -> None:
    body = post("location", Location_X=f"{latitude:f}", Location_Y=f"{longitude:f}", Label="l")
    assert opened(body).place == tuple(map(float, parse_message(body).location))


BOMB = '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
HOSTILE = {
    "empty": b"",
    "blank": b" \n",
    "words": "你好".encode(),
    "JSON": b'{"ToUserName":"gh_x"}',
    "broken": post()[:-8],
    "two roots": post() + post(),
    "nothing inside": b"<xml></xml>",
    "no closing": b"<xml>",
    "another root": post().replace(b"xml>", b"root>"),
    "root in another case": post().replace(b"xml>", b"XML>"),
    "a namespace": post().replace(b"<xml>", b'<xml xmlns="x">'),
    "a prefix": post().replace(b"xml>", b"a:xml>"),
    "DOCTYPE": b"<!DOCTYPE xml>" + post(),
    "DOCTYPE in another case": b"<!doctype xml>" + post(),
    "DOCTYPE after the declaration": b'<?xml version="1.0"?><!DOCTYPE xml>' + post(),
    "DOCTYPE after a comment": b"<!-- x --><!DOCTYPE xml>" + post(),
    "DOCTYPE inside": post(inner="<!DOCTYPE xml>"),
    "DOCTYPE at the end": post() + b"<!DOCTYPE xml>",
    "an external entity": b'<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + post().replace(b"<xml>", b"<xml><Content>&x;</Content>"),
    "external parameters": b'<!DOCTYPE xml [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>' + post(),
    "a bomb": BOMB.encode() + post(inner="<Content>&c;</Content>"),
    "an entity nobody declared": post(inner="<Content>&x;</Content>"),
    "an entity of HTML": post(inner="<Content>&nbsp;</Content>"),
    "deep": b"<xml>" + b"<a>" * 20_000,
    "deep and closed": b"<xml>" + b"<a>" * 9_000 + b"</a>" * 9_000 + b"</xml>",
    "too deep for a message": post(inner="<a>" * 8 + "</a>" * 8),
    "too wide for a message": post(inner="<a/>" * 252),
    "wide": b"<xml>" + b"<a/>" * 16_000 + b"</xml>",
    "many attributes": b"<xml><a " + b" ".join(b"a%d=''" % number for number in range(6000)) + b"/></xml>",
    "NUL": post(Content="a\0b"),
    "NUL as a reference": post(inner="<Content>&#0;</Content>"),
    "a control character": post(Content="a\x08b"),
    "half a character": post(inner="<Content>&#xD800;</Content>"),
    "broken UTF-8": post().replace(b"text", b"te\xffxt"),
    "overlong UTF-8": post(Content="@").replace(b"@", b"\xc0\xbc"),
    "a surrogate in UTF-8": post(Content="@").replace(b"@", b"\xed\xa0\x80"),
    "UTF-16": post().decode().encode("utf-16"),
    "UTF-16 as it says": '<?xml version="1.0" encoding="utf-16"?>'.encode("utf-16-le") + post(),
    "GBK as it says": b'<?xml version="1.0" encoding="gbk"?>' + post(Content="@").replace(b"@", "中".encode("gbk")),
    "a field twice": post(Content="a", inner="<Content>b</Content>"),
    "a type twice": post(inner="<MsgType>event</MsgType>"),
    "a field inside a field": post(inner="<Content><MsgId>1</MsgId></Content>"),
    "words before an element": post(inner="<Content>a<b/></Content>"),
    "words behind an element": post(inner="<Content><b/>a</Content>"),
    "an entry with a field twice": notice("popup", {"TemplateId": "a", "SubscribeStatusString": "accept"}).replace(
        b"</List>", b"<TemplateId>b</TemplateId></List>"
    ),
    "an entry without a template": notice("popup", {"SubscribeStatusString": "accept"}),
    "an entry without a status": notice("popup", {"TemplateId": "a"}),
    "a notice sent without a code": notice("sent", {"TemplateId": "a", "ErrorCode": "x"}),
    "no event": post("event"),
    "no message id": post(MsgId=""),
    "no template message": event("TEMPLATESENDJOBFINISH"),
    "no place": post("location", Label="x"),
    "place of words": post("location", Location_X="nan", Location_Y="inf"),
    "place of other digits": post("location", Location_X="２３", Location_Y="1_1"),
    "place off the earth": post("location", Location_X="90.000001", Location_Y="0"),
    "a type over two lines": post("te\nxt"),
    "an event in Chinese": event("关注"),
    "a long key": event("CLICK", EventKey="k" * 129),
    "a long scene": event("SCAN", EventKey="k" * 129),
    "a long address": event("VIEW", EventKey="k" * 4097),
    "a long link": post("link", Url="k" * 4097),
    "a long choice": post(bizmsgmenuid="1" * 129),
    "a long picture": post("image", MediaId="m" * 129),
}
HOSTILE |= {
    f"{name}: {value[:9]!r}": post(**{name: value})
    for name in ("ToUserName", "FromUserName", "CreateTime", "MsgType", "MsgId")
    for value in ("", " ", "1" * 129, "字", "a b")
}
HOSTILE |= {
    f"a time: {value}": post(CreateTime=value)
    for value in ("-1", "+1", "1.5", "1e9", "１", "0x1", "9" * 11, "nan", "1_0")
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_wechat_never_posts_is_refused(name: str) -> None:
    body = HOSTILE[name]
    assert refused(asked(), body).status == 400
    gate = Gate(APP, TOKEN, [KEY])
    secret = gate._encrypted(body, b"r" * 16).decode()
    outer = f"<xml><Encrypt>{secret}</Encrypt></xml>".encode()
    assert refused(asked(secret), outer, gate).status in {400, 413}
    # Before the signature is known, an encrypted post is read for what is encrypted in it.
    assert refused(asked("x"), body, gate).status in {400, 403}


def test_fields_nobody_knows_are_left_out() -> None:
    got = opened(post(Content="好", MsgDataId="1", Idx="2", New="x" * 5000, inner="<More><Content>x</Content></More>"))
    assert got == opened(post(Content="好"))


PIECES = st.one_of(
    st.binary(max_size=30),
    st.sampled_from(
        [b"<xml>", b"</xml>", b"<![CDATA[", b"]]>", b"&", b"<!DOCTYPE xml>", b"<?xml?>", b"<List>", b"\0", b"<"]
    ),
)


@given(st.binary(max_size=300))
@example(b"<xml>")
@example(b"<xml/>")
@example(b"\xef\xbb\xbf<xml></xml>")
def test_any_bytes_are_refused(body: bytes) -> None:
    assert answered(PLAIN, asked(), body) is None
    assert answered(SAFE, asked("x"), body) is None


@given(
    st.sampled_from([body for body, _ in CASES]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), PIECES), max_size=4),
)
def test_a_damaged_post_is_understood_or_refused(body: bytes, damages: list[tuple[float, int, bytes]]) -> None:
    for where, cut, piece in damages:
        start = int(where * len(body))
        body = body[:start] + piece + body[start + cut :]
    got = answered(PLAIN, asked(), body)
    if got is not None:
        assert len(got.key(APP)) < 1000
        assert got.model_validate_json(got.model_dump_json()) == got


def answered(gate: Gate, query: dict[str, str], body: bytes) -> Incoming | None:
    """Open it; nothing but a refusal may come of it."""
    try:
        return gate.open(query, body, NOW)
    except Refused as refusal:
        fits = refusal.status in {400, 403, 413}
        shown = str(refusal)
    assert fits
    assert not any(secret in shown for secret in (TOKEN, KEY, USER))
    return None


PARTS = ["", "a", ":", "a:", ":a", "a:a", "%3A", "%253A", "%"]


def test_keys_are_made_of_what_wechat_recommends() -> None:
    assert opened(post()).key(APP) == f"{APP}:{USER}:6054768590064713728"
    assert opened(event("CLICK", EventKey="tool:x")).key(APP) == f"{APP}:{USER}:1409735668:CLICK:tool:x"
    assert opened(event("unsubscribe")).key(APP) == f"{APP}:{USER}:1409735668:unsubscribe:"
    done = opened(event("TEMPLATESENDJOBFINISH", MsgID="7", Status="success"))
    assert done.key(APP) == f"{APP}:{USER}:1409735668:TEMPLATESENDJOBFINISH:7"


def test_different_things_have_different_keys() -> None:
    long = ["a" * 128, "a" * 129, "a" * 130, "sha512-" + hashlib.sha512(b"a" * 129).hexdigest()]
    of_events = [
        SOME.model_copy(update={"kind": "tap", "user": user, "name": name, "event_key": key, "sent_at": sent_at})
        for user, name, key in product(PARTS, PARTS, PARTS + long)
        for sent_at in (NOW, NOW + timedelta(seconds=1))
    ]
    of_messages = [
        (app, SOME.model_copy(update={"user": user, "message_id": number}))
        for app, user, number in product(PARTS, PARTS, PARTS[1:])
    ]
    things = [*of_messages, *(("a", thing) for thing in of_events)]
    assert len({thing.key(app) for app, thing in things}) == len(things)


def test_a_repeated_post_has_the_same_key() -> None:
    for body, _ in CASES:
        assert opened(body).key(APP) == SAFE.open(*sealed(body), NOW).key(APP)


def test_openids_differ_by_case() -> None:
    assert opened(post(FromUserName="oA")).key(APP) != opened(post(FromUserName="oa")).key(APP)


def test_notices_of_one_second_have_keys_of_their_own() -> None:
    one, two = {"TemplateId": ACCEPTED, "ErrorCode": "0"}, {"TemplateId": REJECTED, "ErrorCode": "0"}
    sent = [notice("sent", entry) for entry in (one | {"MsgID": "1"}, one | {"MsgID": "2"}, two, two | {"MsgID": "2"})]
    answers = [
        notice("popup", {"TemplateId": ACCEPTED, "SubscribeStatusString": status}) for status in ("accept", "reject")
    ]
    told = [opened(body).key(APP) for body in sent + answers]
    assert len(set(told)) == 6
    assert told == [opened(body).key(APP) for body in sent + answers]


def test_a_key_is_short_enough_for_an_index() -> None:
    long = opened(event("VIEW", EventKey="https://x/" + "字" * 4000, FromUserName="o" * 128)).key(APP)
    assert len(long.encode()) < 1000
    assert long != opened(event("VIEW", EventKey="https://x/" + "字" * 3999, FromUserName="o" * 128)).key(APP)
