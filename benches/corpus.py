#!/usr/bin/env python3
"""Writes a folder of connector files: corpus.py OUT [-n COUNT] [--format json|toml] [--defects RATE]

The fields are those of the connector types in src/catalogue/9.6.jsonl, the values plausible. File i depends on i alone:
1,000 files are the first of 10,000, and the files of both formats hold the same connectors. Every file is clean, but for
exactly one mistake in round(RATE * COUNT) of them; `--manifest FILE` lists these as JSON lines.
"""
import argparse
import json
import pathlib
import random
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
_, *TYPE_LINES = (ROOT / "src/catalogue/9.6.jsonl").read_text().splitlines()
TYPES = {name: kind for line in TYPE_LINES for name, kind in json.loads(line).items()}
TEAMS = ["crm", "data-ingest", "finance", "hr", "it-ops", "knowledge", "legal", "marketing", "search", "security"]
ADJECTIVES = ["amber", "brisk", "calm", "dusty", "eager", "grand", "icy", "lunar", "noble", "quiet", "rapid", "tidy"]
NOUNS = ["anchor", "beacon", "canyon", "delta", "falcon", "garden", "harbour", "island", "meadow", "orbit", "quarry"]
WORDS = ["archive", "customers", "intranet", "invoices", "notes", "orders", "people", "plans", "reports", "wiki"]
TIPS = ["Shown to the person who fills in the form.", "Smaller values use less memory and need more round trips.",
        "Leave it as it is unless support asks for a change.", "Ask the owner of the source system.", None]
SECRET = re.compile(r"password|secret|token|api_key|account_key|private_key|credential|certificate|tls_keyfile")


def known_value(rng, kind, name):
    """What the checks of the source accept, for the fields that it checks; None for the others."""
    noun = rng.choice(NOUNS)
    hosts = {"mongodb": f"mongodb://{noun}.example.org:27017", "github": f"https://{noun}.example.org"}
    return {
        "ssl_ca": f"${{file:certs/{noun}.pem}}", "http_endpoint": f"https://{noun}.example.org/graphql",
        "graphql_query": "query { items { id name } }", "graphql_object_to_id_map": '{"items": "id"}',
        "graphql_variables": "{}", "headers": "{}", "pagination_key": "items", "drive_path": f"share/{noun}",
        "tenant_id": f"5c1f2a3b-0000-4000-8000-{rng.randrange(1 << 40):012x}", "user": f"svc_{noun}",
        "account_email": f"{noun}@example.org", "username": f"svc_{noun}", "data_center_username": f"svc_{noun}",
        "url": f"https://{noun}.example.org", "host": hosts.get(kind, f"{noun}.example.org"),
        "database": noun if kind == "mongodb" else None,
    }.get(name)


def value(rng, kind, name, field):
    """A value that the field's type, options and validations accept."""
    what, checks = field.get("type", "str"), field.get("validations", [])
    if field.get("options"):
        return rng.choice(field["options"])["value"]
    if what == "bool":
        return rng.random() < 0.5
    if what == "int":
        low = max([1] + [check["constraint"] + 1 for check in checks if check["type"] == "greater_than"])
        high = min([60000] + [check["constraint"] - 1 for check in checks if check["type"] == "less_than"])
        return rng.randint(low, max(low, high))
    if field.get("sensitive") or SECRET.search(name):
        return f"${{env:{kind.upper()}_{name.upper()}_{rng.randrange(65536):04X}}}"
    known = known_value(rng, kind, name) if what == "str" else None
    if known is not None:
        return known
    for check in checks:
        if check["type"] == "regex":
            return f"https://{rng.choice(NOUNS)}.example.org" if "http" in check["constraint"] else "a@example.org"
    if what == "list":
        return "*" if rng.random() < 0.3 else ", ".join(rng.sample(WORDS, rng.randint(1, 4)))
    return f"{rng.choice(NOUNS)}.example.org"


def definition(rng, kind, name, field, order):
    """The whole definition of a field, every attribute written, as Kibana exports it."""
    what, options = field.get("type", "str"), [dict(option) for option in field.get("options", [])]
    display = {"bool": "toggle", "int": "numeric", "list": "textarea"}.get(what, "textbox")
    required, default = field.get("required", True), field.get("default_value")
    default = None if required or isinstance(default, list) else default
    chosen = value(rng, kind, name, field)
    return {
        "default_value": default,
        "depends_on": [dict(entry) for entry in field.get("depends_on", [])],
        "display": "dropdown" if options else display,
        "label": name.replace("_", " ").capitalize(),
        "options": options,
        "order": order,
        "required": required,
        "sensitive": bool(field.get("sensitive") or SECRET.search(name)),
        "tooltip": rng.choice(TIPS),
        "type": what,
        "ui_restrictions": field.get("ui_restrictions", []),
        "validations": [dict(check) for check in field.get("validations", [])],
        "value": default if default is not None and rng.random() < 0.5 else chosen,
    }


