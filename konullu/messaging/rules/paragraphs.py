"""A plain letter cut into paragraphs, its one link taken out to become a button."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Parts:
    """Paragraphs of lines, and the words that stood before the link ("Read the invitation"), if any did."""

    paragraphs: list[list[str]]
    action: str


def parts_of(text: str, *, url: str) -> Parts:
    """Cut at empty lines. A line that ends with `url` goes: the button says it. Any other line stays as it is."""
    action = ""
    paragraphs: list[list[str]] = []
    for block in re.split(r"\n{2,}", text):
        lines = []
        for line in block.splitlines():
            if url and line.rstrip().endswith(url):
                action = action or line.rstrip().removesuffix(url).strip().removesuffix(":").strip()
            else:
                lines.append(line)
        if any(line.strip() for line in lines):
            paragraphs.append(lines)
    return Parts(paragraphs, action)
