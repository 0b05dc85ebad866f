"""Settings of the test suite: the same product, with a throw-away place to write and a fast password hash."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0" * 50)
os.environ.setdefault("RONGHE_VAR", tempfile.mkdtemp(prefix="ronghe-test-"))
os.environ.setdefault("LANGUAGE_CODE", "en")
os.environ.setdefault("LOG_LEVEL", "WARNING")

from config.settings import *

DEMO = False
SECOND_FACTOR_ROLES = []  # its own tests set it
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CELERY_TASK_ALWAYS_EAGER = False
CSRF_TRUSTED_ORIGINS = []
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns where it is missing
if ON_SQLITE:  # in a file, as in the product: threads of one test cannot share a database in memory
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
