"""The cases that every host has to pass; `test/host` runs the same in Node."""

import gc
import json
import os
import unittest

from support import HERE, HostTest
from baml_py import HostSpanManager

CASES = os.path.join(HERE, "..", "..", "..", "test", "host", "cases", "spans.json")


class HostSpanManagerTest(HostTest):
    def run_case(self, case):
        managers = {"m": HostSpanManager()}
        for operation, name, *rest in case["steps"]:
            manager = managers[name]
            if operation == "enter":
                manager.enter(*rest)
            elif operation == "exitOk":
                manager.exit_ok()
            elif operation == "exitError":
                manager.exit_error(rest[0], type=rest[1] if len(rest) > 1 else "Error")
            elif operation == "cancel":
                manager.exit_error(rest[0], type="CancelledError", cancelled=True)
            elif operation == "tags":
                manager.upsert_tags(*rest)
            elif operation == "clone":
                managers[rest[0]] = manager.deep_clone()
            elif operation == "depth":
                self.assertEqual(manager.context_depth(), rest[0])
            else:
                self.fail(f"no such step: {operation}")
        self.assertEqual(self.events(), case["events"])

    def test_gives_null_outside_of_any_span(self):
        """B-H3"""
        self.assertIsNone(HostSpanManager().host_span_context())

    def test_takes_text_alone_as_tags(self):
        """TG7"""
        with self.assertRaises(TypeError):
            HostSpanManager().upsert_tags({"n": 1})

    def test_limits_tags(self):
        """TG8"""
        manager = HostSpanManager()
        manager.upsert_tags({"k" * 200: "v" * 2000})
        manager.upsert_tags({f"t{at}": "x" for at in range(100)})
        manager.enter("f", {})
        manager.exit_ok()
        tags = self.events()[0]["tags"]
        self.assertEqual(len(tags), 64)
        self.assertEqual(tags["k" * 128], "v" * 1024)

    def test_ends_what_was_open_when_nobody_holds_it(self):
        """B-H35"""
        manager = HostSpanManager()
        manager.enter("lost", {})
        del manager
        gc.collect()
        end = self.events()[1]
        self.assertEqual([end["status"], end["result"]], ["error", "span abandoned"])


def _test_of(case):
    def test(self):
        self.run_case(case)

    test.__doc__ = case["name"]
    return test


with open(CASES, encoding="utf-8") as file:
    for index, case in enumerate(json.load(file)):
        setattr(HostSpanManagerTest, f"test_case_{index}", _test_of(case))

if __name__ == "__main__":
    unittest.main()
