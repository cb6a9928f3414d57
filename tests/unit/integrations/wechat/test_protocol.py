from __future__ import annotations

import base64
import re
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wechatpy.crypto import WeChatCrypto

from integrations.wechat.protocol import SUCCESS, Gate, Incoming, Refused
from tests.fakes.wechat_posts import (
    ACCOUNT,
    APP,
    KEY,
    NOW,
    OLD_KEY,
    TOKEN,
    USER,
    asked,
    cdata,
    event,
    fields,
    post,
    sealed,
    signature,
)

PLAIN, SAFE = Gate(APP, TOKEN), Gate(APP, TOKEN, [KEY, OLD_KEY])
SOME = Incoming(user=USER, account=ACCOUNT, kind="text", name="text", sent_at=NOW)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))
NEVER = "".join(chr(code) for code in (0, 1, 8, 11, 12, 14, 31, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF))

# developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html, whose bodies are JSON
PUBLISHED_APP, PUBLISHED_TOKEN, PUBLISHED_KEY = "wxba5fad812f8e6fb9", "AAAAA", "A" * 43
PUBLISHED_QUERY = {
    "signature": "6c5c811b55cc85e0e1b54100749188c20beb3f5d",
    "timestamp": "1714112445",
    "nonce": "415670741",
    "openid": "o9AgO5Kd5ggOC-bXrbNODIiE3bGY",
    "encrypt_type": "aes",
    "msg_signature": "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3",
}
PUBLISHED_SECRET = (
    "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsX"
    "UnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajA"
    "sjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04="
)
# wximg.gtimg.com/shake_tv/mpwiki/cryptoDemo.zip, Python/Sample.py; copied in charlesXu86/Chatbot_CN,
# Chatbot_Web/impl/weixin/Sample.py
DEMO_SECRET = (
    "hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PGHQHFVAFmOD2LdJF9"
    "FrXpbUAh0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6tEDYsVticbSnyU8dKOIbgU6ux5VTjg3y"
    "t+WGzjlpKn6NPhRjpA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v"
    "6h0EIBYYI1BD1DlD+C0CR8e6OewpusjZ4uBl9FyJvnhvQl+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE="
)
DEMO_QUERY = {
    "timestamp": "1409735669",
    "nonce": "1320562132",
    "encrypt_type": "aes",
    "msg_signature": "5d197aaffba7e9b25a30732f161a50dee96bd5fa",
}
# wechatpy/wechatpy, tests/test_crypto.py
THEIR_APP, THEIR_TOKEN, THEIR_KEY = "wx49f0ab532d5d035a", "123456", OLD_KEY
THEIR_SECRET = (
    "RgqEoJj5A4EMYlLvWO1F86ioRjZfaex/gePD0gOXTxpsq5Yj4GNglrBb8I2BAJVODGajiFnXBu7mCPatfjsu6IHCrsTyeDXzF6Bv283dGymz"
    "xh6ydJRvZsryDyZbLTE7rhnus50qGPMfp2wASFlzEgMW9z1ef/RD8XzaFYgm7iTdaXpXaG4+BiYyolBug/gYNx410cvkKR2/nPwBiT+P4hIi"
    "OAQqGp/TywZBtDh1yCF2KOd0gpiMZ5jSw3e29mTvmUHzkVQiMS6td7vXUaWOMZnYZlF3So2SjHnwh4jYFxdgpkHHqIrH/54SNdshoQgWYEvc"
    "cTKe7FS709/5t6NMxuGhcUGAPOQipvWTT4dShyqio7mlsl5noTrb++x6En749zCpQVhDpbV6GDnTbcX2e8K9QaNWHp91eBdCRxthuL0="
)


def at(query: dict[str, str]) -> datetime:
    return datetime.fromtimestamp(int(query["timestamp"]), UTC)


def test_the_published_address_is_verified() -> None:
    query = {
        "signature": "f464b24fc39322e44b38aa78f5edd27bd1441696",
        "echostr": "4375120948345356249",
        "timestamp": "1714036504",
        "nonce": "1514711492",
    }
    for keys in ([], [PUBLISHED_KEY]):
        assert Gate(PUBLISHED_APP, PUBLISHED_TOKEN, keys).echo(query, at(query)) == "4375120948345356249"


