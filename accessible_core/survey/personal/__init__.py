# SPDX-License-Identifier: MIT
"""Personal data in surveys: found, taken out, kept in a file of their own."""
