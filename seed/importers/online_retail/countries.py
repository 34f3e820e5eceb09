"""ISO 3166-1 code and main time zone of the country names in the file.

`Unspecified` and `European Community` name no country: an address without one is refused. The Channel Islands have
no code of their own; Jersey, the largest, stands for them.
"""

from typing import Final

_TABLE: Final = """
Australia,AU,Australia/Sydney
Austria,AT,Europe/Vienna
Bahrain,BH,Asia/Bahrain
Belgium,BE,Europe/Brussels
Brazil,BR,America/Sao_Paulo
Canada,CA,America/Toronto
Channel Islands,JE,Europe/Jersey
Cyprus,CY,Asia/Nicosia
Czech Republic,CZ,Europe/Prague
Denmark,DK,Europe/Copenhagen
EIRE,IE,Europe/Dublin
Finland,FI,Europe/Helsinki
France,FR,Europe/Paris
Germany,DE,Europe/Berlin
Greece,GR,Europe/Athens
Hong Kong,HK,Asia/Hong_Kong
Iceland,IS,Atlantic/Reykjavik
Israel,IL,Asia/Jerusalem
Italy,IT,Europe/Rome
Japan,JP,Asia/Tokyo
Lebanon,LB,Asia/Beirut
Lithuania,LT,Europe/Vilnius
Malta,MT,Europe/Malta
Netherlands,NL,Europe/Amsterdam
Norway,NO,Europe/Oslo
Poland,PL,Europe/Warsaw
Portugal,PT,Europe/Lisbon
RSA,ZA,Africa/Johannesburg
Saudi Arabia,SA,Asia/Riyadh
Singapore,SG,Asia/Singapore
Spain,ES,Europe/Madrid
Sweden,SE,Europe/Stockholm
Switzerland,CH,Europe/Zurich
USA,US,America/New_York
United Arab Emirates,AE,Asia/Dubai
United Kingdom,GB,Europe/London
"""
_ROWS: Final = [row.split(",") for row in _TABLE.strip().splitlines()]
CODES: Final = {name: code for name, code, _ in _ROWS}
ZONES: Final = {code: zone for _, code, zone in _ROWS}
