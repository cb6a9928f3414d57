"""Every command through the program's entry point, as a person or a script would use it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from integrations import cli
from integrations.cli import console, serving
from tests.fakes.openai_server import OpenAIServer, Status, Text
from tools.database.migrations import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[2]
GOLDEN: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/data/golden_batch.yaml").read_text(encoding="utf-8"))
PROGRAM = [sys.executable, "-c", "from integrations.cli import main; main()"]
TRAVEL = "# 差旅办法\n\n## 第一条 住宿\n\n住宿费每晚不超过 {amount} 元，超出部分自理。\n"


class Done:
    """What a command has printed, and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def complaint(self) -> str:
        """The one line of an expected error."""
        lines = [line for line in self.err.splitlines() if line.strip()]
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        return lines[0]


@pytest.fixture
def run(
    var_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """Run a command in this process, in a folder of its own."""
    monkeypatch.setenv("VAR_DIR", str(var_dir))
    monkeypatch.chdir(tmp_path)
    for stream in (console.out, console.err):
        monkeypatch.setattr(stream, "_width", 200)

    def run(*arguments: str, **environment: str) -> Done:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["shuzhi", *arguments])
            for name, value in environment.items():
                patch.setenv(name, value)
            capfd.readouterr()
            code = 0
            try:
                cli.main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1 if end.code else 0
            printed = capfd.readouterr()
        return Done(code, printed.out, printed.err)

    return run


def process(arguments: Sequence[str], var_dir: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"VAR_DIR": str(var_dir), "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=environment,
        cwd=var_dir,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        **more,
    )


# --- ask and batch ----------------------------------------------------------------------------------------------------


def test_ask_answers_with_its_source(run: Callable[..., Done]) -> None:
    done = run("ask", "8.3.1", "b)讲什么")
    assert done.code == 0
    assert "数字化成熟度诊断" in done.out
    assert "8.3.1 b)" in done.out


def test_ask_gives_the_whole_reply_as_json(run: Callable[..., Done]) -> None:
    reply = json.loads(run("ask", "--json", "8.5节讲了什么").out)
    assert reply["declined"] is True
    assert reply["model"] == "planner"


@pytest.fixture(scope="module")
def golden(built_library: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The golden lines' answers, from a process of its own, read from its standard input."""
    lines = [
        case["line"] if isinstance(case["line"], str) else json.dumps(case["line"], ensure_ascii=False)
        for case in GOLDEN
    ]
    folder = tmp_path_factory.mktemp("golden")
    (folder / "corpus").symlink_to(built_library / "corpus")
    done = process(["batch", "--fresh"], folder, input="\n".join(lines) + "\n")
    assert done.returncode == 0, done.stderr
    assert not list(folder.glob("*.db"))
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_golden_line_has_its_answer_in_its_place(golden: list[dict[str, Any]]) -> None:
    wanted = [None if isinstance(case["line"], str) else case["line"]["id"] for case in GOLDEN]
    assert [answer["id"] for answer in golden] == wanted


@pytest.mark.parametrize("place", range(len(GOLDEN)), ids=[str(number) for number in range(1, len(GOLDEN) + 1)])
def test_golden_line(golden: list[dict[str, Any]], place: int) -> None:
    case, answer = GOLDEN[place], golden[place]
    if "error" in case:
        assert case["error"] in answer["error"]
        assert "text" not in answer
        return
    line = case["line"]
    keys = {"id", "conversation", "text", "citations", "tool_calls", "suggestions", "declined", "model", "seconds"}
    assert answer.keys() == keys
    assert answer["conversation"] == line["conversation"]
    assert answer["declined"] is case.get("declined", False)
    assert [word for word in case["holds"] if not re.search(word, answer["text"])] == []
    cited = [[citation["document"], citation["clause"]] for citation in answer["citations"]]
    if "cites" in case:
        assert cited[0] == case["cites"]
    if "document" in case:
        assert cited[0][0] == case["document"]
    if "tool" in case:
        assert [call["name"] for call in answer["tool_calls"]] == [case["tool"]]


def test_a_repeated_line_gets_the_same_answer(run: Callable[..., Done], tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "conversation": "c", "user": "u", "text": "8.3.1 b)讲什么"}, ensure_ascii=False)
    source = tmp_path / "lines.jsonl"
    source.write_text(f"{line}\n\n{line}\n", encoding="utf-8")
    first, again = (json.loads(answer) for answer in run("batch", str(source)).out.splitlines())
    assert first == again


