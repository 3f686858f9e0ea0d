"""primary.py - a primary of a replica set, played by mockupdb: it keeps documents and transactions,
writes down what it is told, and fails as it is told to.

A fault is a function of (primary, request, carry_out): it answers the request, or does worse, and may
carry it out or not. It waits in `faults` for a command of its name.
"""
import struct
import threading
import time
from pathlib import Path

import bson
from mockupdb import MockupDB, OpMsgReply

DEADLINE_MS = 5000  # who changes something is told how it ended, or that this is not known
LIST_MS = 11000     # a list may take long on the server, which says so itself after 10 s
TRANSIENT = "TransientTransactionError"
MIGRATIONS = len(list((Path(__file__).resolve().parents[2] / "migrations" / "mongo").glob("*.up.json")))
NOW = bson.Timestamp(1767225600, 1)
UNKNOWN = "UnknownTransactionCommitResult"


class Primary:
    def __init__(self):
        self.server = MockupDB()
        self.server.autoresponds(self._answer)
        self.port = self.server.run()
        self.is_primary = True
        self.others = []     # members of its set, "host:port"
        self.version = MIGRATIONS
        self.commands = []   # names, hellos left out
        self.told = []       # the same, whole
        self.faults = []     # [(command, fault)], each used once; the last for ever with times=None
        self.documents = {}  # collection: {_id: document}
        self._staged, self._committed = {}, set()
        self._returned = {}

    @property
    def url(self):
        return f"mongodb://127.0.0.1:{self.port}/ccpl?replicaSet=rs0"

    def fail(self, command, fault, times=1):
        self.faults.append([command, fault, times])
        return self

    def close(self):
        """In its own time: the server looks up only once a second."""
        threading.Thread(target=self.server.stop, daemon=True).start()

    # --- answers ---

    def _answer(self, request):
        name = next(iter(request.doc))
        if name.lower() in ("hello", "ismaster"):
            return request.reply(self._hello())
        if request.doc.get("find") != "migrations":  # it looks now and then
            self.commands.append(name)
        self.told.append(request.doc)
        for fault in self.faults:
            if fault[0] == name and fault[2] != 0:
                if fault[2] is not None:
                    fault[2] -= 1
                fault[1](self, request, lambda: self._carry_out(name, request.doc))
                return True
        return request.reply(self._carry_out(name, request.doc))

    def _hello(self):
        me = f"127.0.0.1:{self.port}"
        return {"ok": 1, "ismaster": self.is_primary, "isWritablePrimary": self.is_primary, "secondary": not self.is_primary,
                "setName": "rs0", "setVersion": 1, "hosts": [me, *self.others], "me": me, **({"primary": me} if self.is_primary else {}),
                "minWireVersion": 0, "maxWireVersion": 17, "maxBsonObjectSize": 16 << 20, "maxMessageSizeBytes": 48000000,
                "maxWriteBatchSize": 100000, "logicalSessionTimeoutMinutes": 30}

    # --- what a server does ---

    def _key(self, doc):
        return (doc["lsid"]["id"], doc["txnNumber"]) if "autocommit" in doc else None

    def _carry_out(self, name, doc):
        return getattr(self, "_" + name, lambda _: {"ok": 1})(doc)

    def _write(self, doc, changes):
        key = self._key(doc)
        if doc.get("startTransaction"):
            self._staged[key] = []
        if key is not None:
            self._staged[key] += changes
            return
        retryable = (doc["lsid"]["id"], doc["txnNumber"])  # said again it does nothing
        if retryable not in self._committed:
            self._committed.add(retryable)
            for change in changes:
                change(self.documents)

    def _insert(self, doc):
        self._write(doc, [lambda all, d=d: all.setdefault(doc["insert"], {}).setdefault(d["_id"], []).append(d)
                          for d in doc["documents"]])
        return {"ok": 1, "n": len(doc["documents"])}

    def _update(self, doc):
        if doc.get("startTransaction"):
            self._staged[self._key(doc)] = []
        return {"ok": 1, "n": len(doc["updates"]), "nModified": len(doc["updates"])}

    def _find(self, doc):
        if doc.get("startTransaction"):
            self._staged[self._key(doc)] = []
        found = []
        if doc["find"] == "migrations":
            found = [{"_id": "version", "version": self.version}]
        elif "id" in str(doc["filter"]):
            found = [d for many in self.documents.get(doc["find"], {}).values() for d in many if d["_id"] in str(doc["filter"])]
        return self._cursor(doc, doc["find"], found)

    def _aggregate(self, doc):
        others = [stage["$unionWith"] for stage in doc["pipeline"] if "$unionWith" in stage]
        if others:
            parts = [(doc["aggregate"], doc["pipeline"][0]), *((o["coll"], o["pipeline"][0]) for o in others)]
            return self._cursor(doc, doc["aggregate"], [d | {"read_from": name} for name, match in parts
                                                        for many in self.documents.get(name, {}).values() for d in many
                                                        if d["_id"] in str(match)])
        return self._cursor(doc, doc["aggregate"], [{"_id": None, "n": 0}])

    def _cursor(self, doc, collection, found):
        """What was found; of a snapshot also of which moment."""
        cursor = {"id": bson.Int64(0), "ns": f"ccpl.{collection}", "firstBatch": found}
        if doc.get("readConcern", {}).get("level") == "snapshot":
            cursor["atClusterTime"] = NOW
        return {"ok": 1, "cursor": cursor}

    def _commitTransaction(self, doc):
        key = self._key(doc)
        if key in self._committed:
            return {"ok": 1}
        if key not in self._staged:
            return error(251, "NoSuchTransaction", TRANSIENT)
        for change in self._staged.pop(key):
            change(self.documents)
        self._committed.add(key)
        return {"ok": 1}

    def _abortTransaction(self, doc):
        self._staged.pop(self._key(doc), None)
        return {"ok": 1}

    def killed(self):
        """The sessions that it was told to end, as one list for each time."""
        return [[session["id"] for session in doc["killSessions"]] for doc in self.told if "killSessions" in doc]

    def when_told(self, command):
        """What is said in that command, as soon as it was said once more than it has been returned."""
        deadline = time.monotonic() + 600
        while True:
            said = [doc for doc in self.told if command in doc]
            if len(said) > self._returned.get(command, 0):
                self._returned[command] = self._returned.get(command, 0) + 1
                return said[self._returned[command] - 1]
            assert time.monotonic() < deadline, command
            time.sleep(0.01)

    def forget_transactions(self):
        self._staged.clear()

    def count(self, collection, id):
        """How often a document was made, and is there."""
        return len(self.documents.get(collection, {}).get(id, []))


