"""Why an opportunity was returned, taken down or closed: the sentences of a move's codes."""

from dataclasses import dataclass
from typing import Any

from konullu.opportunities import reasons
from konullu.opportunities.words import Closing


@dataclass(frozen=True, kw_only=True)
class Closed:
    """Why it was closed, in the place of a reason of the Union."""

    text: Any


def named(codes: list[str]) -> list[Any]:
    """Each with its `text`; those of the Union with `section` and `article` too. Unknown codes are left out."""
    known = {**{word.value: Closed(text=word.label) for word in Closing}, **reasons.BY_CODE}
    return [known[code] for code in codes if code in known]
