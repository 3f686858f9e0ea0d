"""stage.py - sets up a comparison: prepared data, servers, a token for each user; and loads them.

Data is made once, below .cache, and copied for each use, so that all measurements begin alike.
"""
import base64
import hashlib
import hmac
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager

import data
import fill
from servers import BUILD, CACHE, HERE, SECRET, TOP, Servers, prepare

WORKERS = int(os.environ.get("BENCH_WORKERS", "2"))
PROGRAMS = ("nginx", "wrk", "spawn-fcgi", "multiwatch", "node", "npm", "cc")


def peer_token(email):
    """What a peer's sign-in would give."""
    def part(o):
        return base64.urlsafe_b64encode(o).rstrip(b"=")
    claims = {"sub": email, "user_id": email, "role": "admin", "iat": int(time.time()), "exp": int(time.time()) + 86400}
    text = b".".join(part(json.dumps(o).encode()) for o in ({"alg": "HS256", "typ": "JWT"}, claims))
    return (text + b"." + part(hmac.new(SECRET.encode(), text, hashlib.sha256).digest())).decode()


def schema_mark():
    """Changes when what we keep changes: then our prepared file is made anew."""
    mark = hashlib.sha256((HERE / "data.py").read_bytes() + (HERE / "fill.py").read_bytes())
    for path in sorted(TOP.glob("migrations/sqlite/*.sql")):
        mark.update(path.read_bytes())
    return mark.hexdigest()[:16]


def filled_peers():
    made = CACHE / "peers.db"
    if not made.with_suffix(".categories").exists():
        made.unlink(missing_ok=True)
        fill.peers(made)
    return made


def copy_store(source, target):
    for end in ("", "-wal"):
        if os.path.exists(f"{source}{end}"):
            shutil.copy(f"{source}{end}", f"{target}{end}")


def filled_ccpl():
    """Our file, made once by our own workers and kept as they left it."""
    made = CACHE / f"ccpl-{schema_mark()}.db"
    if made.with_suffix(".categories").exists():
        return made
    print("filling our store over HTTP, once ...", flush=True)
    with tempfile.TemporaryDirectory(prefix="ccpl-bench-") as run:
        servers = Servers(run, WORKERS)
        try:
            servers.start_nginx()
            servers.start("ccpl")
            names = fill.ours(servers.ports["ccpl"])
        finally:
            servers.stop()
        copy_store(f"{run}/home/ccpl.db", made)
    fill.write_names(made, *names)
    return made


def copy_data(run, name):
    made = filled_ccpl() if name == "ccpl" else filled_peers()
    target = run / ("home/ccpl.db" if name == "ccpl" else f"{name}.db")
    target.parent.mkdir(exist_ok=True)
    copy_store(made, target)
    for kind in (".ids", ".categories"):
        shutil.copy(made.with_suffix(kind), run / f"{name}{kind}")


@contextmanager
def stage(names):
    """Servers, started and filled; ended whatever happens."""
    missing = [p for p in PROGRAMS if not shutil.which(p)]
    if missing:
        sys.exit("install first: " + " ".join(missing))
    if "ccpl" in names and not (BUILD / "ccpl-api").exists():
        sys.exit(f"build first: there is no {BUILD}/ccpl-api")
    prepare()
    with tempfile.TemporaryDirectory(prefix="ccpl-bench-") as run:
        servers = Servers(run, WORKERS)
        try:
            for name in names:
                copy_data(servers.run, name)
            fill.write_lines(servers.run / "users", data.USERS)
            servers.start_nginx()
            yield servers
        finally:
            servers.stop()


def sign_in(servers, name):
    """A token a user. Ours are real sessions; the hello asks for none."""
    tokens = [] if name == "hello" else map(peer_token, data.USERS)
    if name == "ccpl":
        tokens = fill.sign_in_all(servers.ports[name])
    fill.write_lines(servers.run / f"{name}.tokens", tokens)


def load(servers, name, requests, connections, seconds, serial):
    """Starts wrk on one server; requests is a name in load.lua."""
    run = servers.run
    env = {"ROW": requests, "SEED": str(serial), "RUN": f"N{serial}", "PASSWORD": data.PASSWORD,
           "USERS": str(run / "users"), "TOKENS": str(run / f"{name}.tokens"), "IDS": str(run / f"{name}.ids"),
           "CATEGORY": (run / f"{name}.categories").read_text().split()[0]}
    env |= {"IN": "receipt", "OUT": "issue"} if name == "ccpl" else {"IN": "IN", "OUT": "OUT"}
    return subprocess.Popen(["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "30s", "-s",
                             HERE / "load.lua", f"http://127.0.0.1:{servers.ports[name]}"],
                            env=os.environ | env, stdout=subprocess.PIPE, text=True)


def result(wrk):
    """Requests a second that were served, percentiles and the worst in ms, share of failures, bytes an answer."""
    got = json.loads(wrk.communicate()[0].strip().splitlines()[-1])
    n = max(got["requests"], 1)
    return {"rate": (got["requests"] - got["refused"]) / got["seconds"], "p50": got["p50"], "p99": got["p99"], "max": got["max"],
            "served": got["requests"] - got["refused"], "failed": (got["refused"] + got["broken"]) / n,
            "bytes": got["bytes"] / n}


def costed(servers, name, *what):
    """The same, with what the server itself needed for a request: microseconds of CPU, kB written: its answer,
    its log, and what it copies from the log into its file."""
    before = servers.used(name)
    got = result(load(servers, name, *what))
    cpu, written = (after - was for after, was in zip(servers.used(name), before))
    return got | {"cpu": cpu * 1e6 / max(got["served"], 1), "written": written / 1000 / max(got["served"], 1)}
