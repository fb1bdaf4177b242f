# SPDX-License-Identifier: MIT
"""Documents about facilities for people to read, sign and keep: passports."""
