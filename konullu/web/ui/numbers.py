"""Numbers as each language writes them. Pure: no settings, no active language; the tags pass it in."""

from decimal import Decimal

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
NO_BREAK_HYPHEN = "\u2011"

BACK_VOWELS = "aıou"
VOWELS = "aıoueəiöü"

# The last word that is spoken when the figure is read aloud in Azerbaijani.
UNITS = {1: "bir", 2: "iki", 3: "üç", 4: "dörd", 5: "beş", 6: "altı", 7: "yeddi", 8: "səkkiz", 9: "doqquz"}
TENS = {1: "on", 2: "iyirmi", 3: "otuz", 4: "qırx", 5: "əlli", 6: "altmış", 7: "yetmiş", 8: "səksən", 9: "doxsan"}
SCALES = ((10**9, "milyard"), (10**6, "milyon"), (1000, "min"), (100, "yüz"))

# case -> (after a consonant, after a vowel); A is a/ə and I is ı/i/u/ü by vowel harmony.
SUFFIXES = {
    "possessive": ("I", "sI"),  # 12-si: its twelve, twelve of them
    "genitive": ("In", "nIn"),
    "dative": ("A", "yA"),
    "accusative": ("I", "nI"),
    "locative": ("dA", "dA"),
    "ablative": ("dAn", "dAn"),  # 5-dən: from five
    "ordinal": ("cI", "cI"),  # 5-ci: the fifth, as it is written after a figure
}


def grouped(value: int | float | Decimal, language: str) -> str:
    """42 615 (U+202F between thousands) with a decimal comma; English writes 42,615 and a decimal point."""
    text = f"{value:,}"
    if language == "en":
        return text
    return text.translate(str.maketrans(",.", NARROW_SPACE + ","))


def percent(value: float, language: str, *, digits: int = 1) -> str:
    """A share between 0 and 1 as "18,6 %" (U+00A0 before the sign); English writes 18.6%."""
    text = grouped(round(value * 100, digits) if digits else round(value * 100), language)
    return f"{text}%" if language == "en" else f"{text}{NO_BREAK_SPACE}%"


def az_suffix(number: int, case: str = "possessive") -> str:
    """The figure with its Azerbaijani ending, as it is spoken: 12‑si, 31‑i, 64‑ü, 40‑ı, 5‑dən.

    The hyphen is U+2011, so that figure and ending stay on one line. case: a key of SUFFIXES.
    """
    word = spoken_end(abs(number))
    vowel = next(letter for letter in reversed(word) if letter in VOWELS)
    after_consonant, after_vowel = SUFFIXES[case]
    suffix = after_vowel if word[-1] in VOWELS else after_consonant
    narrow = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "ə": "i", "i": "i", "ö": "ü", "ü": "ü"}[vowel]
    wide = "a" if vowel in BACK_VOWELS else "ə"
    return f"{grouped(number, 'az')}{NO_BREAK_HYPHEN}{suffix.replace('A', wide).replace('I', narrow)}"


def spoken_end(number: int) -> str:
    """The last word of the number read aloud: 0 sıfır, 12 iki, 40 qırx, 300 yüz, 5 000 min."""
    if number == 0:
        return "sıfır"
    if unit := number % 10:
        return UNITS[unit]
    if ten := number // 10 % 10:
        return TENS[ten]
    if number % 1000:
        return "yüz"
    largest, _word = SCALES[0]
    return next(word for size, word in SCALES if number % size == 0 and (number % (size * 1000) or size == largest))
