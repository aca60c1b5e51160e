"""An OpenID Connect issuer of the tests' own, on this machine: it signs with RS256 whatever the test has it say."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "cordline-house", "a secret of the tests"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ANOTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Issuer(ThreadingHTTPServer):
    """Says ``claims`` of whoever comes; a test may have it sign with another key, for another house, or too late."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.claims: dict[str, Any] = {}
        self.told: dict[str, Any] = {}  # what it adds when it is asked for more about the person
        self.key: Any = KEY
        self.audience = CLIENT
        self.lasts_s = 300
        self.says_no = ""
        self.asked: dict[str, str] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def signed(self) -> str:
        """The answer about the person, signed."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": self.audience,
            "iat": now,
            "exp": now + self.lasts_s,
            **self.claims,
        }
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "first"})


class _Answers(BaseHTTPRequestHandler):
    server: Issuer

    def log_message(self, *args: Any) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        path, here = urlsplit(self.path).path, self.server.address
        if path == "/.well-known/openid-configuration":
            self._json({
                "issuer": here, "authorization_endpoint": f"{here}/enter", "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/about", "jwks_uri": f"{here}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            })  # fmt: skip
        elif path == "/keys":
            numbers = KEY.public_key().public_numbers()
            self._json({
                "keys": [{"kty": "RSA", "kid": "first", "alg": "RS256", "n": _b64(numbers.n), "e": _b64(numbers.e)}]
            })  # fmt: skip
        elif path == "/about":
            self._json({"sub": self.server.claims.get("sub"), **self.server.told})
        else:
            self._enter(parse_qs(urlsplit(self.path).query))

    def _enter(self, asked: dict[str, list[str]]) -> None:
        self.server.asked = {name: values[0] for name, values in asked.items()}
        answer = {"error": self.server.says_no} if self.server.says_no else {"code": "once"}
        self.send_response(302)
        query = urlencode({**answer, "state": asked["state"][0]})
        self.send_header("Location", f"{asked['redirect_uri'][0]}?{query}")
        self.end_headers()

    def do_POST(self) -> None:
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        known = body.get("client_secret") == [SECRET] and "code_verifier" in body
        if not known:
            self._json({"error": "invalid_client"}, 401)
            return
        self._json({"access_token": "a", "token_type": "Bearer", "id_token": self.server.signed()})

    def _json(self, facts: dict[str, Any], status: int = 200) -> None:
        text = json.dumps(facts).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


def _b64(number: int) -> str:
    return urlsafe_b64encode(number.to_bytes((number.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()


@contextmanager
def issuing() -> Iterator[Issuer]:
    """Run an issuer while the block runs."""
    server = Issuer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
