"""The register of lesson blocks."""

from wagtail.blocks import Block

from lms.lib.registers import Register

LESSON_BLOCKS: Register[type[Block]] = Register()
lesson_block = LESSON_BLOCKS.add
