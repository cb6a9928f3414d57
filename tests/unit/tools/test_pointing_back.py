"""What is put down as it was said before, tickets that are to be withdrawn, and praise that is no score."""

from __future__ import annotations

import pytest

from corpus.lexical import normalise
from tools.domain.tickets.cues import asks_of_tickets, lets_go, withdraws
from tools.domain.tickets.rating import read, score_answered
from tools.domain.tickets.reading import draft, matter_answered, points_back, takes_up, tells_matter
from tools.domain.tickets.revising import revised


@pytest.mark.parametrize(
    "words", ["行，那你记一下", "那就先登记着吧", "那你帮我报上去吧", "就按刚才说的登记", "这个需求帮我登记一下"]
)
def test_a_bid_points_back_at_what_was_said(words: str) -> None:
    assert takes_up(normalise(words))
    assert not draft(words).text


@pytest.mark.parametrize("words", ["帮我登记个需求", "我登记了，谢谢", "登记需要多久", "先别登", "我要投诉"])
def test_what_begins_anew_or_bids_nothing_points_at_nothing(words: str) -> None:
    assert not points_back(normalise(words))


@pytest.mark.parametrize(
    ("words", "told"),
    [("外发加工那边进度老是问不到", True), ("老是被客户投诉色差，返工一堆", True), ("有现成的方案没", False)],
)
def test_a_matter_is_told(words: str, told: bool) -> None:  # noqa: FBT001 -- what is expected
    assert tells_matter(normalise(words)) == told


@pytest.mark.parametrize("words", ["撤掉那张电费的单子", "这张撤了吧", "把采购比价那个需求取消掉吧"])
def test_a_ticket_is_to_be_withdrawn(words: str) -> None:
    assert withdraws(normalise(words))


@pytest.mark.parametrize("words", ["采购比价那个到哪了", "采购比价那张细讲下", "我登记的有几条"])
def test_a_ticket_is_asked_for_by_its_subject(words: str) -> None:
    assert asks_of_tickets(normalise(words))


@pytest.mark.parametrize("words", ["服务不错啊", "一般般吧你们这服务", "你们服务太差了"])
def test_praise_and_blame_are_no_score_but_where_one_was_asked_for(words: str) -> None:
    assert read(words).score is None
    assert score_answered(normalise(words)) is not None


def test_another_matter_takes_the_place_of_the_draft() -> None:
    given = {"question": "帮我报个需求，做选品定价这个"}
    changed = revised(normalise("不对不对，先登记客服那个，老外半夜问没人回，选品的不登了"), given)
    assert changed is not None
    assert (changed["kind"], normalise(changed["text"])) == ("need", normalise("客服那个，老外半夜问没人回"))


def test_a_talk_is_given_back_by_the_name_of_the_firm() -> None:
    assert lets_go(normalise("和顺纸品这边聊完了，交还给助手"))


@pytest.mark.parametrize(
    "words", ["我要投诉 就是那个顾问 帮我记上", "投诉他 帮我登记", "我要投诉这个人 记一下", "把这个人记下来"]
)
def test_a_complaint_of_somebody_just_spoken_of_points_back(words: str) -> None:
    assert points_back(normalise(words))
    assert not draft(words).text


@pytest.mark.parametrize("words", ["我要投诉 那个工程师态度差 给我记上", "他没来 记一下", "我要投诉那个顾问迟到"])
def test_a_complaint_that_says_what_happened_does_not(words: str) -> None:
    assert not points_back(normalise(words))
    assert draft(words).text


def test_a_word_of_asking_that_means_all_asks_nothing() -> None:
    assert tells_matter(normalise("派来的人问他啥都说回去查 没坐多久就走"))
    assert not tells_matter(normalise("你们平台都能做什么啊"))


def test_asking_when_one_is_answered_is_no_matter() -> None:
    for words in ("几时有人回我", "多久回复我们", "什么时候来人处理"):
        assert matter_answered(normalise(words), "complaint") is None, words
    for words in ("来的人什么时候都迟到", "多久没人理我了"):
        assert matter_answered(normalise(words), "complaint") is not None, words
