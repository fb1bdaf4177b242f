# SPDX-License-Identifier: MIT
"""From a network and a mobility profile to routes, or to the reasons why there is none."""
