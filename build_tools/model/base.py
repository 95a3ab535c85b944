"""What every record shares: frozen, no unknown keys, types for text, slugs and dates."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from build_tools.files import is_device
from build_tools.partial_dates import parse_day, parse_partial, within_reach

MAX_COUNT = 10_000
"""The largest number of times, days or years that a record may name."""


def not_a_device(slug: str) -> str:
    """Return ``slug``, which becomes the name of a file on the site.

    Raises:
        ValueError: Windows takes it for a device, so that the site could not be copied there.
    """
    if is_device(slug):
        raise ValueError(f"“{slug}”在 Windows 上是设备的名称，不能作文件名")
    return slug


class Record(BaseModel):
    """Base of all records of the knowledge base."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


Text = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80), AfterValidator(not_a_device)
]
Count = Annotated[int, Field(gt=0, le=MAX_COUNT)]
Day = Annotated[
    dt.date,
    BeforeValidator(parse_day),
    AfterValidator(within_reach),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
PartialDate = Annotated[
    str,
    AfterValidator(parse_partial),
    AfterValidator(within_reach),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$")]


def record_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  (a type expression)
    """Return the record class in the type of a field: tuple[Duty, ...] → Duty; None for plain values."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (record_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((model for model in found if model), None)
