"""A real Chroma server, killed and started again: search answers throughout and joins the vectors when it can."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from corpus.embedding import Embedder
from corpus.errors import ServiceFailed
from corpus.library import Library
from corpus.reading import PAUSE
from corpus.vectors import ChromaVectors
from tests.fakes.corpus_data import copy_data
from tests.fakes.embedding_server import EmbeddingServer

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLIGATOR = "短吻鳄须圈养于东侧水池。"
STARTS_WITHIN = 60.0


class ChromaServer:
    """``chroma run`` on a folder and a port of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(self._folder)]
        self._process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(self.port)],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < end:
            try:
                httpx.get(f"{self.url}/api/v2/heartbeat", timeout=1).raise_for_status()
            except httpx.HTTPError:
                assert self._process.poll() is None, "chroma has stopped"
                time.sleep(0.1)
            else:
                return
        pytest.fail("chroma does not answer")

    def kill(self) -> None:
        """Kill it without a farewell."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[ChromaServer]:
    folder = tmp_path / "chroma"
    folder.mkdir()
    server = ChromaServer(folder)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def embeddings() -> Iterator[EmbeddingServer]:
    with EmbeddingServer((("大蜥蜴", "短吻鳄"),)) as running:
        yield running


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return copy_data(tmp_path / "data")


async def test_search_outlives_the_server_and_joins_it_again(
    data: Path, tmp_path: Path, chroma: ChromaServer, embeddings: EmbeddingServer
) -> None:
    now = 0.0

    def library() -> Library:
        return Library(
            data,
            tmp_path / "var",
            embedder=Embedder(embeddings.base_url, "fake", backoff=0.01),
            vectors=ChromaVectors("fake", url=chroma.url),
            clock=lambda: now,
        )

    async def found(searched: Library, query: str) -> list[str]:
        return [hit.passage.display for hit in await searched.current().search(query, 3)]

    document = tmp_path / "守则.md"
    document.write_text(f"# 守则\n\n{ALLIGATOR}\n", encoding="utf-8")
    serving = library()
    serving.ingest(document)
    assert (await found(serving, "大蜥蜴"))[0] == ALLIGATOR
    total = len(embeddings.texts)

    chroma.kill()
    starting = library()  # a process that starts while the server is down
    for searched in (serving, starting):
        assert ALLIGATOR not in await found(searched, "大蜥蜴")
        assert (await found(searched, "短吻鳄圈养在哪"))[0] == ALLIGATOR
    document.write_text(f"# 守则\n\n{ALLIGATOR}每日喂食两次。\n", encoding="utf-8")
    assert serving.ingest(document).version == "2"  # in force without vectors
    assert (await found(serving, "每日喂食几次"))[0] == f"{ALLIGATOR}每日喂食两次。"
    with pytest.raises(ServiceFailed):
        serving.prepare()

    chroma.start()
    now += PAUSE + 1
    embeddings.texts.clear()
    serving.prepare()
    assert len(embeddings.texts) == 1, f"all but the new passage of {total} take their vectors from before"
    for searched in (serving, starting):
        assert (await found(searched, "大蜥蜴"))[0] == f"{ALLIGATOR}每日喂食两次。"


async def test_a_server_that_hangs_is_not_waited_for(
    data: Path, tmp_path: Path, embeddings: EmbeddingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.reading.TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections and never says a word
        library = Library(
            data,
            tmp_path / "var",
            embedder=Embedder(embeddings.base_url, "fake"),
            vectors=ChromaVectors("fake", url=f"http://127.0.0.1:{silent.getsockname()[1]}"),
        )
        assert await library.current().search("8.3.1 算力", 3)
