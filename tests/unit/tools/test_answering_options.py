"""What people say to a question means an option: by its number, or in their own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.answering import QUESTIONNAIRE, SAYINGS, lines, means

if TYPE_CHECKING:
    from corpus.surveys import Question

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


def test_options_are_understood_and_hardly_ever_mistaken() -> None:
    """What is not understood is asked about: most is at once, nothing is taken for another option."""
    found = [(question, text, int(option), means(question, text)) for question, text, option in lines(OPTIONS)]
    right = [row for row in found if row[3] == row[2]]
    assert [row for row in found if isinstance(row[3], int) and row[3] != row[2]] == []
    assert len(right) / len(found) >= 0.92, [row for row in found if row not in right]
    asked = [row for row in found if isinstance(row[3], tuple)]
    assert all(row[2] in row[3] for row in asked if isinstance(row[3], tuple))


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
