from konullu.accounts.models.factors import Passkey, RecoveryCode, TimeCode
from konullu.accounts.models.family import GUARDIANS_AT_MOST, GuardianInvitation, Guardianship, Relation
from konullu.accounts.models.identity import LinkedIdentity, NameChangeRequest
from konullu.accounts.models.person import Person
from konullu.accounts.models.privacy import AccessRecord, Consent, Erasure, Export
from konullu.accounts.models.profile import (
    AccessNeeds,
    Availability,
    EmergencyContact,
    Interest,
    LanguageLevel,
    SpokenLanguage,
)
from konullu.accounts.models.signin import Code, Device, Method, SignInTry

__all__ = [
    "GUARDIANS_AT_MOST",
    "AccessNeeds",
    "AccessRecord",
    "Availability",
    "Code",
    "Consent",
    "Device",
    "EmergencyContact",
    "Erasure",
    "Export",
    "GuardianInvitation",
    "Guardianship",
    "Interest",
    "LanguageLevel",
    "LinkedIdentity",
    "Method",
    "NameChangeRequest",
    "Passkey",
    "Person",
    "RecoveryCode",
    "Relation",
    "SignInTry",
    "SpokenLanguage",
    "TimeCode",
]
