"""published.py - holds answers against the OpenAPI description that the product gives out."""
import re

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012


class Published:
    def __init__(self, document):
        self.document = document
        resource = Resource.from_contents(document, default_specification=DRAFT202012)
        self.registry = Registry().with_resource("", resource)
        # A path without {...} wins over one with them.
        self.paths = [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", re.escape(p).replace(r"\{", "{").replace(r"\}", "}"))), p)
                      for p in sorted(document["paths"], key=lambda p: p.count("{"))]
        self.validators = {}

    def operation(self, method, path):
        path = re.sub(r"^/api/v1(?=/|$)", "/api", path)
        path = path[:-1] if len(path) > 1 and path.endswith("/") else path
        for pattern, template in self.paths:
            if pattern.fullmatch(path):
                return self.document["paths"][template].get("get" if method == "HEAD" else method.lower()), template
        return None, None

    def check(self, response):
        """Fails unless the answer is one that the description allows for its request."""
        method, path = response.request.method, response.request.url.path
        operation, template = self.operation(method, path)
        if operation is None or method == "OPTIONS":
            return
        status = str(response.status_code)
        said = operation["responses"]
        key = status if status in said else "default"
        assert key != "default" or response.status_code >= 400, f"{method} {template} may not answer {status}"
        if method == "HEAD" or not response.content:
            return
        content = self.resolve(said[key]).get("content")
        if content is None:
            return
        kind = response.headers.get("content-type", "").split(";")[0]
        assert kind in content, f"{method} {template} {status}: {kind} is not among {list(content)}"
        if kind == "application/json":
            schema = self.members(content[kind]["schema"], "fields" in response.request.url.params)
            faults = list(self.faults(schema, response.json()))
            assert not faults, f"{method} {template} {status}: {faults[0]}\n{response.text[:2000]}"

    def members(self, schema, partial):
        """A list's schema, whose members are whole or, with `fields`, parts: the same properties, none required."""
        if not isinstance(schema, dict):
            return [self.members(one, partial) for one in schema] if isinstance(schema, list) else schema
        one = schema.get("anyOf", [{}])[0]
        if "$ref" in one and len(schema["anyOf"]) == 2:
            return {k: v for k, v in self.resolve(one).items() if k != "required"} if partial else one
        return {k: self.members(v, partial) for k, v in schema.items()}

    def resolve(self, node):
        while "$ref" in node:
            found = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            node = found
        return node

    def faults(self, schema, value):
        key = repr(schema)
        if key not in self.validators:
            # References point into the whole document, which is the schema's base.
            self.validators[key] = Draft202012Validator(schema, registry=self.registry,
                                                        _resolver=self.registry.resolver(""))
        for fault in self.validators[key].iter_errors(value):
            yield f"{fault.json_path}: {fault.message}"
