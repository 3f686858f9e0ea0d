"""report.py - the rows of the comparison, and what was measured as text for people."""
import platform
import re
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

PEERS = ("fastapi", "fastify")
LABELS = {"ccpl": "CCPL", "fastapi": "FastAPI", "fastify": "fastify", "hello": "FastCGI hello", "scrypt": "raw scrypt"}


@dataclass
class Row:
    label: str
    servers: tuple
    goals: dict  # of our median over another's


ROWS = {
    "get": Row("GET one item", ("ccpl", *PEERS, "hello"), {"fastapi": 3, "hello": 0.6}),
    "list": Row("list of 100 items", ("ccpl", *PEERS), {"fastapi": 3.5}),
    "stock": Row("stock of 100", ("ccpl", *PEERS), {"fastapi": 3.5}),
    "create": Row("create an item", ("ccpl", *PEERS), {"fastapi": 2}),
    "post": Row("post, any item", ("ccpl", *PEERS), {"fastapi": 2}),
    "hot": Row("post, one item", ("ccpl", *PEERS), {"fastapi": 2}),
    "login": Row("sign in", ("ccpl", *PEERS, "scrypt"), {"scrypt": 0.85}),
}


def measured(got):
    return [(key, row) for key, row in ROWS.items() if any(k == key for k, _ in got)]


def rows_of(cells):
    return "\n".join("| " + " | ".join(row) + " |" for row in cells)


def rate(x):
    return f"{x:.2f}" if x < 100 else f"{x:,.0f}"


def rates(runs):
    if runs is None:
        return "–"
    all_ = [r["rate"] for r in runs]
    failed = max(r["failed"] for r in runs)
    return f"**{rate(median(all_))}** ({rate(min(all_))}–{rate(max(all_))})" + (f", {failed:.2%} failed" if failed else "")


def rate_table(got, names):
    head = [["requests a second"] + [LABELS[n] for n in names], ["---"] + ["---:"] * len(names)]
    return rows_of(head + [[row.label] + [rates(got.get((key, n))) for n in names] for key, row in measured(got)])


def ratio_table(got):
    cells = [["our median over", "FastAPI", "fastify", "hello", "raw scrypt", "goal"], ["---"] + ["---:"] * 4 + ["---"]]
    for key, row in measured(got):
        ours, line, goals = got.get((key, "ccpl")), [row.label], []
        for name in (*PEERS, "hello", "scrypt"):
            theirs = got.get((key, name))
            if not ours or not theirs:
                line.append("–")
                continue
            ratio = median(r["rate"] for r in ours) / median(r["rate"] for r in theirs)
            line.append(f"{ratio:.2f}")
            if name in row.goals:
                goals.append(f"{row.goals[name]} × {LABELS[name]}: {'reached' if ratio >= row.goals[name] else 'missed'}")
        cells.append(line + ["; ".join(goals)])
    return rows_of(cells)


def latency_table(got):
    names = ("ccpl", *PEERS)
    cells = [["p50 / p99, ms"] + [LABELS[n] for n in names] + ["bytes an answer (us, FastAPI, fastify)"], ["---"] + ["---:"] * 4]
    for key, row in measured(got):
        runs = [got.get((key, n)) for n in names]
        line = [f"{median(r['p50'] for r in x):.1f} / {median(r['p99'] for r in x):.1f}" if x else "–" for x in runs]
        sizes = ", ".join(f"{median(r['bytes'] for r in x):,.0f}" if x else "–" for x in runs)
        cells.append([row.label] + line + [sizes])
    return rows_of(cells)


def first_line(*argv):
    return subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout.splitlines()[0]


def machine():
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    cores = Path("/proc/cpuinfo").read_text().count("processor\t")
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())[1]) // 1024 // 1024
    return (f"{cores} cores ({cpu[1] if cpu else platform.machine()}), {memory + 1} GB, Linux {platform.release()}, "
            f"{first_line('nginx', '-v')}, node {first_line('node', '--version')}, Python {platform.python_version()}")


def table(got, seconds, rounds, workers):
    return "\n\n".join([
        f"Measured {date.today()}: {rounds} rounds of {seconds:g} s, {workers} workers each, median (least–most). {machine()}.",
        rate_table(got, ("ccpl", *PEERS, "hello", "scrypt")), ratio_table(got), latency_table(got)])


def write(path, mark, text):
    """Puts text between the page's marks; the sentences around them are people's."""
    page = path.read_text()
    begin, end = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    before, rest = page.split(begin)
    path.write_text(before + begin + "\n" + text.strip() + "\n" + end + rest.split(end)[1])
