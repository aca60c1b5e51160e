"""A mail server of the tests' own, on this machine: it takes one message after another, or refuses each recipient."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as one message needs; ``taken`` holds what was sent."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *, refuses: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.refuses = refuses
        self.taken: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "QUIT":
                self._say("221 goodbye")
                return
            if word == "RCPT" and self.server.refuses:
                self._say("550 nobody of that name here")
            elif word == "DATA":
                self._say("354 go on")
                self.server.taken.append(self._text())
                self._say("250 taken")
            else:
                self._say("250 well")

    def _text(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode()) != ".\r\n":
            lines.append(line)
        return "".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server(*, refuses: bool = False) -> Iterator[MailServer]:
    """Run the server while the block runs."""
    server = MailServer(refuses=refuses)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
