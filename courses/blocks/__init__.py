"""One lesson block a file; every file in this folder is found by itself."""

from courses.blocks.base import LESSON_BLOCKS, in_menu_order, lesson_block
from lms.lib.registers import import_files_of

import_files_of(__name__, __path__)

__all__ = ["LESSON_BLOCKS", "in_menu_order", "lesson_block"]
