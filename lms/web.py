"""The web server of one machine: granian, whose workers share what was read before.

Each worker of granian reads the site in anew, a second of work and a hundred megabytes
each. Read before they are forked, both are spent once. The price: granian's own reload
would bring no new code, which nobody asks of it here.
"""

import gc

from granian.cli import entrypoint

from lms.wsgi import application as application  # what the workers find ready

if __name__ == "__main__":
    gc.collect()
    gc.freeze()  # what is never touched again stays shared
    entrypoint()
