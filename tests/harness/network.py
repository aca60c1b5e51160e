"""No test reaches beyond this machine: a forgotten outside request fails at once instead of passing by luck."""

import socket
from typing import Any

HERE = {"127.0.0.1", "::1", "localhost"}


class OutsideRequest(AssertionError):
    """A test tried to reach another machine."""


class GuardedSocket(socket.socket):
    """A socket that connects to this machine only."""

    def connect(self, address: Any) -> None:
        """Refuse every address that is not this machine's own."""
        _refuse(self, address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        """Refuse every address that is not this machine's own."""
        _refuse(self, address)
        return super().connect_ex(address)


def _refuse(connection: socket.socket, address: Any) -> None:
    if connection.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in HERE:
        raise OutsideRequest(f"A test tried to reach {address[0]}:{address[1]}.")


def block() -> None:
    """Guard every socket that is made from now on."""
    socket.socket = GuardedSocket  # type: ignore[misc]
