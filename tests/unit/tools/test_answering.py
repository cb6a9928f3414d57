"""What people say to a question: numbers, options in their own words, shares, moves, corrections, digressions."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.surveys import load_questionnaire, load_sayings
from tools.domain.answering import BEFORE, JUST, LATEST, OPEN, Correction, corrects, picked, understand
from tools.domain.answering.shares import banded, bands, share
from tools.domain.answering.similarity import Matcher

if TYPE_CHECKING:
    from corpus.surveys import Question

DATA = Path(__file__).parents[3] / "corpus" / "data"
QUESTIONNAIRE, SAYINGS = load_questionnaire(DATA), load_sayings(DATA)
MATCHER = Matcher(QUESTIONNAIRE, SAYINGS)

OPTIONS = """
Q01|老板整天说要搞但就是没计划|2
Q01|我们老板压根不提这事|1
Q01|想到啥做啥，买了点软件|3
Q01|今年计划里写了，副总在抓|4
Q01|做了三年规划的，每个季度都要检查|5
Q01|还没聊过|1
Q01|3|3
Q01|第三个|3
Q01|选C|3
Q01|c|3
Q01|我选2吧|2
Q01|四|4
Q01|最后一个|5
Q02|基本没花钱|1
Q02|就交了个金蝶的年费|2
Q02|0.3%|2
Q02|百分之零点八|3
Q02|2%|4
Q02|三个点多|5
Q02|5个点|5
Q02|一年做2000万，花了10万|3
Q02|大概百分之一到百分之三|4
Q02|千分之三|2
Q02|0|1
Q02|不到0.5|2
Q02|0.5%|3
Q02|3%以上|5
Q03|老板娘自己弄|2
Q03|没有人负责这块|1
Q03|专门请了个网管|4
Q03|我们有信息部|5
Q03|文员顺带着管|2
Q03|有个同事兼着弄，他还要管仓库|3
Q04|没搞过培训|1
Q04|上ERP的时候教过一次|2
Q04|每个季度培训还考试|4
Q04|一年两回|3
Q05|都是老板凭感觉定|1
Q05|每周一开会对数据|4
Q05|月底看一下报表|3
Q06|办公室有网，车间没有|2
Q06|全厂wifi，挺稳的|4
Q06|就用手机流量|1
Q07|差不多一半|4
Q07|一半左右吧|4
Q07|30%|3
Q07|三成|3
Q07|大概两成|3
Q07|不到一成|1
Q07|一台都没有|1
Q07|没有联网的设备|1
Q07|50台里有10台|3
Q07|八成|5
Q07|百分之七十|5
Q07|15%左右|2
Q07|基本都联网了|5
Q07|60%|5
Q07|10%|2
Q07|十五|2
Q08|我们就用Excel记记|2
Q08|就是微信和纸|1
Q08|用了金蝶|3
Q08|有ERP和MES两套|4
Q08|什么系统都没上|1
Q08|主要环节都上云了|5
Q08|表格为主，偶尔微信|2
Q08|没有系统|1
Q09|工人写纸单上|1
Q09|扫码报的|4
Q09|晚上下班文员补进去|2
Q09|设备直接传上来|5
Q10|就装了个360|2
Q10|都没弄|1
Q10|有备份，权限也分级了|4
Q11|都在设计师自己电脑里|2
Q11|全靠老师傅|1
Q11|服务器上统一存放，有编号|3
Q12|微信上叫货|1
Q12|用ERP下采购单|3
Q13|车间主任喊一嗓子|1
Q13|白板上写|2
Q13|excel排|2
Q13|扫码报工能看到进度|4
Q13|自动排产的|5
Q14|就凭肉眼看看|1
Q14|手写检验单|2
Q14|能追到批次|4
Q14|上了视觉检测|5
Q15|仓管自己记得|1
Q15|Excel台账|2
Q15|扫码进出，账基本对得上|3
Q16|都是微信上接单|1
Q16|客户都在业务员手机里|1
Q16|上了CRM|3
Q16|用表格登记客户|2
Q17|一个东西三四个叫法|2
Q17|没编码|1
Q18|每个月底会计人工对|2
Q18|各算各的|1
Q18|接口打通了|4
Q19|出了错才去改|2
Q19|没人管|1
Q20|都是自己人，靠信任|2
Q20|设了密码单独放|3
Q20|图纸加密，员工都签了保密协议|5
Q21|手机上随时能看|4
Q21|要看得找会计现算|1
Q22|没有|1
Q22|没用过|1
Q22|员工自己用用豆包|2
Q22|正在试一个ai质检|3
Q22|客服和设计都在用AI|4
Q23|拿excel估一下|2
Q24|坏了再修|1
Q24|每个月保养，有记录|2
Q25|就发发邮件传传表|2
Q25|没有|1
Q26|有打算，还没做|2
Q26|没有|1
Q01|老板不怎么管这个事|1
Q01|有规划，三年的那种|5
Q01|去年有人提过，后来没声了|2
Q01|老板有这想法，东搞一点西搞一点|3
Q01|已经排进今年工作计划了，生产副总牵头|4
Q02|一分钱没投|1
Q02|大概占营收的百分之二|4
Q02|去年做了三千万，软件花了五万|2
Q03|IT部三个人|5
Q03|我自己兼着|2
Q03|谁都没管|1
Q04|从来不培训|1
Q04|半年培训一次|3
Q04|有内部讲师，会用的发奖金|5
Q05|拍脑袋|1
Q05|有系统预警的|5
Q05|主要靠经验，有时候看看表|2
Q06|车间有一部分有网|3
Q06|全厂都有，设备跟办公是分开的网|5
Q07|大部分都联网了|5
Q07|四分之一吧|3
Q07|20台机，联了12台|5
Q07|不到一半|4
Q08|手写单|1
Q08|用友加一个MES|4
Q08|只有一套ERP|3
Q08|全部上云了，每个环节都有系统|5
Q09|人工录到系统|3
Q09|工人扫二维码|4
Q10|有个杀毒软件|2
Q10|我们过了等保，每年演练|5
Q10|电脑有密码|3
Q11|有PLM|4
Q11|图纸放共享盘，有编号|3
Q12|打电话给供应商|1
Q12|系统里面下单，到货也在系统|3
Q12|会比价，供应商每年打分|4
Q13|主任安排，靠喊的|1
Q13|MES上能看到每道工序|4
Q14|不记录，看一眼|1
Q14|excel登记不良|3
Q14|一物一码能追溯|4
Q15|表格登记|2
Q15|有安全库存，低了会提醒|4
Q16|业务员自己微信|1
Q16|从下单到售后都能查到|4
Q17|有专人维护编码|4
Q17|物料统一了，客户没有|3
Q18|业务和财务对不上|1
Q18|用友直接出成本，业财一体|5
Q18|从一个系统导出来再导进另一个|3
Q19|每个月财务会查一遍|3
Q19|系统会自动校验|5
Q20|没想过这个问题|1
Q20|按权限看，也有备份|4
Q21|每周一有周报|3
Q21|问会计要，现算的|1
Q22|还没用上|1
Q22|偶尔用DeepSeek写写东西|2
Q22|AI客服在试|3
Q23|没搞过这些|1
Q23|每个月都用数据做销量预测|4
Q24|坏了才叫人来修|1
Q24|有能耗在线监测|4
Q24|每条线装了电表|3
Q25|跟美的的供应商平台对接了|3
Q25|没有跟谁对接|1
Q26|想过还没动|2
Q26|有一点收入了|4
Q01|老板开会提了一嘴，没下文|2
Q01|董事长亲自抓，五年规划都有|5
Q01|领导没这个意识|1
Q02|零点三个百分点|2
Q02|营收一个亿，投了两百万|4
Q02|没怎么花|1
Q02|不到一个点|3
Q02|大概1.5%|4
Q03|都没人管，坏了叫外面师傅|1
Q03|会计顺便管管|2
Q03|有一个专职IT|4
Q04|就装软件那会儿教了下|2
Q04|每月都搞培训还有考试|4
Q05|老板一个人说了算|1
Q05|系统会报警，看数据定|5
Q05|月底财务出表再看|3
Q06|只有办公室有wifi|2
Q06|没有网，用手机|1
Q06|网络全覆盖，很稳定|4
Q07|百分之五|1
Q07|两成多吧|3
Q07|全是老机器，没联网|1
Q07|七成|5
Q07|一共30台，连了6台|3
Q07|45%左右|4
Q08|记在本子上|1
Q08|财务软件加进销存|4
Q08|在线表格|2
Q08|就一个ERP|3
Q09|员工用手机填|3
Q09|纸质流转单|1
Q09|PLC自动采|5
Q10|每天自动备份，权限也分了|4
Q10|啥也没做|1
Q11|师傅脑子里|1
Q11|存在各自电脑|2
Q11|BOM都在系统里|4
Q12|微信喊供应商送|1
Q12|表格记采购|2
Q12|系统能比价，到期提醒|4
Q13|车间靠吼|1
Q13|ERP里面开工单，手工报|3
Q13|APS排产|5
Q14|检验单是手写的|2
Q14|相机自动检|5
Q14|有批次号，可以追|4
Q15|都在仓管脑子里|1
Q15|WMS扫码|3
Q16|微信群接单|1
Q16|客户信息在CRM|3
Q16|会员分层做营销|5
Q17|大家叫法不一样|2
Q17|全公司统一编码，系统卡死|5
Q18|会计月底一笔一笔对|2
Q18|ERP跟财务对接了|4
Q19|没人查|1
Q19|录错系统会提示|5
Q20|大家都是亲戚，信得过|2
Q20|加密软件都上了，还签协议|5
Q21|月底才看得到|2
Q21|手机上有看板|4
Q22|完全没用|1
Q22|用豆包写写文案|2
Q23|没有|1
Q23|试过一次，没继续|3
Q24|按时保养，有登记|2
Q25|跟一个大客户系统对接|3
Q26|正在试|3
Q26|卖给同行了|5
Q10|选第二个吧|2
Q10|应该是4|4
Q10|b|2
Q10|③|3
Q01|今年有规划了，做到2028的，半年检查一次效果|5
Q01|写进今年计划了，小刘专门负责|4
Q01|我们老总天天念叨这个，就是没见动静|2
Q01|老爷子六十多了不搞这些新东西|1
Q02|百分之二三|4
Q02|千分之三四|2
Q02|一个半点|4
Q02|买设备花了六十万，营收两千多万|4
Q03|嗯就是我咯，我是文员，顺带弄弄电脑，也没别的人|2
Q04|班组长当讲师，讲一次课补两百块|5
Q04|哪有什么培训|1
Q05|多数凭经验，拿不准翻翻账|2
Q05|老板话点就点|1
Q06|哪个角落都有网，几乎没断过|4
Q07|三十年的老机床，哪来的联网|1
Q07|一大半|4
Q08|就一套管家婆管进销存|3
Q08|其实有一套金蝶在用|3
Q08|财务一套，仓库一套|4
Q08|一套都没有|1
Q08|OA、ERP、MES、CRM全都有，部署在阿里云|5
Q13|这个不太清楚，反正都是用白板|2
Q13|白板写的，班长每天早上擦了重写|2
Q14|检验员拿本子记的，纸的|2
Q14|不知道，都是检验员写在纸上|2
Q16|客户都在业务员自己微信里头，人走了就没了|1
Q18|对账嘛，月底财务两个人对三天，全靠人手|2
Q18|月尾会计逐单对|2
Q20|分开放，电脑都有密码|3
Q21|等到月尾|2
Q22|AI现在两个地方天天在用，客服一个，写产品文案一个，挺稳定的|4
Q22|好几个部门用上了|4
Q22|五六个环节都用AI，每月省多少有数|5
Q24|坏咗先整，电费睇单|1
"""
"""A question, what is said to it, and the option it means, counted from 1."""

SENSES = """
Q01|不知道|unknown
Q01|这个不清楚|unknown
Q01|随便|whatever
Q01|跳过|skip
Q01|跳过这题|skip
Q01|上一题|back
Q01|先到这|pause
Q01|先到这吧，明天再说|pause
Q01|算了|pause
Q01|什么意思|help
Q01|这题啥意思啊|help
Q02|花了10万|of_what
Q07|没有设备|absent
Q07|没有生产线|absent
Q07|我们是贸易公司，不生产|absent
Q11|不做研发|absent
Q11|来料加工，没有设计|absent
Q12|不做研发|absent
Q13|没有生产线|absent
Q15|没有仓库|absent
Q05|改一下上一题|back
Q05|上一题选错了|back
Q05|谢谢|go_on
Q05|继续|go_on
Q05|不改了|stay
Q05|这题不适用|absent
Q05|跟我们没关系|absent
Q05|哈哈哈|go_on
Q03|得问一下我们厂长|unknown
Q03|我说不好|unknown
Q05|下次再弄|pause
Q05|返回上一题|back
Q05|答错了|back
Q09|我们是做贸易的，没有生产|absent
Q14|我们外发加工的|absent
Q05|你看着填|whatever
Q05|这个问题看不懂|help
Q13|我们没工厂，只做贸易|absent
Q10|等会再答|pause
Q10|这个跳过吧|skip
Q10|上一题我答错了|back
Q14|上一题我再看看|back
Q14|想返回上一题改改|back
Q16|今天先这样 明天再弄|pause
Q08|停一下停一下 来客人了|pause
Q08|有客来，等阵再答|pause
Q08|休息一下，下午接着来|pause
Q08|我要送孩子上学去了，回头再答|pause
Q08|这题不想答了|skip
Q08|今天就到这里|pause
Q02|财务才清楚|unknown
Q02|这个财务才知道，跳过|skip
Q02|商业机密|skip
Q02|好了，继续|go_on
Q02|我回来了，接着答|go_on
Q02|题目再发一遍|go_on
Q07|我们搞批发的哪来的设备，没有生产线|absent
Q07|手工活，没啥机器|absent
Q14|不清楚，问品质部|unknown
"""

DIGRESSIONS = """
Q01|今天天气真好
Q01|我想申请补贴
Q01|8.3.1 b)讲什么
Q01|ERP是什么
Q01|转人工
Q05|6
Q05|帮我算下库存周转率
Q05|我们厂80来人做皮具的，在狮岭
Q05|采购成本原来500万，现在420万
Q15|帮我算下库存周转
Q09|我要投诉
Q08|ERP多少钱
Q14|AI质检要多少数据
Q02|8.3.1 b)
Q13|催一下工单
Q15|帮我算下库存周转
Q22|良品率提升了两个百分点
Q07|员工100人左右
Q02|采购成本原来500万，现在420万
Q20|数据要加密吗
Q09|我们做化妆品代工的
Q18|接人工
Q08|想法有，今天上个打卡明天上个库存
"""


def lines(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


def means(question: str, text: str) -> object:
    understood = understand(text, QUESTIONNAIRE.by_id[question], MATCHER)
    if understood is None:
        return None
    if understood.option is not None:
        return understood.option + 1
    return tuple(option + 1 for option in understood.between) or understood.sense


def test_options_are_understood_and_hardly_ever_mistaken() -> None:
    """What is not understood is asked about: most is at once, nothing is taken for another option."""
    found = [(question, text, int(option), means(question, text)) for question, text, option in lines(OPTIONS)]
    right = [row for row in found if row[3] == row[2]]
    assert [row for row in found if isinstance(row[3], int) and row[3] != row[2]] == []
    assert len(right) / len(found) >= 0.92, [row for row in found if row not in right]
    asked = [row for row in found if isinstance(row[3], tuple)]
    assert all(row[2] in row[3] for row in asked if isinstance(row[3], tuple))


@pytest.mark.parametrize(("question", "text", "sense"), lines(SENSES))
def test_moves_and_what_cannot_be_told(question: str, text: str, sense: str) -> None:
    assert means(question, text) == sense


@pytest.mark.parametrize(("question", "text"), lines(DIGRESSIONS))
def test_what_is_about_something_else_is_no_answer(question: str, text: str) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id[question], MATCHER)
    assert understood is None or understood.sense == "guess"


def test_every_way_of_saying_an_option_means_it() -> None:
    for question in QUESTIONNAIRE.questions:
        said = SAYINGS[question.id]
        assert len(said.options) == len(question.options)
        assert said.help
        for number, ways in enumerate(said.options, 1):
            assert len(ways) >= 5, (question.id, number)
            for way in (question.options[number - 1], *ways):
                assert means(question.id, way) == number, (question.id, way)
        for way in said.absent:
            assert means(question.id, way) == "absent", (question.id, way)
        assert bool(said.absent) or not question.allow_na


@given(st.sampled_from(QUESTIONNAIRE.questions), st.integers(1, 5), st.data())
def test_a_number_means_its_option_however_it_is_said(question: Question, number: int, data: st.DataObject) -> None:
    digit, numeral, letter = str(number), "一二三四五"[number - 1], "ABCDE"[number - 1]
    form = data.draw(
        st.sampled_from(
            [
                "{d}",
                "{n}",
                "{l}",
                "选{d}",
                "第{n}个",
                "第{d}项",
                "我选{n}吧",
                "应该是{d}",
                "选{l}",
                "{d}。",
                " {d} ",
                "（{d}）",
            ]
        )
    )
    assert means(question.id, form.format(d=digit, n=numeral, l=letter)) == number


def test_a_button_that_comes_as_text_means_its_option() -> None:
    for question in QUESTIONNAIRE.questions:
        for number, option in enumerate(question.options, 1):
            assert means(question.id, f"{number}. {option}") == number


@pytest.mark.parametrize("text", ["6", "0", "7", "12", "第六个", "", "   ", "。。。", "x" * 500])
def test_what_names_no_option_is_none(text: str) -> None:
    assert means("Q01", text) is None


@pytest.mark.parametrize(
    ("text", "between"), [("2或者3", (2, 3)), ("2、3之间", (2, 3)), ("三到四", (3, 4)), ("excel和微信都有", (1, 2))]
)
def test_two_options_are_asked_about(text: str, between: tuple[int, int]) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id["Q08"], MATCHER)
    assert understood is not None
    assert understood.sense == "either"
    assert tuple(option + 1 for option in understood.between) == between


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("30%", 30), ("百分之三十", 30), ("三成", 30), ("两三成", 25), ("三分之一", 33.3), ("10%-20%", 15),
        ("千分之五", 0.5), ("百分之零点八", 0.8),
        ("二十多%", 23), ("不到20%", 20), ("20%以上", 20), ("50台里有10台", 20), ("半个点", 0.5),
        ("一年做2000万，花了10万", 0.5), ("一个亿里头两百万", 2), ("百分之二三", 2), ("两个半点", 2.5),
        ("我们厂在狮岭", None),
    ],
)  # fmt: skip
def test_shares(text: str, percent: float | None) -> None:
    value = share(text)
    assert (None if value is None else float(value)) == (None if percent is None else pytest.approx(percent, abs=0.05))


def test_bands_hold_their_lower_bound_and_not_their_upper() -> None:
    spent, connected = bands(QUESTIONNAIRE.by_id["Q02"]), bands(QUESTIONNAIRE.by_id["Q07"])
    assert spent is not None
    assert connected is not None
    assert [means("Q07", f"{n}%") for n in (0, 9, 10, 19.9, 20, 39, 40, 59, 60, 100)] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert [means("Q02", f"{n}%") for n in (0, 0.1, 0.49, 0.5, 0.99, 1, 2.9, 3, 30)] == [1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert [means("Q07", text) for text in ("不到10%", "不到20%", "超过60%", "不到一半", "一大半")] == [1, 2, 5, 4, 4]
    assert [q.id for q in QUESTIONNAIRE.questions if bands(q)] == ["Q02", "Q07"]
    assert banded(spent, Fraction(0)) == 0


def test_a_bare_figure_is_a_share_only_where_it_can_be_no_number_of_an_option() -> None:
    assert (means("Q07", "30"), means("Q07", "3"), means("Q02", "0.8"), means("Q02", "2")) == (3, 3, 3, 2)
    assert means("Q02", "花了10万") == "of_what"


@pytest.mark.parametrize(
    ("text", "of", "answer"),
    [
        ("第3题改成2", 3, "2"), ("第三题我想改成4", 3, "4"), ("第三题改成第五个", 3, "第五个"),
        ("3题改成用Excel", 3, "用excel"),
        ("把第2题改为第一个", 2, "第一个"), ("第2题选错了，应该是4", 2, "4"), ("改一下第3题", 3, None),
        ("回到第2题", 2, None), ("不对，刚才第二题应该选4", 2, "4"), ("我第二题填错了应该填4", 2, "4"),
        ("第3题重答", 3, None), ("上一题改成2", BEFORE, "2"), ("前一题应该是2", BEFORE, "2"),
        ("刚才那题改成4", BEFORE, "4"), ("改一下上一题", BEFORE, None), ("第十二题改成不知道", 12, "不知道"),
        ("把第4题的答案换成2", 4, "2"), ("设备联网那题我补一下，大概三成能联网", ("Q07",), "大概三成能联网"),
        ("质量检验和追溯那题答错了，应该是第4个", ("Q14",), "第4个"), ("安全那题改成2", ("Q10", "Q20"), "2"),
        ("客户资料那题改成3", ("Q20", "Q16"), "3"), ("嗰题拣错咗，应该系第三个", LATEST, "第三个"),
        ("那这题我说错了，是月底人工对账", LATEST, "月底人工对账"), ("我说错了，是白板", LATEST, "白板"),
        ("业务系统那题我选错了，其实有一套金蝶在用，改一下", ("Q08",), "有一套金蝶在用"),
        ("等下 前面花钱那个说多了，应该不到千分之五", ("Q02",), "不到千分之五"),
        ("刚才花钱那个我说少了，应该是百分之二", ("Q02",), "百分之二"), ("联网那个讲大了，也就一成",
        ("Q07",), "也就一成"),
        ("刚才联网的比例说高了，也就一成", ("Q07",), "也就一成"), ("上一题我答多了 应该两成不到", BEFORE, "两成不到"),
        ("不好意思上一题我报高了，是三成", BEFORE, "三成"), ("那个联网的，我记错了，应该是一半", ("Q07",), "一半"),
        ("刚才那题，我们车间就是靠喊的", JUST, "我们车间就是靠喊的"), ("刚才那个问题我们是白板", JUST, "白板"),
    ],
)  # fmt: skip
def test_corrections(text: str, of: int | str | tuple[str, ...], answer: str | None) -> None:
    assert [(found.of, found.answer) for found in corrects(text, MATCHER.names)] == [(of, answer)]
    if (of, answer) == (BEFORE, None):
        assert means("Q05", text) == "back"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一题选2，第二题选3", [(1, "2"), (2, "3")]),
        ("第1题和第2题都改成3", [(1, "3"), (2, "3")]),
        ("系统那题改成3，设备那题改成2", [(("Q08",), "3"), (("Q07",), "2")]),
        ("选2，另外第一题改成3", [(OPEN, "选2"), (1, "3")]),
        ("这题跳过，上一题改成3", [(OPEN, "这题跳过"), (BEFORE, "3")]),
    ],
)
def test_several_answers_in_one_message(text: str, found: list[tuple[object, str]]) -> None:
    assert [(each.of, each.answer) for each in corrects(text, MATCHER.names)] == found


@pytest.mark.parametrize(
    "text",
    ["第三个", "3", "第3题什么意思", "第8题是什么意思", "第二条讲什么", "人数改成120", "第8.3.1条", "质量问题怎么解决",
     "不对，是3", "这题是3", "回到刚才那题，选第三个"],
)  # fmt: skip
def test_what_is_no_correction(text: str) -> None:
    assert corrects(text, MATCHER.names) == ()


def test_a_question_named_alone_is_asked_again() -> None:
    assert corrects("第三题") == (Correction(3, None),)


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("Q13", "好，回到刚才那题，选第三个", 3), ("Q14", "行，质量这题我们是纸上记的", 2), ("Q08", "现在这题是3", 3),
        ("Q01", "哦只有五个啊，那第四个，年初写进计划了还让我管", 4), ("Q08", "我选3，就管家婆一套", 3),
        ("Q13", "净系靠把口嗌", 1), ("Q14", "冇记录嘎，师傅用对眼睇下就算", 1), ("Q14", "写喺簿仔度", 2),
        ("Q16", "啲客全部喺业务员个人微信度", 1), ("Q18", "月底会计先至人手对一次数", 2),
        ("Q20", "冇谂过喔，未考虑", 1),
        ("Q08", "得一套管家婆咋", 3), ("Q07", "三成度啦", 3), ("Q22", "仲未用", 1),
        ("Q08", "这个嘛，我们用了金蝶，还有个MES", 4), ("Q02", "去年投了大概八十万，营收四千来万", 4),
        ("Q02", "一年做一千二百万，花了十来万", 3),
        ("Q01", "没怎么聊过这个", 1), ("Q07", "机器都是老家伙，没一台连的", 1), ("Q07", "都是二手机，哪能联网", 1),
        ("Q07", "联网？没有的事", 1), ("Q13", "好，回到刚才的题，我们用白板排产", 2), ("Q14", "有纸质记录", 2),
        ("Q13", "好继续，刚才那题选2", 2), ("Q02", "顶多千分之五", 2), ("Q08", "没上什么系统", 1),
        ("Q08", "哎我们用的那个叫什么来着，对，管家婆，就那一个，其他的都是手工", 3),
        ("Q14", "呃我想想啊，检是有检的，检完就拿张纸记一下，放文件夹里面，过几个月就扔了", 2),
        ("Q07", "你问这个啊，我们车间一共二十台机，去年新买了六台是能联网的，其他都是老的", 3),
    ],
)  # fmt: skip
def test_answers_in_the_flow_of_a_talk(question: str, text: str, option: int) -> None:
    assert means(question, text) == option


@pytest.mark.parametrize("words", ["-5", "-30%", "150%", "100000000", "101"])
def test_a_figure_no_share_can_be_is_no_answer(words: str) -> None:
    assert all(understand(words, question, MATCHER) is None for question in QUESTIONNAIRE.by_id.values())


@pytest.mark.parametrize(
    ("text", "options", "since"),
    [
        ("前四题一起给你：3、2、1、2", (2, 1, 0, 1), 1),
        ("3 2 1 2", (2, 1, 0, 1), None),
        ("前四题3212", (2, 1, 0, 1), 1),
        ("第2到4题都选3", (2, 2, 2), 2),
        ("后面三题都选2", (1, 1, 1), None),
        ("接下来三题分别是一、二、三", (0, 1, 2), None),
    ],
)
def test_questions_in_a_row_are_answered_at_once(text: str, options: tuple[int, ...], since: int | None) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id["Q01"], MATCHER)
    assert understood is not None
    assert (understood.sense, understood.several, understood.since) == ("several", options, since)


@pytest.mark.parametrize("text", ["前三题：3、2", "前三题3212", "3212"])
def test_a_row_that_does_not_fit_its_questions_is_none(text: str) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id["Q01"], MATCHER)
    assert understood is None or understood.sense != "several"


@pytest.mark.parametrize(
    ("question", "text", "sense"),
    [
        ("Q14", "这个也不适用，没有质检这回事", "absent"),
        ("Q07", "呢题唔适用，我哋冇机器嘅", "absent"),
        ("Q07", "跳过，我不懂设备", "skip"),
        ("Q14", "跳过这题吧，轮不到我管", "skip"),
        ("Q08", "余下的叫我们文员填，先停", "pause"),
        ("Q08", "剩下的让我同事来答", "pause"),
        ("Q08", "算了，就excel吧", "option"),
        ("Q07", "说不准，应该有一半吧", "option"),
        ("Q13", "知道了。排产就靠主管嘴巴喊", "option"),
        ("Q13", "车间靠喊的", "option"),
    ],
)
def test_what_is_said_beside_other_words(question: str, text: str, sense: str) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id[question], MATCHER)
    assert understood is not None
    assert understood.sense == sense


def test_a_request_behind_a_moments_wait_does_not_stop() -> None:
    understood = understand("等下先，我上次投诉讲师迟到那个处理没有", QUESTIONNAIRE.by_id["Q02"], MATCHER)
    assert understood is None


def test_what_an_answer_becomes_is_for_the_last_one() -> None:
    assert corrects("不对，改成用了一套系统") == (Correction(LATEST, "用了一套系统"),)
    assert corrects("是前面录数据那题我选错了，现在都是扫码实时录", MATCHER.names) == (
        Correction(("Q09",), "现在都是扫码实时录"),
    )


@pytest.mark.parametrize(
    ("text", "percent"),
    [("一百台里十二台", 12), ("一百二十台里有六十台", 50), ("总共四十来台，联上的八台", 20), ("十个里头有三个", 30),
     ("二十几台里面就一台", 4.5), ("一百零五台里二十一台", 20), ("五十台里十几台", 24)],
)  # fmt: skip
def test_so_many_of_so_many(text: str, percent: float) -> None:
    assert float(share(text) or 0) == pytest.approx(percent, abs=0.1)


@pytest.mark.parametrize(
    ("text", "between"), [("三十台里头联网的也就两三台", (1, 2)), ("二十台里三五台", (2, 3)), ("十台里三四台", (3, 4))]
)
def test_a_guess_across_a_bar_is_asked_about(text: str, between: tuple[int, int]) -> None:
    assert means("Q07", text) == between


@given(st.integers(1, 199), st.integers(1, 199))
def test_a_count_in_numerals_is_the_count_in_digits(whole: int, part: int) -> None:
    def spelled(n: int) -> str:
        digits = "零一二三四五六七八九"
        hundred, rest = divmod(n, 100)
        ten, one = divmod(rest, 10)
        below = (digits[ten] if ten > 1 or hundred else "") + "十" if ten else "零" if hundred and one else ""
        return ("一百" if hundred else "") + below + (digits[one] if one else "")

    assert share(f"{spelled(whole)}台里{spelled(part)}台") == share(f"{whole}台里{part}台")


@pytest.mark.parametrize(
    ("question", "text", "sense"),
    [
        ("Q07", "我们开店的没有什么设备，不适用", "absent"), ("Q13", "对我们不适用啊 我们就是个档口", "absent"),
        ("Q13", "跟我们不搭边", "absent"), ("Q13", "都是贴牌的，工厂在别人那", "absent"),
        ("Q02", "行了不想答了", "pause"),
        ("Q02", "太多了不做了", "pause"), ("Q02", "好烦啊不答了", "pause"), ("Q02", "先放一放", "pause"),
        ("Q02", "这题先放一放", "skip"), ("Q02", "我哪知道", "unknown"), ("Q02", "问会计", "unknown"),
        ("Q02", "几万块吧", "of_what"), ("Q02", "估计有个千把块", "of_what"),
        ("Q02", "这个占营收是含买机器的钱吗", "help"),
        ("Q02", "营收是什么", "help"), ("Q07", "联网是指连wifi吗", "help"), ("Q08", "进销存是啥", "help"),
        ("Q13", "什么叫在制", "help"),
    ],
)  # fmt: skip
def test_moves_in_daily_words(question: str, text: str, sense: str) -> None:
    assert means(question, text) == sense


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Q07", "OEE是啥"), ("Q02", "为什么要问这个"), ("Q14", "我们想做AI质检，要准备什么数据"),
        ("Q08", "今天下雨，好冷啊"),
        ("Q06", "还有几题啊"), ("Q02", "补贴包括软件吗"), ("Q26", "别人家一般都选几"),
    ],
)  # fmt: skip
def test_what_looks_like_an_answer_and_is_none(question: str, text: str) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id[question], MATCHER)
    assert understood is None or understood.sense == "guess"


def test_what_one_means_to_do_is_not_what_there_is() -> None:
    assert means("Q22", "打算用AI质检") != 5
    assert means("Q01", "想过，没计划") == 2


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("前面那个", (1,)), ("前者", (1,)), ("差一点", (1,)), ("应该是前面的", (1,)), ("低的那个吧", (1,)),
        ("没那么好，差一点", (1,)), ("后面那个", (2,)), ("后一种吧", (2,)), ("好一点那个", (2,)), ("高一点", (2,)),
        ("第二种吧", (1, 2)), ("第一个", (0, 1)), ("都有一点", (1, 2)), ("中间吧", (1, 2)),
        ("好的", ()), ("好", ()), ("2", ()), ("都不是", ()), ("上一题", ()), ("下一个", ()), ("大概两成", ()),
    ],
)  # fmt: skip
def test_one_of_two_is_pointed_at(text: str, meant: tuple[int, ...]) -> None:
    assert picked(text, (1, 2)) == meant


@given(st.integers(0, 3))
def test_the_second_of_two_is_sure_where_it_is_the_second_of_all(first: int) -> None:
    meant = picked("第二个", (first, first + 1))
    assert 1 in meant or first + 1 in meant
    assert (len(meant) == 1) == (first == 0)


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("Q22", "就是员工自己拿那个聊天机器人写写文案，别的没有", 1),
        ("Q22", "客服在试，其他都没用", 2),
        ("Q08", "就一套管家婆，别的没有", 2),
        ("Q22", "别的没有", 0),
        ("Q08", "什么都没有，就这些", 0),
    ],
)
def test_that_there_is_nothing_else_takes_nothing_from_an_answer(question: str, text: str, option: int) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id[question], MATCHER)
    assert understood is not None
    assert (understood.sense, understood.option) == ("option", option)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("等哈等哈，前头排产那道我选错了，改成第三个，系统下工单手工报工", "第三个,系统下工单手工报工"),
        ("前面排产那题选错了，改成第三个", "第三个"),
        ("上头排产那道应该是2", "2"),
    ],
)
def test_an_earlier_question_is_named_by_its_subject_alone(text: str, answer: str) -> None:
    assert corrects(text, MATCHER.names) == (Correction(("Q13",), answer),)


@pytest.mark.parametrize("text", ["排产前头那道改成3", "有一道工序我选错了", "前头那道工序改成自动的"])
def test_a_step_of_work_or_the_question_beside_is_no_earlier_one(text: str) -> None:
    assert corrects(text, MATCHER.names) == ()
