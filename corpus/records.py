"""What all typed records of the data files share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

if TYPE_CHECKING:
    from pathlib import Path

Text = Annotated[str, BeforeValidator(lambda value: value if isinstance(value, str) else str(value))]
"""A string that YAML may have read as a number or a date."""


class Record(BaseModel):
    """A read-only record; fields it does not know are kept out."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def read(path: Path) -> Any:  # noqa: ANN401 -- YAML holds anything
    """Read a YAML file with the fast loader where it is compiled in."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=loader)  # noqa: S506 -- both loaders are safe
