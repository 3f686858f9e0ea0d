"""What was on hand, and what was known of it, over HTTP: figures of the past stay as they were."""
import pytest

from making import faults, item, location, posted

STOCK, LEDGER, POSTINGS = "/api/inventory/stock", "/api/inventory/transactions", "/api/inventory/postings"


class Clocked:
    """An instance whose clock is set by the minute of a morning."""

    def __init__(self, fresh, folder):
        self.file, self.day = folder / "clock", 4
        self.at(0)
        self.instance = fresh(CCPL_CLOCK_FILE=self.file)
        self.admin = self.instance.admin
        self.thing, self.place = item(self.admin), location(self.admin)

    def instant(self, minute):
        return f"2026-05-{self.day:02}T08:{10 + minute:02}:00.000Z"

    def next_day(self):
        self.day += 1
        self.at(0)
        self.admin = self.instance.sign_in("admin")

    def at(self, minute):
        new = self.file.with_suffix(".new")
        new.write_text(self.instant(minute))
        new.replace(self.file)  # at once: somebody may be reading it

    def post(self, minute, quantity, **line):
        self.at(minute)
        return posted(self.admin, **{"item_id": self.thing["id"], "transaction_type": "receipt", "quantity": quantity,
                                     "location_id": self.place["id"]} | line)

    def stock(self, **params):
        answer = self.admin.get(STOCK, params={"item_id": self.thing["id"]} | params)
        assert answer.status_code == 200, answer.text
        return [row["on_hand"] for row in answer.json()]

    def quantities(self, path, **params):
        answer = self.admin.get(path, params=params)
        assert answer.status_code == 200, answer.text
        return [row["quantity"] for row in answer.json()]


@pytest.fixture
def clocked(fresh, tmp_path):
    tmp_path.chmod(0o755)
    for folder in tmp_path.parents[:2]:
        folder.chmod(0o755)
    return Clocked(fresh, tmp_path)


def test_what_was_learned_later_is_left_out(clocked):
    clocked.post(1, 10, transaction_date="2026-04-30")
    clocked.post(3, 4, transaction_date="2026-04-30")
    clocked.post(5, 1)
    clocked.at(9)
    at = clocked.instant
    assert clocked.stock() == [15] and clocked.stock(as_of="2026-04-30") == [14]
    assert clocked.stock(as_of="2026-04-30", known_at=at(2)) == [10]
    assert clocked.stock(as_of="2026-04-30", known_at=at(3)) == [14]
    assert clocked.stock(as_of="2026-04-29", known_at=at(3)) == []
    assert clocked.stock(known_at=at(0)) == [] and clocked.stock(known_at=at(4)) == [14] and clocked.stock(known_at=at(5)) == [15]
    assert clocked.stock(known_at="2026-05-04") == [15] and clocked.stock(known_at="2026-05-03") == []
    assert clocked.stock(known_at=at(4), group_by="item") == [14]
    assert clocked.stock(known_at=at(4), location_id=clocked.place["id"]) == [14]
    for ahead in (at(10), "2026-05-05"):
        assert faults(clocked.admin.get(STOCK, params={"known_at": ahead})) == {("query", "known_at"): "future"}
    assert faults(clocked.admin.get(STOCK, params={"known_at": "then"})) == {("query", "known_at"): "date"}


def test_a_clock_that_was_set_back_leaves_no_hole(clocked):
    for minute, quantity in ((1, 1), (6, 2), (3, 4), (8, 8)):
        clocked.post(minute, quantity)
    clocked.at(9)
    at = clocked.instant
    assert [clocked.stock(known_at=at(n)) for n in (1, 2, 3, 5, 7, 8)] == [[1], [1], [7], [7], [7], [15]]
    for path in (LEDGER, POSTINGS):
        assert clocked.quantities(path, posted_to=at(2)) == [1]
        assert clocked.quantities(path, posted_to=at(3)) == [4, 2, 1] == clocked.quantities(path, posted_to=at(7))
        assert clocked.quantities(path, posted_from=at(4)) == [8] == clocked.quantities(path, posted_from=at(7))
        assert clocked.quantities(path, posted_from=at(2)) == [8, 4, 2]
        assert clocked.quantities(path, posted_from=at(2), posted_to=at(7)) == [4, 2]
        assert clocked.quantities(path, posted_from="2026-05-05") == [] == clocked.quantities(path, posted_to="2026-05-03")
        assert faults(clocked.admin.get(path, params={"posted_to": "x"})) == {("query", "posted_to"): "date"}
    assert clocked.admin.get("/api/inventory/summary").json()["postings_today"] == 4


def test_pages_counts_and_csv_leave_out_what_was_learned_later(clocked):
    shelf = location(clocked.admin)
    for minute, quantity, at in ((1, 3, clocked.place), (2, 5, shelf), (4, 7, shelf)):
        clocked.post(minute, quantity, location_id=at["id"])
    clocked.at(9)
    params = {"item_id": clocked.thing["id"], "known_at": clocked.instant(3), "as_of": "2026-05-04"}
    whole = clocked.admin.get(STOCK, params=params | {"count": "true"})
    assert sorted(row["on_hand"] for row in whole.json()) == [3, 5] and whole.headers["X-Total-Count"] == "2"
    first = clocked.admin.get(STOCK, params=params | {"limit": 1})
    second = clocked.admin.get(first.links["next"]["url"])
    assert first.json() + second.json() == whole.json() and "next" not in second.links
    page = clocked.admin.get(STOCK, params=params | {"page": 2, "page_size": 1}).json()
    assert page["total"] == 2 and page["data"] == second.json()
    csv = clocked.admin.get(STOCK, params=params, headers={"Accept": "text/csv"}).text.splitlines()
    column = csv[0].split(",").index("on_hand")
    assert [line.split(",")[column] for line in csv[1:]] == [str(row["on_hand"]) for row in whole.json()]


