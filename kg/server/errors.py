"""The one shape of everything that goes wrong over HTTP.

``{"error": {"status": 400, "code": "query-refused", "message": "…", "hint": "…"}}``, always as
``application/json``. The codes are listed in `CODES` and in ``docs/serving.md``.
"""

from __future__ import annotations

import json

CODES = {
    "bad-request": "The request is not what the SPARQL 1.1 Protocol asks for.",
    "query-malformed": "The query is not SPARQL; the message has line and column.",
    "query-refused": "The query asks for what is not given here: another host, or nesting without end.",
    "no-such-verdict": "The query names a verdict that there is not, so that it could find nothing (KG802).",
    "read-only": "Nothing can be changed here.",
    "wrong-host": "The request is for a host by whose name this build is not served.",
    "wrong-origin": "The request comes from a page of another site, and the build is not public.",
    "not-public": "The build that was served has been replaced by one that is not public.",
    "not-found": "There is nothing at that address.",
    "not-allowed": "That method is not for this address.",
    "not-acceptable": "None of the formats asked for can be given.",
    "slow-request": "The request did not come in time.",
    "too-large": "The request is larger than is allowed.",
    "answer-too-large": "The answer is larger than is allowed.",
    "too-slow": "The query took longer than is allowed.",
    "busy": "Every engine is at work; try again in a moment.",
    "engine-failed": "The query made its engine fail; the engine has been replaced.",
    "fault": "A fault of the server.",
}
_BY_STATUS = {
    404: "not-found",
    405: "not-allowed",
    406: "not-acceptable",
    413: "too-large",
    415: "bad-request",
}


class HttpProblem(Exception):  # noqa: N818 - not an error of ours: it carries the user's
    """What is wrong with a request, or with its answer.

    Attributes:
        status: the HTTP status.
        code: one of `CODES`.
        message: what was found.
        hint: what to do; may be empty.
    """

    def __init__(self, status: int, code: str, message: str, hint: str = "") -> None:
        """Take status, code, message and hint."""
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint

    def body(self) -> bytes:
        """Write the problem as JSON.

        >>> HttpProblem(404, "not-found", "no page /x").body()
        b'{"error": {"code": "not-found", "hint": "", "message": "no page /x", "status": 404}}'
        """
        fields = {"status": self.status, "code": self.code, "message": self.message, "hint": self.hint}
        return json.dumps({"error": fields}, ensure_ascii=False, sort_keys=True).encode()


def of_status(status: int, message: str, hint: str = "") -> HttpProblem:
    """Make the problem that a status alone tells of.

    >>> of_status(405, "PUT").code, of_status(400, "").code, of_status(500, "").code
    ('not-allowed', 'bad-request', 'fault')
    """
    code = _BY_STATUS.get(status, "bad-request" if status < 500 else "fault")  # noqa: PLR2004 - HTTP
    return HttpProblem(status, code, message, hint)
