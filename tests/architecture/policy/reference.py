"""Routes of reference, notices and jobs."""

from tests.architecture.matrix import REST, Line, line
from tests.architecture.policy.words import ADMINISTRATORS, ADMINISTRATORS_ONLY, COLLEGE, EVERYONE

IMPORTERS_ONLY = {200: f"operator liaison foreign_liaison {ADMINISTRATORS}", 403: REST}

REFERENCE: dict[str, Line] = {
    # ---- reference
    "reference:region-list": line(EVERYONE),
    "reference:major-list": line(EVERYONE),
    "reference:industry-list": line(EVERYONE),
    "reference:rule-list": line(EVERYONE),
    "reference:lookup-regions": line({302: REST}),
    "reference:lookup-majors": line({302: REST}),
    "reference:lookup-industries": line({302: REST}),
    "region-list": line(EVERYONE),
    "region-detail": line(EVERYONE, row=lambda w: {"pk": w.administrator.organisation.region_id}),
    "catalogue-major-list": line(EVERYONE),
    "catalogue-major-detail": line(EVERYONE, row=lambda w: {"pk": w.major.catalogue_id}),
    "industry-list": line(EVERYONE),
    "industry-detail": line(EVERYONE, row=lambda w: {"pk": w.industry.pk}),
    "rule-list": line(EVERYONE),
    "wording-list": line(EVERYONE),
    # ---- notices and jobs
    "notices:notices": line(EVERYONE),
    "notices:notice-read-all": line(post={302: REST}),
    "notices:notice-read": line(post={302: "administrator", 404: REST}, row=lambda w: {"pk": w.notice.pk}),
    "notices:preferences": line(EVERYONE, EVERYONE),
    "notice-list": line(EVERYONE),
    "notice-detail": line({200: "administrator", 404: REST}, row=lambda w: {"pk": w.notice.pk}),
    "notice-read": line(post={200: "administrator", 404: REST}, row=lambda w: {"pk": w.notice.pk}),
    "jobs:jobs": line(EVERYONE),
    "jobs:job": line({200: COLLEGE, 404: REST}, row=lambda w: {"public_id": w.job.public_id}),
    "jobs:job-cancel": line(post={302: COLLEGE, 404: REST}, row=lambda w: {"public_id": w.job.public_id}),
    "jobs:job-confirm": line(post={404: REST}, row=lambda w: {"public_id": w.job.public_id}),
    "jobs:job-report": line({404: REST}, row=lambda w: {"public_id": w.job.public_id}),
    "jobs:import-new": line(IMPORTERS_ONLY, IMPORTERS_ONLY),
    "jobs:import-template": line(ADMINISTRATORS_ONLY, row=lambda _w: {"name": "students"}),
    "importer-list": line(EVERYONE),
    "import-list": line(EVERYONE, {400: REST}),
    "import-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"public_id": w.preview.public_id}),
    "import-confirm": line(
        post={201: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"public_id": w.preview.public_id}
    ),
    "import-report": line(
        {200: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"public_id": w.preview.public_id}
    ),
    "job-list": line(EVERYONE),
    "job-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"public_id": w.job.public_id}),
    "job-cancel": line(post={200: COLLEGE, 404: REST}, row=lambda w: {"public_id": w.job.public_id}),
}
