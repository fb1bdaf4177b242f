# SPDX-License-Identifier: MIT
"""Exchange formats of public registries."""