def test_batch_says_which_lines_it_could_not_read(run: Callable[..., Done], tmp_path: Path) -> None:
    source = tmp_path / "lines.jsonl"
    bad = [
        '{"id": 1, "text": "没有对话编号"}',
        '{"id": 2, "conversation": "c", "role": "king", "text": "x"}',
        '{"id": 3, "conversation": "c", "text": "x", "now": "yesterday"}',
        "[1, 2]",
    ]
    source.write_text("\n".join([*bad, '{"id": 5, "conversation": "c", "text": "你好"}']), encoding="utf-8")
    done = run("batch", "--fresh", str(source))
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2, 3, None, 5]
    assert [answer.get("error", "").partition(":")[0] for answer in answers[:3]] == ["conversation", "role", "now"]
    assert "error" in answers[3]
    assert answers[4]["text"]


def test_chat_goes_on_until_one_says_goodbye(var_dir: Path) -> None:
    done = process(["chat"], var_dir, input="8.3.1 b)讲什么\n那c)呢\nexit\n")
    assert done.returncode == 0, done.stderr
    assert "企业全景视角" in done.stdout


def test_an_unreadable_variable_is_one_line(run: Callable[..., Done]) -> None:
    done = run("ask", "你好", ASSISTANT_MODEL_TIMEOUT="soon")
    assert done.code == 2
    assert "ASSISTANT_MODEL_TIMEOUT" in done.complaint


# --- corpus -----------------------------------------------------------------------------------------------------------


def test_a_document_lives_through_versions(run: Callable[..., Done], tmp_path: Path) -> None:
    file = tmp_path / "差旅办法.md"
    file.write_text(TRAVEL.format(amount=350), encoding="utf-8")
    added = run("corpus", "add", str(file), "--kind", "制度", "--issuer", "财务部", "--valid-from", "2026-01-01")
    assert added.code == 0, added.err
    match = re.search(r"doc-\w+", added.out)
    assert match
    name = match[0]

    listed = run("corpus", "list").out
    assert re.search(rf"{name}.*差旅办法.*制度.*财务部.*2026-01-01", listed)

    found = run("corpus", "search", "住宿费每晚不超过多少", "-n", "3").out
    assert re.search(r"1\s+差旅办法\s+第一条 住宿.*350", found)
    assert "差旅办法" in run("ask", "出差住宿费每晚不超过多少元").out

    file.write_text(TRAVEL.format(amount=420), encoding="utf-8")
    assert "第 2 版" in run("corpus", "add", str(file)).out
    assert "420" in run("corpus", "search", "住宿费每晚不超过多少").out
    shown = run("corpus", "show", name).out
    assert re.search(r"2 （在用）[\s\S]*\n 1 ", shown)

    assert "第 1 版" in run("corpus", "rollback", name).out
    assert "350" in run("corpus", "search", "住宿费每晚不超过多少").out
    assert "第 2 版" in run("corpus", "rollback", name, "--to", "2").out

    assert run("corpus", "remove", name).code == 0
    assert "差旅办法" not in run("corpus", "list").out
    assert "差旅办法" not in run("corpus", "search", "住宿费每晚不超过多少").out
    assert "已下架" in run("corpus", "show", name).out
    assert run("corpus", "rollback", name).code == 0
    assert "差旅办法" in run("corpus", "list").out


