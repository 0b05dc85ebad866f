"""The ledger: entries that are only ever added, one hash chain per subject.

No foreign keys to other rooms, so that every room can record. What may have to be erased (personal data) lies in
`Payload`, outside the chain: the chain holds the salted digest of the payload, and stays valid when the payload goes.
"""

from django.db import models


class Stream(models.Model):
    """The chain of one subject, such as `partnerships.agreement:7`, and its head."""

    key = models.CharField(primary_key=True, max_length=120)
    head_number = models.PositiveIntegerField(default=0)
    head_digest = models.CharField(max_length=64, blank=True, default="")

    shared = "heads of chains: digests only"


class Entry(models.Model):
    """One act, for ever. Triggers refuse to change or delete it on both databases."""

    stream = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)
    actor_key = models.CharField(max_length=120)
    actor_label = models.CharField(max_length=200)
    organisation_id = models.BigIntegerField(null=True)  # acted for; a plain id, no foreign key
    action = models.CharField(max_length=80)
    subject_label = models.CharField(max_length=300)
    payload_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    shared = "read through the page of its subject, never as a list"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "number"], name="ledger_entry_once")]
        indexes = [models.Index(fields=["organisation_id", "at"], name="ledger_entry_organisation")]


class Payload(models.Model):
    """What an entry said, erasable. `salt` keeps the digest from being guessed once `document` is gone."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=32)
    document = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True)

    shared = "read through the page of its subject, never as a list"


class Checkpoint(models.Model):
    """The heads of all streams at a moment, signed and exported to where the database administrator cannot write."""

    at = models.DateTimeField()
    streams = models.PositiveIntegerField()
    entries = models.PositiveBigIntegerField()
    heads_digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    file_name = models.CharField(max_length=200)

    shared = "digests only"
