"""The dense leg on real parts: an embeddings and rerank server over HTTP, and Chroma embedded in the process."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog

from corpus.embedding import BATCH, LONGEST, Embedder, Reranker
from corpus.errors import ServiceFailed
from corpus.library import Library
from corpus.reading import PAUSE, QUIET
from corpus.vectors import ChromaVectors, LibraryRetriever
from tests.fakes.corpus_data import copy_data
from tests.fakes.embedding_server import EmbeddingServer

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CONCEPTS = (("大蜥蜴", "短吻鳄"), ("打卡", "考勤"))
DOCUMENT = "# 守则\n\n## 甲\n\n短吻鳄须圈养于东侧水池。\n\n## 乙\n\n每日考勤以闸机记录为准。\n"
QUESTION = "大蜥蜴"
"""Shares no character with its passage; only the concept connects them."""


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[EmbeddingServer]:
    with EmbeddingServer(CONCEPTS) as running:
        yield running


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_data(tmp_path_factory.mktemp("data") / "data")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "守则.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


class Made:
    """A library with its parts."""

    def __init__(self, data: Path, var: Path, server: EmbeddingServer, *, rerank: bool = False) -> None:
        self.clock = Clock()
        self.vectors = ChromaVectors("fake", path=var / "chroma")
        self.library = Library(
            data,
            var,
            embedder=Embedder(server.base_url, "fake", "key", backoff=0.01),
            vectors=self.vectors,
            reranker=Reranker(server.base_url, "fake-rerank", "key") if rerank else None,
            clock=self.clock,
        )

    async def found(self, query: str = QUESTION, limit: int = 3) -> list[str]:
        return [hit.passage.display for hit in await self.library.current().search(query, limit)]


@pytest.fixture
def made(data: Path, tmp_path: Path, server: EmbeddingServer) -> Made:
    return Made(data, tmp_path / "var", server)


ALLIGATOR = "短吻鳄须圈养于东侧水池。"


class TestFusion:
    async def test_a_passage_only_the_vectors_know_joins(
        self, data: Path, tmp_path: Path, made: Made, document: Path
    ) -> None:
        lexical = Library(data, tmp_path / "lexical")
        lexical.ingest(document)
        assert ALLIGATOR not in [h.passage.display for h in await lexical.current().search(QUESTION, 50)]
        made.library.ingest(document)
        assert (await made.found())[0] == ALLIGATOR

    async def test_an_exact_wording_stays_first(self, made: Made, document: Path) -> None:
        made.library.ingest(document)
        assert (await made.found("每日考勤以闸机记录为准"))[0] == "每日考勤以闸机记录为准。"

    async def test_the_reranker_has_the_last_word(
        self, data: Path, tmp_path: Path, server: EmbeddingServer, document: Path
    ) -> None:
        made = Made(data, tmp_path / "var", server, rerank=True)
        made.library.ingest(document)
        hits = await made.library.current().search("打卡 东侧水池", 5)
        assert server.reranked == ["打卡 东侧水池"]
        expected = [server.likeness("打卡 东侧水池", f"{h.passage.title}\n{h.passage.display}") for h in hits]
        assert [h.score for h in hits] == pytest.approx(expected)
        assert expected == sorted(expected, reverse=True)

    async def test_llamaindex_sees_the_same_passages(self, made: Made, document: Path) -> None:
        made.library.ingest(document)
        reading = made.library.current()
        nodes = await LibraryRetriever(reading, 3).aretrieve(QUESTION)
        assert [n.node_id for n in nodes] == [h.passage.id for h in await reading.search(QUESTION, 3)]
        assert nodes[0].text == ALLIGATOR
        assert nodes[0].node.metadata | {"version": "1"} == {
            "document": "守则", "clause": "甲", "kind": "upload", "title": "甲", "version": "1",
        }  # fmt: skip

    async def test_llamaindex_may_ask_without_a_loop(self, made: Made, document: Path) -> None:
        made.library.ingest(document)
        retriever = LibraryRetriever(made.library.current(), 1)
        nodes = await asyncio.to_thread(retriever.retrieve, QUESTION)
        assert [n.text for n in nodes] == [ALLIGATOR]


class TestIndexing:
    def test_only_new_words_are_embedded(self, made: Made, server: EmbeddingServer, document: Path) -> None:
        made.library.reindex()
        total = len(server.texts)
        assert total > 100
        made.library.ingest(document)
        assert len(server.texts) == total + 2
        document.write_text(DOCUMENT.replace("闸机", "人脸"), encoding="utf-8")
        made.library.ingest(document)
        assert len(server.texts) == total + 3
        made.library.rollback(made.library.documents()[0].document)
        made.library.reindex()
        assert len(server.texts) == total + 3
        assert max(server.batches) == BATCH

    def test_an_interrupted_run_goes_on_where_it_stopped(
        self, made: Made, server: EmbeddingServer, document: Path
    ) -> None:
        server.failures = [400]
        made.library.ingest(document)  # in force all the same
        assert made.library.missing_vectors()
        done: list[tuple[str, int, int]] = []
        made.library.prepare(lambda *stage: done.append(stage))
        assert made.library.missing_vectors() == 0
        assert done[-1][0] == "embedding"
        assert done[-1][1] == done[-1][2] == len(made.library.current().passages)

    def test_reindex_says_so_when_the_service_is_down(self, made: Made, server: EmbeddingServer) -> None:
        server.failures = [401]
        with pytest.raises(ServiceFailed):
            made.library.reindex()
        assert made.library.current().passages

    async def test_vectors_outlive_the_process(
        self, data: Path, tmp_path: Path, made: Made, server: EmbeddingServer, document: Path
    ) -> None:
        made.library.ingest(document)
        total = len(server.texts)
        again = Made(data, tmp_path / "var", server)
        again.library.prepare()
        assert len(server.texts) == total
        assert (await again.found())[0] == ALLIGATOR

    async def test_another_processs_document_joins_with_its_vectors(
        self, data: Path, tmp_path: Path, made: Made, server: EmbeddingServer, document: Path
    ) -> None:
        made.library.reindex()
        await made.found()
        script = (
            "import sys; from pathlib import Path; from corpus.library import Library\n"
            "from corpus.embedding import Embedder; from corpus.vectors import ChromaVectors\n"
            "data, var, file, url = sys.argv[1:]\n"
            "Library(Path(data), Path(var), embedder=Embedder(url, 'fake'),"
            " vectors=ChromaVectors('fake', path=Path(var) / 'chroma')).ingest(Path(file))"
        )
        arguments = [str(data), str(tmp_path / "var"), str(document), server.base_url]
        await asyncio.to_thread(subprocess.run, [sys.executable, "-c", script, *arguments], cwd=ROOT, check=True)
        assert (await made.found())[0] == ALLIGATOR
        assert made.library.missing_vectors() == 0

    def test_old_collections_go_and_other_libraries_stay(
        self, data: Path, tmp_path: Path, made: Made, server: EmbeddingServer, document: Path
    ) -> None:
        import chromadb
        from chromadb.config import Settings

        made.library.reindex()
        other = Library(data, tmp_path / "other", embedder=Embedder(server.base_url, "fake"), vectors=made.vectors)
        other.reindex()
        for number in range(4):
            document.write_text(f"第{number}版。", encoding="utf-8")
            made.library.ingest(document)
        client = chromadb.PersistentClient(str(tmp_path / "var" / "chroma"), Settings(anonymized_telemetry=False))
        generations = [str((c.metadata or {})["generation"]) for c in client.list_collections()]
        assert len(generations) == 4
        assert other.missing_vectors() == 0


class TestFailures:
    async def test_a_failing_service_leaves_the_lexical_ranking_and_one_line_in_the_log(
        self, made: Made, server: EmbeddingServer, document: Path
    ) -> None:
        made.library.ingest(document)
        asked = len(server.texts)
        with structlog.testing.capture_logs() as logs:
            for _ in range(3):
                server.failures = [500]
                assert await made.found("每日考勤以闸机记录为准")
                made.clock.now += PAUSE + 1
            server.failures = []
            assert len(server.texts) == asked
            assert (await made.found())[0] == ALLIGATOR  # joins again
            made.clock.now += QUIET
            server.failures = [500]
            await made.found()
        assert [line["service"] for line in logs if line["log_level"] == "warning"] == ["embeddings"] * 2

    async def test_a_failed_service_is_left_alone_for_a_while(
        self, made: Made, server: EmbeddingServer, document: Path
    ) -> None:
        made.library.ingest(document)
        server.failures = [503]
        await made.found()
        asked = len(server.texts)
        await made.found()
        assert len(server.texts) == asked

    async def test_a_slow_service_is_not_waited_for(
        self, made: Made, server: EmbeddingServer, document: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made.library.ingest(document)
        monkeypatch.setattr("corpus.reading.TIMEOUT", 0.1)
        server.held = True  # it never answers: without a time-out the test would not end
        assert await made.found("每日考勤以闸机记录为准")

    @pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"data": []}', b'{"data": [{"index": 0}]}'])
    async def test_nonsense_is_a_failure_like_any_other(
        self, made: Made, server: EmbeddingServer, document: Path, body: bytes
    ) -> None:
        made.library.ingest(document)
        server.broken["/v1/embeddings"] = body
        assert (await made.found("每日考勤以闸机记录为准"))[0] == "每日考勤以闸机记录为准。"

    async def test_vectors_of_another_length_are_a_failure_like_any_other(
        self, made: Made, server: EmbeddingServer, document: Path
    ) -> None:
        made.library.ingest(document)
        server.broken["/v1/embeddings"] = b'{"data": [{"index": 0, "embedding": [0.5, 0.5]}]}'
        assert (await made.found("每日考勤以闸机记录为准"))[0] == "每日考勤以闸机记录为准。"

    async def test_missing_vectors_leave_the_lexical_ranking(
        self, made: Made, server: EmbeddingServer, document: Path
    ) -> None:
        server.failures = [400]
        made.library.ingest(document)
        assert (await made.found("每日考勤以闸机记录为准"))[0] == "每日考勤以闸机记录为准。"

    async def test_a_failing_reranker_leaves_the_order(
        self, data: Path, tmp_path: Path, made: Made, server: EmbeddingServer, document: Path
    ) -> None:
        made.library.ingest(document)
        plain = await made.found()
        both = Made(data, tmp_path / "var", server, rerank=True)
        for body in (b'{"results": [{"index": 99, "relevance_score": 1}]}', b'{"results": "?"}', b'{"results": []}'):
            server.broken["/v1/rerank"] = body
            assert await both.found() == plain
            both.clock.now += PAUSE + 1


class TestClient:
    async def test_a_busy_service_is_asked_again_and_a_refusal_is_not(self, server: EmbeddingServer) -> None:
        embedder = Embedder(server.base_url, "fake", "key", backoff=0.01)
        server.failures = [429, 503]
        assert len(await embedder.embed(["甲", "乙"])) == 2
        assert server.keys == ["Bearer key"] * 3
        server.failures = [401]
        with pytest.raises(ServiceFailed, match="401"):
            await embedder.embed(["甲"])
        assert len(server.keys) == 4
        await embedder.aclose()

    async def test_order_batches_and_length_are_kept(self, server: EmbeddingServer) -> None:
        embedder = Embedder(server.base_url, "fake")
        texts = [f"第{n}条" for n in range(BATCH * 2 + 3)] + ["长" * (LONGEST + 500)]
        seen: list[tuple[int, int]] = []
        vectors = await embedder.embed(texts, lambda done, total: seen.append((done, total)))
        assert vectors == [server.vector(text[:LONGEST]) for text in texts]
        assert sorted(server.batches) == [4, BATCH, BATCH]
        assert seen[-1] == (len(texts), len(texts))
        await embedder.aclose()

    async def test_nobody_listening_is_a_failure_not_a_crash(self) -> None:
        with pytest.raises(ServiceFailed):
            await Embedder("http://127.0.0.1:9/v1", "fake").embed_query("甲")
        with pytest.raises(ServiceFailed):
            await Reranker("http://127.0.0.1:9/v1", "fake").rerank("甲", ["乙"])
