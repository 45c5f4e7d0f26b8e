import json

import click
import django

from konullu.launcher import reaching
from konullu.launcher.options import data_option
from konullu.launcher.trouble import Trouble
from konullu.platform import clock
from konullu.platform.errors import Refused


@click.group("operator")
def command() -> None:
    """Say who runs this installation. An operator needs a second factor and gets no person's data by it."""


def _set(contact: str, *, granted: bool, as_json: bool) -> None:
    with reaching.database("operator"):
        django.setup()
        # Django's models can be read only after its settings were.
        from konullu.accounts.operations import operators  # noqa: PLC0415

        change = operators.grant_operator if granted else operators.revoke_operator
        try:
            person = change(contact=contact, now=clock.now())
        except Refused as refused:
            reasons = refused.reasons
            raise Trouble(" ".join(str(reason.text) for reason in reasons), str(reasons[0].next_step)) from refused
    if as_json:
        click.echo(json.dumps({"person": str(person.id), "operator": granted}))
    else:
        click.echo(f"{contact} {'is an operator now' if granted else 'is no operator any more'}.")


@command.command("grant")
@click.argument("contact")
@click.option("--json", "as_json", is_flag=True, help="Print the result for a machine.")
@data_option
def grant(contact: str, as_json: bool) -> None:
    """Make the person with this phone number or e-mail address an operator. They must have an account."""
    _set(contact, granted=True, as_json=as_json)


@command.command("revoke")
@click.argument("contact")
@click.option("--json", "as_json", is_flag=True, help="Print the result for a machine.")
@data_option
def revoke(contact: str, as_json: bool) -> None:
    """Take it back from the person with this phone number or e-mail address."""
    _set(contact, granted=False, as_json=as_json)
