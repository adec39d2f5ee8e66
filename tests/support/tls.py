"""Servers that speak TLS, and the certificates that they need."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from redis import Redis

from app.embedded.orphan import NO_RETRY
from tests.support.servers import Server

PASSWORD = "the password of the servers"
SENTINEL_PASSWORD = "the password of the Sentinels"


class Certificates:
    """A certificate authority (CA). It issues one certificate for 127.0.0.1, which servers and clients share."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.ca, self.certificate, self.key = (folder / name for name in ("ca.crt", "both.crt", "both.key"))
        authority, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        signed_by_itself = _builder("CA", authority).add_extension(x509.BasicConstraints(True, None), True)
        here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        self.ca.write_bytes(_pem(signed_by_itself.sign(authority, hashes.SHA256())))
        self.certificate.write_bytes(
            _pem(_builder("server", own).add_extension(here, False).sign(authority, hashes.SHA256()))
        )
        self.key.write_bytes(
            own.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters in a URL that make a client use these certificates."""
        return {"ssl_ca_certs": str(self.ca), "ssl_certfile": str(self.certificate), "ssl_keyfile": str(self.key)}

    @property
    def query(self) -> str:
        """The member `parameters`, written as the query of a URL."""
        return urlencode(self.parameters)


class TlsServer(Server):
    """A server that accepts only TLS, and only clients with a certificate. The server asks for a password."""

    def __init__(
        self, folder: Path, certificates: Certificates, *arguments: str, program: str, password: str, **settings: Any
    ) -> None:
        tls: dict[str, Any] = {
            "port": 0,
            "tls-cert-file": certificates.certificate,
            "tls-key-file": certificates.key,
            "tls-ca-cert-file": certificates.ca,
            "tls-replication": "yes",
            "requirepass": password,
        }
        super().__init__(folder, *arguments, program=program, **(tls | settings))
        self._arguments += ["--tls-port", str(self.port)]
        self.redis = Redis(
            port=self.port,
            host="127.0.0.1",
            password=password,
            ssl=True,
            decode_responses=True,
            retry=NO_RETRY,
            socket_timeout=5,
            **certificates.parameters,
        )


def _builder(name: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    """Return a certificate for a key. The certificate is not signed yet. It names the CA as its issuer."""
    now = datetime.now(UTC)
    return x509.CertificateBuilder(
        issuer_name=_name("CA"),
        subject_name=_name(name),
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - timedelta(days=1),
        not_valid_after=now + timedelta(days=1),
    )


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
