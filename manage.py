#!/usr/bin/env python3
"""Starts Django; nothing else."""

import os
import sys

from lms.lib.unready import execute

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.embedded")
    execute(sys.argv)
