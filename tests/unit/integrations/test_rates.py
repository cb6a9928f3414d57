from __future__ import annotations

from integrations.web.rates import Rates
from integrations.web.visitors import Visitor


async def test_a_visitor_may_ask_twenty_times_a_minute() -> None:
    rates = Rates()
    visitor = Visitor("a", "10.0.0.1")
    assert [await rates.message(visitor) for _ in range(20)] == [0] * 20
    assert 0 < await rates.message(visitor) <= 60
    assert await rates.message(Visitor("b", "10.0.0.1")) == 0


async def test_an_address_may_ask_a_hundred_and_twenty_times_a_minute() -> None:
    rates = Rates()
    waits = [await rates.message(Visitor(str(n), "10.0.0.1")) for n in range(121)]
    assert waits[:120] == [0] * 120
    assert waits[120] > 0
    assert await rates.message(Visitor("0", "10.0.0.2")) == 0


async def test_complaints_have_a_cap_of_their_own() -> None:
    rates = Rates()
    visitor = Visitor("a", "10.0.0.1")
    assert [await rates.complaint(visitor) for _ in range(5)] == [0] * 5
    assert await rates.complaint(visitor) > 0
    assert await rates.message(visitor) == 0


async def test_without_redis_people_are_still_answered() -> None:
    assert await Rates("redis://127.0.0.1:1/0").message(Visitor("a", "10.0.0.1")) == 0


async def test_keys_and_sign_ins_have_caps_of_their_own() -> None:
    rates = Rates()
    assert [await rates.call("k1") for _ in range(120)] == [0] * 120
    assert 0 < await rates.call("k1") <= 60
    assert await rates.call("k2") == 0
    visitor = Visitor("a", "10.0.0.1")
    assert [await rates.sign_in(visitor) for _ in range(20)] == [0] * 20
    assert await rates.sign_in(Visitor("b", "10.0.0.1")) > 0
