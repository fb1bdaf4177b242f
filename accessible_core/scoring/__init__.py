# SPDX-License-Identifier: MIT
"""What answers mean: rule tables of a scheme, the engine, and what a score rests on."""
