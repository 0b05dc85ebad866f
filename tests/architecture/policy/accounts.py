"""Routes of signing in, accounts, core and the API's own pages."""

from tests.architecture.matrix import REST, Line, line
from tests.architecture.policy.words import EVERYONE, OPERATOR_ONLY
from tests.architecture.world import TOKEN

INVITERS = "administrator liaison reviewer operator foreign_administrator foreign_liaison foreign_reviewer"
ALLAUTH = frozenset({200, 302, 405})  # its views answer PUT and DELETE as they please; none of them changes anything

ACCOUNTS: dict[str, Line] = {
    # ---- Signing in
    "home": line(EVERYONE),
    "account_login": line(
        {302: REST, 200: "anonymous disabled"}, {302: REST, 200: "anonymous disabled"}, is_public=True, others=ALLAUTH
    ),
    "account_signup": line(
        {302: REST, 200: "anonymous disabled"}, {302: REST, 200: "anonymous disabled"}, is_public=True, others=ALLAUTH
    ),
    "account_logout": line({200: REST, 302: "anonymous disabled"}, {302: REST}, is_public=True, others=ALLAUTH),
    "account_inactive": line(EVERYONE, is_public=True, others=ALLAUTH),
    "account_reauthenticate": line(EVERYONE, EVERYONE, others=ALLAUTH),
    "account_change_password": line(EVERYONE, EVERYONE, others=ALLAUTH),
    "account_reset_password": line(EVERYONE, EVERYONE, is_public=True, others=ALLAUTH),
    "account_reset_password_done": line(EVERYONE, is_public=True, others=ALLAUTH),
    "account_reset_password_from_key": line(
        EVERYONE, EVERYONE, row=lambda _w: {"uidb36": "1", "key": "set-password"}, is_public=True, others=ALLAUTH
    ),
    "account_reset_password_from_key_done": line(EVERYONE, is_public=True, others=ALLAUTH),
    "mfa_index": line(EVERYONE, others=ALLAUTH),
    "mfa_authenticate": line({302: REST}, {302: REST}, is_public=True, others=ALLAUTH),
    "mfa_reauthenticate": line({302: REST}, {302: REST}, others=ALLAUTH),
    "mfa_activate_totp": line({302: REST}, {302: REST}, others=ALLAUTH),
    "mfa_deactivate_totp": line({404: REST}, {404: REST}, others=ALLAUTH),
    "mfa_view_recovery_codes": line({404: REST}, others=ALLAUTH),
    "mfa_generate_recovery_codes": line({302: REST}, {302: REST}, others=ALLAUTH),
    "mfa_download_recovery_codes": line({404: REST}, others=ALLAUTH),
    "usersessions_list": line(EVERYONE, {302: REST}, others=ALLAUTH),
    # ---- accounts
    "accounts:language": line(post={302: REST}, data=lambda _w: {"language": "en"}, is_public=True),
    "accounts:switch": line(
        EVERYONE,
        {302: "administrator", 404: REST},
        data=lambda w: {"membership": w.administrator.membership.pk},
    ),
    "accounts:profile": line(EVERYONE, {302: REST}, data=lambda _w: {"name": "New", "language": "en"}),
    "accounts:tokens": line({403: "outsider", 200: REST}, {403: "outsider", 400: REST}),
    "accounts:token-revoke": line(
        post={302: "administrator", 404: REST}, row=lambda w: {"public_id": w.token.public_id}
    ),
    "accounts:members": line({200: INVITERS, 403: REST}, {400: INVITERS, 403: REST}),
    "accounts:membership-end": line(
        {200: "administrator operator", 403: "mentor", 404: REST},
        {302: "administrator operator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.membership.pk},
    ),
    "accounts:invitation-withdraw": line(
        post={302: "administrator operator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.invitation.pk}
    ),
    "accounts:invitation-send-again": line(
        post={302: "administrator operator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.invitation.pk}
    ),
    "accounts:invitation": line(
        EVERYONE,
        {400: "anonymous disabled", 403: REST},
        row=lambda w: {"token": w.invitation and TOKEN},
        is_public=True,
    ),
    "accounts:invitation-renew": line(post=EVERYONE, row=lambda w: {"token": w.invitation and TOKEN}, is_public=True),
    "accounts:link": line({410: REST}, {410: REST}, row=lambda w: {"token": w.link and TOKEN}, is_public=True),
    "accounts:link-renew": line(post=EVERYONE, row=lambda w: {"token": w.link and TOKEN}, is_public=True),
    "accounts:evidence": line(EVERYONE, {403: "outsider operator", 400: REST}),
    "accounts:evidence-file": line(
        {200: "administrator mentor liaison", 404: REST}, row=lambda w: {"public_id": w.evidence.public_id}
    ),
    "accounts:organisations": line(OPERATOR_ONLY),
    "accounts:organisation-new": line(OPERATOR_ONLY, {400: "operator", 403: REST}),
    "accounts:organisation": line(
        OPERATOR_ONLY, {403: REST}, row=lambda w: {"public_id": w.administrator.organisation.public_id}
    ),
    "me-list": line(EVERYONE),
    "membership-list": line(EVERYONE),
    "membership-detail": line({200: "administrator mentor operator", 404: REST}, row=lambda w: {"pk": w.membership.pk}),
    # ---- core and the API's own pages
    "core:style": line(OPERATOR_ONLY),
    "api-schema": line(EVERYONE),
    "api-docs": line(EVERYONE),
    "api-nothing": line({404: REST}, row=lambda _w: {"nothing": "nothing"}, others=frozenset({404, 405})),
}
