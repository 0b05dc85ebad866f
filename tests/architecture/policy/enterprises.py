"""Routes of enterprises."""

from tests.architecture.matrix import REST, Line, line
from tests.architecture.policy.words import EVERYONE, LIAISONS, LIAISONS_ONLY, OPERATOR_ONLY

ENTERPRISES: dict[str, Line] = {
    "enterprises:enterprise-list": line(EVERYONE),
    "enterprises:enterprise-register": line(
        {200: "liaison operator foreign_liaison", 403: REST}, {200: "liaison operator foreign_liaison", 403: REST}
    ),
    "enterprises:enterprise-detail": line(EVERYONE, row=lambda w: {"public_id": w.liaison.organisation.public_id}),
    "enterprises:enterprise-edit": line(
        {200: "liaison operator", 403: REST},
        {200: "liaison operator", 403: REST},
        row=lambda w: {"public_id": w.liaison.organisation.public_id},
    ),
    "enterprises:my-enterprise": line(LIAISONS_ONLY),
    "enterprises:duplicate-list": line(OPERATOR_ONLY),
    "enterprises:enterprise-merge": line(
        OPERATOR_ONLY,
        {200: "operator", 403: REST},
        row=lambda w: {
            "public_id": w.liaison.organisation.public_id,
            "other": w.foreign_liaison.organisation.public_id,
        },
    ),
    "enterprises:identifier-add": line(
        OPERATOR_ONLY,
        {200: "operator", 403: REST},
        row=lambda w: {"public_id": w.liaison.organisation.public_id},
    ),
    "enterprises:identifier-end": line(post={302: "operator", 403: REST}, row=lambda w: {"pk": w.external_id.pk}),
    "enterprises:status-list": line(EVERYONE),
    "enterprises:status-record": line(
        {200: "operator reviewer", 403: REST},
        {200: "operator reviewer", 403: REST},
        row=lambda w: {"public_id": w.liaison.organisation.public_id},
    ),
    "enterprises:status-end": line(
        {200: "operator reviewer", 403: REST},
        {200: "operator reviewer", 403: REST},
        row=lambda w: {"pk": w.enterprise_status.pk},
    ),
    "enterprises:year-list": line(EVERYONE),
    "enterprises:year-record": line(LIAISONS_ONLY, LIAISONS_ONLY),
    "enterprises:year-detail": line({200: "liaison", 404: REST}, row=lambda w: {"year": w.enterprise_year.year}),
    "enterprises:post-list": line(EVERYONE),
    "enterprises:post-record": line(LIAISONS_ONLY, {200: LIAISONS, 403: REST}),
    "enterprises:post-strike": line(post={302: "liaison", 404: REST}, row=lambda w: {"pk": w.enterprise_post.pk}),
    "enterprise-list": line(EVERYONE),
    "enterprise-detail": line(EVERYONE, row=lambda w: {"public_id": w.liaison.organisation.public_id}),
    "enterprise-identify": line(
        post={200: "operator", 403: REST},
        row=lambda w: {"public_id": w.liaison.organisation.public_id},
        data=lambda _w: {"scheme": "stock", "value": "600001.SS"},
    ),
    "enterprise-merge": line(
        post={200: "operator", 403: REST},
        row=lambda w: {"public_id": w.liaison.organisation.public_id},
        data=lambda w: {"merged": str(w.foreign_liaison.organisation.public_id), "reason": "One"},
    ),
    "enterprise-status-list": line(
        EVERYONE,
        {201: "operator reviewer", 403: REST},
        data=lambda w: {
            "enterprise": str(w.liaison.organisation.public_id),
            "status": "leader",
            "source": "List of 2026",
            "from_on": "2026-01-01",
        },
    ),
    "enterprise-status-detail": line(EVERYONE, row=lambda w: {"pk": w.enterprise_status.pk}),
    "enterprise-status-end": line(
        post={204: "operator reviewer", 403: REST},
        row=lambda w: {"pk": w.enterprise_status.pk},
        data=lambda _w: {"last_on": "2026-11-20"},
    ),
    "enterprise-post-list": line(
        EVERYONE,
        {201: LIAISONS, 403: REST},
        data=lambda _w: {"year": 2024, "post": "Fitter", "staff_count": 7},
    ),
    "enterprise-post-detail": line({200: "liaison", 404: REST}, row=lambda w: {"pk": w.enterprise_post.pk}),
    "enterprise-post-strike": line(post={204: "liaison", 404: REST}, row=lambda w: {"pk": w.enterprise_post.pk}),
    "enterprise-year-list": line(
        EVERYONE, {201: LIAISONS, 403: REST}, data=lambda _w: {"year": 2024, "staff_count": 7}
    ),
    "enterprise-year-detail": line({200: "liaison", 404: REST}, row=lambda w: {"pk": w.enterprise_year.pk}),
}
