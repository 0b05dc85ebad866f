"""Checkpoints: the heads of all chains at a moment, signed, in a file that belongs on another machine.

Who rules the database can rewrite a chain from some entry to its head. Against a head that was exported before, that
shows. The file is text: a header, `---`, then one line `stream TAB number TAB digest` for each chain. The header is
signed with Ed25519; the key comes from SECRET_KEY, and the public key, once noted, checks a file without it.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from ledger.chain import spelled
from ledger.models import Checkpoint, Stream

FORMAT = "ronghe-checkpoint 1"
SEPARATOR = "---"
PATTERN = "checkpoint-*.txt"


class CheckpointInvalid(Exception):
    """The file is not what was exported, or was signed with another key."""


@dataclass(frozen=True)
class Head:
    """The last entry of a chain, as a checkpoint knows it."""

    stream: str
    number: int
    digest: str


def signing_key() -> Ed25519PrivateKey:
    """The key of this site, derived from SECRET_KEY; a new SECRET_KEY means a new public key."""
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ronghe ledger checkpoint")
    return Ed25519PrivateKey.from_private_bytes(derivation.derive(settings.SECRET_KEY.encode()))


def public_key() -> str:
    """The public key of this site, in hex: note it where the site's administrator cannot write."""
    return signing_key().public_key().public_bytes_raw().hex()


def write_checkpoint(*, at: datetime) -> Checkpoint:
    """Write the heads of all chains, signed, to settings.CHECKPOINT_DIR. The file appears whole or not at all."""
    folder = Path(settings.CHECKPOINT_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    digest, streams, entries = hashlib.sha256(), 0, 0
    with tempfile.TemporaryFile("w+b") as heads:
        for key, number, head in (
            Stream.objects.order_by("key").values_list("key", "head_number", "head_digest").iterator()
        ):
            line = f"{key}\t{number}\t{head}\n".encode()
            digest.update(line)
            heads.write(line)
            streams, entries = streams + 1, entries + number
        header = _header(at=spelled(at), streams=streams, entries=entries, heads_digest=digest.hexdigest())
        signature = signing_key().sign(header.encode()).hex()
        name = f"checkpoint-{at:%Y%m%dT%H%M%S%fZ}.txt"
        heads.seek(0)
        with tempfile.NamedTemporaryFile("wb", dir=folder, delete=False) as file:
            file.write(f"{header}signature {signature}\n{SEPARATOR}\n".encode())
            while block := heads.read(1 << 20):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).chmod(0o444)
        Path(file.name).rename(folder / name)
    return Checkpoint.objects.create(
        at=at, streams=streams, entries=entries, heads_digest=digest.hexdigest(), signature=signature, file_name=name
    )


def newest_file() -> Path | None:
    """The checkpoint that was exported last, if there is one."""
    return max(Path(settings.CHECKPOINT_DIR).glob(PATTERN), key=lambda path: path.name, default=None)


def read_checkpoint(path: Path, *, trusted_key: str = "") -> Iterator[Head]:
    """The heads of a checkpoint file; its signature and digest are checked before the first one is given.

    `trusted_key` is the public key to believe, in hex; without it, the key of this site. Raises CheckpointInvalid.
    """
    with path.open(encoding="utf-8", newline="\n") as file:
        fields = _read_header(file)
        digest = hashlib.sha256()
        for line in file:
            digest.update(line.encode())
    signed = _header(**{name: fields.get(name, "") for name in ("at", "streams", "entries", "heads_digest")})
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(trusted_key or public_key()))
        key.verify(bytes.fromhex(fields.get("signature", "")), signed.encode())
    except (ValueError, InvalidSignature) as error:
        raise CheckpointInvalid(f"{path.name}: its signature does not fit the key (forged, or another key)") from error
    if digest.hexdigest() != fields["heads_digest"]:
        raise CheckpointInvalid(f"{path.name}: its list of heads was changed")
    return _heads(path)


def _heads(path: Path) -> Iterator[Head]:
    with path.open(encoding="utf-8", newline="\n") as file:
        _read_header(file)
        for line in file:
            stream, number, digest = line.rstrip("\n").split("\t")
            yield Head(stream, int(number), digest)


def _header(*, at: str, streams: int | str, entries: int | str, heads_digest: str) -> str:
    return f"{FORMAT}\nat {at}\nstreams {streams}\nentries {entries}\nheads_digest {heads_digest}\n"


def _read_header(file: Iterator[str]) -> dict[str, str]:
    if next(file, "").rstrip("\n") != FORMAT:
        raise CheckpointInvalid("This is not a checkpoint file.")
    fields: dict[str, str] = {}
    for line in file:
        if line.rstrip("\n") == SEPARATOR:
            return fields
        name, _, value = line.rstrip("\n").partition(" ")
        fields[name] = value
    raise CheckpointInvalid("The checkpoint file ends within its header.")
