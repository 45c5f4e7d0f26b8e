"""Publishing: the allowed moves, who makes them, and all that must be there first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from konullu.opportunities import reasons as known
from konullu.opportunities.rules.details import Details
from konullu.opportunities.rules.filled import filled_fields
from konullu.opportunities.rules.kinds import SECTION_OF, SECTIONS, TABLE, refusals_to_kind
from konullu.opportunities.rules.minors import refusals_to_age
from konullu.opportunities.words import Closing, Declaration, Kind, State
from konullu.organisations.rules.accreditation import BAKU, END_OF_OFFICE_DAY
from konullu.organisations.rules.deciding import refusals_to_explain
from konullu.organisations.words import State as OrganisationState
from konullu.platform.errors import Refusal

ANSWER_WORKING_DAYS = 2


@dataclass(frozen=True, kw_only=True)
class Move:
    """An allowed move: from which states to which one. `reasons`: the codes to choose from; empty, none are asked."""

    sources: frozenset[State]
    target: State
    by_union: bool = False
    reasons: tuple[known.Reason, ...] = ()


_EVER_PUBLIC = frozenset({State.PUBLISHED, State.CLOSED})

MOVES: dict[str, Move] = {
    "submit": Move(sources=frozenset({State.DRAFT, State.RETURNED}), target=State.SUBMITTED),
    "publish": Move(sources=frozenset({State.DRAFT, State.RETURNED}), target=State.PUBLISHED),  # trusted ones, at once
    "withdraw": Move(sources=frozenset({State.SUBMITTED}), target=State.DRAFT),
    "accept": Move(sources=frozenset({State.SUBMITTED}), target=State.PUBLISHED, by_union=True),
    "return": Move(sources=frozenset({State.SUBMITTED}), target=State.RETURNED, by_union=True, reasons=known.RETURN),
    # The Union takes a public one back; the organisation mends it and submits again.
    "take_down": Move(sources=_EVER_PUBLIC, target=State.RETURNED, by_union=True, reasons=known.RETURN),
    # The Union has read what was changed in public.
    "recheck": Move(sources=frozenset({State.PUBLISHED}), target=State.PUBLISHED, by_union=True),
    "close": Move(sources=frozenset({State.PUBLISHED}), target=State.CLOSED),
    "reopen": Move(sources=frozenset({State.CLOSED}), target=State.PUBLISHED),
    "archive": Move(sources=frozenset({State.DRAFT, State.RETURNED, State.CLOSED}), target=State.ARCHIVED),
    "restore": Move(sources=frozenset({State.ARCHIVED}), target=State.DRAFT),
}


def moves_from(state: str) -> list[str]:
    """The names of the moves that are allowed from a state."""
    return [name for name, move in MOVES.items() if state in move.sources]


def refusals_to_move(*, move: str, state: str, reasons: Collection[str] = (), text: str = "") -> list[Refusal]:
    """Is the move allowed from this state, with these reasons? A written word is asked where reasons are."""
    allowed = MOVES[move]
    if state not in allowed.sources:
        return [
            Refusal(
                code="opportunities.state_moved_on",
                text=_("Meanwhile the state has changed to “%(state)s”.") % {"state": State(state).label},
                next_step=_("Load the page again and decide anew if there is still something to decide."),
            )
        ]
    return refusals_to_explain(
        domain="opportunities",
        allowed=[reason.code for reason in allowed.reasons],
        reasons=reasons,
        text=text,
        needs=_("A return needs a reason."),
    )


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One line of the check-list. `section` (of kinds.SECTIONS, or "declarations") is where it is mended."""

    code: str  # the name of the field, "place", "contact", or the code of a declaration
    label: Promise | str
    section: str
    done: bool


LABELS: Mapping[str, Promise] = {
    "title": gettext_lazy("A title"),
    "summary": gettext_lazy("One sentence that says it all"),
    "text": gettext_lazy("What people will do"),
    "direction": gettext_lazy("The direction of activity"),
    "starts_at": gettext_lazy("The start"),
    "ends_at": gettext_lazy("The end"),
    "schedule": gettext_lazy("The days and hours in words"),
    "apply_until": gettext_lazy("The last day to apply"),
    "weekly_hours_max": gettext_lazy("Hours a week"),
    "places": gettext_lazy("The number of places"),
    "afterwards": gettext_lazy("What happens after applying"),
    "gives": gettext_lazy("What one gets"),
    "place": gettext_lazy("The district and the address, or “online”"),
    "contact": pgettext_lazy("opportunity", "An e-mail or a phone for questions"),
}


def requirements(details: Details, *, declared: Collection[str]) -> list[Requirement]:
    """The whole check-list in the order of the form: what is there and what is missing before publishing."""
    filled = filled_fields(details)
    needed = TABLE[details.kind].needed
    order = [*(name for names in SECTIONS.values() for name in names), "place", "contact"]
    lines = [
        Requirement(code=name, label=LABELS[name], section=_section(name), done=name in filled)
        for name in order
        if name in needed
    ]
    lines.sort(key=lambda line: list(SECTIONS).index(line.section))
    if details.kind.is_volunteering:
        lines += [
            Requirement(code=word.value, label=word.label, section="declarations", done=word.value in declared)
            for word in Declaration
        ]
    return lines


