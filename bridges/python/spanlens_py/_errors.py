"""The exceptions that calls fail with."""

import json


class BamlError(Exception):
    """What every error of a call is."""

    def __init__(self, message="", *args):
        super().__init__(message, *args)
        self.message = message

    def __str__(self):
        return str(self.message)


class BamlInvalidArgumentError(BamlError):
    pass


class BamlCompileError(BamlError):
    """The sources do not compile; `diagnostics` says where."""

    def __init__(self, message="", diagnostics=()):
        super().__init__(message)
        self.diagnostics = list(diagnostics)


class BamlClientError(BamlError):
    pass


class BamlThrowError(BamlClientError):
    """The program threw a value that nobody caught."""

    def __init__(self, message="", value=None):
        super().__init__(message)
        self.value = value


class BamlPanicError(BamlClientError):
    pass


class BamlClientHttpError(BamlClientError):
    def __init__(
        self, client_name="", message=None, status_code=0, detailed_message=None, raw_response=None
    ):
        # One argument alone is the message, as of any exception.
        if message is None:
            client_name, message = "", client_name
        super().__init__(message)
        self.client_name = client_name
        self.status_code = status_code
        self.detailed_message = message if detailed_message is None else detailed_message
        self.raw_response = raw_response


class BamlTimeoutError(BamlClientError):
    def __init__(
        self,
        client_name="",
        message=None,
        timeout_type=None,
        configured_value_ms=None,
        elapsed_ms=None,
        detailed_message=None,
    ):
        if message is None:
            client_name, message = "", client_name
        super().__init__(message)
        self.client_name = client_name
        self.status_code = 408
        self.timeout_type = timeout_type
        self.configured_value_ms = configured_value_ms
        self.elapsed_ms = elapsed_ms
        self.detailed_message = message if detailed_message is None else detailed_message


class BamlValidationError(BamlError):
    """What the model said does not fit the function's return type."""

    def __init__(self, prompt="", message=None, raw_output="", detailed_message=None):
        if message is None:
            prompt, message = "", prompt
        super().__init__(message)
        self.prompt = prompt
        self.raw_output = raw_output
        self.detailed_message = message if detailed_message is None else detailed_message


class BamlClientFinishReasonError(BamlError):
    def __init__(
        self, prompt="", message=None, raw_output="", finish_reason=None, detailed_message=None
    ):
        if message is None:
            prompt, message = "", prompt
        super().__init__(message)
        self.prompt = prompt
        self.raw_output = raw_output
        self.finish_reason = finish_reason
        self.detailed_message = message if detailed_message is None else detailed_message


class BamlCancelledError(BamlError):
    def __init__(self, message="Operation cancelled", reason=None, detailed_message=None):
        super().__init__(message)
        self.reason = reason
        self.detailed_message = message if detailed_message is None else detailed_message


BamlAbortError = BamlCancelledError

_PLAIN = {
    "function_not_found": BamlInvalidArgumentError,
    "invalid_argument": BamlInvalidArgumentError,
    "duplicate_call": BamlInvalidArgumentError,
    "runtime": BamlClientError,
    "conversion": BamlClientError,
    "panic": BamlPanicError,
}


def exception_of(error, decode):
    """The exception of an answer; `decode` reads the values in it."""
    kind = error.get("kind")
    message = error.get("message", "")
    details = error.get("details") or {}
    detailed = details.get("detailedMessage")
    client_name = details.get("clientName", "")
    prompt, raw_output = details.get("prompt", ""), details.get("rawOutput", "")
    if kind == "handle":
        return RuntimeError("Handle is no longer valid")
    if kind in _PLAIN:
        return _PLAIN[kind](message)
    if kind == "compile":
        return BamlCompileError(message, details.get("diagnostics", ()))
    if kind == "throw":
        return BamlThrowError(message, decode(json.loads(error.get("value", "null"))))
    if kind == "cancelled":
        return BamlCancelledError(message, details.get("reason"), detailed)
    if kind == "llm_http":
        status = error.get("statusCode", 0)
        return BamlClientHttpError(
            client_name, message, status, detailed, details.get("rawResponse")
        )
    if kind == "timeout":
        return BamlTimeoutError(
            client_name,
            message,
            details.get("timeoutType"),
            details.get("configuredValueMs"),
            details.get("elapsedMs"),
            detailed,
        )
    if kind == "validation":
        return BamlValidationError(prompt, message, raw_output, detailed)
    if kind == "finish_reason":
        reason = details.get("finishReason")
        return BamlClientFinishReasonError(prompt, message, raw_output, reason, detailed)
    return BamlError(message)
