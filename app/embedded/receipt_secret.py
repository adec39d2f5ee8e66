"""The secret of the receipts (encrypted codes of tickets) in an embedded store.

The secret is in a file in DATA_DIR. Only the owner of the file can read it.
"""

import secrets
from pathlib import Path

from app.domain.receipts import Secret, secret
from app.embedded import folder as folder_of
from app.embedded.failure import CannotStart
from app.regular_file import read_regular

FILE_NAME = "receipt-secret"

_SECRET_BYTES = 32


def kept_secret(folder: Path) -> Secret:
    """Return the secret in a folder. If the folder has no secret, make one. The caller holds the lock of the folder.

    Raises:
        CannotStart: the file cannot be read or written, or its text is too short. In this case, the service does not
            make a new secret, because a new secret could not open the old receipts.
    """
    file = folder / FILE_NAME
    try:
        if not file.exists():
            folder_of.write_synced(file, secrets.token_urlsafe(_SECRET_BYTES).encode() + b"\n")
        return secret(read_regular(file).decode().strip())
    except OSError as error:
        raise CannotStart(f"cannot keep the secret of the receipts in {file}: {error.strerror}") from None
    except ValueError:
        raise CannotStart(f"{file} has no secret: put the file back from a backup") from None