def _section(name: str) -> str:
    return {"place": "where", "contact": "after"}.get(name) or SECTION_OF[name]


_AT: Mapping[str, str] = {"place": "region_code", "contact": "contact_email"}


def refusals_to_submit(
    details: Details, *, declared: Collection[str], organisation_state: str, legal_form: str, now: datetime
) -> list[Refusal]:
    """All that stands in the way of publishing, together, each at its field; an empty list when nothing does."""
    return [
        *refusals_to_offer(organisation_state=organisation_state),
        *refusals_to_kind(kind=details.kind, legal_form=legal_form),
        *_refusals_to_missing(details, declared),
        *_refusals_to_declared(details, declared),
        *refusals_to_age(details),
        *refusals_to_past(details, now=now),
    ]


def _refusals_to_missing(details: Details, declared: Collection[str]) -> list[Refusal]:
    return [
        Refusal(
            code=f"opportunities.missing_{line.code}",
            text=_("Missing: %(what)s.") % {"what": line.label},
            next_step=_("Fill it in, everything else stays as it is."),
            field=_AT.get(line.code, line.code),
        )
        for line in requirements(details, declared=declared)
        if not line.done and line.section != "declarations"
    ]


def refusals_to_offer(*, organisation_state: str) -> list[Refusal]:
    """Only an accredited organisation, or a partner, becomes public (828-IIIQ art. 2.3)."""
    if organisation_state in (OrganisationState.ACCREDITED, OrganisationState.PARTNER):
        return []
    if organisation_state == OrganisationState.SUSPENDED:
        return [
            Refusal(
                code="opportunities.organisation_suspended",
                text=_("The activity of your organisation is suspended."),
                next_step=_("Read the Union's decision on the page of your organisation. The draft stays here."),
                next_url_name="office:overview",
            )
        ]
    return [
        Refusal(
            code="opportunities.organisation_not_accredited",
            text=_("Your organisation is not accredited yet."),
            next_step=_("Send the papers to the Union. Until it has answered, prepare your drafts here."),
            next_url_name="office:overview",
        )
    ]


def _refusals_to_declared(details: Details, declared: Collection[str]) -> list[Refusal]:
    if not details.kind.is_volunteering or set(Declaration) <= set(declared):
        return []
    return [
        Refusal(
            code="opportunities.declarations_missing",
            text=_("Not everything has been declared."),
            next_step=_("Read the five sentences and mark each that is true. If one is not, this is not volunteering."),
            field="declarations",
            article="828-IIIQ, 2.1–2.4",
        )
    ]


def refusals_to_past(details: Details, *, now: datetime) -> list[Refusal]:
    """What is over can't be published."""
    refusals = []
    if details.apply_until and details.apply_until <= now:
        refusals.append(
            Refusal(
                code="opportunities.deadline_past",
                text=_("The last day to apply has passed."),
                next_step=_("Write a later day."),
                field="apply_until",
            )
        )
    end, field = (details.ends_at, "ends_at") if details.ends_at else (details.starts_at, "starts_at")
    if end and end <= now and (field == "ends_at" or details.kind in AT_A_MOMENT):
        refusals.append(
            Refusal(
                code="opportunities.over",
                text=_("This is over already."),
                next_step=_("Write a later day."),
                field=field,
            )
        )
    return refusals


# These begin once; the others may have begun long ago and go on.
AT_A_MOMENT = frozenset({Kind.ONE_TIME, Kind.COHORT, Kind.TRAINING, Kind.EVENT, Kind.EXCHANGE})


def refusals_to_close(closing: str) -> list[Refusal]:
    """The reasons that the organisation itself may give; the others belong to jobs and to the Union."""
    if closing in (Closing.FILLED, Closing.ENDED, Closing.DEADLINE, Closing.CANCELLED):
        return []
    return [
        Refusal(
            code="opportunities.closing_missing",
            text=_("It is not said why it is closed."),
            next_step=_("Choose one of the reasons."),
            field="closing",
        )
    ]


def answer_due(submitted_at: datetime) -> datetime:
    """By when the Union answers: the end of the second working day after the submission, in Baku.

    Monday to Friday are working days; public holidays are not known here.
    """
    day = submitted_at.astimezone(BAKU).date()
    left = ANSWER_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.isoweekday() <= 5
    return datetime.combine(day, END_OF_OFFICE_DAY, tzinfo=BAKU)


def refusals_to_stay_public(
    *, before: Details, after: Details, declared: Collection[str], now: datetime
) -> list[Refusal]:
    """May what is public be changed so? It stays complete and safe; new days are not in the past."""
    refusals = [*_refusals_to_missing(after, declared), *_refusals_to_declared(after, declared)]
    refusals += refusals_to_age(after)
    if before.kind != after.kind:
        refusals.append(
            Refusal(
                code="opportunities.kind_is_public",
                text=_("It is public: people count on what kind it is."),
                next_step=_("Make a copy and choose another kind there."),
                field="kind",
            )
        )
    if _days(before) != _days(after):
        refusals += refusals_to_past(after, now=now)
    return refusals


def _days(details: Details) -> tuple[datetime | None, ...]:
    return details.starts_at, details.ends_at, details.apply_until
