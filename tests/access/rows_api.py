"""The open API: public data is for everybody, and nobody gets more of it than others."""

from typing import Any

from tests.people import World

ROWS = {
    "GET api:countries": {"*": 200},
    "GET api:regions": {"*": 200},
    "GET api:region": {"*": 200},
    "GET api:outline": {"*": 200},
    "GET api:cities": {"*": 200},
    "GET api:nearest": {"*": 200},
    "GET api:city": {"*": 200},
    "GET api:organisations": {"*": 200},
    "GET api:organisation": {"*": 200},
    "GET api:opportunities": {"*": 200},
    "GET api:opportunity": {"*": 200},
    "GET api:openapi-json": {"*": 200},
    "GET api:api-root": {"*": 404},
    "GET api:nothing": {"*": 404},
}
ARGUMENTS = {
    "api:regions": {"code": "AZ"},
    "api:region": {"code": "AZ-BA"},
    "api:outline": {"code": "AZ-BA"},
    "api:city": {"id": 587084},
}


def arguments(world: World, key: str) -> dict[str, Any]:
    name = key.split(" ", 1)[1]
    if name == "api:organisation":
        return {"slug": world.organisation.slug}
    if name == "api:opportunity":
        return {"id": world.made["opportunity"].pk}
    return ARGUMENTS.get(name, {})


def data(world: World, key: str) -> dict[str, Any]:
    return {"latitude": 40.4, "longitude": 49.8} if key == "GET api:nearest" else {}
