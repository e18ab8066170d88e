"""The register of lesson blocks.

A block's Meta says its ``place`` in the editor's menu: text first, then by how often
the starter lessons use it.
"""

from wagtail.blocks import Block

from lms.lib.registers import Register

LESSON_BLOCKS: Register[type[Block]] = Register()
lesson_block = LESSON_BLOCKS.add


def in_menu_order() -> list[tuple[str, Block]]:
    """Return every kind of block by its key, in the order trainers choose from."""
    blocks = [(key, block()) for key, block in LESSON_BLOCKS.items()]
    return sorted(blocks, key=lambda each: each[1].meta.place)
