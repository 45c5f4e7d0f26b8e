"""Numbers, days and points: within what is possible, and in order."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from konullu.opportunities.rules.details import Details
from konullu.platform.errors import Refusal

OLDEST = 120  # years
MOST_PLACES = 100_000
MOST_HOURS = 60  # a week
MOST_ANSWER_DAYS = 90
YEARS = range(2000, 2101)


def refusals_to_numbers(details: Details) -> list[Refusal]:
    """All at once, each at its field."""
    return [
        *_refusals_to_ranges(details),
        *_refusals_to_ages(details),
        *_refusals_to_days(details),
        *_refusals_to_point(details),
    ]


def _refusals_to_ranges(details: Details) -> Iterator[Refusal]:
    limits = {
        "places": (1, MOST_PLACES),
        "weekly_hours_min": (0, MOST_HOURS),
        "weekly_hours_max": (1, MOST_HOURS),
        "answer_days": (1, MOST_ANSWER_DAYS),
        "age_min": (0, OLDEST),
        "age_max": (1, OLDEST),
    }
    for name, (least, most) in limits.items():
        yield from _refusals_to_range(getattr(details, name), least, most, name)
    for index, role in enumerate(details.roles):
        yield from _refusals_to_range(role.places, 1, MOST_PLACES, f"roles-{index}-places")
        yield from _refusals_to_range(role.age_min, 0, OLDEST, f"roles-{index}-age_min")
    low, high = details.weekly_hours_min, details.weekly_hours_max
    if low is not None and high is not None and low > high:
        yield _order(_("The most hours are fewer than the least."), "weekly_hours_max")


def _refusals_to_range(value: int | None, least: int, most: int, field: str) -> Iterator[Refusal]:
    if value is not None and not least <= value <= most:
        yield Refusal(
            code="opportunities.number_out_of_range",
            text=_("This number is not possible."),
            next_step=_("Write a number from %(least)d to %(most)d.") % {"least": least, "most": most},
            field=field,
        )


def _refusals_to_ages(details: Details) -> Iterator[Refusal]:
    low, high = details.age_min, details.age_max
    if low is not None and high is not None and low > high:
        yield _order(_("The oldest age is below the youngest."), "age_max")
    for index, role in enumerate(details.roles):
        if role.age_min is not None and high is not None and role.age_min > high:
            yield _order(_("This role asks more years than the oldest age."), f"roles-{index}-age_min")


def _refusals_to_days(details: Details) -> Iterator[Refusal]:
    for name in ("starts_at", "ends_at", "apply_until"):
        moment = getattr(details, name)
        if moment is not None and moment.year not in YEARS:
            yield Refusal(
                code="opportunities.day_out_of_range",
                text=_("This day is not possible."),
                next_step=_("Write a day of the coming months or years."),
                field=name,
            )
    if details.starts_at and details.ends_at and details.ends_at <= details.starts_at:
        yield _order(_("It ends before it begins."), "ends_at")
    if details.apply_until and details.ends_at and details.apply_until > details.ends_at:
        yield _order(_("One could apply until after the end."), "apply_until")


def _refusals_to_point(details: Details) -> Iterator[Refusal]:
    latitude, longitude = details.latitude, details.longitude
    if (latitude is None) != (longitude is None):
        yield _point(_("One half of the point on the map is missing."))
    elif latitude is not None and longitude is not None and not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        yield _point(_("This point is not on the earth."))


def _point(text: str) -> Refusal:
    return Refusal(
        code="opportunities.point_impossible",
        text=text,
        next_step=_("Choose the point on the map again, or leave it out."),
        field="latitude",
    )


def _order(text: str, field: str) -> Refusal:
    return Refusal(code="opportunities.wrong_order", text=text, next_step=_("Change one of the two."), field=field)
