# SPDX-License-Identifier: MIT
"""Local knowledge laid over a network when it is asked, without building it again."""
