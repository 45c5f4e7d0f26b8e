"""What an organisation says about itself: which fields may change when, and what a number or a date must look like."""

import re
from datetime import date

from django.utils.translation import gettext as _

from konullu.organisations.rules.accreditation import company_refusal
from konullu.organisations.words import LegalForm, State
from konullu.platform.errors import Refusal

_REGISTRATION_NUMBER = re.compile(
    r"[0-9A-Za-zƏəÇçĞğİıÖöŞşÜü][0-9A-Za-zƏəÇçĞğİıÖöŞşÜü/.\- ]{1,38}[0-9A-Za-zƏəÇçĞğİıÖöŞşÜü]"
)
PAPERS_AT_MOST = 20
PAPER_BYTES_AT_MOST = 10_000_000
_TAX_WEIGHTS = (4, 1, 8, 6, 2, 7, 5, 3)

# The parts of the registration. What the papers prove is locked once the Union has it; the rest stays yours.
PROVEN_PARTS = frozenset({"about", "documents"})
OWN_PARTS = frozenset({"work", "contact", "responsible"})


def refusals_to_organise(*, legal_form: str) -> list[Refusal]:
    """Law 828-IIIQ art. 2.3: state bodies, budget-financed organisations, municipalities, NGOs and groups organise."""
    return [company_refusal()] if legal_form == LegalForm.COMPANY else []


def refusals_to_edit(*, state: str, part: str, is_union: bool) -> list[Refusal]:
    """While the Union reads nothing changes; after accreditation what the papers prove stays as it was proved.

    Nobody accredits the Union itself, so it keeps its own data.
    """
    if state == State.SUBMITTED:
        return [
            Refusal(
                code="organisations.with_the_union",
                text=_("The papers are with the Union, so nothing changes now."),
                next_step=_("Take the papers back, change them and send them again."),
                next_url_name="office:overview",
            )
        ]
    if state in (State.ACCREDITED, State.SUSPENDED) and part in PROVEN_PARTS and not is_union:
        return [
            Refusal(
                code="organisations.proven",
                text=_("The accreditation rests on these data, so they are locked."),
                next_step=_("Write to the Union: it corrects them when it sees the new papers."),
                next_url_name="office:overview",
            )
        ]
    return []


def refusals_to_correct(*, state: str) -> list[Refusal]:
    """The Union corrects only what it has accredited; before that the organisation writes its data itself."""
    if state in (State.ACCREDITED, State.SUSPENDED):
        return []
    return [
        Refusal(
            code="organisations.not_accredited_yet",
            text=_("The organisation can still change its data itself."),
            next_step=_("Return the papers with the reason instead."),
        )
    ]


def tax_number_digits(text: str) -> str:
    """The VÖEN without spaces and hyphens."""
    return re.sub(r"[\s-]", "", text)


def refusals_to_tax_number(number: str) -> list[Refusal]:
    """VÖEN of a legal person: ten digits, the last is 1 (a natural person's ends in 2). Empty is allowed in a draft."""
    if not number:
        return []
    if not (number.isascii() and number.isdigit() and len(number) == 10):
        return [
            Refusal(
                code="organisations.tax_number_format",
                text=_("A VÖEN has 10 digits, you wrote %(count)d characters.") % {"count": len(number)},
                next_step=_("Copy it from the certificate of registration."),
                field="tax_number",
            )
        ]
    if number[-1] != "1":
        return [
            Refusal(
                code="organisations.tax_number_not_legal_person",
                text=_("The VÖEN of a legal person ends in 1, this one ends in %(digit)s.") % {"digit": number[-1]},
                next_step=_("Write the organisation's own number, not a person's."),
                field="tax_number",
            )
        ]
    return []


def tax_number_looks_right(number: str) -> bool:
    """Does the ninth digit fit the eight before it (weighted sum modulo 11)?

    The weights are taken from practice, not from an official text, so a mismatch is a hint to the reader, no refusal.
    """
    remainder = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, number, strict=False)) % 11
    return str(remainder) == number[8]


def refusals_to_registration_number(number: str) -> list[Refusal]:
    """The state registration number, checked loosely: no official format is known, so 3 to 40 letters, digits, / . -"""
    if not number or _REGISTRATION_NUMBER.fullmatch(number):
        return []
    return [
        Refusal(
            code="organisations.registration_number_format",
            text=_("A registration number has letters, digits, / . and - only, 3 to 40 of them."),
            next_step=_("Copy it from the extract of the state register."),
            field="registration_number",
        )
    ]


def refusals_to_founded_date(founded: date | None, *, today: date) -> list[Refusal]:
    if founded is None or date(1800, 1, 1) <= founded <= today:
        return []
    return [
        Refusal(
            code="organisations.founded_date_impossible",
            text=_("The founding date must be a past day, not before 1800."),
            next_step=_("Copy it from the extract of the state register."),
            field="founded_date",
        )
    ]


def refusals_to_add_document(*, count: int) -> list[Refusal]:
    """A case is read by people: twenty papers are more than any legal form needs."""
    if count < PAPERS_AT_MOST:
        return []
    return [
        Refusal(
            code="organisations.too_many_documents",
            text=_("There are %(count)d papers already.") % {"count": count},
            next_step=_("Remove one that is not needed, or join several pages into one PDF."),
            field="file",
        )
    ]


def refusals_to_responsible(*, legal_form: str, role: str | None) -> list[Refusal]:
    """A group's responsible coordinator is an owner or a coordinator of its team; others name nobody here."""
    if legal_form != LegalForm.GROUP or role in ("owner", "coordinator"):
        return []
    return [
        Refusal(
            code="organisations.responsible_not_in_team",
            text=_("The responsible coordinator is an owner or a coordinator of the team."),
            next_step=_("Choose a person from the list; invite them first if they are not in it."),
            field="responsible",
        )
    ]
