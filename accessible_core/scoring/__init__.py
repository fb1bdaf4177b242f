# SPDX-License-Identifier: MIT
"""What answers mean: rule tables, the engine, and what a score rests on."""