def error(code, name, *labels):
    return {"ok": 0, "code": code, "codeName": name, "errmsg": f"{name}, as told", "errorLabels": list(labels)}


# --- faults ---

def answers(reply, done=False):
    """Answers that; with done it was carried out all the same."""
    def fault(primary, request, carry_out):
        if done:
            carry_out()
        request.reply(reply)
    return fault


def loses(reply):
    """Answers that, and has forgotten the transaction."""
    def fault(primary, request, carry_out):
        primary.forget_transactions()
        request.reply(reply)
    return fault


def hangs_up(done):
    """Closes the connection instead of answering, before or after it was carried out."""
    def fault(primary, request, carry_out):
        if done:
            carry_out()
        request.hangup()
    return fault


def hangs(done):
    """Never answers, and keeps the connection."""
    def fault(primary, request, carry_out):
        if done:
            carry_out()
    return fault


def waits_for(event):
    """Carries it out, and answers when that has happened; others are answered meanwhile."""
    def fault(primary, request, carry_out):
        def answer():
            event.wait()
            request.reply(carry_out())
        threading.Thread(target=answer, daemon=True).start()
    return fault


def _bytes(request, reply):
    return OpMsgReply(reply).reply_bytes(request)


def truncates(primary, request, carry_out):
    """Half of the answer, and then nothing more."""
    data = _bytes(request, carry_out())
    request._client.sendall(data[: len(data) // 2])
    request.hangup()


def claims(length):
    """An answer whose length says something else."""
    def fault(primary, request, carry_out):
        data = _bytes(request, carry_out())
        request._client.sendall(struct.pack("<i", length) + data[4:])
    return fault


def dribbles(primary, request, carry_out):
    """The answer, two bytes a second, until nobody listens; others are answered meanwhile."""
    def send(data):
        for byte in data:
            try:
                request._client.sendall(bytes([byte]))
            except OSError:
                return
            time.sleep(0.5)
    threading.Thread(target=send, args=[_bytes(request, carry_out())], daemon=True).start()


def is_replaced(primary, request, carry_out):
    """It is lost, and after two checks of the set there is a primary again. (It says nothing before: libmongoc 1.23.1 leaks
    what was said when it finds nobody to ask a second time.)"""
    primary.is_primary = False
    threading.Timer(1.3, setattr, [primary, "is_primary", True]).start()
    request.hangup()


def steps_down(primary, request, carry_out):
    primary.is_primary = False
    primary.forget_transactions()
    request.reply(error(10107, "NotWritablePrimary", TRANSIENT))
