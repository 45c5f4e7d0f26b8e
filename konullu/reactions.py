"""When X happened, do Y: every consequence that looks upward, in one file."""

from konullu.accounts.facts import ExportReady, GuardianAccepted, GuardianDeclined, GuardianshipEnded, PersonErased
from konullu.accounts.operations import erasure, export
from konullu.messaging.operations import about_accounts
from konullu.messaging.operations import forgetting as messaging_forgetting
from konullu.messaging.queries.privacy import letters_section, notices_section
from konullu.opportunities.facts import OpportunitiesChanged
from konullu.opportunities.operations import about_organisations, feeding
from konullu.opportunities.operations import privacy as opportunities_privacy
from konullu.opportunities.queries.privacy import opportunities_section, organisations_with_records
from konullu.organisations.facts import Renamed, Suspended
from konullu.organisations.operations import privacy as organisations_privacy
from konullu.organisations.queries import memberships_of, objections_to_erasure
from konullu.organisations.queries.privacy import register_keeper
from konullu.platform.facts import react
from konullu.search.operations import documents
from konullu.search.operations import saved as saved_searches
from konullu.search.queries.saved import saved_searches_section


def register() -> None:
    """Called once, when Django is ready. One line per reaction; say in_transaction when it must be."""
    react(PersonErased, messaging_forgetting.on_person_erased, in_transaction=True)
    # Opportunities first: they look at the teams that the next line ends.
    react(PersonErased, opportunities_privacy.on_person_erased, in_transaction=True)
    react(PersonErased, organisations_privacy.on_person_erased, in_transaction=True)
    react(PersonErased, saved_searches.on_person_erased, in_transaction=True)

    react(GuardianAccepted, about_accounts.on_guardian_accepted, in_transaction=True)
    react(GuardianDeclined, about_accounts.on_guardian_declined, in_transaction=True)
    react(GuardianshipEnded, about_accounts.on_guardianship_ended, in_transaction=True)
    react(ExportReady, about_accounts.on_export_ready, in_transaction=True)

    react(Suspended, about_organisations.on_suspended, in_transaction=True)
    react(Renamed, about_organisations.on_renamed, in_transaction=True)

    react(OpportunitiesChanged, feeding.on_opportunities_changed, in_transaction=True)
    react(OpportunitiesChanged, documents.on_opportunities_changed, in_transaction=True)

    # What the floors above add to a person's copy of everything, and what stands in the way of an erasure.
    export.register("letters", letters_section)
    export.register("notices", notices_section)
    export.register("organisations", memberships_of)
    export.register("opportunities", opportunities_section)
    export.register("saved_searches", saved_searches_section)
    register_keeper(organisations_with_records)
    erasure.register_objector(objections_to_erasure)
