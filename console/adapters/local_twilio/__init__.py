"""A telephone company on this machine, for the demo and for tests: a process of its own that speaks Twilio's API.

    python -m console.adapters.local_twilio --port 9190 --ledger FILE --account AC… --number +33199000000
        [--token T] [--site http://localhost:8000] [--description twilio_api_v2010.json] [--tempo 1]

Nothing leaves the machine, but it behaves as the vendor does, at the real paths and with basic authentication:

    POST, GET /2010-04-01/Accounts/AC…/Messages.json, Messages/SM….json     with the filters To, From and DateSent
    POST, GET …/Calls.json, Calls/CA….json                                  a call is sent elsewhere by Url or Twiml
    GET, POST …/Conferences.json, Conferences/CF…/Participants/CA….json     hold, mute, remove
    GET …/Queues.json, Queues/QU…/Members.json, Recordings.json, Recordings/RE….json, Recordings/RE….wav

Requests are checked against the vendor's own description of its API where that file is there. Our webhooks are asked
for TwiML and told what happened with a valid X-Twilio-Signature (`courier`). Calls follow Gather, Redirect, Enqueue,
Dial, Record and Hangup as the real ones do (`verbs`), without sound: what would be heard is text.

For people, and for tests, which play customers and agents:

    GET /                                   a page to send SMS, call in, press keys, speak and hang up
    GET /world                              the newest messages, calls, queues and conferences, as JSON
    GET /messages                           every message
    POST /people/sms {"from", "body"}       POST /people/calls {"from"}
    POST /people/calls/CA… {"do", "text"}   answer, decline, press, say, silence, hang_up
    GET, PUT, DELETE /faults                what is to go wrong (see `faults`)
    GET /health

Messages, recordings and finished calls are kept in a SQLite file; a restart ends the calls that run.
"""
