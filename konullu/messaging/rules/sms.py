"""What an SMS costs: GSM 03.38 holds 160 letters in one part, everything else (UCS-2) only 70."""

from dataclasses import dataclass

# 3GPP TS 23.038, default alphabet; the second line takes two places each. Of our letters it lacks ə ğ ı İ ş Ə Ğ Ş ç.
_GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE = set("^{}\\[~]|€\f")


@dataclass(frozen=True)
class Cost:
    """encoding: "GSM-7" or "UCS-2"; units: septets or 16-bit units; parts: what is paid for."""

    encoding: str
    units: int
    parts: int


def cost_of(text: str) -> Cost:
    """How many parts a text needs. An empty text needs none."""
    if all(letter in _GSM or letter in _GSM_DOUBLE for letter in text):
        units = sum(2 if letter in _GSM_DOUBLE else 1 for letter in text)
        return Cost("GSM-7", units, _parts(units, one=160, many=153))
    units = len(text.encode("utf-16-be", errors="surrogatepass")) // 2
    return Cost("UCS-2", units, _parts(units, one=70, many=67))


def _parts(units: int, *, one: int, many: int) -> int:
    return -(-units // many) if units > one else min(units, 1)
