"""A payment vendor on this machine, for the demo and for tests: a process of its own with a ledger of its own.

    python -m console.adapters.local_gateway --port 9090 --ledger FILE [--secret S] [--webhook URL]

No money moves anywhere, but it behaves as a vendor does, over HTTP with `Authorization: Bearer SECRET`:

    POST /v1/authorisations | captures | refunds | voids     with Idempotency-Key
         {"amount": 1234, "currency": "EUR", "token": "tok_…", "reference": "#C1", "original": ""}
         201 settled, 402 refused with a code, 409 the key with another body, 422 nobody can carry this out
    GET  /v1/movements?reference=&key=&status=settled        what was moved; `status` may be refused or all
    GET  /v1/balances                                        per currency, in minor units
    POST /disputes {"reference", "amount", "reason"}         the bank asks; POST /disputes/ID/close {"outcome"}
    GET, PUT, DELETE /faults                                 what is to go wrong (see `faults`)
    GET  /health                                             without a secret

Everything of one answer is one transaction of a SQLite file: the movement, the answer kept under its key, and the
webhooks that are due. So a kill at any moment loses nothing, and a restart goes on. Tokens that end in certain words
are refused without any fault (see `decisions`).
"""
