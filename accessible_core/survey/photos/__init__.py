# SPDX-License-Identifier: MIT
"""Photos of surveys: found in media folders, freed of what they tell about people, linked."""
