"""Reasons that the Union gives with a decision: a code, a sentence for the owners, the law's article if any."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Reason:
    code: str
    text: Promise
    page: str | None = None  # the step of the registration where it is mended
    article: str | None = None


RETURN: tuple[Reason, ...] = (
    Reason(code="name_differs", text=_("The name differs from the one in the papers."), page="about"),
    Reason(code="tax_number_wrong", text=_("The VÖEN does not belong to this organisation."), page="about"),
    Reason(code="registration_number_wrong", text=_("The registration number is not in the register."), page="about"),
    Reason(
        code="legal_form_wrong",
        text=_("The legal form differs from the one in the papers."),
        page="about",
        article="828-IIIQ, 2.3",
    ),
    Reason(code="document_missing", text=_("A paper is missing."), page="documents"),
    Reason(code="document_unreadable", text=_("A paper cannot be read."), page="documents"),
    Reason(code="document_expired", text=_("A paper is out of date."), page="documents"),
    Reason(code="purpose_unclear", text=_("The description does not show what good the work does."), page="work"),
    Reason(
        code="gain",
        text=_("The activity described is not gainless."),
        page="work",
        article="828-IIIQ, 2.1",
    ),
    Reason(code="contact_unreachable", text=_("Nobody answers at the contacts given."), page="contact"),
    Reason(code="responsible_unclear", text=_("It is not clear who is responsible."), page="documents"),
    Reason(code="other", text=_("Another reason, described below.")),
)

SUSPEND: tuple[Reason, ...] = (
    Reason(
        code="no_contracts",
        text=_("Volunteers work without contracts."),
        article="Code of Administrative Offences, 579",
    ),
    Reason(
        code="no_register",
        text=_("There is no register of members."),
        article="Code of Administrative Offences, 579",
    ),
    Reason(
        code="study_obstructed",
        text=_("The study of the activity was obstructed, or false data were given."),
        article="Code of Administrative Offences, 580",
    ),
    Reason(
        code="not_remedied",
        text=_("Failings named before have not been remedied."),
        article="Code of Administrative Offences, 581",
    ),
    Reason(code="gain_sought", text=_("Voluntary work was used for gain."), article="828-IIIQ, 2.1"),
    Reason(code="minors_at_risk", text=_("Minors were put at risk.")),
    Reason(code="complaints", text=_("There are confirmed complaints of volunteers.")),
    Reason(code="registration_ended", text=_("The state registration has ended.")),
    Reason(code="other", text=_("Another reason, described below.")),
)

BY_CODE: dict[str, Reason] = {reason.code: reason for reason in (*RETURN, *SUSPEND)}
