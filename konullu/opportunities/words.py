"""The closed lists of this domain. A code is for ever; its label is for people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konullu.platform.words import Word


class Kind(Word):
    """Four forms of voluntary activity, then the kinds for young people."""

    ONE_TIME = "one_time", pgettext_lazy("kind", "One-time help")
    ONGOING = "ongoing", pgettext_lazy("kind", "Regular help")
    COHORT = "cohort", pgettext_lazy("kind", "Volunteer programme")
    MICRO = "micro", pgettext_lazy("kind", "Small task online")
    TRAINING = "training", pgettext_lazy("kind", "Training")
    INTERNSHIP = "internship", pgettext_lazy("kind", "Internship")
    GRANT = "grant", pgettext_lazy("kind", "Grant")
    SCHOLARSHIP = "scholarship", pgettext_lazy("kind", "Scholarship")
    COMPETITION = "competition", pgettext_lazy("kind", "Competition")
    EXCHANGE = "exchange", pgettext_lazy("kind", "Exchange")
    EVENT = "event", pgettext_lazy("kind", "Event")

    @property
    def is_volunteering(self) -> bool:
        return self in VOLUNTEERING


VOLUNTEERING = frozenset({Kind.ONE_TIME, Kind.ONGOING, Kind.COHORT, Kind.MICRO})


class State(Word):
    DRAFT = "draft", pgettext_lazy("opportunity", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("opportunity", "With the Union")
    RETURNED = "returned", pgettext_lazy("opportunity", "Returned with reasons")
    PUBLISHED = "published", pgettext_lazy("opportunity", "Published")
    CLOSED = "closed", pgettext_lazy("opportunity", "Closed")
    ARCHIVED = "archived", pgettext_lazy("opportunity", "Archived")


class Where(Word):
    ON_SITE = "on_site", pgettext_lazy("where", "At a place")
    REMOTE = "remote", pgettext_lazy("where", "From home, online")
    BOTH = "both", pgettext_lazy("where", "At a place or from home")


class Hazard(Word):
    """What the law of several countries forbids to minors or ties to conditions (AZ-7; KZ 12.2-1)."""

    HEAVY_LIFTING = "heavy_lifting", _("Lifting or carrying more than 10 kg")
    HARMFUL = "harmful", _("Dust, chemicals, noise or radiation")
    HEIGHT = "height", _("Work at height")
    UNDERGROUND = "underground", _("Work under the ground")
    WATER = "water", _("Work in or on water")
    TRAFFIC = "traffic", _("Work beside traffic")
    MACHINES = "machines", _("Machines and power tools")
    NIGHT = "night", _("Work after 22:00")
    ALCOHOL_TOBACCO = "alcohol_tobacco", _("Places with alcohol or tobacco")
    DISASTER = "disaster", _("Relief after a disaster, accident or conflict")
    INFECTION = "infection", _("Contact with infectious diseases")
    ANIMALS = "animals", _("Contact with animals")


class Provided(Word):
    """What a volunteer gets: in kind or as reimbursement, never as pay (828-IIIQ art. 2.4)."""

    MEALS = "meals", _("Meals")
    TRANSPORT = "transport", _("Transport there and back")
    TRAVEL_COSTS = "travel_costs", _("Travel costs are reimbursed")
    ACCOMMODATION = "accommodation", _("A place to stay")
    UNIFORM = "uniform", _("Uniform")
    EQUIPMENT = "equipment", _("Tools and protective equipment")
    INSURANCE = "insurance", _("Insurance")
    TRAINING = "training", _("Training before the start")
    MENTOR = "mentor", _("A mentor")
    HOURS = "hours", _("Confirmed hours in the volunteer book")
    CERTIFICATE = "certificate", _("Certificate")
    STIPEND = "stipend", pgettext_lazy("youth kinds", "Money award")


class Paper(Word):
    """Papers that are asked from the person."""

    IDENTITY = "identity", _("Identity document")
    HEALTH = "health", _("Medical certificate")
    CRIMINAL_RECORD = "criminal_record", _("Certificate of no criminal record")
    STUDY = "study", _("Certificate from school or university")
    GUARDIAN_CONSENT = "guardian_consent", _("Written consent of a parent or guardian")
    DRIVING_LICENCE = "driving_licence", _("Driving licence")
    CV = "cv", _("CV")
    MOTIVATION = "motivation", _("Motivation letter")
    PASSPORT = "passport", _("Passport for travel abroad")


class Declaration(Word):
    """What the organisation declares before it publishes: text B of the law (docs of the strict policy profile)."""

    GAINLESS = "gainless", _("The activity is socially useful and makes no profit for anybody.")
    UNPAID = "unpaid", _("Volunteers get no pay; only what is listed here is given or reimbursed.")
    NOT_COMMERCIAL = "not_commercial", _("It is not work for a company, nor in place of paid employees.")
    NOT_POLITICAL = "not_political", _("It does not support a political party, movement or campaign.")
    NO_PROPAGANDA = (
        "no_propaganda",
        _("It spreads no political or religious creed, violence or hatred."),
    )


class Closing(Word):
    """Why an opportunity is closed."""

    FILLED = "filled", pgettext_lazy("closing", "All places are taken")
    ENDED = "ended", pgettext_lazy("closing", "It is over")
    DEADLINE = "deadline", pgettext_lazy("closing", "The days to apply are over")
    CANCELLED = "cancelled", pgettext_lazy("closing", "It is cancelled")
    UNANSWERED = "unanswered", pgettext_lazy("closing", "Nobody confirmed that it still stands")
    SUSPENDED = "suspended", pgettext_lazy("closing", "The organisation's activity is suspended")
