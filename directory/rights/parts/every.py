"""All parts, in the order in which a person reads them."""

from directory.rights.parts.arriving import ARRIVING
from directory.rights.parts.groups import GROUPS
from directory.rights.parts.keeping import KEEPING
from directory.rights.parts.person import PERSON
from directory.rights.parts.plans import PLANS
from directory.rights.parts.saying import SAYING
from directory.rights.parts.sessions import SESSIONS
from directory.rights.parts.support import SUPPORT

PARTS = (*PERSON, *ARRIVING, *SAYING, *SUPPORT, *PLANS, *SESSIONS, *GROUPS, *KEEPING)
