"""Areas on the map that an operator loads, such as wards and counties."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base


class LoadedArea(Base):
    """An area with its code, its name, and its shape as GeoJSON; `digest` is the SHA-256 of the shape.

    A listing that names the area by its code or by its very name serves the people who live in the shape.
    """

    __tablename__ = "loaded_area"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    extent: Mapped[str]
    digest: Mapped[str]

    __table_args__ = (CheckConstraint("code <> ''", name="has_code"), CheckConstraint("name <> ''", name="has_name"))
