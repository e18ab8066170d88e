from tests.lms.dashboards.periods.conftest import (  # noqa: F401
    accepted,
    count,
    hand_in,
    in_october,
    learnt,
    october,
)
