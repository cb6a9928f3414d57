"""The archive of an enterprise: facts put on file, shown with their history, handed out, erased."""

from __future__ import annotations

from tools.archive.erasing import erase_archive
from tools.archive.exporting import export_archive
from tools.archive.keeping import keep_facts
from tools.archive.showing import show_archive

__all__ = ["erase_archive", "export_archive", "keep_facts", "show_archive"]
