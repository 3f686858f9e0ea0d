"""proxy.py - stands between programs and a server that speaks MongoDB's protocol, and passes on what both say.

It plays the faults of primary.py: they wait in `faults` for a command of their name, and may have it carried
out by the server behind, or not. When it is away its connections are cut and new ones refused.

Every reply comes in pieces, as a network may bring it: one of a handshake byte by byte, each other one in two, split
at a byte further on than the one before.
"""
import itertools
import socket
import ssl
import struct
import threading
import time
from contextlib import suppress

import bson

HEADER = struct.Struct("<iiii")  # length, number, number of the message it answers, kind
OP_MSG = 2013
PIECE_S = 0.00005  # until the next: the reader is to meet each by itself
turn = itertools.count()


def receive(connection):
    """A whole message; nothing when the other side has left."""
    data = b""
    while len(data) < 4 or len(data) < struct.unpack("<i", data[:4])[0]:
        more = connection.recv(min(65536, struct.unpack("<i", data[:4])[0] - len(data)) if len(data) >= 4 else 4 - len(data))
        if not more:
            return b""
        data += more
    return data


def command_of(message):
    """What is said in it; what is no command says nothing."""
    if HEADER.unpack_from(message)[3] != OP_MSG or message[20] != 0:
        return {}
    size, = struct.unpack_from("<i", message, 21)
    return bson.decode(message[21:21 + size])


def answer_to(message, doc):
    body = struct.pack("<iB", 0, 0) + bson.encode(doc)
    return HEADER.pack(HEADER.size + len(body), 1, HEADER.unpack_from(message)[1], OP_MSG) + body


class Request:
    """One command as the faults see it."""

    def __init__(self, connection, message):
        self.connection, self.message = connection, message
        self.doc = command_of(message)
        self.name = next(iter(self.doc), "")

    def reply(self, doc):
        self.send(answer_to(self.message, doc))

    def send(self, data):
        """In pieces; a TLS connection makes a record of each. Nothing: the server has hung up."""
        if not data:
            return self.hangup()
        if self.name.lower() in ("", "hello", "ismaster"):
            ends = range(1, len(data) + 1)
        else:
            ends = [1 + next(turn) % len(data), len(data)]
        for begin, end in zip([0, *ends], ends):
            self.connection.sendall(data[begin:end])
            time.sleep(PIECE_S)

    def hangup(self):
        self.connection.shutdown(socket.SHUT_RDWR)


class Proxy:
    def __init__(self, host, port, certificate=None):
        self.behind = (host, port)
        self.tls = None
        if certificate:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(certificate)
        self.faults = []
        self._committed = []
        self._open, self._lock = set(), threading.Lock()
        self._kept = self._socket(0)  # keeps the port while nobody listens on it
        self.port = self._kept.getsockname()[1]
        self._ear = None
        self.come_back()

    def fail(self, command, fault, times=1):
        self.faults.append([command, fault, times])
        return self

    def go_away(self):
        """As when the primary is lost: nobody is connected any more, and nobody gets in."""
        with self._lock:
            ear, self._ear = self._ear, None
            ear.shutdown(socket.SHUT_RDWR)
            ear.close()
            for connection in self._open:
                with suppress(OSError):  # it is gone already
                    connection.shutdown(socket.SHUT_RDWR)

    def come_back(self):
        """Whole, whatever it was told before."""
        self.faults.clear()
        if self._ear is None:
            self._ear = self._socket(self.port)
            self._ear.listen()
            threading.Thread(target=self._accept, args=[self._ear], daemon=True).start()

    def close(self):
        if self._ear is not None:
            self.go_away()
        self._kept.close()

    # --- connections ---

    @staticmethod
    def _socket(port):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        s.bind(("127.0.0.1", port))
        return s

    def _accept(self, ear):
        while True:
            try:
                connection, _ = ear.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError:
                return
            threading.Thread(target=self._serve, args=[ear, connection], daemon=True).start()

    def _serve(self, ear, plain):
        with suppress(OSError), self.tls.wrap_socket(plain, server_side=True) if self.tls else plain as connection:
            with self._lock:
                if self._ear is not ear:  # it came in as we left
                    return
                self._open.add(connection)
            try:
                with socket.create_connection(self.behind) as server:
                    while message := receive(connection):
                        self._pass_on(connection, server, message)
            finally:  # one of them has hung up
                with self._lock:
                    self._open.discard(connection)

    def _pass_on(self, connection, server, message):
        request = Request(connection, message)

        def carry_out():
            if request.name == "commitTransaction":
                which = request.doc["lsid"], request.doc["txnNumber"]
                if which in self._committed:  # the test server has forgotten it; MongoDB knows it for long
                    return answer_to(message, {"ok": 1})
                self._committed.append(which)
            server.sendall(message)
            return receive(server)
        for fault in self.faults:
            if fault[0] == request.name and fault[2] != 0:
                if fault[2] is not None:
                    fault[2] -= 1
                return fault[1](self, request, carry_out)
        request.send(carry_out())
