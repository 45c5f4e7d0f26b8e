"""The closed lists of this domain. A code is for ever; its label is for people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konullu.platform.words import Word


class LegalForm(Word):
    """Who may organise voluntary activity: law 828-IIIQ art. 2.3. A company is named here to be told what it can be."""

    STATE_BODY = "state_body", _("State body")
    BUDGET = "budget", _("Budget-financed organisation")
    MUNICIPALITY = "municipality", _("Municipality")
    NGO = "ngo", _("Non-governmental organisation")
    UNION = "union", _("Union of organisations")
    GROUP = "group", _("Unregistered group of volunteers")
    COMPANY = "company", _("Commercial company")


class State(Word):
    DRAFT = "draft", pgettext_lazy("organisation", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("organisation", "With the Union")
    RETURNED = "returned", pgettext_lazy("organisation", "Returned with reasons")
    ACCREDITED = "accredited", pgettext_lazy("organisation", "Accredited")
    SUSPENDED = "suspended", pgettext_lazy("organisation", "Activity suspended")
    PARTNER = "partner", pgettext_lazy("organisation", "Partner")


class Role(Word):
    OWNER = "owner", pgettext_lazy("team", "Owner")
    COORDINATOR = "coordinator", pgettext_lazy("team", "Coordinator")
    SHIFT_LEAD = "shift_lead", pgettext_lazy("team", "Shift lead")
    VIEWER = "viewer", pgettext_lazy("team", "Viewer")


class Paper(Word):
    """Kinds of papers that an organisation shows to the Union."""

    CHARTER = "charter", _("Charter")
    REGISTER_EXTRACT = "register_extract", _("Extract from the state register")
    AUTHORITY = "authority", _("Letter or order that names the responsible person")
    GROUP_STATEMENT = "group_statement", _("Statement of the group, signed by its responsible coordinator")
    OTHER = "other", pgettext_lazy("paper", "Another paper")


class Post(Word):
    """Posts of a union that one person holds at a time."""

    CHAIR = "chair", pgettext_lazy("post", "Chair")
    DEPUTY_CHAIR = "deputy_chair", pgettext_lazy("post", "Deputy chair")
    SECRETARY = "secretary", pgettext_lazy("post", "Secretary")
    TREASURER = "treasurer", pgettext_lazy("post", "Treasurer")
    AUDITOR = "auditor", pgettext_lazy("post", "Auditor")


class Channel(Word):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
