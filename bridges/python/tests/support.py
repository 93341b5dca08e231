"""What the tests share: a trace file of their own, a model's server, a small project."""

import http.server
import json
import os
import sys
import tempfile
import threading
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
sys.path.insert(0, os.path.join(HERE, "alias"))

import baml_py  # noqa: E402
from baml_py import ctx_manager  # noqa: E402

SOURCE = """
class Person { name string  age int }
enum Color { Red Green }
function Add(a: int, b: int) -> int { helper(a) + b }
function helper(n: int) -> int { n }
function Echo(person: Person) -> Person { person }
function Half(n: float) -> float { n / 2.0 }
function Paint(color: Color) -> Color { color }
function Maybe(text: string?) -> string? { text }
function Nap(ms: int) -> int { baml.sys.sleep(ms); 1 }
function Fail() -> int { throw "sorry"; }
function Divide(a: int, b: int) -> int { a / b }
function Variable() -> string? { env.get("SPANLENS_TEST_VARIABLE") }
client<llm> Model {
  provider openai-generic
  options { base_url env.MODEL_URL  model "m"  api_key "k" }
}
function Say(topic: string) -> string { client Model prompt #"about {{ topic }}"# }
function Count(topic: string) -> int { client Model prompt #"about {{ topic }}"# }
function Pipeline(topic: string) -> string { let first = Say(topic); Say(first) }
"""


class HostTest(unittest.TestCase):
    """With a trace file, and without a context manager of another test."""

    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self._folder.name, "run.trace.jsonl")
        os.environ["BAML_TRACE_FILE"] = self.path
        ctx_manager.prev_ctx_manager = None

    def tearDown(self):
        os.environ.pop("BAML_TRACE_FILE", None)
        self._folder.cleanup()

    def lines(self):
        baml_py.flush_events()
        if not os.path.exists(self.path):
            return []
        with open(self.path, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        return [line for line in lines if line["content"]["type"] != "meta"]

    def events(self):
        """In the form of the cases: names of spans, the outermost first."""
        lines = self.lines()
        # Names first: processes write to one file in no particular order.
        names = {
            line["call_id"]: line["content"]["data"]["function_display_name"]
            for line in lines
            if line["content"]["type"] == "function_start"
        }
        events = []
        for line in lines:
            kind, data = line["content"]["type"], line["content"]["data"]
            path = [names.get(span, span) for span in line["call_stack"]]
            if kind == "function_start":
                event = {"start": path, "args": data["args"]}
                events.append({**event, "names": data["arg_names"], "tags": data["tags"]})
            elif kind == "function_end":
                events.append(_end(path, data))
            elif "SetTags" in data:
                events.append({"tags": path, "set": data["SetTags"]})
        return events

    def starts(self):
        return [event["start"] for event in self.events() if "start" in event]

    def ends(self):
        return [event for event in self.events() if "end" in event]


def _end(path, data):
    end = {"end": path, "status": data.get("status", "ok"), "result": data["result"]}
    if "error" in data:
        end["error"] = {key: data["error"][key] for key in ("kind", "type")}
    return end


class ModelServer:
    """HTTP/1.0, one request at a time, on a thread of this process."""

    def __init__(self):
        model = self
        self.reply = "words"

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["content-length"]))
                if isinstance(model.reply, int):
                    self.send_response(model.reply)
                    self.end_headers()
                    return
                message = {"role": "assistant", "content": model.reply}
                body = json.dumps({"choices": [{"message": message, "finish_reason": "stop"}]})
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *args):
                pass

        self._server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
