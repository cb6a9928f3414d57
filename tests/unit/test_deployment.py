"""What is shipped to run the assistant: image, services, locks and pages agree, and hold no secret."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.settings import Settings

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def steps(stage: int) -> list[str]:
    """The instructions of a stage of the Dockerfile, each on one line."""
    lines = [line for line in read("Dockerfile").splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [line for line in re.split(r"(?m)^FROM ", joined)[stage].splitlines() if line.strip()]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(read("compose.yaml"))["services"]
    return found


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=,;~! ]", line)[0].lower().replace("_", "-") for line in requirements}


# --- image ------------------------------------------------------------------------------------------------------------


def test_the_image_runs_as_an_ordinary_user_and_says_how_it_is() -> None:
    last = steps(-1)
    assert last[0].endswith("-slim")
    user = next(number for number, line in enumerate(last) if line.startswith("USER "))
    assert last[user] not in {"USER root", "USER 0"}
    assert not [line for line in last[user:] if line.startswith("RUN ")]
    assert re.search(r"HEALTHCHECK .*/healthz", "\n".join(last))
    assert last[-1] == 'CMD ["shuzhi", "serve", "--host", "0.0.0.0"]'


def test_the_image_is_built_from_the_lock_with_compiled_bytecode() -> None:
    built = "\n".join(steps(1))
    assert "--require-hashes requirements.lock" in built
    assert "UV_COMPILE_BYTECODE=1" in built
    assert "UV_LINK_MODE=copy" in built
    pinned = re.search(r"UV_VERSION := (\S+)", read("Makefile"))
    assert pinned
    assert f"uv=={pinned[1]} " in f"{built} ".replace("\n", " ")


def test_every_package_is_copied_into_the_image() -> None:
    packages = tomllib.loads(read("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    copied = [line.split()[1] for line in steps(1) if line.startswith("COPY ")]
    assert set(packages) <= set(copied)
    let_in = {line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")}
    assert {*packages, "requirements.lock", "pyproject.toml", "README.md"} == let_in


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", "Makefile", ".ci/run", *LOCKS])
def test_no_registry_and_no_secret_is_named(name: str) -> None:
    text = read(name)
    assert not re.findall(r"https?://(?!127\.0\.0\.1|localhost|chroma\b)\S+", text)
    assert not re.search(r"(?i)(--index-url|--extra-index-url|find-links|sk-[a-z0-9]{8,})", text)
    assert not re.search(r"(?i)(password|secret|api_key)\s*[:=]\s*(?!\$\{)['\"]?\w", text)


# --- services ---------------------------------------------------------------------------------------------------------


def test_every_service_belongs_to_a_profile(services: dict[str, Any]) -> None:
    assert {"embedded", "assistant", "worker", "postgres", "redis", "chroma"} == set(services)
    assert {tuple(service["profiles"]) for service in services.values()} == {("embedded",), ("full",)}


@pytest.mark.parametrize("name", ["embedded", "assistant", "worker"])
def test_the_assistant_may_do_little_on_its_host(services: dict[str, Any], name: str) -> None:
    service = services[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["volumes"] == ["var:/data"]
    assert "privileged" not in service


def test_services_are_for_the_assistant_alone(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["embedded", "assistant"]
    environment = services["assistant"]["environment"]
    assert environment == services["worker"]["environment"]
    assert {name.upper() for name in Settings.model_fields} >= environment.keys()
    assert services["postgres"]["environment"]["POSTGRES_PASSWORD"].startswith("${")


# --- locks and pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_pins_every_dependency_with_hashes(lock: str) -> None:
    project = tomllib.loads(read("pyproject.toml"))
    wanted = names(project["project"]["dependencies"]) | names(project["dependency-groups"]["build"])
    if "dev" in lock:
        wanted |= names(project["dependency-groups"]["dev"]) | names(project["project"]["optional-dependencies"]["ocr"])
    entries = re.findall(r"(?m)^([a-z0-9.-]+)==\S+[^\n]*\\\n((?:    --hash=\S+[^\n]*\n)+)", read(lock).lower())
    assert wanted - {name for name, _ in entries} == set()
    assert len(entries) == len(re.findall(r"(?m)^[a-z0-9.-]+==", read(lock).lower()))


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_readme_explains_every_variable(page: str) -> None:
    text = read(page)
    assert [name.upper() for name in Settings.model_fields if f"`{name.upper()}`" not in text] == []
    for linked in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / linked).exists(), linked