def test_what_was_below_its_minimum_is_judged_by_what_was_known(clocked):
    clocked.admin.put(f"/api/masters/items/{clocked.thing['id']}", json={"min_stock_level": 10})
    clocked.post(1, 4)
    clocked.post(3, 20)
    clocked.at(9)
    assert clocked.stock(below_min="true") == [] == clocked.stock(below_min="true", known_at=clocked.instant(3))
    assert clocked.stock(below_min="true", known_at=clocked.instant(2)) == [4]
    answer = clocked.admin.get(STOCK, params={"below_min": "true", "known_at": clocked.instant(2), "as_of": "2026-05-03"})
    assert faults(answer) == {("query", "below_min"): "exclusive"}


# --- the tree of a past day ---


def move(client, what, into):
    return client.put(f"/api/masters/locations/{what['id']}", json={"parent_location": into and into["id"]})


@pytest.fixture
def house(admin):
    """Two zones of a warehouse; two bins of the first hold what came on a past day."""
    top = location(admin)
    zones = [location(admin, parent_location=top["id"]) for _ in range(2)]
    bins = [location(admin, parent_location=zones[0]["id"]) for _ in range(2)]
    thing = item(admin)
    for at, quantity in zip(bins, (3, 5)):
        posted(admin, item_id=thing["id"], transaction_type="receipt", quantity=quantity, location_id=at["id"],
               transaction_date="2026-01-31")
    return {"top": top, "zones": zones, "bins": bins, "thing": thing}


def test_moving_a_location_changes_no_past_figure_in_any_form(admin, house):
    first, second = house["zones"]

    def seen(zone, **params):
        params = {"location_id": zone["id"], "as_of": "2026-02-01", "count": "true"} | params
        rows = admin.get(STOCK, params=params)
        page = admin.get(STOCK, params={name: params[name] for name in ("location_id", "as_of")} | {"page": 1, "page_size": 1})
        csv = admin.get(STOCK, params=params, headers={"Accept": "text/csv"})
        return rows.json(), rows.headers["X-Total-Count"], page.json(), csv.text

    before = [seen(first), seen(first, group_by="item"), seen(second)]
    assert [before[0][1], before[1][1], before[2][1]] == ["2", "1", "0"] and before[1][0][0]["on_hand"] == 8
    assert move(admin, house["bins"][0], second).status_code == 200
    assert [seen(first), seen(first, group_by="item"), seen(second)] == before
    now = [[row["on_hand"] for row in admin.get(STOCK, params={"location_id": zone["id"]}).json()] for zone in (first, second)]
    assert now == [[5], [3]]
    alone = {"location_id": first["id"], "as_of": "2026-02-01", "children": "false"}
    assert admin.get(STOCK, params=alone).json() == []


def test_lines_of_a_past_span_are_listed_by_the_tree_of_its_last_day(admin, house):
    first, second = house["zones"]

    def lines(zone, **params):
        return sorted(line["quantity"] for line in admin.get(LEDGER, params={"location_id": zone["id"]} | params).json())

    move(admin, house["bins"][0], second)
    january = {"from": "2026-01-01", "to": "2026-01-31"}
    assert lines(first, **january) == [3, 5] and lines(second, **january) == []
    assert lines(first) == [5] and lines(second) == [3] == lines(second, **{"from": "2026-01-01"})


def test_the_tree_is_as_it_was_known(clocked):
    first, second = (location(clocked.admin, parent_location=clocked.place["id"]) for _ in range(2))
    shelf = location(clocked.admin, parent_location=first["id"])
    clocked.post(1, 7, location_id=shelf["id"])
    known = clocked.instant(1)
    clocked.next_day()
    assert move(clocked.admin, shelf, second).status_code == 200
    clocked.post(2, 1, location_id=shelf["id"])
    assert clocked.stock(location_id=first["id"], known_at=known) == [7]
    assert clocked.stock(location_id=second["id"], known_at=known) == []
    assert clocked.stock(location_id=second["id"], known_at=clocked.instant(1)) == [7]
    assert clocked.quantities(LEDGER, location_id=first["id"], posted_to=known) == [7]
    assert clocked.quantities(LEDGER, location_id=first["id"]) == []


def test_stock_goes_under_another_top_level_location_by_transfer(admin, house):
    elsewhere, (full, _) = location(admin), house["bins"]
    for what, into in ((full, elsewhere), (house["zones"][0], elsewhere), (house["top"], elsewhere), (full, None)):
        answer = move(admin, what, into)
        assert (answer.status_code, answer.json()["code"]) == (409, "in_use"), answer.text
        assert answer.json()["loc"] == ["body", "parent_location"]
        assert (answer.json()["record"], answer.json()["record_id"]) == ("item", house["thing"]["id"])
    assert full["code"] in move(admin, full, elsewhere).json()["detail"]
    posted(admin, item_id=house["thing"]["id"], transaction_type="transfer", quantity=3, location_id=full["id"],
           to_location_id=elsewhere["id"])
    assert move(admin, full, elsewhere).status_code == 200
    assert [row["on_hand"] for row in admin.get(STOCK, params={"location_id": elsewhere["id"]}).json()] == [3]
