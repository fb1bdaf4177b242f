# SPDX-License-Identifier: GPL-3.0-or-later
"""How layers are drawn: by shape and line style first, by colour second."""
