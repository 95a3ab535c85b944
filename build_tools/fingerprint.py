"""Fingerprints of official wording: they prove a copy without storing the sentence."""

from __future__ import annotations

import hashlib
import re
import unicodedata

FINGERPRINT = re.compile(r"[0-9a-f]{16}")

_IGNORED = frozenset({"Zs", "Zl", "Zp", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Cc", "Cf", "Cs"})
"""Separators, punctuation and control characters. A rare character that this Python does not know yet (Cn)
counts, so that the fingerprint is the same under every version."""


class _Kept(dict[int, int | None]):
    """What becomes of each character, worked out when it is first met: itself, or nothing."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) in _IGNORED else code
        return self[code]


_KEPT = _Kept()


def normalise_wording(text: str) -> str:
    """Return ``text`` in NFKC without white space, punctuation and control characters."""
    return unicodedata.normalize("NFKC", text).translate(_KEPT)


def fingerprint(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of the normalised wording."""
    return hashlib.sha256(normalise_wording(text).encode()).hexdigest()[:16]
