"""What is told of others, in jest, of what might be or of how it was answers no question; one's own people do."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.surveys import load_questionnaire, load_sayings
from tools.diagnosis.reading import meant, read_answer
from tools.domain.answering import BEFORE, Correction, corrects, picked, understand
from tools.domain.answering.own import own_part
from tools.domain.answering.similarity import Matcher

DATA = Path(__file__).parents[3] / "corpus" / "data"
QUESTIONNAIRE = load_questionnaire(DATA)
MATCHER = Matcher(QUESTIONNAIRE, load_sayings(DATA))

NOTHING = """
Q13|隔壁厂填的第四个
Q13|我朋友那边用白板排产
Q13|别人家都是自动排产
Q13|对面那家厂，第3个
Q13|听同行讲他们实时报工
Q13|我问了隔壁老李，他说选2
Q13|选5，隔壁老陈说的
Q13|我同学开的厂，实时报工的，厉害
Q13|一般工厂都选2
Q13|这题人家选的5
Q14|我姐夫他厂里是纸质记录的
Q07|听隔壁说他家八成设备联网
Q08|竞争对手上了ERP和MES两套
Q02|我表弟厂里都花了3%
Q13|选5，开玩笑的
Q13|3 逗你玩的
Q13|选第四个，瞎说的
Q13|要是明年上了MES，那就是4
Q13|要是明年上了MES，我们就选4
Q13|等我们上了系统再选4
Q13|以前是白板
Q13|去年还是口头安排
Q13|老板说别选5
Q13|老板说选3，会计说选4
Q13|上一题隔壁老张说选5
Q13|隔壁老张说他第三题选的5
Q13|老板说选3，可我不信
Q13|老板说选5，这不是吹牛吗，我们没系统
Q13|厂长说选3，会计说选4
Q13|朋友推荐我选5
Q13|选5，朋友推荐的
Q13|朋友推荐的，选5
Q13|朋友推荐的，他们自动排产
Q13|隔壁推荐的，说自动排产好
Q13|如果有系统就自动排产
Q13|如果急单多了，就上系统自动排
Q13|要是急单多，我们就上APS自动排产
Q13|要是能扫码，平时就实时看进度
Q13|以前白板，想换成系统自动排产
Q13|以前白板，还没换成系统
Q13|以前靠喊，差点换成系统
Q13|以前选3，改成4
Q13|隔壁换成系统自动排产了
Q13|别人帮他们搭的系统，自动排产
"""

OPTIONS = """
Q13|老板说选3|3
Q01|老板说选3|3
Q13|厂长说选第二个|2
Q14|会计说是纸质记录|2
Q13|仓库老李说选2|2
Q13|按老板的意思选3|3
Q13|我问了生产部，他们说第三个|3
Q13|老板说选3，会计也说选3|3
Q13|别人都上系统了，我们还是白板|2
Q13|人家用MES，我们靠喊|1
Q13|隔壁老张选5，我们选2|2
Q13|跟隔壁厂一样，白板写|2
Q13|隔壁办公室问了下，选3|3
Q13|不吹牛，选4|4
Q13|选5，开玩笑的，其实选2|2
Q13|以前白板，现在系统下工单手工报工|3
Q13|要是明年上了MES，那就是4，现在是白板|2
Q13|去年上了系统，选3|3
Q01|老板说要搞但没有计划|2
Q14|我们是写在纸上的 电脑里头没有|2
Q14|都记在本子上，系统里没得|2
Q13|厂长让我选4，但现场都是写白板|2
Q13|老板觉得5，我觉得是用表格|2
Q13|我问了厂长，他说选4，其实就是口头安排|1
Q13|老板说选3，我们没意见|3
Q13|会计说选2，就是白板|2
Q13|要是有急单就先做急单，平时看白板|2
Q13|如果赶货就靠喊|1
Q13|万一停电就喊，平时系统自动排|5
Q13|系统自动排产，朋友推荐的|5
Q13|同行介绍的，系统自动排产|5
Q13|以前是白板，厂里改用Excel排产了|2
Q13|从前靠喊，后来改成Excel|2
Q13|同行帮我们搭的表格，天天用来排产|2
"""


@pytest.mark.parametrize("line", NOTHING.split("\n")[1:-1])
def test_what_is_not_ours_answers_nothing(line: str) -> None:
    question, words = line.split("|")
    understood = understand(words, QUESTIONNAIRE.by_id[question], MATCHER)
    assert understood is None or understood.sense in {"either", "guess"}
    assert read_answer(words, {"question_id": question}) is None


@pytest.mark.parametrize("line", OPTIONS.split("\n")[1:-1])
def test_what_is_ours_is_taken(line: str) -> None:
    question, words, option = line.split("|")
    understood = understand(words, QUESTIONNAIRE.by_id[question], MATCHER)
    assert understood is not None
    assert (understood.sense, understood.option) == ("option", int(option) - 1)


def test_what_would_be_an_option_is_asked_between_two() -> None:
    understood = understand("白板算第几个", QUESTIONNAIRE.by_id["Q13"], MATCHER)
    assert understood is not None
    assert (understood.sense, understood.between) == ("either", (1, 2))


@pytest.mark.parametrize(("words", "between"), [("老板说选4，我们用白板写", (1, 3)), ("我们靠喊，老板说选5", (0, 4))])
def test_who_differs_from_their_own_people_is_asked_which(words: str, between: tuple[int, int]) -> None:
    understood = understand(words, QUESTIONNAIRE.by_id["Q13"], MATCHER)
    assert understood is not None
    assert (understood.sense, understood.between) == ("either", between)


def test_an_answer_of_others_corrects_nothing() -> None:
    assert corrects("隔壁老张说他第三题选的5", MATCHER.names) == ()
    assert corrects("上一题隔壁老张说选5", MATCHER.names) == ()
    assert corrects("老板说第三题选5") == (Correction(3, "5"),)
    assert corrects("慢着，上一道我吹牛了，应该是二") == (Correction(BEFORE, "二"),)


def test_one_of_two_is_not_picked_by_others() -> None:
    assert picked("隔壁老张说的，前面那个", (1, 2)) == ()
    assert picked("前面那个", (1, 2)) == (1,)


@pytest.mark.parametrize("words", ["ai?开玩笑吧", "上一道我吹牛了", "不怕你笑话,就靠喊", "等到月底", "如果非要选就选2"])
def test_nothing_is_left_out_of_what_is_meant(words: str) -> None:
    assert own_part(words) == words


@pytest.mark.parametrize(
    "words",
    [
        "假如我选没人管信息化，后头题目会不会少几道",
        "“有人提没有计划”跟“有想法零散在做”到底差在哪",
        "“有专职人员”跟“兼职负责人”到底差在哪",
        "我哥那厂这题选的是最高那档，他吹牛的，其实还在手写单",
        "这题我拿不准，车间主任在冲模具呢，等他洗完手我问一嘴",
    ],
)
def test_what_is_asked_of_options_or_told_of_others_answers_no_question(words: str) -> None:
    for question in QUESTIONNAIRE.questions:
        understood = meant(words, question)
        assert understood is None or understood.sense in {"help", "guess"}


@pytest.mark.parametrize("words", ["隔壁厂都上了ERP，我们其实还在手写", "表哥厂里选5，他有钱，我们还是纸"])
def test_what_is_told_of_oneself_behind_others_is_an_answer(words: str) -> None:
    understood = meant(words, QUESTIONNAIRE.by_id["Q08"])
    assert understood is not None
    assert understood.option == 0
