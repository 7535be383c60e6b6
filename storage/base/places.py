"""Where a household lies: its area is a group of a village, or the village itself."""

from sqlalchemy import and_, case

from storage.tables import area

VILLAGE = area.alias("village")
IS_GROUP = area.c.kind == "group"
IN_VILLAGE = and_(VILLAGE.c.id == area.c.parent_id, IS_GROUP)
"""Joins the village of a group, from outside: a village has none above it but the township."""
VILLAGE_ID = case((IS_GROUP, area.c.parent_id), else_=area.c.id)
VILLAGE_CODE = case((IS_GROUP, VILLAGE.c.code), else_=area.c.code)
VILLAGE_NAME = case((IS_GROUP, VILLAGE.c.name), else_=area.c.name)
