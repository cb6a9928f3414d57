"""How the assistant itself is used is told by its own notes, and no question to the sources is taken for one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import DATA
from corpus.catalogs import load, load_questions
from corpus.lexical import normalise
from tools.knowledge.service import LONGEST, SURE, sure
from tools.knowledge.service import asked as of

if TYPE_CHECKING:
    from tools.kit.tool import Role

CATALOGS = load(DATA)
NOTES = CATALOGS.service
ROLES: tuple[Role, ...] = ("enterprise", "operator")
QUICK = 5.0
"""Seconds that any message takes at most, on a busy machine as well."""


def asked(text: str) -> str | None:
    said = normalise(text)
    return next((note.id for note in NOTES if note.answers(said)), None)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("解绑以后我们的资料还在不在", "leave-keeps"),
        ("资料清空了还能恢复吗", "erased-back"),
        ("我们财务也想用，邀请码能给她发吗", "colleague"),
        ("没绑企业可以先用吗", "unbound"),
        ("怎么绑我们公司", "bind"),
        ("转人工以后你还回我吗", "person-after"),
        ("找人工要排队吗", "person-wait"),
        ("想投诉，去哪里投诉", "complain"),
        ("提了需求几天有人联系", "ticket-time"),
        ("报告链接多久过期", "report-link"),
        ("我们说的你们保密吗", "others-see"),
        ("我怕填的东西泄露", "who-sees"),
        ("我们填的别家看得到吗", "others-see"),
        ("测到一半退出会不会白测", "stop-halfway"),
        ("你们测的等级政府认吗", "official"),
        ("打的分还能改吗", "score-change"),
        ("提醒怎么关掉", "notices"),
        ("打分满分是几分来着", "scale"),
        ("你们的回答靠谱吗", "reliable"),
        ("你是真人吗", "human"),
        ("诊断要钱吗", "fee"),
        ("商会拉我进来的，你这个是做什么的", "what-is-it"),
        ("这公众号是干啥用的", "what-is-it"),
        ("居委让我们测的这个诊断，是做啥的", "diagnosis-what"),
        ("做诊断有什么好处", "diagnosis-what"),
        ("10题的跟26题的有什么不同", "forms-differ"),
        ("全部有多少道题", "diagnosis-count"),
        ("诊断要交什么资料，要准备啥", "diagnosis-prepare"),
        ("不做诊断行不行", "diagnosis-duty"),
        ("是不是做了诊断就可以拿到补贴", "filling-pays"),
        ("听说登记了就给钱，真的吗", "filling-pays"),
        ("我们填的数据会报给税务吗", "reported"),
        ("我们的信息会不会卖给别人", "used-for"),
        ("诊断结果存多久", "where-kept"),
        ("能发语音吗", "voice-pictures"),
        ("会讲广东话吗", "dialect"),
        ("选错了还能改吗", "change-answer"),
        ("不会填的怎么办", "cannot-answer"),
        ("跳过的题会不会拉低分", "left-out"),
        ("测评准不准", "accurate"),
        ("能让财务来填吗", "others-fill"),
        ("隔多久要再测", "retest"),
        ("你们平台是不是官方的", "who-runs"),
        ("你是用deepseek吗", "which-model"),
        ("我跟你说的会被录下来吗", "remembers"),
        ("你半夜也在吗", "night"),
        ("怎样才算登记", "registered"),
        ("报告可以打印吗", "report-form"),
        ("报告作废了，老板还能打开吗", "link-void"),
        ("打了2分，没人来问", "score-followed"),
        ("打低分会不会被为难", "score-named"),
        ("聊天记录能删吗", "history"),
        ("听同行讲你们能测数字化，要搞多久，收不收钱的", "diagnosis-count"),
        ("做一次诊断久不久", "diagnosis-count"),
        ("要答几多条题", "diagnosis-count"),
        ("诊断使几耐", "diagnosis-count"),
        ("评一下我们的数字化用几个钟", "diagnosis-count"),
        ("那份问卷题多不多", "diagnosis-count"),
        ("测一下花多少功夫", "diagnosis-count"),
        ("五分钟答得完吗", "diagnosis-count"),
        ("做诊断会不会耽误很久", "diagnosis-count"),
        ("测评是你们派人来厂里，还是我自己填", "diagnosis-where"),
        ("体检要上门吗", "diagnosis-where"),
        ("诊断要去哪里做", "diagnosis-where"),
        ("我们讲的生意会不会给税局知道", "reported"),
        ("填的营业额你们会拿给税务看吗", "reported"),
        ("我填的隔壁厂能看到吗", "others-see"),
        ("诊断结果会不会被同行看到", "others-see"),
        ("我答的这些人家睇唔睇到?", "others-see"),
        ("测出来的等级能不能拿去申请补贴", "apply-with"),
        ("这个结果可以直接报专精特新不", "apply-with"),
        ("不放心的话随时可以删吧", "erase-worried"),
        ("要是后悔了 能删掉的吗", "erase-worried"),
        ("报告链接发错人了咋办", "link-wrong"),
        ("别的厂会看到我们写的吗", "others-see"),
        ("这个测完能报补贴吗", "apply-with"),
        ("测了有啥好处", "diagnosis-what"),
        ("原来那条链接打不开了吧", "link-void"),
        ("问卷有几题填错了，怎么改", "change-answer"),
        ("改了答案，报告会跟着变吗", "report-outdated"),
        ("结果保密的吧", "others-see"),
        ("数据会传出去吗", "others-see"),
        ("报告给谁看", "report-link"),
        ("收费吗", "fee"),
        ("平台怎么收费", "fee"),
        ("测一次诊断几道题", "diagnosis-count"),
        ("我不想给税局知道", "reported"),
        ("完整版是不是一定要做", "diagnosis-duty"),
        ("链接能发给客户看吗", "report-link"),
        ("万一报告发给同行了，有办法收回吗", "link-wrong"),
        ("码在我这，邀请码能用我老板的微信发吗", "code-on-whose"),
        ("一个微信能不能绑两间厂", "several-firms"),
        ("切到另一家之后，原来那家的资料会混吗", "firms-apart"),
        ("我解绑了，别人会不会用不了", "leave-others"),
        ("绑定公司有什么风险没有", "bind-costs"),
        ("企业没核实能不能先用着", "unverified-firm"),
        ("答应了做不到，有什么后果", "promise-broken"),
        ("说好的日子最多能推几次", "promise-moves"),
        ("给个五星有没有奖励", "score-reward"),
        ("打这个分有啥用", "score-use"),
        ("登记使用情况要说些什么", "use-asked"),
        ("那个场景停用了，要不要告诉你们", "stopped-tell"),
        ("目录里下架的场景，用着的企业怎么办", "withdrawn-scenario"),
        ("导入的表有一行不对，其他的会不会也进不去", "import-rows"),
        ("能一次删掉几十家企业的档案吗", "erase-many"),
        ("我们存的指标值谁看得到", "figures-seen"),
        ("测出来的分数会不会公布", "ranked"),
        ("工单显示待确认是什么意思", "ticket-confirm"),
        ("催多了会不会嫌烦", "urging"),
        ("投诉了会不会被拉黑", "complain-harm"),
        ("营收填错了会有什么后果", "filled-wrong"),
        ("诊断乱选查得出来吗", "answered-wildly"),
        ("测完会不会有人推销软件", "sold-to"),
        ("诊断没做完能出报告吗", "report-needs"),
        ("提醒停了，政策截止会不会错过", "notices-missed"),
        ("你们一周发几条提醒", "notices-many"),
        ("群发发错能撤回吗", "campaign-before"),
        ("接管以后助手还会插话吗", "taken-over"),
        ("你们有没有app", "channels"),
        ("可以发excel给你吗", "files"),
        ("不答的题算0分吗", "left-out"),
        ("答完还能改吗", "change-answer"),
        ("我们聊的你会存起来吗", "remembers"),
        ("评了分还能改吗", "score-change"),
        ("提需求要不要钱", "fee"),
    ],
)
def test_a_note_answers_what_people_ask_of_the_assistant(text: str, note: str) -> None:
    assert asked(text) == note


@pytest.mark.parametrize(
    "text",
    [
        "客户投诉平均处理时长怎么算",
        "改造做完就能拿到补贴吗",
        "填了入库意向就能领钱吗",
        "标准对企业档案有什么要求",
        "申报小巨人要不要钱",
        "设备报警太多怎么关",
        "视觉质检准不准",
        "帮我解绑",
        "转人工",
        "别发了",
        "你们干嘛把我的单关了",
        "这个场景是做什么的",
        "诊断看哪五个维度",
        "把材料报给街道",
        "平台要报给监管部门吗",
        "给我下载word报告",
        "作废报告链接",
        "还剩几题",
        "第3题改成2",
        "让会计来答",
        "记住我说的话",
        "晚上车间设备停机多",
        "我们公司用deepseek写文案",
        "重新诊断",
        "这个场景要做多久",
        "诊断短板怎么改进",
        "之前那个系统打不开了吧",
        "员工体检要多久",
        "设备检测一次要多久",
        "我的工单要多久",
        "帮我登记需求：派人上门做诊断",
        "来测一下",
        "先测十分钟",
        "开票要给税务系统上传，怎么弄",
        "帮我把资料删掉",
        "客户的资料能给别人看吗",
        "快把报告链接作废",
        "数字化水平评测要多久出结果，标准怎么说",
        "多少钱",
        "免费的",
        "你们收钱又不办事",
        "给宏图发个邀请码",
        "会计离职了，把她的绑定撤掉",
        "他换微信了，再给他发个邀请码",
        "联系电话换成13800138000",
        "答应的清单改到下周三",
        "给你们打5分",
        "能不能改成3分",
        "视觉质检停用了",
        "把SC-QC-001下架",
        "导入场景目录",
        "停掉群发，发错了",
        "工单还没好，退回重新处理",
        "我都催了好几次了",
        "营收写错了，改成4000万",
        "解绑吧，不影响同事",
        "切换到宏图",
        "维护人员离职后登录权限怎么收回",
        "客户投诉会不会影响评分",
        "场景停用了两个月",
        "系统支持导入excel吗",
    ],
)
def test_other_questions_and_requests_are_none(text: str) -> None:
    assert asked(text) is None


def test_no_expected_question_to_the_sources_is_taken_for_one() -> None:
    every = (q for unit in load_questions(DATA).values() for group in unit.by_field().values() for q in group)
    assert [q for q in every if len(normalise(q)) <= LONGEST and asked(q)] == []


@pytest.mark.parametrize(
    "text", ["邀请码" * 700, "打分有没有红包，" * 250, "一" * 2000, "工单关" * 16, "清一次性企业" * 8]
)
def test_long_messages_are_told_apart_at_once(text: str) -> None:
    began = time.perf_counter()
    sure(normalise(text), CATALOGS)
    assert time.perf_counter() - began < QUICK


def test_notes_are_unlike_and_say_something() -> None:
    assert len({note.id for note in NOTES}) == len(NOTES)
    assert all(note.answer.endswith("。") for note in NOTES)


@pytest.mark.parametrize(
    "text", ["要是把报告链接作废了，客户还能打开吗", "报告以前能下载pdf，现在还能吗", "测一次要多久", "要钱吗"]
)
def test_what_is_only_asked_about_is_surely_no_request(text: str) -> None:
    assert sure(normalise(text), CATALOGS) == SURE


@pytest.mark.parametrize("text", ["把报告链接作废", "出报告，要pdf的", "把报告发给老板", "测一下我们厂"])
def test_a_request_is_surely_no_question_of_the_assistant(text: str) -> None:
    assert sure(normalise(text), CATALOGS) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "你们平台是干嘛的,帮我登记个问题:打印不了",
        "10题跟26题有什么不同,直接来26题",
        "两个有啥区别 10题和26题直接开始吧",
        "作废报告链接,老板还能打开吗",
        "请把报告链接撤了吧,客户还能看到吗",
        "你们是不是官方的,给我转人工",
        "报告链接发错人了咋办,先帮我作废",
        "测一次要多久,开始吧",
    ],
)
def test_what_is_bidden_beside_a_question_is_not_swallowed(text: str) -> None:
    assert asked(text) is not None
    assert sure(normalise(text), CATALOGS) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "如果把报告链接撤了,客户还能看到吗",
        "报告链接作废以后,老板还能打开吗",
        "把链接作废了,客户还能打开吗",
        "你们平台是干嘛的,能帮我做什么",
        "10题跟26题有什么不同,给我讲讲",
        "能直接做26题的吗,跟10题差在哪,差别大不",
        "可以让财务帮我填吗",
        "开始诊断之前要多久",
        "你们是骗子吗,不用帮我登记",
    ],
)
def test_a_question_with_nothing_bidden_beside_it_is_sure(text: str) -> None:
    assert sure(normalise(text), CATALOGS) == SURE


@pytest.mark.parametrize(
    "text",
    [
        "绑定以后还可以取消吗",
        "邀请码过期了怎么用",
        "邀请码是不是只能用一次",
        "邀请码该找谁要",
        "联系人离职了，绑定会自动解除吗",
        "换了手机号要不要重新绑定",
        "工单关了还能重开吗",
        "导出来的表改好能传回来吗",
    ],
)
def test_a_note_fits_who_asks(text: str) -> None:
    told = {role: note.answer for role in ROLES if (note := of(CATALOGS, normalise(text), role)) is not None}
    assert len(set(told.values())) == len(ROLES)
    assert "××" not in told["enterprise"]


@pytest.mark.parametrize("told", ["不往外卖", "**不收费", "都不收费", "只有你们自己", "不会报", "不会有人", "保证"])
def test_notes_promise_nothing_that_nothing_guarantees(told: str) -> None:
    assert [note.id for note in NOTES if told in note.answer] == []
