"""Steps that several journeys share, in the words of the people who take them."""

import re
import secrets
from pathlib import Path

from tests.journeys.browser import Reader
from tests.people import PDF


def new_number() -> tuple[str, str]:
    """A mobile number as people write it, and as it is kept."""
    digits = "".join(secrets.choice("123456789") for _ in range(7))
    return f"050 {digits[:3]} {digits[3:5]} {digits[5:]}", f"+99450{digits}"


def code_in(letter: str) -> str:
    found = re.search(r"\b\d{6}\b", letter)
    assert found, letter
    return found[0]


def link_in(letter: str) -> str:
    found = re.search(r"https?://[^\s<>\"]+", letter.replace("/dev/", ""))
    assert found, letter
    return found[0].rstrip(".,)")


def sign_up(here: Reader, name: str, birth_year: int) -> str:
    """A newcomer with a phone; answers the number."""
    typed, number = new_number()
    here.go("/az/sign-up/")
    sign_up_here(here, name, birth_year, typed, number)
    return number


def sign_up_here(here: Reader, name: str, birth_year: int, typed: str, number: str) -> None:
    before = here.site.letters(number)
    here.write("Ad və soyad", name).write("Doğum ili", str(birth_year)).write("Telefon nömrəsi", typed)
    here.press("Kodu göndər")
    here.page.wait_for_url("**/sign-up/code/**")
    write_code(here, here.site.letter(number, after=before))


def write_code(here: Reader, letter: str) -> None:
    here.write("6 rəqəmli kod", code_in(letter)).press("Davam edirəm")
    here.page.wait_for_url(lambda url: "/code/" not in url)


def add_passkey(here: Reader, name: str = "Telefonum") -> None:
    here.go("/az/me/security/passkeys/").write("Giriş açarının adı", name).press("Giriş açarı əlavə edirəm")
    here.page.wait_for_url(lambda url: not url.endswith("/passkeys/"))


def pdf(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(PDF)
    return path
