"""The child: reads questions, answers them, imports nothing but the C layer of durable-rules.

Started as a file, `python -I -S child.py FOLDER MEGABYTES SECONDS`, where FOLDER holds that C layer. JSON lines: first
all rulesets, each with the fields that it reads, answered by how many they are; then `[number, fields, shards]`,
answered by `[number, [names]]`. It ends with its standard input, with any error, and by an alarm when an answer takes
longer than SECONDS: nobody has to be there to end it.
"""

import contextlib
import json
import resource
import signal
import sys
from typing import Any

_SID = "d"  # one for ever: each costs 0.7 MB, and more than 1,024 end the process


def main(folder: str, megabytes: int, seconds: int) -> None:
    """Answer until standard input ends."""
    with contextlib.suppress(ValueError):  # a system without this limit
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.path.append(folder)
    import durable_rules_engine  # noqa: PLC0415  (found only now, in the folder)

    signal.alarm(10 * seconds)
    rulesets = json.loads(sys.stdin.readline())
    handles = [durable_rules_engine.create_ruleset(f"s{i}", ruleset) for i, (ruleset, _) in enumerate(rulesets)]
    signal.alarm(0)
    _say(len(handles))
    for line in sys.stdin:
        signal.alarm(seconds)
        number, fields, shards = json.loads(line)
        names = []
        for shard in shards:
            fact = {"id": "1", "sid": _SID, **{name: fields[name] for name in rulesets[shard][1]}}
            names += _matches(durable_rules_engine, handles[shard], json.dumps(fact))
        _say([number, names])
        signal.alarm(0)


def _matches(engine: Any, handle: int, fact: str) -> list[str]:
    """The rules of one ruleset that hold: assert the fact, take every action, take the fact back."""
    names = []
    code, state = engine.assert_fact(handle, fact)
    if code == 0:
        started = engine.start_action_for_state(handle, state)
        message = started[1] if started else None
        while message:
            names.append(message[2 : message.index('"', 2)])
            message = engine.complete_and_start_action(handle, state)
    elif code != 1:  # 1: nothing holds
        raise RuntimeError(f"the engine answered {code}")
    engine.retract_fact(handle, fact)
    return names


def _say(answer: Any) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