def connector(rng, at):
    """The team and the document of connector number `at`."""
    team, kind = rng.choice(TEAMS), rng.choice(sorted(TYPES))
    fields = TYPES[kind]["fields"]
    name = f"{rng.choice(ADJECTIVES)}-{rng.choice(NOUNS)}-{at:06d}"
    names = sorted(fields, key=lambda one: (fields[one].get("order", 99), one))
    made = {one: definition(rng, kind, one, fields[one], order + 1) for order, one in enumerate(names)}
    for _ in range(2):  # a switch that is out of reach stands off, so that nothing that hangs on it is active
        for field in made.values():
            out_of_reach = any(made[one["field"]]["value"] != one["value"] for one in field["depends_on"])
            if field["type"] == "bool" and out_of_reach:
                field["value"] = False
    return team, {
        "connector_id": f"{kind.replace('_', '-')}-{name}", "service_type": kind, "name": f"{kind} {name}",
        "index_name": f"search-{team}-{name}", "configuration": made,
    }


def any_field(rng, document, suits):
    """The name and the definition of a field that suits, or None."""
    suited = [one for one in document["configuration"].items() if suits(one[1])]
    return rng.choice(suited) if suited else None


def set_to(attribute, what):
    """A mistake that gives an attribute another value; `what` makes it of the old one."""
    def make(field):
        field[attribute] = what(field[attribute])
    return make


def without(attribute):
    return lambda field: field.pop(attribute)


def always(_field):
    return True


# Name of the mistake: which fields it suits, and what it does to one.
DEFECTS = {
    "order-text": (always, set_to("order", str)),
    "required-text": (always, set_to("required", lambda old: str(old).lower())),
    "unknown-type": (always, set_to("type", lambda old: old + "ing")),
    "unknown-display": (lambda field: not field["options"], set_to("display", lambda _: "texbox")),
    "no-label": (always, without("label")),
    "lone-dependency": (lambda field: field["depends_on"], set_to("depends_on", lambda old: old[0])),
    "option-without-value": (lambda field: field["options"], lambda field: field["options"][-1].pop("value")),
    "number-as-text": (lambda field: field["type"] == "int", set_to("value", str)),
    "unknown-dependency": (lambda field: field["depends_on"], lambda field: field["depends_on"][0].update(field="none")),
    "outside-options": (lambda field: field["options"], set_to("value", lambda _: "other")),
    "same-order": (lambda field: field["order"] > 1, set_to("order", lambda old: old - 1)),
}


def spoil(rng, document):
    """Puts one mistake into the document, and tells which."""
    while True:
        name = rng.choice(sorted(DEFECTS))
        suits, make = DEFECTS[name]
        found = any_field(rng, document, suits)
        if found:
            make(found[1])
            return {"kind": name, "field": found[0]}


def toml_value(one):
    if isinstance(one, bool):
        return str(one).lower()
    if isinstance(one, dict):
        return "{ " + ", ".join(f"{key} = {toml_value(part)}" for key, part in one.items() if part is not None) + " }"
    if isinstance(one, list):
        return "[" + ", ".join(toml_value(part) for part in one) + "]"
    return json.dumps(one, ensure_ascii=False)


def toml(document):
    lines = [f"{key} = {toml_value(one)}" for key, one in document.items() if key != "configuration"]
    for name, field in document["configuration"].items():
        lines += ["", f"[configuration.{name}]"]
        lines += [f"{key} = {toml_value(one)}" for key, one in field.items() if one is not None]
    return "\n".join(lines) + "\n"


def write(out, count, form, rate=0.0):
    """Writes the corpus to OUT/connectors; returns what is wrong with it, by path."""
    spoiled = set(random.Random(f"defects {count}").sample(range(count), round(rate * count)))
    manifest = []
    for at in range(count):
        rng = random.Random(f"connector {at}")
        team, document = connector(rng, at)
        path = f"connectors/{team}/{document['connector_id']}.{form}"
        if at in spoiled:
            manifest.append({"path": path, **spoil(rng, document)})
        text = toml(document) if form == "toml" else json.dumps(document, indent=2, ensure_ascii=False) + "\n"
        target = pathlib.Path(out) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return manifest


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("-n", type=int, default=100, help="how many files (100)")
    parser.add_argument("--format", choices=["json", "toml"], default="json")
    parser.add_argument("--defects", type=float, default=0.0, metavar="RATE", help="share of files with one mistake (0)")
    parser.add_argument("--manifest", help="where to list the mistakes")
    options = parser.parse_args()
    manifest = write(options.out, options.n, options.format, options.defects)
    if options.manifest:
        pathlib.Path(options.manifest).write_text("".join(json.dumps(one) + "\n" for one in manifest))


if __name__ == "__main__":
    main()
