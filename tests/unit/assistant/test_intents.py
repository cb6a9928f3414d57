"""The recogniser: example sentences as data, one small model, and the cues that keep it from writing on a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant import wording
from assistant.bootstrap import DATA
from assistant.calls import Call, Say
from assistant.guesses import Guess
from assistant.intents import PENDING_ONLY, Recogniser, cues, kin, names
from assistant.intents.denials import OPPOSITES, Denials
from assistant.intents.model import Example, LinearModel
from assistant.intents.opening import concepts, masks_of, utterances
from assistant.intents.parts import Join, clauses, halves, parts, shared
from corpus import catalogs
from corpus.lexical import normalise
from tools.catalog import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.kit.tool import Role

SAID_BY_BUTTON = {"import_scenarios"}
"""Tools that are reached by a button only."""


@pytest.mark.parametrize("name", sorted(set(BY_NAME) - SAID_BY_BUTTON))
def test_every_tool_has_sentences_that_are_for_it_and_some_that_are_not(name: str) -> None:
    record = utterances()[name]
    assert len(set(record["match"])) >= 60
    assert len(set(record["never"])) >= 20
    assert not set(record["match"]) & set(record["never"])


def test_no_sentence_is_for_two_tools() -> None:
    owners: dict[str, str] = {}
    for name, record in utterances().items():
        for sentence in (*record["match"], *record["enterprise"], *record["operator"]):
            folded = "".join(c for c in normalise(sentence) if c.isalnum())
            assert not folded or owners.setdefault(folded, name) == name, sentence


def test_masks_stand_for_names_figures_and_ticket_numbers() -> None:
    records, lexicon = catalogs.load(DATA), catalogs.load_lexicon(DATA)
    masks = masks_of(records, lexicon)
    assert masks.masked(normalise("库存周转天数下降率从60天到45天")) == "Ⓘ从#天到#天"
    assert "№" in masks.masked(normalise("T20261126-003 到哪了"))
    assert concepts()["导出"].search("给我下下来")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("给恒利箱包生成绑定码", "给Ⓕ生成绑定码"),
        ("优纳光电有限公司的报告", "Ⓕ的报告"),
        ("鹏翔现在几级", "Ⓕ现在几级"),
        ("科瑞达和禾田比一比", "Ⓕ和Ⓕ比一比"),
        ("想做皮具的场景和信息化", "想做皮具的场景和信息化"),
        ("狮岭有哪些企业", "狮岭有哪些企业"),
        ("怎么发展新能源", "怎么发展新能源"),
    ],
)
def test_names_of_firms_are_known_by_their_looks(text: str, masked: str) -> None:
    assert names.mask(text, "Ⓕ") == masked


def test_codes_are_masked_and_english_words_and_years_are_not() -> None:
    masks = masks_of(catalogs.load(DATA), catalogs.load_lexicon(DATA))
    assert masks.masked(normalise("9XDH-22XB")) == "Ⓒ"
    assert masks.masked("please send data") == "please send data"
    assert masks.masked("2026 plan") == "# plan"


def test_a_model_learns_and_forgets_nothing_when_it_is_kept(tmp_path_factory: pytest.TempPathFactory) -> None:
    def example(text: str, label: str, *, against: bool = False) -> Example:
        return Example(frozenset(text), label, against)

    examples = [
        example("催催工单", "urge"),
        example("催一催", "urge"),
        example("查工单", "show"),
        example("看工单", "show"),
    ]
    examples += [example("查催", "urge", against=True)]
    made = LinearModel.train(examples)
    assert max(made.chances(frozenset("催一催")).items(), key=lambda pair: pair[1])[0] == "urge"
    path = tmp_path_factory.mktemp("model") / "m.npz"
    made.save(path)
    again = LinearModel.load(path)
    assert again.chances(frozenset("看工单")) == made.chances(frozenset("看工单"))


def test_a_message_is_cut_where_another_request_begins() -> None:
    assert parts("帮我查下工单进度,顺便生成一份诊断报告") == ("帮我查下工单进度", "生成一份诊断报告")
    assert parts("皮具厂外观检测怎么做") == ("皮具厂外观检测怎么做",)
    assert clauses("不投诉,就问一下进度") == ("不投诉", "就问一下进度")
    assert clauses("排产下月1号上线,记一下") == ("排产下月1号上线,记一下",)


@pytest.mark.parametrize(
    ("text", "tool"),
    [("如果我投诉会怎样", "open_ticket"), ("诊断要收多少钱", "start_diagnosis"), ("昨天催过了", "urge_ticket")],
)
def test_talk_about_a_change_is_no_wish_for_it(text: str, tool: str) -> None:
    assert cues.unmeant(text, tool)


@pytest.mark.parametrize("text", ["帮我催一下工单", "我要投诉,上次来的人态度差", "给我转人工"])
def test_a_wish_is_meant(text: str) -> None:
    assert not cues.unmeant(text, "open_ticket")


@pytest.mark.parametrize("text", ["我那张单快点办", "痛点加上漏检", "讲好九点来,没人到"])
def test_a_point_or_an_hour_is_no_question(text: str) -> None:
    assert not cues.unmeant(text, "urge_ticket")


@pytest.mark.parametrize("text", ["点投诉啊", "我点催单呢", "怎么投诉"])
def test_how_is_asked_in_dialect_too(text: str) -> None:
    assert cues.unmeant(text, "open_ticket")


def test_what_is_shown_of_one_firm_is_asked_for_by_its_name() -> None:
    records = catalogs.load(DATA)
    assert cues.fits("match_policies", "雅韵日化能不能申请改造资金", records, firm=True)
    assert not cues.fits("match_policies", "谁能申请改造资金", records, firm=False)
    assert cues.fits("show_diagnosis", "锦程几级", records, firm=True)
    assert not cues.fits("show_diagnosis", "怎么划分", records, firm=False)


def test_facts_are_kept_where_they_are_bidden_to_be() -> None:
    records = catalogs.load(DATA)
    assert cues.fits("keep_facts", "广源人数登记成60人", records, firm=False)
    assert cues.fits("keep_facts", "占地面积五千平方,录进去", records, firm=False)
    assert not cues.fits("keep_facts", "人数怎么登记", records, firm=False)


def test_denials_are_taken_out_of_a_clause() -> None:
    assert cues.denied("先别转人工") == "转人工"
    assert cues.denied("下架宝石分级辅助识别") is None
    assert cues.denied("等级是几级") is None


@pytest.mark.parametrize(
    ("tool", "clause"),
    [
        ("revoke_report", "报告链接先留着别作废"),
        ("stop_notices", "提醒照旧发,别给我关"),
        ("move_ticket", "这张工单我没说解决了"),
        ("take_hand_off", "金福皮具那个对话我晚点接"),
        ("edit_follow_up_rule", "回访那条别改成14天"),
        ("finish_follow_up_task", "这个跟进不能算完"),
    ],
)
def test_what_is_forbidden_in_so_many_words_is_known(tool: str, clause: str) -> None:
    assert cues.forbids(tool, clause)


@pytest.mark.parametrize(
    ("tool", "clause"),
    [("stop_notices", "别再给我发消息了"), ("record_adoption", "智能客服不做了"), ("hand_off", "不想跟机器人说了")],
)
def test_what_asks_by_denying_forbids_nothing(tool: str, clause: str) -> None:
    assert not cues.forbids(tool, clause)


@pytest.mark.parametrize("clause", ["我可没说要重做啊", "我又没叫你投诉,没说过要转人工", "俺没答应让你们删"])
def test_what_was_never_asked_for_is_not_asked_for_now(clause: str) -> None:
    assert cues.never_said(clause)


@pytest.mark.parametrize("clause", ["我没有要改的", "你没说要多久", "我没说过要重做吗?", "没有想好"])
def test_other_things_that_were_not_are_not_meant(clause: str) -> None:
    assert not cues.never_said(clause)


def test_questions_of_need_are_no_denials() -> None:
    assert cues.denied("平台需不需要短信通知") is None
    assert cues.denied("要不要登记") is None


@pytest.mark.parametrize("rest", ["让它继续发完", "还是原来的", "先让机器人顶着", "等做完再说"])
def test_what_stays_as_it_is_asks_for_nothing(rest: str) -> None:
    assert cues.stays(rest)


def test_what_goes_on_behind_a_refusal_is_asked_for() -> None:
    assert not cues.stays("继续讲广州改造补贴的条件")


def test_who_wonders_bids_nothing() -> None:
    assert cues.wonders("假如规则改成提前三天提醒,会不会太烦人?")
    assert not cues.wonders("如果三天没回,就再提醒一次")
    assert not cues.wonders("如果他不在,帮我转给别人好吗?")


@pytest.mark.parametrize(
    ("tool", "text"),
    [
        ("erase_archive", "以前在另一个平台我们删过一次档案,麻烦死了"),
        ("hand_off", "上次人家转人工转了半天没人应"),
        ("move_ticket", "小李说要把12号关掉,我觉得不行"),
        ("finish_follow_up_task", "同事讲那条待办她做了,我不确定"),
    ],
)
def test_what_was_another_time_and_what_its_speaker_doubts_is_only_spoken_of(tool: str, text: str) -> None:
    assert cues.spoken_of(tool, text)


@pytest.mark.parametrize(
    ("tool", "text"),
    [
        ("erase_archive", "以前删过一次档案,麻烦再删一遍"),
        ("hand_off", "我觉得不行,转人工吧"),
        ("hand_off", "你说了半天没用,转人工"),
        ("urge_ticket", "上次转过去三天了没人理"),
        ("move_ticket", "我确定不行了,关掉它"),
        ("open_ticket", "我要投诉,你们派的人把机器弄坏了,赔偿我不同意"),
        ("move_ticket", "这张工单关了我不同意"),
    ],
)
def test_what_is_wished_for_now_is_more_than_spoken_of(tool: str, text: str) -> None:
    assert not cues.spoken_of(tool, text)


def test_a_voice_message_of_fillers_is_not_understood() -> None:
    assert wording.small_talk("[语音转文字失败] 呃 那个 就是 那个") == wording.NOT_UNDERSTOOD
    assert wording.small_talk("那个") is None
    assert wording.small_talk("你能帮我干哪些活") == wording.small_talk("你都会些啥") == wording.ABOUT
    assert wording.small_talk("你能帮我做诊断吗") is None


class Guesses:
    """Reads a request by the pieces it is told of."""

    def __init__(self, **pieces: str) -> None:
        self._meant = {text: tool for tool, text in pieces.items()}

    def chances(self, text: str) -> dict[str, float]:
        named = [name for part, name in self._meant.items() if part in text] or ["chat"]
        known = dict.fromkeys([*self._meant.values(), "chat", *OPPOSITES, *OPPOSITES.values()], 0.0)
        return known | {name: 0.97 / len(named) for name in named}

    def guess(self, text: str, role: Role) -> Guess:
        return self.best(self.chances(text), role)

    def best(self, chances: Mapping[str, float], role: Role) -> Guess:
        assert role
        name = max(sorted(chances), key=chances.__getitem__)
        return Guess(name, chances[name], None, 0.0)

    def certain(self, text: str, pending: str | None, role: Role) -> str | None:
        assert text
        assert role
        return pending

    def made(self, name: str, text: str) -> tuple[Call, ...]:
        return (Call(name, {}, text),)

    def asked(self, name: str, text: str) -> tuple[Call, ...]:
        return (Call(name, {}, text),)


def test_what_is_not_wanted_is_left_out_and_the_rest_is_done() -> None:
    denials = Denials(Guesses(relay_message="回企业", show_tickets="情况调给我"))
    rest, denied = denials.without("先不回企业,你把情况调给我", "operator")
    assert rest == "你把情况调给我"
    assert denied == {"relay_message"}
    assert denials.instead("先不回企业,你把情况调给我", rest, denied, "operator") == (Call("show_tickets", {}, rest),)


def test_why_something_is_not_wanted_asks_for_nothing() -> None:
    denials = Denials(Guesses(confirm_enterprise="确认", relay_message="营业执照没传全"))
    text = "这家先别确认,营业执照没传全"
    rest, denied = denials.without(text, "operator")
    assert denied == {"confirm_enterprise"}
    assert denials.without("报告先留着别作废", "enterprise")[1] == frozenset()
    (step,) = Denials(Guesses(confirm_enterprise="确认", chat="没传全")).instead(text, rest, denied, "operator")
    assert isinstance(step, Say)


def test_tools_reached_by_their_own_question_are_never_reached_otherwise() -> None:
    assert set(BY_NAME) >= PENDING_ONLY
    assert Recogniser.__doc__


def test_what_hardly_says_anything_is_heard_in_its_talk() -> None:
    chances = {"move_ticket": 0.3, "record_adoption": 0.4, "chat": 0.3}
    nearer = kin.nearer(chances, "show_tickets")
    assert max(nearer, key=nearer.__getitem__) == "move_ticket"
    assert sum(nearer.values()) == pytest.approx(1)
    assert kin.nearer(chances, "") == chances
    chatter = {"chat": 0.69, "hand_off": 0.31}
    assert kin.nearer(chatter, "show_tickets") == chatter
    assert kin.nearer({"chat": 0.95, "move_ticket": 0.05}, "show_tickets") == {"chat": 0.95, "move_ticket": 0.05}


def test_a_message_falls_in_two_where_another_request_may_begin() -> None:
    assert ("查下工单", "推荐个场景", Join.ANOTHER) in halves("查下工单再推荐个场景")
    assert ("查下工单", "推荐个场景", Join.NOTHING) in halves("查下工单,推荐个场景")
    assert ("查下工单", "推荐个场景", Join.SENTENCE) in halves("查下工单。推荐个场景")
    assert ("1. 查下工单", "推荐个场景", Join.ANOTHER) in halves("1. 查下工单 2. 推荐个场景")
    assert ("先念6.2", "说说它跟6.3差在哪", Join.ANOTHER) in halves("先念6.2,再说说它跟6.3差在哪")
    assert halves("看看再说") == ()
    assert halves("上个月做完诊断的有哪些企业") == ()
    assert halves("明辉服饰还有什么没办") == ()
    assert ("周期改成6到10周", "让我看看全文", Join.DONE) in halves("周期改成6到10周,改好了让我看看全文")
    assert ("金明五金的诊断", "金明五金工单", Join.ANOTHER) in shared("金明五金的诊断和工单", ("金明五金",))
    assert shared("诊断和工单", ("金明五金",)) == ()
