"""Makes a place ready to serve: key, translations, tables, static files, shipped data and, with DEMO=1, the demo.

    python -m config.prepare

Every step may be repeated: it does only what is missing, and prints how long it took.
"""

import hashlib
import io
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

BASE_DIR = Path(__file__).resolve().parent.parent


def make_secret_key() -> None:
    """Write var/secret_key once, for a site whose environment gives no SECRET_KEY."""
    key_file = Path(os.environ.get("RONGHE_VAR") or BASE_DIR / "var") / "secret_key"
    if os.environ.get("SECRET_KEY") or key_file.exists():
        return
    key_file.parent.mkdir(parents=True, exist_ok=True)
    key_file.touch(mode=0o600)
    key_file.write_text(secrets.token_urlsafe(64))


def compile_messages() -> None:
    """Compile every translation that is newer than its compiled form (no gettext tools needed)."""
    for source in sorted((BASE_DIR / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parents[1].name)
        with compiled.open("wb") as binary:
            write_mo(binary, catalogue)


def try_keys() -> None:
    """Refuse ENCRYPTION_KEYS that are none before anything is encrypted with them. Raises ImproperlyConfigured."""
    from core.crypto import seal

    seal("anything")


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def grant_app_role() -> None:
    """Give the role of web, worker and beat (APP_ROLE) what it may do; it may never change or delete an entry."""
    from django.core.management import call_command

    if role := os.environ.get("APP_ROLE"):
        call_command("grant_app_role", role, verbosity=0)


def collect_static() -> None:
    """Collect the static files, unless none of them has changed since they were last collected."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    state = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            state.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    stamp = settings.VAR_DIR / "static.done"
    if stamp.exists() and stamp.read_text() == state.hexdigest():
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state.hexdigest())


def load_shipped() -> None:
    """Load the parameters, figure codes and frameworks that the product brings (idempotent)."""
    from django.core.management import call_command

    call_command("load_shipped", verbosity=0)


def look_for_fonts() -> None:
    """Say what is missing for PDF files; the site works without them."""
    from core.pdf import ChineseFontMissing, require_han_faces

    try:
        require_han_faces()
    except (ChineseFontMissing, ImportError) as missing:
        print(f"PDF files cannot be made here. {missing}", flush=True)


def load_demo() -> None:
    """Fill an empty site with the demo and publish its first evaluations; keep what a site has."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    if not get_user_model().objects.exists():
        call_command("load_demo", stdout=io.StringIO())


def show_demo_accounts() -> None:
    """Print who can sign in, as far as they are on this site (it may have been filled without the demo)."""
    from django.contrib.auth import get_user_model

    from config import demo

    there = set(get_user_model().objects.values_list("email", flat=True))
    people = [person for person in demo.PEOPLE if person.email in there]
    if people:
        print(f"\nDemo accounts, all with the password {demo.PASSWORD}")
        print(*(f"  {person.email:32} {person.role}" for person in people), "", sep="\n", flush=True)


def steps() -> list[tuple[str, Callable[[], None]]]:
    """Return what is to be done on this site, in order."""
    import django
    from django.conf import settings

    django.setup()
    always: list[tuple[str, Callable[[], None]]] = [
        ("Keys", try_keys),
        ("Tables", migrate),
        ("Rights", grant_app_role),
        ("Static files", collect_static),
        ("Shipped data", load_shipped),
        ("Fonts", look_for_fonts),
    ]
    return [*always, ("Demo", load_demo)] if settings.DEMO else always


def timed(what: str, work: Callable[[], None]) -> None:
    started = time.monotonic()
    work()
    print(f"{what}: {time.monotonic() - started:.1f} s", flush=True)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    make_secret_key()
    from django.conf import settings

    timed("Translations", compile_messages)
    for what, work in steps():
        timed(what, work)
    if settings.DEMO:
        show_demo_accounts()


if __name__ == "__main__":
    main()
