"""durable-rules, at arm's length: in a child process that may crash, hang or eat memory without anybody noticing."""
