"""Reading the data that stand in a script of the site."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from build_tools.pages.page import Asset


def part(asset: Asset) -> Any:  # noqa: ANN401  (JSON)
    """Return the data of a part of the search index."""
    head, _, data = asset.content.partition("]=JSON.parse(")
    assert head.startswith("(window.zelianParts=window.zelianParts||{})[")
    return json.loads(ast.literal_eval(data.removesuffix(");\n")))
