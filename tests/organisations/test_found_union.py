"""The command that founds the Union."""

import pytest
from django.core.management import CommandError, call_command

from konullu.accounts.models import Person
from konullu.organisations.models import Organisation
from konullu.organisations.queries import is_union_staff


def test_the_command_founds_the_union_once(elmira: Person, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("found_union", "Könüllü Təşkilatları İttifaqı", "Elmira@Example.az")
    assert Organisation.objects.get().is_union
    assert is_union_staff(elmira)
    assert "Elmira owns it" in capsys.readouterr().out
    with pytest.raises(CommandError, match="İttifaq artıq yaradılıb"):
        call_command("found_union", "İkinci", "elmira@example.az")
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("owner", ["nobody@example.az", "salam", ""])
def test_without_an_account_there_is_no_owner(db: None, owner: str) -> None:
    with pytest.raises(CommandError, match="no account"):
        call_command("found_union", "İttifaq", owner)
    assert not Organisation.objects.exists()
