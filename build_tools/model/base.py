"""What every record shares: frozen, no unknown keys, types for text, slugs and dates."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema

from build_tools.partial_dates import parse_day, parse_partial


class Record(BaseModel):
    """Base of all records of the knowledge base."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


Text = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Day = Annotated[
    dt.date,
    BeforeValidator(parse_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
PartialDate = Annotated[
    str,
    AfterValidator(parse_partial),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$")]


def record_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  (a type expression)
    """Return the record class in the type of a field: tuple[Duty, ...] → Duty; None for plain values."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (record_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((model for model in found if model), None)
