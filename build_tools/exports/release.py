"""What a site is made of: tool, data, day, works. Packs carry it, so that everybody knows what they read."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from build_tools import __version__
from build_tools.status import status_of_work

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Work

RELEASE_PATH = "assets/data/release.json"
"""Where the site keeps the record."""


def release_record(kb: KnowledgeBase) -> dict[str, Any]:
    """Return the versions of the tool and of the data, the day of the statuses, the works with their dates.

    ``data`` is the SHA-256 of the data files: of the lines `path`, NUL, SHA-256 of the content, by path.
    Imported wordings stay out of it; ``with_wording`` names the texts that show one.
    """
    return {
        "tool": __version__,
        "data": data_version(kb),
        "as_of": kb.as_of.isoformat(),
        "works": [_work_record(kb, work) for work in kb.corpus.works.values()],
        "with_wording": [t.id for t in kb.corpus.all_texts() if any(p.text for p in t.by_eid.values())],
    }


def release_as_json(kb: KnowledgeBase) -> str:
    """Return the record as the file of the site."""
    return json.dumps(release_record(kb), ensure_ascii=False, indent=1) + "\n"


def data_version(kb: KnowledgeBase) -> str:
    """Return the digest of all data files, 64 hexadecimal digits."""
    total = hashlib.sha256()
    for path in sorted(kb.corpus.documents):
        total.update(f"{path}\0{kb.hashes[path]}\n".encode())
    return total.hexdigest()


def _work_record(kb: KnowledgeBase, work: Work) -> dict[str, str | None]:
    text = kb.corpus.text_of(work.id, kb.as_of)
    return {
        "id": work.id,
        "title": work.title,
        "version": text.expression.date.isoformat() if text else None,
        "effective": text.expression.effective.isoformat() if text else None,
        "status": status_of_work(kb.corpus, work.id, kb.as_of).value,
    }
