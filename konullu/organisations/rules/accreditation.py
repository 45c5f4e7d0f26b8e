"""Accreditation: the allowed moves, who makes them, what must be there first, and by when the Union answers."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konullu.organisations import reasons as known
from konullu.organisations.rules.deciding import refusals_to_explain
from konullu.organisations.words import LegalForm, Paper, State
from konullu.platform.errors import Refusal

ANSWER_WORKING_DAYS = 5
BAKU = ZoneInfo("Asia/Baku")
END_OF_OFFICE_DAY = time(18, 0)


@dataclass(frozen=True, kw_only=True)
class Move:
    """An allowed move: from which states to which one. `reasons`: the codes to choose from; empty, none are asked."""

    sources: frozenset[State]
    target: State
    by_union: bool
    reasons: tuple[known.Reason, ...] = ()


MOVES: dict[str, Move] = {
    "submit": Move(sources=frozenset({State.DRAFT, State.RETURNED}), target=State.SUBMITTED, by_union=False),
    "withdraw": Move(sources=frozenset({State.SUBMITTED}), target=State.DRAFT, by_union=False),
    "accredit": Move(sources=frozenset({State.SUBMITTED}), target=State.ACCREDITED, by_union=True),
    "return": Move(sources=frozenset({State.SUBMITTED}), target=State.RETURNED, by_union=True, reasons=known.RETURN),
    "suspend": Move(
        sources=frozenset({State.ACCREDITED}), target=State.SUSPENDED, by_union=True, reasons=known.SUSPEND
    ),
    "reinstate": Move(sources=frozenset({State.SUSPENDED}), target=State.ACCREDITED, by_union=True),
}


def moves_from(state: str) -> list[str]:
    """The names of the moves that are allowed from a state."""
    return [name for name, move in MOVES.items() if state in move.sources]


def refusals_to_move(*, move: str, state: str, reasons: Collection[str], text: str) -> list[Refusal]:
    """Is the move allowed from this state, with these reasons? A written word is asked where reasons are."""
    allowed = MOVES[move]
    if state not in allowed.sources:
        return [
            Refusal(
                code="organisations.state_moved_on",
                text=_("Meanwhile the state has changed to “%(state)s”.") % {"state": State(state).label},
                next_step=_("Read the history below and decide again if there is still something to decide."),
            )
        ]
    return refusals_to_explain(
        domain="organisations",
        allowed=[reason.code for reason in allowed.reasons],
        reasons=reasons,
        text=text,
        needs=_("A decision against an organisation needs a reason."),
    )


def answer_due(*, submitted_at: datetime) -> datetime:
    """The moment by which the Union promises to answer: the end of the fifth working day after the submission, in Baku.

    Monday to Friday are working days. Public holidays are not known here, so the promise never comes too late.
    """
    day = submitted_at.astimezone(BAKU).date()
    left = ANSWER_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.isoweekday() <= 5
    return datetime.combine(day, END_OF_OFFICE_DAY, tzinfo=BAKU)


# Which papers each legal form shows. This is our reading, to be confirmed by the Union (docs/law.md).
PAPERS_FOR: dict[LegalForm, tuple[Paper, ...]] = {
    LegalForm.STATE_BODY: (Paper.AUTHORITY,),
    LegalForm.BUDGET: (Paper.CHARTER, Paper.AUTHORITY),
    LegalForm.MUNICIPALITY: (Paper.AUTHORITY,),
    LegalForm.NGO: (Paper.CHARTER, Paper.REGISTER_EXTRACT),
    LegalForm.UNION: (Paper.CHARTER, Paper.REGISTER_EXTRACT),
    LegalForm.GROUP: (Paper.GROUP_STATEMENT,),
    LegalForm.COMPANY: (),
}


@dataclass(frozen=True, kw_only=True)
class Papers:
    """What an organisation has filled in so far; made by queries, judged here."""

    legal_form: LegalForm
    description: str
    tax_number: str
    registration_number: str
    founded: bool
    email: str
    phone: str
    address: str
    districts: int
    directions: int
    has_responsible: bool
    kinds: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One line of the check-list. `page` is the step where it is done."""

    code: str
    label: Promise | str
    page: str
    done: bool


def requirements(papers: Papers) -> list[Requirement]:
    """The whole check-list, in the order of the steps: what is there and what is missing before submitting."""
    form = papers.legal_form
    lines: list[tuple[str, Promise | str, str, bool]] = []
    if form != LegalForm.GROUP:
        lines.append(("tax_number", gettext_lazy("VÖEN"), "about", bool(papers.tax_number)))
        lines.append(("founded_date", gettext_lazy("Founding date"), "about", papers.founded))
    else:
        lines.append(("responsible", gettext_lazy("Responsible coordinator"), "responsible", papers.has_responsible))
    if form in (LegalForm.NGO, LegalForm.UNION):
        lines.append(
            ("registration_number", gettext_lazy("Registration number"), "about", bool(papers.registration_number))
        )
    lines += [
        ("description", gettext_lazy("What you do, in your own words"), "work", bool(papers.description)),
        ("contact", gettext_lazy("Public e-mail or phone"), "contact", bool(papers.email or papers.phone)),
        ("address", gettext_lazy("Address"), "contact", bool(papers.address)),
        ("districts", gettext_lazy("At least one district"), "contact", papers.districts > 0),
        ("directions", gettext_lazy("At least one direction of activity"), "work", papers.directions > 0),
    ]
    lines += [(f"paper_{kind.value}", kind.label, "documents", kind.value in papers.kinds) for kind in PAPERS_FOR[form]]
    return [Requirement(code=code, label=label, page=page, done=done) for code, label, page, done in lines]


def refusals_to_submit(papers: Papers) -> list[Refusal]:
    """All that is missing, together; a company is told what it can be."""
    if papers.legal_form == LegalForm.COMPANY:
        return [company_refusal()]
    return [
        Refusal(
            code=f"organisations.missing_{line.code}",
            text=_("Missing: %(what)s.") % {"what": line.label},
            next_step=_("Fill it in, everything else stays as it is."),
            next_url_name=f"office:{line.page}",
        )
        for line in requirements(papers)
        if not line.done
    ]


def company_refusal() -> Refusal:
    """Law 828-IIIQ art. 2.3 lists the organisers; a commercial company is not among them."""
    return Refusal(
        code="organisations.company_cannot_organise",
        text=_("A commercial company is not an organiser of voluntary activity (law 828-IIIQ, art. 2.3)."),
        next_step=_("A company can be a partner: register it as a partner, without accreditation."),
        field="legal_form",
        article="828-IIIQ, 2.3",
    )
