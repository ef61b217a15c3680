"""The published catalogue written into files: as the feed gives it, as a data package, as a plain sheet, on a map.

Each module knows one format and takes portions of services as `portions` reads them, so that memory stays flat.
"""
