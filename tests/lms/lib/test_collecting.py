import gc

import pytest

from lms.lib.collecting import OBJECTS, rarely_collecting


def test_afterwards_python_looks_as_often_as_before():
    before = gc.get_threshold()

    @rarely_collecting()
    def stop():
        raise ValueError(gc.get_threshold()[0])

    with pytest.raises(ValueError, match=str(OBJECTS)):
        stop()

    assert gc.get_threshold() == before
