"""Every entrance of Comptoir: the screens, the REST API, the webhooks, the worker, commands and wiring."""
