"""What callers and agents hear: TwiML, in English and French. Pure: no call is made here."""
