from __future__ import annotations

import base64
import hashlib
import re

from integrations.web import site, wording

PAGE = """<!doctype html>
<html lang="en">
  <link rel="preconnect" href="https://fonts.googleapis.com" />
  <link
    href="https://fonts.googleapis.com/css2?family=Inter&display=swap"
    rel="stylesheet"
  />
  <link rel="stylesheet" crossorigin href="/assets/index.css">
  <script>const global = globalThis;</script>
  <script type="module" src="/assets/index.js"></script>
</html>"""


def test_a_page_loses_what_comes_from_elsewhere_and_nothing_else() -> None:
    page = site.without_elsewhere(PAGE)
    assert "https://" not in page
    assert '<link rel="stylesheet" crossorigin href="/assets/index.css">' in page
    assert '<script type="module" src="/assets/index.js">' in page
    assert '<html lang="zh-CN">' in page


def test_inline_scripts_are_allowed_by_their_hash() -> None:
    digest = base64.b64encode(hashlib.sha256(b"const global = globalThis;").digest()).decode()
    assert site.script_hashes(PAGE) == [f"sha256-{digest}"]


def test_every_rewording_finds_its_place_in_the_installed_page() -> None:
    script = next((site._framework() / "frontend" / "dist" / "assets").glob("index-*.js")).read_text(encoding="utf-8")
    missing = [pattern for pattern, _ in wording.PATCHES if not re.search(pattern, script)]
    assert missing == []
    assert "Couldn't resume chat" not in site.reworded(script)
