"""What is encrypted, what is not, and how keys are rotated."""

from datetime import date

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.test.utils import isolate_apps

from core import crypto
from core.crypto import EncryptedDateField, EncryptedField

with isolate_apps("core"):

    class Secret(models.Model):
        """A table of this test alone."""

        text = EncryptedField(null=True)
        day = EncryptedDateField(null=True)

        class Meta:
            app_label = "core"
            db_table = "test_secret"


@pytest.fixture
def secrets(db):
    key = "integer PRIMARY KEY AUTOINCREMENT" if connection.vendor == "sqlite" else "bigserial PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE test_secret (id {key}, text text, day text)")
    yield Secret.objects
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_secret")


def stored() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, day FROM test_secret ORDER BY id")
        return cursor.fetchall()


def test_the_database_holds_no_word_of_it(secrets):
    secrets.create(text="身份证 340202199001011234 😀", day=date(2009, 2, 28))

    row = secrets.get()
    assert (row.text, row.day) == ("身份证 340202199001011234 😀", date(2009, 2, 28))
    text, day = stored()[0]
    assert "3402" not in text
    assert "2009" not in day


def test_empty_stays_empty_and_null_stays_null(secrets):
    secrets.create(text="", day=None)
    secrets.create(text=None)

    assert stored() == [("", None), (None, None)]
    assert [row.text for row in secrets.order_by("pk")] == ["", None]
    assert secrets.filter(text__isnull=True).count() == 1


def test_equal_texts_differ_and_cannot_be_searched(secrets):
    secrets.create(text="same")
    secrets.create(text="same")

    (one, _), (two, _) = stored()
    assert one != two
    with pytest.raises(FieldError, match="blind index"):
        secrets.filter(text="same").exists()


def test_keys_rotate(secrets, settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.ENCRYPTION_KEYS = [old]
    secrets.create(text="kept", day=date(2008, 2, 29))

    settings.ENCRYPTION_KEYS = [new, old]
    row = secrets.get()
    assert (row.text, row.day) == ("kept", date(2008, 2, 29))
    row.save()  # sealed again, with the newest key

    settings.ENCRYPTION_KEYS = [new]
    assert secrets.get().text == "kept"
    settings.ENCRYPTION_KEYS = [old]
    with pytest.raises(crypto.CannotDecrypt):
        secrets.get()


def test_a_token_is_sealed_again_under_the_newest_key(settings):
    settings.ENCRYPTION_KEYS = [old := Fernet.generate_key().decode()]
    token = crypto.seal("kept")
    settings.ENCRYPTION_KEYS = [new := Fernet.generate_key().decode(), old]
    token = crypto.reseal(token)
    settings.ENCRYPTION_KEYS = [new]
    assert crypto.unseal(token) == "kept"


def test_a_bad_key_is_named(settings):
    settings.ENCRYPTION_KEYS = ["too short"]
    with pytest.raises(ImproperlyConfigured, match="ENCRYPTION_KEYS"):
        crypto.seal("x")


def test_a_changed_token_is_refused():
    token = crypto.seal("x")
    with pytest.raises(crypto.CannotDecrypt):
        crypto.unseal(token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1])


def test_the_blind_index_finds_duplicates_and_nothing_else(settings):
    before = crypto.blind_index("340202199001011234")

    assert before == crypto.blind_index("340202199001011234")
    assert before != crypto.blind_index("340202199001011235")
    assert crypto.blind_index("") == ""
    assert "3402021990" not in before
    settings.SECRET_KEY = "another"
    assert before != crypto.blind_index("340202199001011234")
