from django.urls import URLPattern, URLResolver, path

from konullu.web.volunteer import (
    access,
    consents,
    data,
    guardian_answer,
    guardians,
    home,
    inbox,
    notices,
    profile,
    saved,
    saved_searches,
    security_urls,
)
from konullu.web.volunteer.profile_sections import SECTIONS

app_name = "volunteer"


def both(route: str, view, name: str, **extra: object) -> list[URLPattern]:
    """An own page, and its twin for the guardian of a minor."""
    return [
        path(route, view, extra, name=name),
        path(f"family/<uuid:person_id>/{route}", view, extra, name=f"ward_{name}"),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("messages/", inbox.inbox, name="inbox"),
    path("messages/reading/", inbox.all_read, name="inbox_reading"),
    path("messages/<uuid:message_id>/", inbox.letter, name="letter"),
    path("messages/<uuid:message_id>/unread/", inbox.unread, name="letter_unread"),
    path("letters/", notices.notices, name="notices"),
    path("saved/", saved.saved, name="saved"),
    path("saved/<uuid:opportunity_id>/", saved.saving, name="saving"),
    path("searches/", saved_searches.saved_searches, name="saved_searches"),
    path("searches/new/", saved_searches.saved_search_new, name="saved_search_new"),
    path("searches/<uuid:saved_id>/", saved_searches.saved_search, name="saved_search"),
    path("searches/<uuid:saved_id>/removal/", saved_searches.saved_search_removal, name="saved_search_removal"),
    *both("profile/", profile.profile, "profile"),
    *(
        twin
        for key, section in SECTIONS.items()
        for twin in both(f"profile/{section.path}/", profile.section, f"profile_{key}", key=key)
    ),
    *both("guardians/", guardians.guardians, "guardians"),
    *both("guardians/invitations/", guardians.guardian_invite, "guardian_invite"),
    *both(
        "guardians/invitations/<uuid:invitation_id>/withdrawal/",
        guardians.guardian_invitation_withdrawal,
        "guardian_invitation_withdrawal",
    ),
    path("family/<uuid:person_id>/", guardians.ward, name="ward"),
    path("guardianships/<uuid:guardianship_id>/end/", guardians.guardianship_end, name="guardianship_end"),
    path(
        "guardianships/<uuid:guardianship_id>/document/", guardians.guardianship_document, name="guardianship_document"
    ),
    path("asked/<uuid:invitation_id>/", guardian_answer.guardian_asked, name="guardian_asked"),
    path("asked/<uuid:invitation_id>/refusal/", guardian_answer.guardian_asked_refusal, name="guardian_asked_refusal"),
    path("guardian-invitations/<str:token>/", guardian_answer.guardian_invitation, name="guardian_invitation"),
    path("guardian-invitations/<str:token>/refusal/", guardian_answer.guardian_refusal, name="guardian_refusal"),
    *both("consents/", consents.consents, "consents"),
    *both("consents/<slug:purpose>/", consents.consent, "consent"),
    *both("consents/<slug:purpose>/giving/", consents.consent_giving, "consent_giving"),
    *both("consents/<slug:purpose>/withdrawal/", consents.consent_withdrawal, "consent_withdrawal"),
    *both("access/", access.access, "access"),
    *both("data/", data.data, "data"),
    *both("data/exports/", data.export, "export"),
    path("data/exports/<uuid:export_id>/", data.export_file, name="export_file"),
    *both("data/erasure/", data.erasure, "erasure"),
    *both("data/erasure/cancellation/", data.erasure_cancellation, "erasure_cancellation"),
    path("erasures/<uuid:erasure_id>/<str:token>/", data.erasure_receipt, name="erasure_receipt"),
    *security_urls.urlpatterns,
]
