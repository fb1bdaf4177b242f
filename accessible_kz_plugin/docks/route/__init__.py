# SPDX-License-Identifier: GPL-3.0-or-later
"""The dock that finds ways: what is asked, how it is answered, and how the answer is shown."""
