"""When the database wins the race: the broken constraint's name becomes the sentence that a rule would say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from konullu.organisations.rules.accreditation import company_refusal
from konullu.organisations.rules.federation import circle_refusal
from konullu.organisations.rules.roles import refusals_to_join
from konullu.platform.errors import Refusal, Refused


@contextmanager
def explained() -> Iterator[None]:
    """Run writes in a savepoint; a known constraint that breaks is raised as Refused, an unknown one as it is."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        refusal = REFUSALS.get(getattr(diagnosis, "constraint_name", None) or "")
        if refusal is None:
            raise
        raise Refused(refusal()) from error


def _tax_number_taken() -> Refusal:
    return Refusal(
        code="organisations.tax_number_taken",
        text=_("An organisation with this VÖEN is registered already."),
        next_step=_("Ask its owner to invite you to the team. If you don't know them, write to the Union."),
        field="tax_number",
        next_url_name="portal:organisations",
    )


def _union_exists() -> Refusal:
    return Refusal(
        code="organisations.union_exists",
        text=_("The Union has been founded already."),
        next_step=_("Its owners invite further people on the team page."),
    )


def _invited_already() -> Refusal:
    return Refusal(
        code="organisations.invited_already",
        text=_("This address has an open invitation already."),
        next_step=_("Withdraw it below if you want to give another role."),
        field="contact",
    )


def _post_taken() -> Refusal:
    return Refusal(
        code="organisations.post_taken",
        text=_("Somebody holds this post in these days already."),
        next_step=_("End that term first, or choose other days."),
        field="post",
    )


def _under_one_union() -> Refusal:
    return Refusal(
        code="organisations.under_one_union",
        text=_("In these days this organisation is a member of a union already."),
        next_step=_("End that membership first, or choose other days."),
        field="member",
    )


REFUSALS: dict[str, Callable[[], Refusal]] = {
    "organisation_one_per_tax_number": _tax_number_taken,
    "organisation_one_union": _union_exists,
    "organisation_company_is_partner_only": company_refusal,
    "member_once_at_a_time": lambda: refusals_to_join(is_minor=False, is_member=True)[0],
    "invitation_one_open_per_address": _invited_already,
    "office_one_holder": _post_taken,
    "membership_one_union": _under_one_union,
    "membership_not_of_itself": circle_refusal,
}
