"""One settings file. Everything that differs between places comes from the environment (docs/settings.md)."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from konullu.platform import instance

PACKAGE = Path(__file__).resolve().parent
DATA = instance.data_folder()

# One of: development (the default), test, production.
ENVIRONMENT = os.environ.get("KONULLU_ENV", "development")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = os.environ.get("KONULLU_DEBUG") == "1" and not PRODUCTION

SECRET_KEY = instance.secret_key()
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("KONULLU_OLD_SECRET_KEYS", "").split(",") if key]
PUBLIC_URL = os.environ.get("KONULLU_PUBLIC_URL") or instance.running().get("url") or "http://127.0.0.1:8000"
ALLOWED_HOSTS = (
    os.environ.get("KONULLU_HOSTS", "").split(",")
    if os.environ.get("KONULLU_HOSTS")
    else ["127.0.0.1", "localhost", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_cotton.apps.SimpleAppConfig",
    "procrastinate.contrib.django",
    "konullu.platform.apps.PlatformConfig",
    "konullu.journal.apps.JournalConfig",
    "konullu.places.apps.PlacesConfig",
    "konullu.accounts.apps.AccountsConfig",
    "konullu.messaging.apps.MessagingConfig",
    "konullu.organisations.apps.OrganisationsConfig",
    "konullu.opportunities.apps.OpportunitiesConfig",
    "konullu.search.apps.SearchConfig",
    "konullu.jobs.apps.JobsConfig",
    "konullu.api.apps.ApiConfig",
    "konullu.web.ui.apps.UiConfig",
    "konullu.web.portal.apps.PortalConfig",
    "konullu.web.volunteer.apps.VolunteerConfig",
    "konullu.web.office.apps.OfficeConfig",
    "konullu.web.registry.apps.RegistryConfig",
]

MIDDLEWARE = [
    "konullu.web.ui.middleware.request_context",
    "konullu.web.ui.health.count_requests",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "konullu.web.portal.page_cache.page_cache",  # inside: what is kept for strangers; outside: what each answer gets
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages; it adds random bytes, so lengths tell no secret (BREACH)
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "konullu.web.ui.device.known_device",
    "konullu.web.ui.second_factor.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "konullu.web.ui.middleware.errors_as_pages",
]

ROOT_URLCONF = "konullu.urls"
WSGI_APPLICATION = "konullu.wsgi.application"
APPEND_SLASH = True
FORM_RENDERER = "konullu.web.ui.forms.FormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "konullu.web.ui.context.page",
            ],
            "builtins": ["django_cotton.templatetags.cotton", "konullu.web.ui.templatetags.ui"],
        },
    }
]


def _database(url: str | None) -> dict[str, object]:
    """postgresql://user:password@host:port/name?host=/socket/folder&sslmode=... as Django wants it."""
    parts = urlsplit(url or "postgresql:///konullu")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "konullu",
        "USER": unquote(parts.username or query.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", "") or parts.hostname or ""),
        "PORT": str(query.pop("port", "") or parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # a connection that a restart of the server broke is replaced, not handed out
        "OPTIONS": {
            # Web: 4 blocking threads a worker; the pool must not be smaller, or requests wait for each other.
            "pool": {"min_size": 1, "max_size": int(os.environ.get("KONULLU_POOL", "6")), "timeout": 10},
            # Pages that are asked for lie in memory or on a disk without arms; statements are too short to be compiled.
            "options": "-c lock_timeout=5s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"
            " -c random_page_cost=1.1 -c jit=off",
            **query,
        },
    }


DATABASES = {"default": _database(instance.database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["konullu.accounts.backends.PersonBackend"]
LOGIN_URL = "portal:sign_in"
LOGIN_REDIRECT_URL = "volunteer:home"
LOGOUT_REDIRECT_URL = "portal:home"
SESSION_COOKIE_NAME = "konullu_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "konullu.web.ui.errors.csrf_failure"

SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_ADAPTER = "konullu.web.portal.identity.IdentityAdapter"
# The national identity (docs/operations.md): an OpenID Connect service, and the token service of ASAN Login's shape.
OIDC_ID = "national"  # part of the callback's address: /accounts/oidc/national/login/callback/
OIDC_SERVER = os.environ.get("KONULLU_OIDC_SERVER", "").rstrip("/")
OIDC_NAME = os.environ.get("KONULLU_OIDC_NAME", "National identity")
OIDC_ASSURANCE = os.environ.get("KONULLU_OIDC_ASSURANCE", "substantial")  # when the service says no `acr`
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": os.environ.get("KONULLU_OIDC_SCOPE", "openid profile").split(),
        "APPS": [
            {
                "provider_id": OIDC_ID,
                "name": OIDC_NAME,
                "client_id": os.environ.get("KONULLU_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("KONULLU_OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": OIDC_SERVER, "fetch_userinfo": True},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}
IDENTITY_TOKEN_AUTH = os.environ.get("KONULLU_IDENTITY_TOKEN_AUTH", "").rstrip("/")
IDENTITY_TOKEN_API = os.environ.get("KONULLU_IDENTITY_TOKEN_API", "").rstrip("/")
IDENTITY_TOKEN_NAME = os.environ.get("KONULLU_IDENTITY_TOKEN_NAME", "ASAN Login")

LANGUAGE_CODE = "az"
LANGUAGES = [("az", "Azərbaycanca"), ("en", "English"), ("ru", "Русский")]
LANGUAGE_COOKIE_NAME = "konullu_language"
LOCALE_PATHS: list[Path] = []  # each app carries its own words: konullu/<app>/locale
TIME_ZONE = "Asia/Baku"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # years and identifiers are never grouped; {{ n|number }} groups what is a quantity

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "konullu.platform.files.storage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA / "files"
S3_BUCKET = os.environ.get("KONULLU_S3_BUCKET", "")  # keys come from the usual AWS_... variables
S3_ENDPOINT = os.environ.get("KONULLU_S3_ENDPOINT", "")
S3_REGION = os.environ.get("KONULLU_S3_REGION", "")
METRICS_TOKEN = os.environ.get("KONULLU_METRICS_TOKEN", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
# How many of our own proxies stand in front: the reader's address is counted from the end of X-Forwarded-For.
PROXIES = int(os.environ.get("KONULLU_PROXIES", "1" if PRODUCTION else "0"))
# How often one network may read the open API in a minute; 0: no limit (konullu/api/reading.py).
API_READS_PER_MINUTE = int(os.environ.get("KONULLU_API_READS_PER_MINUTE", "600"))
SECURITY_CONTACT = os.environ.get("KONULLU_SECURITY_CONTACT", "")  # mailto: or https: address, for security.txt
# A form may lead on to the identity services (browsers check redirects too), a script may fetch the service's token.
SECURE_CSP["form-action"] += [
    "{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in (OIDC_SERVER, IDENTITY_TOKEN_AUTH) if url
]
SECURE_CSP["connect-src"] += ["{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in (IDENTITY_TOKEN_API,) if url]
# Pictures under the map's points, https://.../{z}/{x}/{y}.png; without a server our own outlines are drawn.
TILES_URL = os.environ.get("KONULLU_TILES", "")
TILES_CREDIT = os.environ.get("KONULLU_TILES_CREDIT", "")
SECURE_CSP["img-src"] += ["{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in (TILES_URL,) if url]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Mail and SMS. Without a server configured, letters go to /dev/mailbox (never in production).
SMTP_HOST = os.environ.get("KONULLU_SMTP_HOST", "")
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": SMTP_HOST or "localhost",
            "port": int(os.environ.get("KONULLU_SMTP_PORT", "587")),
            "username": os.environ.get("KONULLU_SMTP_USER", ""),
            "password": os.environ.get("KONULLU_SMTP_PASSWORD", ""),
            "use_tls": os.environ.get("KONULLU_SMTP_TLS", "1") == "1",
            "timeout": 15,
        },
    }
}
DEFAULT_FROM_EMAIL = os.environ.get("KONULLU_FROM", "Könüllü <noreply@localhost>")
SMS_GATEWAY_URL = os.environ.get("KONULLU_SMS_URL", "")
SMS_GATEWAY_TOKEN = os.environ.get("KONULLU_SMS_TOKEN", "")
SMS_SENDER = os.environ.get("KONULLU_SMS_SENDER", "Konullu")
MAILBOX = not PRODUCTION
SMS_RECEIPT_SECRET = os.environ.get("KONULLU_SMS_RECEIPT_SECRET", "")  # empty: the gateway can't tell us of deliveries
# The ways a letter can take; a new one is a class and a line here.
MESSAGING_CHANNELS = [
    "konullu.messaging.channels.inbox.Inbox",
    "konullu.messaging.channels.mail.Mail",
    "konullu.messaging.channels.sms.Sms",
]

PROCRASTINATE_ON_APP_READY = "konullu.jobs.timetable.register"
PROCRASTINATE_IMPORT_PATHS: list[str] = []
# A letter that has gone out leaves no sealed words behind in the queue.
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 4, "delete_jobs": "successful"}

LOGGING_CONFIG = "konullu.platform.logs.configure"
# Not empty: Django calls LOGGING_CONFIG only when there is something to configure.
LOGGING: dict[str, object] = {"version": 1}

# Who answers for the personal data here: the second of the six items of each consent (law 998-IIIQ).
OPERATOR = {
    "id": os.environ.get("KONULLU_OPERATOR_ID", "unregistered"),
    "name": os.environ.get("KONULLU_OPERATOR_NAME", "Könüllü"),
}

# Under which licence the feeds give the opportunities away: an SPDX identifier and the address of its text.
DATA_LICENSE = os.environ.get("KONULLU_DATA_LICENSE", "CC-BY-4.0")
DATA_LICENSE_URL = os.environ.get("KONULLU_DATA_LICENSE_URL", "https://creativecommons.org/licenses/by/4.0/")

LANGUAGE_NAMES = {"az": _("Azerbaijani"), "en": _("English"), "ru": _("Russian")}
SILENCED_SYSTEM_CHECKS: list[str] = []
