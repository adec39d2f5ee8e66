"""The secret of the receipts in an embedded store. It is in a file in DATA_DIR that only its owner can read."""

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
            make a new secret, which could not open the receipts of the lost secret.
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
