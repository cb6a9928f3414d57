"""A small copy of the package's data, so that tests index and embed little."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

DATA = Path(__file__).parents[2] / "corpus" / "data"


def copy_data(folder: Path) -> Path:
    """Copy the data but for expected questions, facts and absent topics, with one policy and one scenario.

    Args:
        folder: Where to; it must not exist.

    Returns:
        The folder.
    """
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("questions", "absent*", "facts*"))
    for name in ("policies", "scenarios"):
        path = folder / f"{name}.yaml"
        record = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        record[name] = record[name][:1]
        path.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    return folder