def test_the_published_plain_post_is_signed() -> None:
    query = {
        "signature": "899cf89e464efb63f54ddac96b0a0a235f53aa78",
        "timestamp": "1714037059",
        "nonce": "486452656",
    }
    got = Gate(PUBLISHED_APP, PUBLISHED_TOKEN).open(query, event("debug_demo", debug_str="hello world"), at(query))
    assert (got.kind, got.name) == ("unknown", "debug_demo")


def test_the_published_safe_post_is_decrypted() -> None:
    gate = Gate(PUBLISHED_APP, PUBLISHED_TOKEN, [PUBLISHED_KEY])
    body = f"<xml><ToUserName>gh_97417a04a28d</ToUserName><Encrypt>{PUBLISHED_SECRET}</Encrypt></xml>".encode()
    # The signature and the key are right; what is inside is JSON.
    assert refused(PUBLISHED_QUERY, body, gate, at(PUBLISHED_QUERY)).status == 400
    assert gate._decrypted(PUBLISHED_SECRET.encode())[0] == (
        b'{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,'
        b'"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}'
    )


@pytest.mark.parametrize(
    ("app", "key", "random", "content", "secret"),
    [
        pytest.param(
            PUBLISHED_APP,
            PUBLISHED_KEY,
            b"707722b803182950",
            '{"demo_resp":"good luck"}',
            "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==",
            id="encryption.html",
        ),
        pytest.param(
            "wxb11529c136998cb6",
            KEY,
            b"aaaabbbbccccdddd",
            "我是中文abcd123",
            "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==",
            id="cryptoDemo.zip, WXBizMsgCryptTest.java",
        ),
        pytest.param(
            THEIR_APP,
            THEIR_KEY,
            b"1234567890123456",
            "<xml>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[test]]></Content>\n"
            "<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>\n"
            "<ToUserName><![CDATA[messense]]></ToUserName>\n<AgentID>1</AgentID>\n"
            "<CreateTime>1411525903</CreateTime>\n</xml>",
            "9s4gMv99m88kKTh/H8IdkOiMg6bisoy3ypwy9H4hvSPe9nsGaqyw5hhSjdYbcrKk+j3nba4HMOTzHrluLBYqxgNcBqGsL8GqxlhZgURn"
            "AtObvesEl5nZ+uBE8bviY0LWke8Zy9V/QYKxNV2FqllNXcfmstttyIkMKCCmVbCFM2JTF5wY0nFhHZSjPUL2Q1qvSUCUld+/WIXrx0oy"
            "KQmpB6o8NRrrNrsDf03oxI1p9FxUgMnwKKZeOA/uu+2IEvEBtb7muXsVbwbgX05UPPJvFurDXafG0RQyPR+mf1nDnAtQmmNOuiR5MIkd"
            "Q39xn1vWwi1O5oazPoQJz0nTYjxxEE8kv3kFxtAGVRe3ypD3WeK2XeFYFMNMpatF9XiKzHo3",
            id="wechatpy, tests/test_crypto.py",
        ),
    ],
)
def test_encryption_is_as_published(app: str, key: str, random: bytes, content: str, secret: str) -> None:
    gate = Gate(app, "t", [key])
    assert gate._encrypted(content.encode(), random).decode() == secret
    assert gate._decrypted(secret.encode())[0].decode() == content


def test_replies_are_signed_as_published() -> None:
    gate = Gate(PUBLISHED_APP, PUBLISHED_TOKEN, [PUBLISHED_KEY])
    secret = b"ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ=="
    assert gate._signature("1713424427", "415670741", secret) == "1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1"


@pytest.mark.parametrize("plain", ["", "<Content>not this</Content><MsgId>1</MsgId><FromUserName>o</FromUserName>"])
def test_of_the_demonstrations_post_the_encrypted_part_is_read(plain: str) -> None:
    body = f"<xml><ToUserName>{ACCOUNT}</ToUserName>{plain}<Encrypt>{cdata(DEMO_SECRET)}</Encrypt></xml>".encode()
    got = SAFE.open(DEMO_QUERY, body, at(DEMO_QUERY))
    assert (got.user, got.account, got.kind, got.text) == (USER, ACCOUNT, "text", "abcdteT")
    assert got.sent_at == datetime(2014, 9, 3, 9, 14, 28, tzinfo=UTC)
    assert got.key(APP) == f"{APP}:{USER}:6054768590064713728"


