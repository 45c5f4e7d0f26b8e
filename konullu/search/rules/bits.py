"""Bit strings as PostgreSQL writes them: the first bit stands at the left. Pure."""

SIZE = 32_000  # documents in one block
_DIGITS = SIZE // 4


def place(slot: int) -> tuple[int, int]:
    """The block of a slot, and the bit in it as a number to be OR-ed."""
    number, position = divmod(slot, SIZE)
    return number, 1 << (SIZE - 1 - position)


def written(bits: int) -> str:
    """As a literal of bit(32000)."""
    return f"x{bits:0{_DIGITS}x}"


def slots(number: int, bits: str) -> list[int]:
    """The slots of a block's ones; `bits` is what PostgreSQL shows: "0100..."."""
    first, found, at = number * SIZE, [], bits.find("1")
    while at >= 0:
        found.append(first + at)
        at = bits.find("1", at + 1)
    return found
