"""The further pages of the form: who can come, what is given, subjects and goals. All of it may stay empty."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konullu.opportunities.rules import taxonomy
from konullu.opportunities.rules.details import Details, Words
from konullu.opportunities.rules.goals import all_goals
from konullu.opportunities.rules.kinds import TABLE, provided_for
from konullu.opportunities.words import Hazard, Paper
from konullu.platform.text import sort_key
from konullu.web.office.opportunity_forms import SectionForm, fill
from konullu.web.ui.calendar_fields import CountField
from konullu.web.ui.fields import ParagraphsField
from konullu.web.ui.language_names import language_names

MANY = {"class": "choices--columns"}
MANY_TO_SCROLL = {"class": "choices--columns choices--scroll"}


class Several(forms.MultipleChoiceField):
    """Any number of a closed list."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, many: bool = False, **options: Any) -> None:
        widget = forms.CheckboxSelectMultiple(MANY_TO_SCROLL if many else MANY)
        super().__init__(widget=widget, required=False, **options)


class MoreForm(SectionForm):
    """A page whose fields bear the names of Details or of its Words."""

    said: tuple[str, ...] = ()  # those of the main language's words

    def standing(self) -> dict[str, Any]:
        words = self.details.main
        return {
            name: getattr(words, name) if name in self.said else getattr(self.details, name)
            for name in self.base_fields
        }

    def changed(self) -> Details:
        typed = self.cleaned_data
        chosen = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in typed.items()
            if name not in self.said
        }
        said: dict[str, str] = {name: typed[name] for name in self.said if name in typed}
        words: Words = replace(self.details.main, **said)
        return replace(self.details, wordings={**self.details.wordings, self.details.main_language: words}, **chosen)


class PeopleForm(MoreForm):
    groups = (
        (_("What they can do"), ("languages", "skills")),
        (_("What is asked"), ("requirements", "papers", "courses")),
        (_("What may be dangerous"), ("hazards",)),
        (_("For people with disabilities"), ("accessibility",)),
    )
    said = ("courses",)

    languages = Several(label=_("Languages that must be spoken"), many=True)
    skills = Several(label=_("Useful skills"), many=True)
    requirements = Several(label=_("Conditions"), many=True)
    papers = Several(label=_("Papers to bring or send"), choices=Paper.choices())
    courses = ParagraphsField(
        label=_("Courses to finish first"), help_text=_("One on each line."), max_length=1500, rows=3, required=False
    )
    hazards = Several(
        label=_("Is any of this part of the work?"),
        help_text=_("The law protects people under 18 from some of it. An honest list keeps you safe too."),
        choices=Hazard.choices(),
    )
    accessibility = Several(label=_("What is ready for them"), many=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The sign languages have longer codes than the rules take; people name them under "conditions".
        fill(self, "languages", [pair for pair in language_names(self.language) if len(pair[0]) <= 3])
        fill(self, "skills", concept_choices("skill", self.language))
        fill(self, "requirements", concept_choices("requirement", self.language))
        fill(self, "accessibility", concept_choices("accessibility", self.language))


class GivesForm(MoreForm):
    groups = (
        (_("What people get"), ("provided", "gives", "rewards")),
        (_("What they bring"), ("bring",)),
        (_("After they apply"), ("answer_days", "afterwards")),
    )
    said = ("gives", "bring", "afterwards")

    provided = Several(
        label=_("What you give"),
        help_text=_("Given or reimbursed, never paid: law 828-IIIQ, art. 2.4."),
    )
    gives = ParagraphsField(
        label=_("What else?"), help_text=_("One thing on each line."), max_length=1500, rows=3, required=False
    )
    rewards = Several(label=_("How you thank them"))
    bring = ParagraphsField(
        label=_("What should they bring?"),
        help_text=_("One thing on each line."),
        max_length=1500,
        rows=3,
        required=False,
    )
    answer_days = CountField(
        label=_("Within how many days do you answer?"),
        help_text=_("People see this promise, so name a number that you keep."),
        most=60,
        required=False,
    )
    afterwards = ParagraphsField(
        label=_("What happens after they apply?"),
        help_text=_("One step on each line: we call you; you sign the contract; we meet at the bridge."),
        max_length=2000,
        rows=4,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "provided", [(word.value, word.label) for word in provided_for(self.kind)])
        for name in {"gives", "afterwards"} & TABLE[self.kind].needed:
            self.fields.pop(name, None)  # they stand on the first page
        fill(self, "rewards", concept_choices("reward", self.language))


class SubjectsForm(MoreForm):
    groups = (
        (_("What it is for"), ("causes",)),
        (_("Sustainable Development Goals"), ("primary_goal", "goals", "targets")),
    )

    causes = Several(label=_("Subjects"), many=True)
    primary_goal = forms.TypedChoiceField(
        label=_("The main goal"),
        help_text=_("Empty: the goal of the direction stands for it."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    goals = forms.TypedMultipleChoiceField(
        label=_("Other goals, two at most"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple(MANY_TO_SCROLL),
        required=False,
    )
    targets = Several(label=_("Targets of the chosen goals"), many=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = [(goal.number, f"{goal.number}. {goal.label(self.language)}") for goal in taxonomy.goals().values()]
        fill(self, "causes", concept_choices("cause", self.language))
        fill(self, "primary_goal", [("", _("By the direction")), *goals])
        fill(self, "goals", goals)
        fill(self, "targets", self._targets())

    def _targets(self) -> list[tuple[str, str]]:
        """Those of the goals that stand here; choosing another goal brings its targets with the next look."""
        chosen = {str(goal) for goal in all_goals(self.details)}
        if self.is_bound:
            chosen |= {*self.data.getlist("goals"), self.data.get("primary_goal", "")}
        return [
            (target.code, f"{target.code} {target.label(self.language)}")
            for target in taxonomy.targets().values()
            if str(target.goal) in chosen
        ]


def concept_choices(scheme: str, language: str) -> list[Any]:
    """A taxonomy as choices: groups where it has them; a head with nothing below stands alone, before the groups."""
    alone, grouped = [], []
    for head, below in taxonomy.groups(scheme):
        if below:
            members = below if scheme == "skill" else [head, *below]
            grouped.append((head.label(language), [(each.id, each.label(language)) for each in members]))
        else:
            alone.append((head.id, head.label(language)))
    alone.sort(key=lambda choice: sort_key(choice[1], language))
    return [*alone, *grouped]