def test_wechatpys_own_post_is_opened() -> None:
    query = {
        "timestamp": "1411525903",
        "nonce": "461056294",
        "encrypt_type": "aes",
        "msg_signature": "74d92dfeb87ba7c714f89d98870ae5eb62dff26d",
    }
    body = f"<xml><Encrypt>{THEIR_SECRET}</Encrypt><AgentID>1</AgentID></xml>".encode()
    got = Gate(THEIR_APP, THEIR_TOKEN, [THEIR_KEY]).open(query, body, at(query))
    assert (got.user, got.text) == ("messense", "test")


def opened(body: bytes, gate: Gate = PLAIN) -> Incoming:
    return gate.open(asked(), body, NOW)


def refused(query: dict[str, str], body: bytes, gate: Gate = PLAIN, now: datetime = NOW) -> Refused:
    with pytest.raises(Refused) as caught:
        gate.open(query, body, now)
    return caught.value


@given(st.text(min_size=1), st.from_regex(r"[!-~]{1,128}", fullmatch=True), st.integers(-600, 600))
def test_a_post_is_taken_just_when_wechatpy_signs_it(token: str, nonce: str, late: int) -> None:
    timestamp = str(int(NOW.timestamp()) - late)
    query = {"timestamp": timestamp, "nonce": nonce, "signature": signature(token, timestamp, nonce)}
    gate = Gate(APP, token)
    assert gate.open(query, post(Content="好"), NOW).text == "好"
    assert gate.open(query, post(Content="好"), NOW).text == "好"  # posted again
    assert gate.echo(query | {"echostr": "1"}, NOW) == "1"
    for changed in ({"nonce": nonce[1:] + "x!"}, {"timestamp": str(int(timestamp) + 1 - 2 * (late < 0))}):
        assert refused(query | changed, post(Content="好"), gate).status == 403
    assert refused(query, post(Content="好"), Gate(APP, token + "x")).status == 403


@pytest.mark.parametrize("late", [timedelta(minutes=10), timedelta(minutes=-10)])
def test_a_post_of_ten_minutes_ago_is_fresh(late: timedelta) -> None:
    assert PLAIN.open(asked(), post(), NOW + late).kind == "text"


@pytest.mark.parametrize("late", [timedelta(seconds=601), timedelta(seconds=-601), timedelta(days=3650)])
def test_a_post_that_is_not_fresh_is_refused(late: timedelta) -> None:
    query, body = sealed(post())
    for gate, asking in ((PLAIN, asked()), (SAFE, query)):
        assert refused(asking, body, gate, NOW + late).status == 403
    with pytest.raises(Refused, match="403"):
        PLAIN.echo(asked(echostr="1"), NOW + late)


@pytest.mark.parametrize("name", ["timestamp", "nonce", "signature", "echostr"])
@pytest.mark.parametrize("value", [None, "", "x" * 129, "1" * 4096, "１７", "-1", "1e9", "\0", "\ud800", "<b>", "1\n"])
def test_a_parameter_that_is_none_is_refused(name: str, value: str | None) -> None:
    query = {k: v for k, v in (asked(echostr="1") | {name: value}).items() if v is not None}
    if name == "nonce" and value in {"-1", "1e9", "<b>"}:
        query["signature"] = "0" * 40
    if (name, value) in {("echostr", "-1"), ("echostr", "1e9")}:
        assert PLAIN.echo(query, NOW) == value
        return
    with pytest.raises(Refused) as caught:
        PLAIN.echo(query, NOW)
    assert caught.value.status == 403
    if name != "echostr":
        assert refused(query, post()).status == 403


