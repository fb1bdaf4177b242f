# SPDX-License-Identifier: MIT
"""Files from strangers: what is looked at before a library is let near them."""
