# SPDX-License-Identifier: GPL-3.0-or-later
"""Every capability as a Processing algorithm, on one shared base."""
