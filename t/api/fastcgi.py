"""fastcgi.py - speaks to a worker as nginx does, or worse: FastCGI Specification 1.0, section 3."""
import socket
import struct

from waiting import PATIENCE_S

BEGIN, END, PARAMS, STDIN, STDOUT = 1, 3, 4, 5, 6


def record(kind, content):
    return struct.pack(">BBHHBB", 1, kind, 1, len(content), 0, 0) + content


def length(n):
    return struct.pack(">B", n) if n < 128 else struct.pack(">I", n | 1 << 31)


def encoded(params, body=b""):
    """The bytes of a request."""
    pairs = b"".join(length(len(k)) + length(len(v)) + k.encode() + v.encode() for k, v in params.items())
    parts = [body[i:i + 65535] for i in range(0, len(body), 65535)] + [b""]
    return (record(BEGIN, struct.pack(">HB5x", 1, 0)) + record(PARAMS, pairs) + record(PARAMS, b"")
            + b"".join(record(STDIN, part) for part in parts))


def connected(path):
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(PATIENCE_S)
    s.connect(str(path))
    return s


def answered(s):
    """What the worker writes until it is done, or closes."""
    try:
        return read_answer(s)
    except ConnectionResetError:  # closed with something unread
        return ""


def read_answer(s):
    got, out = b"", b""
    while True:
        chunk = s.recv(65536)
        got += chunk
        while len(got) >= 8:
            _, kind, _, n, pad, _ = struct.unpack(">BBHHBB", got[:8])
            if len(got) < 8 + n + pad:
                break
            if kind == STDOUT:
                out += got[8:8 + n]
            if kind == END:
                return out.decode()
            got = got[8 + n + pad:]
        if not chunk:
            return out.decode()


def fastcgi(path, params, body=b""):
    """One request, the body as given; gives back what the worker writes."""
    with connected(path) as s:
        s.sendall(encoded(params, body))
        return answered(s)
