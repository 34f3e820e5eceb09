"""The customers whom demonstrations and tests know by name. Each story says what it shows."""

from collections.abc import Callable
from typing import Final

from seed.demo.teller import Story, Teller
from seed.stories.amelie_roux import amelie_roux
from seed.stories.chloe_petit import chloe_petit
from seed.stories.emily_johnson import emily_johnson
from seed.stories.james_smith import james_smith
from seed.stories.linda_garcia import linda_garcia
from seed.stories.lucas_martin import lucas_martin
from seed.stories.marie_dupont import marie_dupont
from seed.stories.oliver_brown import oliver_brown
from seed.stories.peter_wilson import peter_wilson
from seed.stories.sophie_bernard import sophie_bernard
from seed.stories.william_davis import william_davis

STORIES: Final[tuple[Callable[[Teller], Story], ...]] = (
    marie_dupont,
    james_smith,
    emily_johnson,
    sophie_bernard,
    lucas_martin,
    oliver_brown,
    chloe_petit,
    william_davis,
    amelie_roux,
    peter_wilson,
    linda_garcia,
)
