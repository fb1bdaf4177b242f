# SPDX-License-Identifier: MIT
"""What a mapper could mend in a street network, each finding at its place."""
