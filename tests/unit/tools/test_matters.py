"""What says by itself what it is for is no answer to another question, and no follow-up on another answer."""

from __future__ import annotations

import pytest

from corpus.lexical import normalise
from tools.catalog import CATALOG
from tools.kit import lexicon, matters
from tools.kit.tool import REVISION, Focus

TOOLS = {tool.name: tool for tool in CATALOG}


def test_matters_name_tools_there_are() -> None:
    assert {name for _, tools in lexicon.MATTERS for name in tools} <= TOOLS.keys()


@pytest.mark.parametrize(
    ("tool", "slot", "said"),
    [
        ("calculate_kpi", "question", "先来个10题快测"),
        ("calculate_kpi", "question", "给你们平台打4分"),
        ("calculate_kpi", "question", "我们是做汽车零部件的，150人，在炭步"),
        ("calculate_kpi", "question", "我们已经上了ERP和MES"),
        ("calculate_kpi", "question", "我想找个真人聊聊"),
        ("calculate_kpi", "question", "标准是谁起草的"),
        ("recommend_scenarios", "question", "登记一个需求：我们想做能耗监测"),
        ("recommend_scenarios", "question", "帮我催一下工单"),
        ("recommend_scenarios", "question", "转人工客服"),
        ("recommend_scenarios", "question", "智能排产现在每周用3次"),
        ("compare_scenarios", "first", "解绑我们公司"),
        ("compare_scenarios", "first", "给我们推荐几个合适的场景"),
        ("compare_scenarios", "first", "订单预测是做什么的"),
        ("record_adoption", "scenario", "邀请同事一起用"),
        ("record_adoption", "scenario", "服务很满意，5星"),
        ("match_policies", "answer", "高新技术企业有什么优惠"),
        ("start_diagnosis", "form", "标准对数据安全有什么要求"),
        ("answer_diagnosis", "answer", "解绑我们公司"),
        ("open_ticket", REVISION, "我们去年营收改成2000万"),
        ("show_archive", "enterprise", "找一下200人以上还没上MES的企业"),
    ],
)
def test_another_matter_is_no_answer(tool: str, slot: str, said: str) -> None:
    assert TOOLS[tool].readers[slot](normalise(said), {}) is None


@pytest.mark.parametrize(
    ("tool", "said"),
    [
        ("calculate_kpi", "去年2000万"),
        ("calculate_kpi", "我们去年营收是2000万"),
        ("calculate_kpi", "客户投诉以前3天处理完"),
        ("recommend_scenarios", "我们是做皮具的，80人，预算20万"),
        ("recommend_scenarios", "做五金的，客户投诉多，交期老拖"),
        ("match_policies", "我们是做皮具的，80人，在狮岭"),
        ("match_policies", "我们已经上了ERP"),
        ("answer_diagnosis", "投诉登记在本子上，没有系统"),
        ("answer_diagnosis", "上个月上线了条码"),
        ("record_adoption", "智能排产项目停了"),
        ("rate_service", "打4分"),
        ("relay_message", "你好"),
        ("find_enterprises", "不要汽配的"),
        ("open_ticket", "内容改成想上一套MES"),
        ("compare_scenarios", "设备预测性维护"),
    ],
)
def test_answers_are_of_their_matter(tool: str, said: str) -> None:
    assert not matters.of_another(normalise(said), tool)


def test_a_follow_up_goes_to_tools_of_its_matter() -> None:
    def stops(text: str, focus: Focus, catalogs: object) -> tuple[str, dict[str, str]]:
        return "record_adoption", {"question": text}

    follow = matters.following(stops)
    focus, catalogs = Focus(), None
    assert follow("停掉满意度回访这条规则", focus, catalogs) is None
    assert follow("视觉质检项目停了", focus, catalogs) is not None
