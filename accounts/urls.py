"""Addresses of this room. Those of signing in, and home, are in sign_in_urls.py: they have no namespace."""

from django.urls import path

from accounts.views import evidence, invitations, links, members, organisations, own, site

app_name = "accounts"
urlpatterns = [
    path("language/", site.language, name="language"),
    path("switch/", site.switch, name="switch"),
    path("profile/", own.profile, name="profile"),
    path("tokens/", own.token_list, name="tokens"),
    path("tokens/<uuid:public_id>/revoke/", own.token_revoke, name="token-revoke"),
    path("members/", members.member_list, name="members"),
    path("members/<int:pk>/end/", members.membership_end, name="membership-end"),
    path("members/invitations/<int:pk>/withdraw/", members.invitation_withdraw, name="invitation-withdraw"),
    path("members/invitations/<int:pk>/send-again/", members.invitation_send_again, name="invitation-send-again"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<str:token>/renew/", invitations.invitation_renew, name="invitation-renew"),
    path("links/<str:token>/", links.link, name="link"),
    path("links/<str:token>/renew/", links.link_renew, name="link-renew"),
    path("evidence/", evidence.evidence_list, name="evidence"),
    path("evidence/<uuid:public_id>/", evidence.evidence_file, name="evidence-file"),
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/new/", organisations.organisation_new, name="organisation-new"),
    path("organisations/<uuid:public_id>/", organisations.organisation, name="organisation"),
]
