"""instance.py - a whole product of one's own: nginx, both pools of workers, an empty store.

Its store is a file in that folder, or what CCPL_STORE says (stores.py). It is started by `./dev run` as anybody would start it, from the programs in CCPL_BUILD, in a
folder of its own and on ports of its own. Only processes that it started are ended.
"""
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import httpx

from published import Published
from stores import KIND, ONE_CLIENT, SETTINGS, drop_store, new_store
from waiting import PATIENCE_S

TOP = Path(__file__).resolve().parents[2]
PASSWORD = "correct horse battery staple"
ROLES = ("admin", "manager", "staff", "viewer")


chosen = []


def free_port():
    """One that nobody listens on, and that no test beside this one has chosen: a name in the kernel says so, as long as this process lives."""
    for _ in range(100):
        port = random.randrange(20000, 32000)
        mine = socket.socket(socket.AF_UNIX)
        try:
            mine.bind(f"\0ccpl-test-port-{port}")
        except OSError:
            continue
        chosen.append(mine)
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError("no free port")


class Instance:
    def __init__(self, **settings):
        self.folder = Path(tempfile.mkdtemp(prefix="ccpl-t-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.home = self.folder / "home"
        self.port, self.metrics_port = free_port(), free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self.env = {
            "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8",
            "CCPL_BUILD": os.environ.get("CCPL_BUILD", str(TOP / "build")),
            "CCPL_HOME": str(self.home), "PORT": str(self.port), "METRICS_PORT": str(self.metrics_port),
            "ENVIRONMENT": "test", "PASSWORD_COST": "10", "WORKERS": "2",
            "WRITE_WORKERS": "1" if KIND == "sqlite" else "2",
        } | {name: str(value) for name, value in settings.items()}
        if KIND != "sqlite":
            self.env |= SETTINGS | {"DATABASE_URL": new_store(KIND, self.folder)}
        if ONE_CLIENT:
            self.env |= {"WORKERS": "1", "WRITE_WORKERS": "1"}
        self.store = self.env.get("DATABASE_URL", f"sqlite://{self.home}/ccpl.db")
        self.process = None
        self.published = None
        self._clients, self._sessions = [], {}

    # --- life ---

    def start(self):
        before = self.said().count("answers at")
        self.output = open(self.folder / "dev.log", "ab")
        self.process = subprocess.Popen([TOP / "dev", "run"], env=self.env, stdin=subprocess.DEVNULL,
                                        stdout=self.output, stderr=self.output, start_new_session=True)
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.said().count("answers at") > before:
                self.published = self.published or Published(self.anonymous(check=False).get("/api/openapi.json").json())
                return self
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"it does not start:\n{self.said()[-3000:]}{self.log()[-3000:]}")

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                raise
        for client in self._clients:
            client.close()
        self._clients.clear()

    def remove(self):
        self.stop()
        drop_store(self.store)
        shutil.rmtree(self.folder, ignore_errors=True)

    def said(self):
        path = self.folder / "dev.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def log(self):
        path = self.home / "log" / "ccpl.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def workers(self, hashing=False, writing=None):
        """The pids of the running workers: of the pools for reads and changes, or of one of them, or for hashing."""
        found = []
        for proc in Path("/proc").glob("[0-9]*"):
            try:
                argv = (proc / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if argv[0] == str(self.home / "bin" / "ccpl-api").encode() and (b"--hashing" in argv) == hashing \
                    and writing in (None, b"--writing" in argv):
                found.append(int(proc.name))
        return found

    def parts(self):
        """The pids of what runs from its home, by the name of the program."""
        found = {}
        for proc in Path("/proc").glob("[0-9]*"):
            try:
                name = (proc / "comm").read_text().strip()
                opened = [os.readlink(fd) for fd in (proc / "fd").iterdir()]
            except OSError:
                continue
            if name in ("nginx", "multiwatch", "ccpl-api") and any(str(self.home / "log") in to for to in opened):
                found.setdefault(name, []).append(int(proc.name))
        return found

    def kill_one(self, pids):
        """Kills one of them; False when that one had ended meanwhile."""
        try:
            os.kill(random.choice(pids), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def start_ccpl(self, *argv):
        """The operator's program, with this instance's settings."""
        env = self.env | {"JWT_SECRET_KEY_FILE": str(self.home / "secrets" / "jwt"),
                          "RUNTIME_DIRECTORY": str(self.home / "run"), "CCPL_MIGRATIONS": str(self.home / "migrations")}
        return subprocess.Popen([self.home / "bin" / "ccpl", *argv], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def ccpl(self, *argv, check=True):
        """The same, to its end."""
        with self.start_ccpl(*argv) as process:
            out, err = process.communicate()
        done = subprocess.CompletedProcess(argv, process.returncode, out, err)
        if check:
            done.check_returncode()
        return done

    def kept(self, *kinds):
        """All records that it keeps, or those of these kinds: (kind, record)."""
        return [pair for line in self.ccpl("export", *kinds).stdout.split("\n") if line
                for pair in json.loads(line).items()]

    # --- clients ---

    def client(self, token=None, check=True, **options):
        """Whoever has this token; every answer is held against the published description."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        hooks = {"response": [self._check]} if check else {}
        client = httpx.Client(base_url=self.url, verify=False, timeout=PATIENCE_S, headers=headers | options.pop("headers", {}),
                              event_hooks=hooks, **options)
        self._clients.append(client)
        return client

    def anonymous(self, check=True):
        return self.client(check=check)

    def _check(self, response):
        response.read()
        self.published.check(response)

    def sign_in(self, name, password=PASSWORD):
        """A client signed in as that user; .user and .tokens say as whom."""
        answer = self.anonymous().post("/api/auth/login", json={"username": name, "password": password})
        assert answer.status_code == 200, answer.text
        client = self.client(answer.json()["token"])
        client.tokens, client.user = answer.json(), answer.json()["user"]
        client.good_until = time.monotonic() + client.tokens["expires_in"] / 2
        return client

    def _signed_in(self, name):
        """One session for all tests, signed in again before its token ends."""
        if name not in self._sessions or time.monotonic() > self._sessions[name].good_until:
            self._sessions[name] = self.sign_in(name)
        return self._sessions[name]

    def register(self, name, role, grants=None, by=None):
        body = {"email": f"{name}@example.com", "username": name, "password": PASSWORD, "role": role}
        if grants:
            body["grants"] = grants
        answer = (by or self.admin).post("/api/auth/register", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    @property
    def admin(self):
        """The first admin, registered at the first use."""
        if "admin" not in self._sessions:
            self.register("admin", "admin", by=self.anonymous())
        return self._signed_in("admin")

    def role(self, role):
        """A user of that role."""
        if role == "admin":
            return self.admin
        if role not in self._sessions:
            self.register(role, role)
        return self._signed_in(role)