def test_reindex_says_what_is_held(run: Callable[..., Done]) -> None:
    done = run("corpus", "reindex")
    assert done.code == 0
    assert re.search(r"共 \d{3,} 段", done.out)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "没有文字"),
        ("old.xyz", b"text", r"不支持 .xyz 格式.*.pdf"),
        ("broken.pdf", b"%PDF-1.7 and nothing more", "损坏"),
        ("T-ISC 0106—2026.md", "标准".encode(), "换一个"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_one_line(
    run: Callable[..., Done], tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    more = ["--title", "T/ISC 0106—2026"] if "ISC" in name else []
    done = run("corpus", "add", str(tmp_path / name), *more)
    assert done.code == 1
    assert re.search(words, done.complaint)
    assert "还没有添加过资料" in run("corpus", "list").out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["corpus", "add", "nowhere.pdf"], 2, "nowhere.pdf"),
        (["corpus", "show", "doc-none"], 1, "doc-none"),
        (["corpus", "remove", "doc-none"], 1, "doc-none"),
        (["corpus", "rollback", "doc-none"], 1, "doc-none"),
        (["batch", "nowhere.jsonl"], 2, "nowhere.jsonl"),
        (["serve", "--only", "wechat"], 2, "wechat"),
        (["serve", "--only", "web,wechat"], 2, "wechat"),
        (["serve", "--only", "web,api", "--workers", "2"], 2, "--workers"),
        (["serve", "--only", "telegram"], 2, "telegram"),
        (["serve", "--workers", "2"], 2, "--workers"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_an_expected_error_is_one_line(run: Callable[..., Done], arguments: list[str], code: int, words: str) -> None:
    done = run(*arguments)
    assert done.code == code
    assert words in done.complaint


def test_validity_must_run_forwards(run: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("正文", encoding="utf-8")
    done = run("corpus", "add", "a.md", "--valid-from", "2026-02-01", "--valid-until", "2026-01-01")
    assert (done.code, "起始日" in done.complaint) == (2, True)


def test_only_names_channels_there_are() -> None:
    assert serving.channels(None) == ("web", "wechat", "api")
    assert serving.channels(" Web ,web") == ("web",)
    assert serving.channels("api") == ("api",)


def test_serve_says_when_its_port_is_taken(run: Callable[..., Done]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert done.code == 1
    assert str(port) in done.complaint


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_what_stays_says_first_when_the_database_is_silent(run: Callable[..., Done], command: str) -> None:
    address = f"postgresql://someone:hush-hush@127.0.0.1:{free_port()}/none"
    more = ["--port", str(free_port())] if command == "serve" else []
    done = run(command, *more, DATABASE_URL=address)
    assert done.code == 1
    assert "数据库连不上" in done.complaint
    assert "hush-hush" not in done.err


# --- migrate, doctor, worker ------------------------------------------------------------------------------------------


def test_migrate_brings_an_empty_database_up_to_date_once(run: Callable[..., Done], tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'deep' / 'er' / 'shuzhi.db'}"
    first, again = run("migrate", DATABASE_URL=address), run("migrate", DATABASE_URL=address)
    assert (first.code, again.code) == (0, 0)
    assert f"空库 升级到 {HEAD}" in first.out
    assert "已是最新" in again.out


def test_migrate_complains_without_the_password(run: Callable[..., Done]) -> None:
    done = run("migrate", DATABASE_URL=f"postgresql://someone:hush-hush@127.0.0.1:{free_port()}/none")
    assert done.code == 1
    assert "连不上" in done.complaint
    assert "hush-hush" not in done.out + done.err


def test_doctor_finds_a_fresh_deployment_well(run: Callable[..., Done]) -> None:
    run("migrate")
    done = run("doctor")
    assert done.code == 0
    assert "✗" not in done.out
    assert re.search(rf"✓\s+数据库\s+SQLite.*{HEAD}", done.out)
    assert re.search(r"✓\s+自带资料\s+政策 39，场景 76，指标 44", done.out)
    assert re.search(r"–\s+大模型", done.out)


def test_doctor_asks_every_service_and_keeps_secrets(run: Callable[..., Done]) -> None:
    dead = f"127.0.0.1:{free_port()}"
    with OpenAIServer() as server:
        server.script(Text("1"))
        done = run(
            "doctor",
            OPENAI_BASE_URL=server.base_url,
            OPENAI_API_KEY="sk-hush-hush-1",
            ASSISTANT_MODEL="qwen-test",
            RERANK_MODEL="ranker",
            RERANK_BASE_URL=server.base_url,
            RERANK_API_KEY="sk-hush-hush-2",
            REDIS_URL=f"redis://:hush-hush-3@{dead}/0",
            CHROMA_URL=f"http://{dead}",
            DATABASE_URL="mysql://hush-hush-4@nowhere/x",
        )
        assert server.chats[0].headers["authorization"] == "Bearer sk-hush-hush-1"
    assert done.code == 1
    assert re.search(r"✓\s+大模型\s+qwen-test 应答正常", done.out)
    assert re.search(r"✓\s+重排模型\s+ranker 应答正常", done.out)
    assert re.search(r"✗\s+Redis", done.out)
    assert re.search(r"✗\s+向量库", done.out)
    assert re.search(r"✗\s+数据库\s+DATABASE_URL", done.out)
    assert done.out.count("✗") == 4  # three findings and the closing line
    assert "hush-hush" not in done.out + done.err


@pytest.mark.parametrize(
    ("status", "words"), [(401, "拒绝了密钥"), (404, "HTTP 404"), (500, "HTTP 500")], ids=["key", "address", "server"]
)
def test_doctor_tells_what_is_wrong_with_a_model(run: Callable[..., Done], status: int, words: str) -> None:
    with OpenAIServer() as server:
        server.script(Status(status), repeat=True)
        done = run("doctor", OPENAI_BASE_URL=server.base_url, OPENAI_API_KEY="sk-1", ASSISTANT_MODEL="m")
    assert done.code == 1
    assert words in done.out


def test_doctor_tells_what_a_half_configured_model_lacks(run: Callable[..., Done]) -> None:
    done = run("doctor", ASSISTANT_MODEL="m", OPENAI_API_KEY="k")
    assert done.code == 1
    assert "缺 OPENAI_BASE_URL" in done.out


def test_doctor_counts_missing_vectors(run: Callable[..., Done]) -> None:
    with OpenAIServer() as server:
        done = run("doctor", EMBEDDING_MODEL="e", EMBEDDING_BASE_URL=server.base_url)
    assert done.code == 1
    assert re.search(r"✗\s+向量模型\s+e 应答正常，但有 \d+ 段还没有向量[\s\S]*corpus reindex", done.out)


def test_doctor_survives_a_folder_nobody_may_write_to(run: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("doctor", VAR_DIR=str(tmp_path / "file" / "var"))
    assert done.code == 1
    assert re.search(r"✗\s+数据目录", done.out)


def test_doctor_explains_the_environment_without_its_values(run: Callable[..., Done]) -> None:
    done = run("doctor", "--env", OPENAI_API_KEY="sk-hush-hush")
    assert done.code == 0
    assert re.search(r"OPENAI_API_KEY\s+✓", done.out)
    assert re.search(r"REDIS_URL\s+–", done.out)
    assert "hush-hush" not in done.out


def test_worker_ticks_until_it_is_told_to_stop(var_dir: Path) -> None:
    environment = os.environ | {"VAR_DIR": str(var_dir), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    worker = subprocess.Popen(
        [*PROGRAM, "worker"], env=environment, cwd=var_dir, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    seen = set[str]()
    overdue = threading.Timer(60, worker.kill)
    overdue.start()
    try:
        assert worker.stderr is not None
        for line in worker.stderr:
            seen |= {word for word in ("housekeeping", "heartbeat", "tick_failed") if word in line}
            if seen >= {"housekeeping", "heartbeat"}:
                break
        worker.send_signal(signal.SIGTERM)
        rest = worker.communicate(timeout=30)[1]
    finally:
        overdue.cancel()
        worker.kill()
    assert seen == {"housekeeping", "heartbeat"}
    assert worker.returncode == 0, rest
    assert "worker_stopped" in rest


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
