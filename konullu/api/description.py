"""The API with a description that also tells what errors look like."""

from typing import Any, ClassVar

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from konullu.api.problems import MEDIA_TYPE

_TEXT = {"type": "string"}
_ERROR = {
    "type": "object",
    "required": ["code", "detail"],
    "properties": {
        "code": {**_TEXT, "description": "Stable, dotted: the domain and the reason"},
        "detail": {**_TEXT, "description": "What is wrong, a sentence"},
        "next_step": {**_TEXT, "description": "What to do now, a sentence"},
        "field": {**_TEXT, "description": "Where in the request it is wrong"},
        "article": {**_TEXT, "description": "The law's article that speaks"},
    },
}
PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": (
        "RFC 9457. `code` is for programs. Sentences follow Accept-Language (az, en, ru); of "
        "`invalid`, they are English."
    ),
    "required": ["type", "title", "status", "code", "instance"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "code": _TEXT,
        "detail": _TEXT,
        "instance": {**_TEXT, "description": "The number of the request, as in X-Request-ID"},
        "errors": {"type": "array", "items": _ERROR},
    },
}


TOO_OFTEN = {
    "description": "This network has read too often",
    "headers": {
        "Retry-After": {"schema": {"type": "integer", "minimum": 1}, "description": "Seconds until the next read"}
    },
}


class Renderer(JSONRenderer):
    """Letters as they are: names in five languages are half as long as their escapes, and can be read."""

    json_dumps_params: ClassVar[dict[str, Any]] = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Every operation names the problem as its answer for whatever goes wrong."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        schema = super().get_openapi_schema(*args, **kwargs)
        schema["components"].setdefault("schemas", {})["Problem"] = PROBLEM
        answer = {
            "description": "A problem",
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for path in schema["paths"].values():
            for method, operation in path.items():
                operation["responses"].setdefault("default", answer)
                if method == "get":
                    operation["responses"].setdefault("429", {**answer, **TOO_OFTEN})
        return schema
