"""Prepares the folder the chat framework runs in: settings, translation, looks, and a page that asks nobody else."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import tempfile
from importlib import metadata, util
from pathlib import Path
from string import Template
from typing import Any

from integrations.web import wording
from integrations.web.visitors import COOKIE, LIFETIME

PACKAGE = Path(__file__).parent
LANGUAGE = "zh-CN"
_ELSEWHERE = re.compile(r"<link\b[^>]*https?://[^>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def prepare(folder: Path, public_url: str, secret: str) -> None:
    """Write everything the chat framework reads, and point it there; call before it is imported.

    Args:
        folder: A folder of its own.
        public_url: The address people use.
        secret: Signs the visitors' cookies.
    """
    folder.mkdir(parents=True, exist_ok=True)
    origin = public_url.rstrip("/")
    settings = Template((PACKAGE / "config.toml").read_text(encoding="utf-8")).substitute(
        build=_built(folder).name,
        description=wording.DESCRIPTION,
        lifetime=int(LIFETIME.total_seconds()),
        name=wording.PRODUCT,
        origin=origin,
        version=metadata.version("chainlit"),
    )
    _write(folder / ".chainlit" / "config.toml", settings)
    _write(folder / ".chainlit" / "translations" / f"{LANGUAGE}.json", _translation())
    _write(folder / f"chainlit_{LANGUAGE}.md", "")
    for file in (PACKAGE / "public").iterdir():
        _write(folder / "public" / file.name, file.read_text(encoding="utf-8"))
    os.environ["CHAINLIT_APP_ROOT"] = str(folder.resolve())
    os.environ["CHAINLIT_AUTH_SECRET"] = secret
    os.environ["CHAINLIT_AUTH_COOKIE_NAME"] = COOKIE
    # It would read .env into the environment of the whole process.
    os.environ["CHAINLIT_ENV_FILE"] = os.devnull


def script_hashes(page: str) -> list[str]:
    """Return the hashes by which a content security policy allows a page's inline scripts."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _SCRIPT.findall(page))
    return [f"sha256-{base64.b64encode(digest).decode()}" for digest in digests]


def without_elsewhere(page: str) -> str:
    """Take out of a page what a browser would fetch from other hosts."""
    return _ELSEWHERE.sub("", page).replace('<html lang="en">', f'<html lang="{LANGUAGE}">')


def reworded(script: str) -> str:
    """Put our words in the page's script where no translation reaches."""
    for pattern, words in wording.PATCHES:
        script = re.sub(pattern, words, script)
    return script


def _framework() -> Path:
    spec = util.find_spec("chainlit")
    if spec is None or spec.origin is None:
        msg = "chainlit is not installed"
        raise RuntimeError(msg)
    return Path(spec.origin).parent


def _built(folder: Path) -> Path:
    """Return the page's files for the installed version, copied and cleaned at the first start."""
    changed = hashlib.sha256(repr(wording.PATCHES).encode()).hexdigest()[:8]
    target = folder / f"page-{metadata.version('chainlit')}-{changed}"
    if target.exists():
        return target
    draft = Path(tempfile.mkdtemp(dir=folder, prefix=".page-"))
    shutil.copytree(
        _framework() / "frontend" / "dist", draft, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.map")
    )
    index = draft / "index.html"
    index.write_text(without_elsewhere(index.read_text(encoding="utf-8")), encoding="utf-8")
    for script in (draft / "assets").glob("index-*.js"):
        script.write_text(reworded(script.read_text(encoding="utf-8")), encoding="utf-8")
    draft.chmod(0o755)
    try:
        draft.rename(target)
    except OSError:
        # Another process was faster.
        shutil.rmtree(draft)
    for old in folder.glob("page-*"):
        if old != target:
            shutil.rmtree(old, ignore_errors=True)
    return target


def _translation() -> str:
    theirs = json.loads((_framework() / "translations" / f"{LANGUAGE}.json").read_text(encoding="utf-8"))
    return json.dumps(_merged(theirs, wording.TRANSLATION), ensure_ascii=False)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for name, value in above.items():
        merged[name] = _merged(merged.get(name, {}), value) if isinstance(value, dict) else value
    return merged


def _write(path: Path, text: str) -> None:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
