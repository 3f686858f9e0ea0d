"""test_described.py - requests made from the published description alone, by schemathesis, as each role and as nobody.

Whatever is asked: no 5xx, no answer that the description does not have, no refusal of what the description allows but
for what no JSON Schema can say (UNSAID). Long: 500 requests to each operation as each of them, an hour or more, so only
with CCPL_TEST_LONG and once, on the sanitized build; EXAMPLES=20 ./dev test described asks so many of what is built.
"""
import json
import os
import random
from pathlib import Path

import pytest

LONG = os.environ.get("CCPL_TEST_LONG") and Path(os.environ.get("CCPL_BUILD", "")).name == "asan"
EXAMPLES = int(os.environ.get("EXAMPLES", 500 if LONG else 0))
if not EXAMPLES:
    pytest.skip("only in long, sanitized, or with EXAMPLES", allow_module_level=True)

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (content_type_conformance, response_schema_conformance,
                                               status_code_conformance)

import making
from instance import PASSWORD, ROLES, Instance

pytestmark = pytest.mark.filterwarnings("ignore:Unverified HTTPS")

# What a 422 may find in a request that the description allows, and why the description cannot say it.
# A row names the fault's type, or its type and where.
STORE = "it hangs on what is in the store"
OTHERS = "it hangs on other fields of the request"
CLOCK = "it hangs on the time"
UNSAID = {
    "not_found": STORE, "inactive": STORE, "duplicate": STORE, "key_reused": STORE, "cycle": STORE, "direction": STORE,
    "fixed_pack": STORE, "wrong current_password": STORE, "greater_than_equal decimals": STORE,
    "cursor cursor": "only the product can make one",
    "missing": OTHERS, "conflict": OTHERS, "exclusive": OTHERS, "greater_than quantity": OTHERS,
    "too_long from": OTHERS,  # so many days until the last one
    "future": CLOCK,
    "blank": "regular expressions do not know which characters are seen",
    "code": "regular expressions of JSON Schema do not know Unicode's categories",
    "username username": "the same",
    "email": "the format of that name is another than that of HTML, and the domain is held to IDNA",
    "gs1": "the grammar of GS1 strings is no regular expression",
    "decimal_max_places": "multipleOf counts in binary fractions",
    "date": "the formats know a year 0, leap seconds and offsets of 24 hours",
    "not_zero": "-0.0 is not the constant 0 to everyone",
}

# A decimal given as a text keeps to its pattern; JSON Schema can bound numbers only.
BOUNDS = {"greater_than", "greater_than_equal", "less_than_equal", "not_zero"}


def given_as_text(case, loc):
    value = case.body if loc[0] == "body" else None
    for name in loc[1:]:
        value = value[name]
    return isinstance(value, str)


def unsaid(case, fault):
    kind, loc = fault["type"], fault["loc"]
    return kind in UNSAID or f"{kind} {loc[-1]}" in UNSAID or (kind in BOUNDS and given_as_text(case, loc))


def not_refused_though_described(_ctx, response, case):
    """400, 415 and 422 are for what is not as described."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code not in (400, 415, 422):
        return
    answer = response.json()
    faults = answer["detail"] if isinstance(answer["detail"], list) else [{"type": answer["code"], "loc": ["body"]}]
    found = [fault for fault in faults if not unsaid(case, fault)]
    assert not found, f"{case.method} {case.formatted_path} is refused, which is not described: {found}"


CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
          not_refused_though_described]

# Whoever asks these may be signed out by them, so each is asked by a user made for it.
ENDS_A_SESSION = {"/api/auth/logout", "/api/auth/me/password"}


class Asked:
    """An instance with something in it, and the users who ask it. No token ends while they ask."""

    def __init__(self, instance):
        self.instance, self.made, self.session = instance, 0, requests.Session()
        admin, self.nobody = instance.admin, instance.anonymous()
        places = [making.location(admin)["id"] for _ in range(2)]
        items = [making.item(admin, default_location_id=places[0]) for _ in range(3)]
        postings = [making.posted(admin, transaction_type="opening", item_id=item["id"], quantity=1000, location_id=places[0])["id"]
                    for item in items]
        self.path_ids = {
            "items": [item["id"] for item in items], "locations": places, "postings": postings,
            "stock": [item["id"] for item in items],
            "users": [instance.register(f"asked{i}", "viewer")["id"] for i in range(5)],
            "periods": [],
        }
        self.fields = {
            "item_id": self.path_ids["items"], "item_code": [item["item_code"] for item in items],
            "location_id": places, "to_location_id": places, "default_location_id": places,
        }
        for kind, field in (("item-categories", "category_id"), ("suppliers", "supplier_id"), ("recipients", "recipient_id"),
                            ("uoms", "uom"), ("reasons", "reason_code")):
            rows = admin.get(f"/api/masters/{kind}").json()
            self.path_ids[kind] = [row["id"] for row in rows]
            self.fields[field] = [row["code"] if field in ("uom", "reason_code") else row["id"] for row in rows]
        self.path_ids["periods"] = [row["id"] for row in admin.get("/api/inventory/periods").json()]

    def headers(self, role, path):
        return self.from_anywhere() | self.signed_in(role, path)

    def from_anywhere(self):
        """Wrong passwords are counted by address, and most are wrong."""
        return {"X-Forwarded-For": f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}"}

    def signed_in(self, role, path):
        if role is None:
            return {}
        if path not in ENDS_A_SESSION:
            return {"Authorization": f"Bearer {self.instance.role(role).tokens['token']}"}
        self.made += 1
        name = f"{role}-{self.made}"
        self.instance.register(name, role)
        answer = self.nobody.post("/api/auth/login", json={"username": name, "password": PASSWORD}, headers=self.from_anywhere())
        assert answer.status_code == 200, answer.text
        return {"Authorization": f"Bearer {answer.json()['token']}"}


def name_what_is_there(asked, case):
    """Half of all references are to something that is there: at random nobody would ever find anything."""
    ids = asked.path_ids.get(case.path.removeprefix("/api/masters/").removeprefix("/api/inventory/").removeprefix("/api/").split("/")[0])
    if case.path_parameters and ids and random.random() < 0.5:
        case.path_parameters = {name: random.choice(ids) for name in case.path_parameters}
    refer(asked.fields, case.body)


def refer(fields, value):
    if isinstance(value, list):
        for member in value:
            refer(fields, member)
    elif isinstance(value, dict):
        for name, member in value.items():
            if isinstance(member, str) and fields.get(name) and random.random() < 0.5:
                value[name] = random.choice(fields[name])
            refer(fields, member)


@pytest.fixture(scope="module")
def asked():
    instance = Instance(RATE_LIMIT_PER_MINUTE=1000000, ACCESS_TOKEN_EXPIRE_MINUTES=1440, TRUSTED_PROXIES="127.0.0.1")
    try:
        yield Asked(instance.start())
    finally:
        instance.remove()


# As it is printed; that an instance publishes the same is for test_http.py.
GOLDEN = Path(__file__).parents[1] / "golden" / "openapi.json"
schema = schemathesis.openapi.from_dict(
    json.loads(GOLDEN.read_text()), config=schemathesis.Config.from_dict({"generation": {"allow-x00": False}}))


@pytest.mark.parametrize("role", [None, *reversed(ROLES)])
@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck),
          phases=[Phase.generate])
def test_what_may_be_asked(asked, case, role):
    name_what_is_there(asked, case)
    case.call_and_validate(base_url=asked.instance.url, headers=asked.headers(role, case.path), session=asked.session, verify=False, checks=CHECKS)
