from django.urls import path

from konullu.web.registry import cases, federation, identity_requests, letters, opportunities, queue, relations, trust

app_name = "registry"
urlpatterns = [
    path("", queue.queue, name="home"),
    path("decisions/", queue.decided, name="decisions"),
    path("organisations/<uuid:organisation_id>/", cases.case, name="case"),
    path("organisations/<uuid:organisation_id>/documents/<uuid:document_id>/", cases.download, name="document"),
    path("organisations/<uuid:organisation_id>/return/", cases.send_back, name="return"),
    path("organisations/<uuid:organisation_id>/accreditation/", cases.accredit, name="accreditation"),
    path("organisations/<uuid:organisation_id>/suspension/", cases.suspend, name="suspension"),
    path("organisations/<uuid:organisation_id>/reinstatement/", cases.reinstate, name="reinstatement"),
    path("organisations/<uuid:organisation_id>/correction/", cases.correct, name="correction"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<uuid:delivery_id>/retry/", letters.retry, name="letter_retry"),
    path("letters/<uuid:delivery_id>/giving-up/", letters.give_up, name="letter_giving_up"),
    path("unions/", federation.tree, name="unions"),
    path("unions/members/", federation.join, name="membership_new"),
    path("unions/members/<uuid:membership_id>/end/", federation.leave, name="membership_end"),
    path("unions/<uuid:organisation_id>/offices/", federation.offices, name="offices"),
    path("unions/offices/<uuid:office_id>/end/", federation.end_office, name="office_end"),
    path("names/", identity_requests.name_changes, name="name_changes"),
    path("names/<uuid:request_id>/approval/", identity_requests.name_change_approval, name="name_change_approval"),
    path("names/<uuid:request_id>/refusal/", identity_requests.name_change_refusal, name="name_change_refusal"),
    path("relations/", relations.relations, name="relations"),
    path("relations/<uuid:guardianship_id>/document/", relations.relation_document, name="relation_document"),
    path(
        "relations/<uuid:guardianship_id>/confirmation/", relations.relation_confirmation, name="relation_confirmation"
    ),
    path("relations/<uuid:guardianship_id>/rejection/", relations.relation_rejection, name="relation_rejection"),
    path("opportunities/", opportunities.queue, name="opportunities"),
    path("opportunities/decisions/", opportunities.decided, name="opportunity_decisions"),
    path("opportunities/<uuid:opportunity_id>/", opportunities.case, name="opportunity"),
    path("opportunities/<uuid:opportunity_id>/acceptance/", opportunities.acceptance, name="opportunity_acceptance"),
    path("opportunities/<uuid:opportunity_id>/return/", opportunities.send_back, name="opportunity_return"),
    path("opportunities/<uuid:opportunity_id>/removal/", opportunities.take_down, name="opportunity_removal"),
    path("opportunities/<uuid:opportunity_id>/recheck/", opportunities.recheck, name="opportunity_recheck"),
    path("trust/", trust.trust, name="trust"),
    path("trust/<uuid:organisation_id>/", trust.giving, name="trust_giving"),
    path("trust/<uuid:organisation_id>/end/", trust.ending, name="trust_end"),
]
