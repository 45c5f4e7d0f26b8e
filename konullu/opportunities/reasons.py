"""Reasons that the Union gives when it returns an opportunity: a code, a sentence, the law's article if any."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Reason:
    code: str
    text: Promise
    section: str | None = None  # of the form (rules.kinds.SECTIONS), where it is mended
    article: str | None = None


RETURN: tuple[Reason, ...] = (
    Reason(code="work_unclear", text=_("It is not clear what people will do."), section="words"),
    Reason(code="wording", text=_("The text has mistakes or words that offend."), section="words"),
    Reason(code="place_or_time_unclear", text=_("The place or the time is not clear."), section="when"),
    Reason(code="gain", text=_("The work makes a profit for somebody."), section="words", article="828-IIIQ, 2.1"),
    Reason(code="paid", text=_("Volunteers would be paid."), section="gives", article="828-IIIQ, 2.4"),
    Reason(code="replaces_staff", text=_("It is the work of paid employees."), section="words"),
    Reason(code="political", text=_("It serves a party, a movement or a campaign."), section="words"),
    Reason(code="propaganda", text=_("It spreads a creed, violence or hatred."), section="words"),
    Reason(code="minors_at_risk", text=_("It is not safe for the ages named."), section="who"),
    Reason(code="hazards_hidden", text=_("A danger is not named."), section="who"),
    Reason(code="asks_too_much", text=_("It asks papers or personal data that are not needed."), section="who"),
    Reason(code="picture", text=_("The picture does not fit, or shows people who have not agreed."), section="picture"),
    Reason(code="duplicate", text=_("The same is published already."), section="words"),
    Reason(code="other", text=_("Another reason, described below.")),
)

BY_CODE: dict[str, Reason] = {reason.code: reason for reason in RETURN}
