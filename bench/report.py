"""report.py - the rows of the comparison, and what was measured as text for people."""
import platform
import re
import subprocess
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

PEERS = ("fastapi", "fastify")
LABELS = {"ccpl": "CCPL", "fastapi": "FastAPI", "fastify": "fastify", "hello": "FastCGI hello", "scrypt": "raw scrypt"}


@dataclass
class Row:
    label: str
    goals: dict = field(default_factory=dict)  # of our median over another's
    servers: tuple = ("ccpl", *PEERS)
    load: str = ""  # what load.lua calls the requests; left out: as the row
    connections: int = 32
    changes: bool = False  # then our p99 is held against fastify's


POST = "post, any item"
ROWS = {
    "get": Row("GET one item", {"fastapi": 3, "hello": 0.6}, ("ccpl", *PEERS, "hello")),
    "list": Row("list of 100 items", {"fastapi": 4.5}),
    "stock": Row("stock of 100", {"fastapi": 3.5}),
    "create": Row("create an item", {"fastify": 2.5}, changes=True),
    "post": Row(POST, {"fastify": 2.5}, changes=True),
    "post1": Row(f"{POST}, 1 client", load="post", connections=1, changes=True),
    "post8": Row(f"{POST}, 8 clients", load="post", connections=8, changes=True),
    "post128": Row(f"{POST}, 128 clients", load="post", connections=128, changes=True),
    "hot": Row("post, one item", {"fastify": 3}, changes=True),
    "mixed": Row("80 % GET one, 20 % post"),
    "login": Row("sign in", {"scrypt": 0.85}, ("ccpl", *PEERS, "scrypt"), connections=8),
}
QUICK = ("get", "list", "stock", "create", "post", "hot", "mixed")
P99_GOAL = 0.5  # of fastify's


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


def ratio(got, key, name, figure="rate"):
    """Our median over another's; None where one was not measured."""
    ours, theirs = got.get((key, "ccpl")), got.get((key, name))
    return median(r[figure] for r in ours) / median(r[figure] for r in theirs) if ours and theirs else None


def reached(label, is_reached):
    return f"{label}: {'reached' if is_reached else 'missed'}"


def goals_of(got, key, row):
    rates_ = [reached(f"{goal} × {LABELS[name]}", r >= goal) for name, goal in row.goals.items() if (r := ratio(got, key, name))]
    p99 = ratio(got, key, "fastify", "p99") if row.changes else None
    return rates_ + ([reached(f"p99 {P99_GOAL} × fastify's", p99 <= P99_GOAL)] if p99 else [])


def ratio_table(got):
    cells = [["our median over", "FastAPI", "fastify", "hello", "raw scrypt", "goal"], ["---"] + ["---:"] * 4 + ["---"]]
    for key, row in measured(got):
        ratios = [ratio(got, key, name) for name in (*PEERS, "hello", "scrypt")]
        cells.append([row.label] + [f"{r:.2f}" if r else "–" for r in ratios] + ["; ".join(goals_of(got, key, row))])
    return rows_of(cells)


def quick_lines(got):
    """A row each: its name and our rate over fastify's and over the FastCGI hello's."""
    hello = got.get(("get", "hello"))
    for key, row in measured(got):
        over = ratio(got, key, "fastify")
        least = median(r["rate"] for r in got[key, "ccpl"]) / median(r["rate"] for r in hello) if hello else None
        yield f"{row.label:28}" + "".join(f" {r:6.2f} × {name}" for r, name in ((over, "fastify"), (least, "hello")) if r)


def each(got, key, names, text):
    """Of each server: what text makes of the medians of its runs."""
    def medians(runs):
        return {figure: median(r[figure] for r in runs) for figure in runs[0]}
    return [text(medians(runs)) if (runs := got.get((key, n))) else "–" for n in names]


def latency_table(got):
    names = ("ccpl", *PEERS)
    cells = [["p50 / p99 / worst, ms"] + [LABELS[n] for n in names], ["---"] + ["---:"] * 3]
    for key, row in measured(got):
        cells.append([row.label] + each(got, key, names, lambda m: f"{m['p50']:.1f} / {m['p99']:.1f} / {m['max']:.0f}"))
    return rows_of(cells)


def cost_table(got):
    names = ("ccpl", *PEERS)
    cells = [["a request: CPU µs / kB written / bytes answered"] + [LABELS[n] for n in names], ["---"] + ["---:"] * 3]
    for key, row in measured(got):
        cells.append([row.label] + each(got, key, names, lambda m: f"{m['cpu']:,.0f} / {m['written']:.1f} / {m['bytes']:,.0f}"))
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
        rate_table(got, ("ccpl", *PEERS, "hello", "scrypt")), ratio_table(got), latency_table(got), cost_table(got)])


def write(path, mark, text):
    """Puts text between the page's marks; the sentences around them are people's."""
    page = path.read_text()
    begin, end = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    before, rest = page.split(begin)
    path.write_text(before + begin + "\n" + text.strip() + "\n" + end + rest.split(end)[1])
