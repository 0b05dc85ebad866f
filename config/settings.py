"""All settings, from the environment. With no environment at all the embedded default works: SQLite, file broker.

Production sets DATABASE_URL, REDIS_URL, SECRET_KEY and ALLOWED_HOSTS (docs/operations.md).
"""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.logs import configure_logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# ---- The house ------------------------------------------------------------------------------------------------------
VAR_DIR = Path(env.str("RONGHE_VAR", default=str(BASE_DIR / "var")))  # everything that is written at run time
VAR_DIR.mkdir(parents=True, exist_ok=True)
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # demo accounts, no second factor
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    key_file = VAR_DIR / "secret_key"  # written once by the set-up (config.launch); never in the project
    if not key_file.exists():
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Set it in the environment, or run 'make run', which makes one in var/secret_key."
        )
    SECRET_KEY = key_file.read_text().strip()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")  # what links in e-mails begin with

INSTALLED_APPS = [
    "config.apps.RongheConfig",
    "core",
    "ledger",
    "reference",
    "accounts",
    "notices",
    "jobs",
    "institutions",
    "enterprises",
    "partnerships",
    "internships",
    "evaluation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "django_filters",
    "django_tables2",
    "django_htmx",
    "django_structlog",
    "csp",
]

MIDDLEWARE = [
    # The first three stand around everything, so that redirects, static files and errors carry their headers too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.ActorMiddleware",
    "accounts.middleware.UserLocaleMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "accounts.middleware.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.SecondFactorRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.RefusalPages",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.acting",
            ],
            "builtins": ["core.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
SILENCED_SYSTEM_CHECKS: list[str] = []

# ---- Data -----------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'ronghe.sqlite3'}")}
ON_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if ON_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a read before a write would fail at once when deferred
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A host that loses its power says no goodbye: without these the server would keep its locks for two hours.
    kept_alive = (
        "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=25000"
    )
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 3, "options": kept_alive} | DATABASES["default"].get(
        "OPTIONS", {}
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EVIDENCE_DIR = VAR_DIR / "evidence"
FONT_DIRS = env.list("FONT_DIRS", default=[])  # further folders with fonts for PDF files
CHECKPOINT_DIR = Path(env.str("CHECKPOINT_DIR", default=str(VAR_DIR / "checkpoints")))
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", default=[])  # newest first; without any, one is derived from SECRET_KEY

REDIS_URL = env.str("REDIS_URL", default="")
# The cache stays in the database, so that Redis may stop without a page failing. It also counts failed sign-ins: with
# Django's own limit of 300 rows, whoever tries many addresses would push out the lock of the one they are after.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# ---- Worker ---------------------------------------------------------------------------------------------------------
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_WORKER_POOL = env.str("WORKER_POOL", default="prefork" if REDIS_URL else "threads")
CELERY_WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False  # the sweeper sends again; a page never waits for the broker
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "socket_timeout": 2,
        "socket_connect_timeout": 1,
        "visibility_timeout": 600,
        # a page that publishes while Redis is away waits no longer than this (kombu's own default is 6 s)
        "interval_start": 0.2,
        "interval_step": 0.2,
        "connect_retries_timeout": 0.5,
    }
else:
    BROKER_DIR = VAR_DIR / "broker"
    for part in ("queue", "processed", "control"):
        (BROKER_DIR / part).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }

# ---- Language and time ----------------------------------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="zh-hans")
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]

# ---- Who you are ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody signs up: the invitation went to the address
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,30/5m/ip", "check_agreement": "30/5m/ip"}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_TLS", default=False) else 0  # whose limits count: the client's
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Ronghe"
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
USERSESSIONS_TRACK_ACTIVITY = True  # by accounts.middleware.SessionLimits, once a minute, not by each request
SECOND_FACTOR_ROLES = env.list(
    "SECOND_FACTOR_ROLES", default=[] if DEMO else ["reviewer", "college_administrator", "operator"]
)
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=30 * 60)
SESSION_ABSOLUTE_SECONDS = env.int("SESSION_ABSOLUTE_SECONDS", default=12 * 60 * 60)
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS

