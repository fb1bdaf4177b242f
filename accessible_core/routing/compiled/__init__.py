# SPDX-License-Identifier: MIT
"""The compiled twin of the searches (extra ``fast``): same ways, machine code."""
