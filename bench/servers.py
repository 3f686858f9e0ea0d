"""servers.py - starts the servers of the comparison behind one nginx, and ends them.

Every process is in a group of its own that is ended by its number: nothing else on the machine
is touched, and nothing stays behind.
"""
import http.client
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import data

HERE = Path(__file__).resolve().parent
TOP = HERE.parent
BUILD = Path(os.environ.get("BUILD_DIR", TOP / "build")).resolve()
CACHE = HERE / ".cache"
SECRET = "a-secret-for-measuring-of-some-fifty-bytes-length"
NAMES = ("ccpl", "fastapi", "fastify", "hello")


def command(*argv, **kw):
    """Runs a preparing command to its end; its output is shown only if it fails."""
    done = subprocess.run([str(a) for a in argv], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **kw)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(str(a) for a in argv)}:\n{done.stdout[-3000:]}")
    return done.stdout


def free_ports(n):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [s.getsockname()[1] for s in held]
    for s in held:
        s.close()
    return ports


def prepare():
    """Builds and installs, below .cache and node_modules, what is not there yet."""
    CACHE.mkdir(exist_ok=True)
    for program, library in (("fcgi-hello", "-lfcgi"), ("raw-scrypt", "-lscrypt")):
        command("cc", "-O2", "-o", CACHE / program, HERE / f"{program}.c", library)
    wanted = HERE / "peer-fastapi/requirements.txt"
    stamp = CACHE / "venv/requirements.txt"
    if not stamp.exists() or stamp.read_text() != wanted.read_text():
        command("python3", "-m", "venv", CACHE / "venv")
        command(CACHE / "venv/bin/pip", "install", "-q", "-r", wanted)
        shutil.copy(wanted, stamp)
    if not (HERE / "peer-fastify/node_modules/fastify").exists():
        command("npm", "ci", "--no-audit", "--no-fund", cwd=HERE / "peer-fastify")


class Servers:
    """All of them, with their data in a folder of their own."""

    def __init__(self, run, workers):
        self.run, self.workers, self.groups = Path(run), workers, []
        self.of = {}  # name: its process groups
        self.ports = dict(zip(NAMES, free_ports(len(NAMES))))

    def spawn(self, name, *argv, **env):
        with open(self.run / f"{name}.log", "ab") as log:
            p = subprocess.Popen([str(a) for a in argv], env=os.environ | env, cwd=self.run, stdin=subprocess.DEVNULL,
                                 stdout=log, stderr=log, start_new_session=True)
        self.groups.append(p)
        return p

    def pool(self, sock, *program, workers=None, **env):
        """FastCGI workers on a socket, as the product starts them."""
        return self.spawn(sock, "spawn-fcgi", "-n", "-s", self.run / f"{sock}.sock", "--", shutil.which("multiwatch"),
                          "-f", workers or self.workers, "-s", "TERM", "--", *program, **env)

    def ccpl_env(self):
        return {"CCPL_HOME": str(self.run / "home"), "DATABASE_URL": f"sqlite://{self.run}/home/ccpl.db",
                "ENVIRONMENT": "test", "JWT_SECRET_KEY": SECRET, "RATE_LIMIT_PER_MINUTE": "1000000",
                "PASSWORD_COST": str(data.SCRYPT[0].bit_length() - 1), "METRICS_PORT": "0",
                "CCPL_MIGRATIONS": str(TOP / "migrations")}

    def start_ccpl(self):
        """All pools. That for passwords has as many workers as that for reads: the peers sign in on all cores too."""
        (self.run / "home/run").mkdir(parents=True, exist_ok=True)
        env = self.ccpl_env()
        command(BUILD / "ccpl", "migrate", "up", env=os.environ | env, cwd=TOP)
        self.pool("api", BUILD / "ccpl-api", **env)
        self.pool("write", BUILD / "ccpl-api", "--writing", workers=1, **env)
        self.pool("hash", BUILD / "ccpl-api", "--hashing", **env)

    def peer_env(self, name):
        return {"DB_PATH": str(self.run / f"{name}.db"), "JWT_SECRET_KEY": SECRET}

    def start_fastapi(self):
        self.spawn("fastapi", CACHE / "venv/bin/uvicorn", "--app-dir", HERE / "peer-fastapi", "app:app", "--uds",
                   self.run / "fastapi.sock", "--workers", self.workers, "--loop", "uvloop", "--http", "httptools",
                   "--no-access-log", **self.peer_env("fastapi"))

    def start_fastify(self):
        for n in range(self.workers):
            self.spawn("fastify", "node", HERE / "peer-fastify/server.mjs", SOCK=str(self.run / f"fastify{n}.sock"),
                       **self.peer_env("fastify"))

    def start_hello(self):
        self.pool("hello", CACHE / "fcgi-hello")

    def start_nginx(self):
        names = {"RUN": str(self.run), "TOP": str(TOP), "USER": f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""}
        names |= {f"PORT_{n}": str(p) for n, p in self.ports.items()}
        names["FASTIFY"] = " ".join(f"server unix:{self.run}/fastify{n}.sock max_fails=0;" for n in range(self.workers))
        text = (HERE / "nginx.conf.in").read_text()
        for name, value in names.items():
            text = text.replace(f"@{name}@", value)
        (self.run / "nginx.conf").write_text(text)
        self.spawn("nginx", "nginx", "-c", self.run / "nginx.conf", "-p", self.run)

    def start(self, name):
        """Starts one of NAMES; gives the seconds until it answered."""
        start, known = time.monotonic(), len(self.groups)
        getattr(self, f"start_{name}")()
        self.of[name] = {p.pid for p in self.groups[known:]}
        self.wait(name, "/health/ready" if name == "ccpl" else "/health")
        return time.monotonic() - start

    def wait(self, name, path, seconds=30):
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            try:
                c = http.client.HTTPConnection("127.0.0.1", self.ports[name], timeout=5)
                c.request("GET", path)
                if c.getresponse().status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.002)
        raise SystemExit(f"{name} does not answer; its log is in {self.run}")

    def used(self, name):
        """Seconds of CPU and bytes written by a server's processes so far, into files and sockets: proc(5), stat and io."""
        seconds = written = 0
        for process in Path("/proc").glob("[0-9]*"):
            try:
                stat = (process / "stat").read_text().rsplit(")")[-1].split()
                if int(stat[2]) not in self.of[name]:
                    continue
                seconds += (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
                written += int((process / "io").read_text().split("wchar:")[1].split()[0])
            except (OSError, IndexError):
                continue  # it has ended
        return seconds, written

    def stop(self):
        for p in reversed(self.groups):
            for sig in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.killpg(p.pid, sig)
                    p.wait(timeout=5)
                except (ProcessLookupError, subprocess.TimeoutExpired):
                    continue
        self.groups.clear()