# ---- Mail -----------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email("EMAIL_URL", default="filemail://")
globals().update(**EMAIL_CONFIG)
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="ronghe@localhost")

# ---- API ------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.TokenActor", "accounts.authentication.SessionActor"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "core.api.Pages",
    "PAGE_SIZE": 50,
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "core.bodies.BoundedJSON",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "accounts.schema.Schema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
DRF_STANDARDIZED_ERRORS = {"EXCEPTION_HANDLER_CLASS": "core.api.ErrorHandler"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ronghe",
    "DESCRIPTION": "The same rows, filters and rules as the pages.",
    "VERSION": "1",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    # closed at first: a browser draws hundreds of open operations for half a minute
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "none", "defaultModelsExpandDepth": -1},
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "GET_MOCK_REQUEST": "accounts.schema.mock_request",
    "ENUM_NAME_OVERRIDES": {
        "ActivityKindEnum": "partnerships.models.ActivityKind",
        "AgreementKindEnum": "partnerships.models.AgreementKind",
        "AgreementModeEnum": "partnerships.models.AgreementMode",
        "AgreementStateEnum": "partnerships.models.State",
        "ClaimStateEnum": "partnerships.models.ClaimStage",
        "AssessmentDecisionEnum": "partnerships.models.Verdict",
        "AssessmentGradeEnum": "partnerships.models.Grade",
        "AnnualReturnStateEnum": "institutions.models.ReturnState",
        "EndingKindEnum": "partnerships.models.EndingKind",
        "BodyKindEnum": "partnerships.models.BodyKind",
        "BodySideEnum": "partnerships.models.BodySide",
        "ClauseStateEnum": "partnerships.completeness.ClauseState",
        "CurriculumRequestStateEnum": "institutions.models.RequestState",
        "DualQualificationLevelEnum": "institutions.models.DualQualification.Level",
        "EquipmentStateEnum": "institutions.models.EquipmentStatus",
        "FrameworkVersionStateEnum": "evaluation.models.FrameworkVersion.State",
        "FigureLevelEnum": "evaluation.models.runs.LEVELS",
        "HelpRequestCategoryEnum": "internships.models.HelpRequest.Category",
        "HelpRequestStateEnum": "internships.models.HelpRequest.State",
        "InternshipSlotStateEnum": "internships.models.InternshipSlot.State",
        "JobStateEnum": "jobs.models.JobState",
        "MajorStateEnum": "institutions.models.MajorState.State",
        "OutcomeStatusEnum": "institutions.models.OutcomeStatus",
        "PatentKindEnum": "partnerships.models.PatentKind",
        "PlacementStateEnum": "internships.models.Placement.State",
        "ProjectKindEnum": "partnerships.models.ProjectKind",
        "ProjectLevelEnum": "partnerships.models.ProjectLevel",
        "QuestionStateEnum": "evaluation.models.QuestionState",
        "RuleLevelEnum": "reference.rules.Level",
        "TrainingBaseStateEnum": "institutions.models.BaseState",
        "WizardSideEnum": "partnerships.wizard.Who",
    },
}
REST_KNOX = {
    "TOKEN_MODEL": "accounts.ApiToken",
    "AUTH_TOKEN_CHARACTER_LENGTH": 64,
    "TOKEN_LIMIT_PER_USER": 10,
    "TOKEN_PREFIX": "rh_",
}
KNOX_TOKEN_MODEL = "accounts.ApiToken"
MIGRATION_MODULES = {"knox": None}  # its own table of tokens would stand beside ours, unused

# ---- Files that we serve --------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(EVIDENCE_DIR)}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# ---- Security -------------------------------------------------------------------------------------------------------
BEHIND_TLS = env.bool("BEHIND_TLS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BEHIND_TLS
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}

# ---- Logs -----------------------------------------------------------------------------------------------------------
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = configure_logs(level=LOG_LEVEL, as_json=env.bool("LOG_JSON", default=not DEBUG))
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
