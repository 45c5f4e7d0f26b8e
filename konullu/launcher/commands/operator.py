import json
import sys

import click
import django
from django.utils import translation

from konullu.launcher import reaching
from konullu.launcher.options import data_option
from konullu.launcher.trouble import Trouble
from konullu.platform import clock
from konullu.platform.errors import Refused


@click.group("operator")
def command() -> None:
    """Say who runs this installation, and help somebody who has lost every second factor.

    An operator needs a second factor and gets no person's data by it.
    """


def _carry_out(name: str, contact: str) -> str:
    """Run one operation of accounts.operations.operators; the person's id. Its refusal is a Trouble, in English."""
    with reaching.database("operator"):
        django.setup()
        # Django's models can be read only after its settings were.
        from konullu.accounts.operations import operators  # noqa: PLC0415

        try:
            with translation.override("en"):
                person = getattr(operators, name)(contact=contact, now=clock.now())
        except Refused as refused:
            with translation.override("en"):
                sentence = " ".join(str(reason.text) for reason in refused.reasons)
                remedy = str(refused.reasons[0].next_step)
            raise Trouble(sentence, remedy) from refused
    return str(person.id)


def _set(contact: str, *, granted: bool, as_json: bool) -> None:
    person = _carry_out("grant_operator" if granted else "revoke_operator", contact)
    if as_json:
        click.echo(json.dumps({"person": person, "operator": granted}))
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


@command.command("remove-factors")
@click.argument("contact")
@click.option("--yes", is_flag=True, help="Do not ask; you have made sure who it is.")
@click.option("--json", "as_json", is_flag=True, help="Print the result for a machine; needs --yes.")
@data_option
def remove_factors(contact: str, yes: bool, as_json: bool) -> None:
    """Remove all passkeys, the authenticator app and the recovery codes of somebody who has lost every one of them.

    They sign in with a code to this phone number or e-mail address afterwards; staff then set up a new second step.
    All their devices are signed out, and every phone and e-mail of the account is told. It can't be undone: make sure
    first, by another way than a message, that it is really this person who asks.
    """
    if not yes:
        question = f"Remove every second step of {contact} and sign out all devices?"
        if as_json or not sys.stdin.isatty() or not click.confirm(question):
            raise Trouble("Nothing was changed.", "Say --yes when you have made sure who it is.")
    person = _carry_out("remove_factors", contact)
    if as_json:
        click.echo(json.dumps({"person": person, "factors_removed": True}))
    else:
        click.echo(f"Every second step of {contact} is removed and all devices are signed out. The person was told.")