def test_a_plain_post_is_refused_where_there_is_a_key_unless_it_may_come() -> None:
    assert refused(asked(), post(), SAFE).status == 403
    assert refused(asked(encrypt_type="raw"), post(), SAFE).status == 403
    assert refused(asked(), post(), Gate(APP, TOKEN, [KEY], safe_only=True)).status == 403
    both = Gate(APP, TOKEN, [KEY], safe_only=False)
    assert both.open(asked(encrypt_type="raw"), post(Content="好"), NOW).text == "好"
    query, body = sealed(post(Content="密"))
    assert both.open(query, body, NOW).text == "密"
    # In compatible mode the encrypted part counts, and it alone is signed.
    assert both.open(query, body.replace(b"</xml>", b"<Content>x</Content></xml>"), NOW).text == "密"
    assert refused(query | {"msg_signature": query["signature"]}, body, both).status == 403


def test_an_encrypted_post_is_refused_where_there_is_no_key() -> None:
    assert refused(*sealed(post())).status == 403
    assert refused(asked(encrypt_type="des"), post()).status == 400


def test_the_previous_key_is_taken_and_no_other() -> None:
    query, body = sealed(post(Content="旧"), OLD_KEY)
    got = SAFE.open(query, body, NOW)
    assert got.text == "旧"
    answer, _ = SAFE.seal(got, "新", query, NOW)
    said = fields(answer)
    signed = (said["MsgSignature"], said["TimeStamp"], said["Nonce"])
    assert "新" in WeChatCrypto(TOKEN, OLD_KEY, APP).decrypt_message(answer, *signed)
    other = refused(query, body, Gate(APP, TOKEN, [KEY]))
    assert (other.status, other.reason) == (403, "no key decrypts the post")


@pytest.mark.parametrize("app", [APP + "x", APP[:-1], "x" + APP, APP.upper()])
def test_a_post_for_another_account_is_refused(app: str) -> None:
    other = refused(*sealed(post(), app=app), SAFE)
    assert (other.status, other.reason) == (403, "the post is for another account")


@pytest.mark.parametrize(
    ("token", "keys", "safe_only"),
    [
        ("", (), None),
        (TOKEN, ("short",), None),
        (TOKEN, ("密" * 43,), None),
        (TOKEN, (KEY + "=",), None),
        (TOKEN, (), True),
    ],
)
def test_a_gate_that_cant_work_is_not_made(token: str, keys: tuple[str, ...], *, safe_only: bool | None) -> None:
    with pytest.raises(ValueError, match=r"token|EncodingAESKey|key") as caught:
        Gate(APP, token, keys, safe_only=safe_only)
    assert not any(key in str(caught.value) for key in keys)


def test_a_post_over_64_kilobytes_is_refused_unread() -> None:
    whole = post(Content="@")
    largest = post(Content="y" * (64 * 1024 - len(whole) + 1))
    assert len(largest) == 64 * 1024
    assert opened(largest).text.strip("y") == ""
    for query, gate in ((asked(), PLAIN), ({}, PLAIN), (asked("x"), SAFE)):
        assert refused(query, largest + b" ", gate).status == 413


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


@given(st.binary(max_size=200))
@example(b"")
@example(b"\0" * 16)
@example(b"\1" * 16)
@example(b" " * 32)
def test_any_frame_under_our_key_is_refused(frame: bytes) -> None:
    whole = frame + bytes(-len(frame) % 16)
    secret = base64.b64encode(SAFE._ciphers[0].encrypt(whole)).decode()
    assert answered(SAFE, asked(secret), f"<xml><Encrypt>{secret}</Encrypt></xml>".encode()) is None


@pytest.mark.parametrize("junk", ["\n", "!", "=", "字", "AAAA"])
def test_ciphertext_with_something_else_in_it_is_refused(junk: str) -> None:
    secret = SAFE._encrypted(post(), b"r" * 16).decode()
    changed = f"{secret[:8]}{junk}{secret[8:]}"
    assert refused(asked(changed), f"<xml><Encrypt>{changed}</Encrypt></xml>".encode(), SAFE).status == 400


def test_a_frame_with_broken_padding_is_refused() -> None:
    content = post()
    frame = b"r" * 16 + len(content).to_bytes(4, "big") + content + APP.encode()
    padding = 32 - len(frame) % 32
    for last in (bytes([padding]) * padding, b"\0" * (padding - 1) + bytes([padding])):
        secret = base64.b64encode(SAFE._ciphers[0].encrypt(frame + last)).decode()
        got = answered(SAFE, asked(secret), f"<xml><Encrypt>{secret}</Encrypt></xml>".encode())
        assert (got is None) == (last[0] == 0)


