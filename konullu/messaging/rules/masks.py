"""An address for eyes that need not know it: two can be told apart, nobody can be written to."""


def masked(address: str) -> str:
    """ "aygun@mail.az" -> "a•••@mail.az", "+994501234567" -> "+994 ••• 67", anything else -> its first letter."""
    if "@" in address:
        local, domain = address.rsplit("@", 1)
        return f"{local[:1]}•••@{domain}"
    if address.startswith("+") and len(address) > 8:
        return f"{address[:4]} ••• {address[-2:]}"
    return f"{address[:1]}•••" if address else ""
