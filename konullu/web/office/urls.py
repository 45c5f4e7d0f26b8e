from django.urls import path

from konullu.web.office import documents, home, invitations, opportunity_urls, overview, steps, team

app_name = "office"
urlpatterns = [
    path("", home.home, name="home"),
    path("new/", home.new, name="new"),
    path("new/partner/", home.new_partner, name="new_partner"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<str:token>/acceptance/", invitations.accept, name="acceptance"),
    path("invitations/<str:token>/refusal/", invitations.decline, name="refusal"),
    path("<uuid:organisation_id>/", overview.overview, name="overview"),
    path("<uuid:organisation_id>/about/", steps.about, name="about"),
    path("<uuid:organisation_id>/work/", steps.work, name="work"),
    path("<uuid:organisation_id>/contact/", steps.contact, name="contact"),
    path("<uuid:organisation_id>/documents/", documents.documents, name="documents"),
    path("<uuid:organisation_id>/documents/<uuid:document_id>/", documents.download, name="document"),
    path("<uuid:organisation_id>/documents/<uuid:document_id>/removal/", documents.remove, name="document_removal"),
    path("<uuid:organisation_id>/submission/", overview.submit, name="submission"),
    path("<uuid:organisation_id>/submission/withdrawal/", overview.withdraw, name="submission_withdrawal"),
    path("<uuid:organisation_id>/team/", team.team, name="team"),
    path("<uuid:organisation_id>/team/responsible/", team.responsible, name="responsible"),
    path("<uuid:organisation_id>/team/handover/", team.hand_over, name="handover"),
    path("<uuid:organisation_id>/team/leaving/", team.leave, name="leaving"),
    path("<uuid:organisation_id>/team/invitations/", invitations.invite, name="invite"),
    path(
        "<uuid:organisation_id>/team/invitations/<uuid:invitation_id>/withdrawal/",
        invitations.withdraw,
        name="invitation_withdrawal",
    ),
    path("<uuid:organisation_id>/team/<uuid:member_id>/", team.member, name="member"),
    path("<uuid:organisation_id>/team/<uuid:member_id>/removal/", team.remove, name="member_removal"),
    *opportunity_urls.urlpatterns,
]
