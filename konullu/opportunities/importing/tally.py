"""What became of the rows of a file: counts, the refused rows with their cells, and everything that was mended."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from konullu.opportunities.importing.reasons import sentence
from konullu.opportunities.importing.rows import Offered, Reading

KEPT = 1000  # of the refused rows; all are counted
SHOWN = 5  # of the rows that were taken, for a preview


@dataclass(frozen=True, kw_only=True)
class RefusedRow:
    """One reason at one cell. row: as a spreadsheet counts, the header is row 1; cell: the name of the column."""

    row: int
    cell: str
    code: str
    value: str

    @property
    def reason(self) -> str:
        return sentence(self.code)


@dataclass(kw_only=True)
class Tally:
    """The outcome of an import or of its preview."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    refused_rows: list[RefusedRow] = field(default_factory=list)
    mends: Counter[tuple[str, str]] = field(default_factory=Counter)  # (column, code) -> how often
    samples: list[Offered] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.created + self.changed + self.unchanged + self.refused

    @property
    def mended(self) -> list[tuple[str, str, int]]:
        """(column, sentence, how often), the most frequent first."""
        return [(cell, sentence(code), count) for (cell, code), count in self.mends.most_common()]

    def refuse(self, reading: Reading) -> None:
        self.refused += 1
        for wrong in reading.wrong:
            if len(self.refused_rows) < KEPT:
                self.refused_rows.append(
                    RefusedRow(row=reading.number, cell=wrong.cell, code=wrong.code, value=wrong.value)
                )

    def take(self, reading: Reading) -> None:
        self.mends.update(reading.mends)
        if reading.offered and len(self.samples) < SHOWN:
            self.samples.append(reading.offered)

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "refused_rows": [
                {"row": one.row, "cell": one.cell, "code": one.code, "reason": one.reason, "value": one.value}
                for one in self.refused_rows
            ],
            "mended": [
                {"cell": cell, "code": code, "what": sentence(code), "count": count}
                for (cell, code), count in self.mends.most_common()
            ],
        }