@given(st.text(max_size=100))
@example("=")
@example("QUJD")
@example("A" * 24 + "\n" + "A" * 40)
def test_any_ciphertext_under_our_signature_is_refused(secret: str) -> None:
    body = f"<xml><Encrypt>{escape(secret)}</Encrypt></xml>".encode()
    assert answered(SAFE, asked(secret.strip()), body) is None


@given(st.dictionaries(st.sampled_from(sorted(asked("x"))), st.text(st.characters(), max_size=200)))
def test_any_parameters_are_refused(others: dict[str, str]) -> None:
    for query in (others, asked() | others):
        got = [answered(gate, query, post()) for gate in (PLAIN, SAFE)]
        assert got[1] is None
        assert got[0] is None or query.items() >= asked().items()
        with pytest.raises(Refused, match="403"):
            PLAIN.echo(query, NOW)


def test_nothing_secret_or_personal_shows() -> None:
    got = opened(post(Content="我的公司"))
    for shown in (repr(got), repr(SAFE), str(refused(asked(token="other"), post()))):
        for hidden in (USER, "我的公司", TOKEN, KEY, OLD_KEY):
            assert hidden not in shown


def without(text: str) -> str:
    """What arrives of a text: XML can't carry some of it, and parsers make one kind of line end of three."""
    kept = "".join(letter for letter in text if letter in "\t\n\r" or (letter >= " " and letter not in NEVER))
    return re.sub("\r\n?", "\n", "".join(letter for letter in kept if not "\ud800" <= letter <= "\udfff"))


@given(st.text(st.one_of(st.characters(), st.sampled_from("]>&<\r\n" + NEVER)), max_size=300))
@example("]]>")
@example("a]]]]>>b]]>]]>")
@example("</Content></xml>")
@example("&amp;&#0;")
def test_a_reply_arrives_as_it_was_written(text: str) -> None:
    got = opened(post(Content="问"))
    arrives = without(text)
    if not arrives.strip() or len(arrives.encode()) > 2000:
        return
    body, media_type = PLAIN.seal(got, text, asked(), NOW)
    assert media_type == "application/xml"
    assert fields(body) == {
        "ToUserName": USER,
        "FromUserName": ACCOUNT,
        "CreateTime": str(int(NOW.timestamp())),
        "MsgType": "text",
        "Content": arrives,
    }
    query, _ = sealed(post())
    secret, _ = SAFE.seal(got, text, query, NOW)
    assert "Content" not in secret
    signed = fields(secret)
    assert (signed["Nonce"], signed["TimeStamp"]) == (query["nonce"], str(int(NOW.timestamp())))
    inner = WeChatCrypto(TOKEN, KEY, APP).decrypt_message(
        secret, signed["MsgSignature"], signed["TimeStamp"], signed["Nonce"]
    )
    assert inner == body


def test_encryption_never_repeats_itself() -> None:
    query, body = sealed(post())
    got = SAFE.open(query, body, NOW)
    assert SAFE.seal(got, "好", query, NOW) != SAFE.seal(got, "好", query, NOW)


@pytest.mark.parametrize("text", ["", " \n", "\0", "a" * 2049, "字" * 683])
def test_a_reply_that_cant_be_sent_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="2048 bytes"):
        PLAIN.seal(SOME, text, asked(), NOW)


def test_the_longest_reply_is_sent() -> None:
    body, _ = PLAIN.seal(SOME, "字" * 682 + "ab\0", asked(), NOW)
    assert len(fields(body)["Content"].encode()) == 2048


def test_nothing_is_encrypted_without_a_key() -> None:
    with pytest.raises(ValueError, match="no key"):
        PLAIN.seal(SOME, "好", asked("x"), NOW)


def test_a_post_can_be_acknowledged_alone() -> None:
    assert Gate.seal_nothing() == (SUCCESS, "text/plain") == ("success", "text/plain")


@given(WORDS, st.sampled_from([KEY, OLD_KEY]))
def test_what_wechatpy_encrypts_is_decrypted(words: str, key: str) -> None:
    query, body = sealed(post(Content=words), key)
    assert SAFE.open(query, body, NOW).text == words.strip()
