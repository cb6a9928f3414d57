from __future__ import annotations

from assistant.messages import Reply
from assistant.watch import Figures
from integrations.metrics import Metrics


def test_turns_are_counted_by_model_and_outcome_with_their_times() -> None:
    metrics = Metrics()
    metrics.answered(Reply(id="1", text="", seconds=0.005))
    metrics.answered(Reply(id="2", text="", seconds=0.3))
    metrics.answered(Reply(id="3", text="", model='a"b', declined=True, seconds=120))
    metrics.refused("rate")
    lines = metrics.text().splitlines()
    assert 'shuzhi_turns_total{model="planner",declined="false"} 2' in lines
    assert 'shuzhi_turns_total{model="a\\"b",declined="true"} 1' in lines
    assert 'shuzhi_refused_total{reason="rate"} 1' in lines
    assert 'shuzhi_turn_seconds_bucket{le="0.01"} 1' in lines
    assert 'shuzhi_turn_seconds_bucket{le="0.3"} 2' in lines
    assert 'shuzhi_turn_seconds_bucket{le="60.0"} 2' in lines
    assert 'shuzhi_turn_seconds_bucket{le="+Inf"} 3' in lines
    assert "shuzhi_turn_seconds_sum 120.305000" in lines
    assert "shuzhi_turn_seconds_count 3" in lines


def test_what_all_processes_have_in_common_is_told_where_it_could_be_counted() -> None:
    figures = Figures({"sent": 12, "expired": 1}, due=3, tasks=2, overdue=1, since=None)
    lines = Metrics().text(figures).splitlines()
    assert 'shuzhi_follow_ups_total{outcome="expired"} 1' in lines
    assert 'shuzhi_follow_ups_total{outcome="sent"} 12' in lines
    assert "# TYPE shuzhi_follow_ups_total counter" in lines
    assert "shuzhi_follow_ups_due 3" in lines
    assert "shuzhi_follow_ups_tasks 2" in lines
    assert "shuzhi_answers_overdue 1" in lines
    assert "follow_ups" not in Metrics().text()
    assert Metrics().text(figures).endswith("1\n")
