"""mongo_server.py - nx-27017, the test server that speaks MongoDB's protocol, but for one fault of it.

It takes each member of an insert that is a document for one to be inserted: also readConcern, which a
transaction's first command carries. So that is taken away before it looks.
"""
import logging
import sys

from nx_27017.handler import NeoSQLiteHandler
from nx_27017.nx_27017 import main

handle_insert = NeoSQLiteHandler.handle_insert


def without_read_concern(self, msg):
    for kind, section in msg["sections"]:
        if kind == "body":
            section.pop("readConcern", None)
    return handle_insert(self, msg)


NeoSQLiteHandler.handle_insert = without_read_concern

if __name__ == "__main__":
    logging.disable(logging.INFO)  # a line for each command takes longer than most commands
    sys.exit(main())
