"""Everything the app stores: courses, their runs and sessions, venues, instructors, lessons, and the catalogue page."""

from courses.models.attendance import (
    Attendance,
    AttendanceChange,
    AttendanceSource,
    AttendanceStatus,
    Certificate,
    SurveyResponse,
)
from courses.models.circle import Circle
from courses.models.course import CoursePage, Device, Level, RelatedPage
from courses.models.draft import ApplicationDraft, LookupAttempt
from courses.models.draw import Draw, DrawLot, DrawState, LotOutcome
from courses.models.enrolment import (
    AssistanceNeed,
    Channel,
    Companion,
    Enrolment,
    EnrolmentState,
    NeedKind,
    NeedStatus,
    Party,
    Residence,
    Speaker,
)
from courses.models.event import EnrolmentEvent, EventKind, EventsAreFinal
from courses.models.help_session import HelpSession
from courses.models.instructor import Instructor, InstructorKind
from courses.models.learner import ContactChannel, DifferentPeople, Learner, LearnerChange, LearnerMerge
from courses.models.lesson import LessonIndexPage, LessonPage
from courses.models.mail import DeskMail, MailKind
from courses.models.notice import NoticeKind, NoticeStatus, Notification
from courses.models.offer import ContactAttempt, ContactResult, Offer, OfferOutcome
from courses.models.pages import CataloguePage
from courses.models.pool import PoolStage, PoolStep
from courses.models.privacy import AccessLog, FrozenFigures, RetentionRun
from courses.models.run import AllocationPolicy, CourseRun, RunStatus
from courses.models.run_queryset import SessionStatus
from courses.models.session import InstructorAssignment, Session
from courses.models.staff import AccountCheck, CourseStaff
from courses.models.study import StudyAnswer, StudyCard, StudyCardSheet, StudyProgress, StudyTally
from courses.models.training import StaffLessonIndexPage, TrainingRecord, TrainingRequirement
from courses.models.venue import Venue

__all__ = [
    "AccessLog",
    "AccountCheck",
    "AllocationPolicy",
    "ApplicationDraft",
    "AssistanceNeed",
    "Attendance",
    "AttendanceChange",
    "AttendanceSource",
    "AttendanceStatus",
    "CataloguePage",
    "Certificate",
    "Channel",
    "Circle",
    "Companion",
    "ContactAttempt",
    "ContactChannel",
    "ContactResult",
    "CoursePage",
    "CourseRun",
    "CourseStaff",
    "DeskMail",
    "Device",
    "DifferentPeople",
    "Draw",
    "DrawLot",
    "DrawState",
    "Enrolment",
    "EnrolmentEvent",
    "EnrolmentState",
    "EventKind",
    "EventsAreFinal",
    "FrozenFigures",
    "HelpSession",
    "Instructor",
    "InstructorAssignment",
    "InstructorKind",
    "Learner",
    "LearnerChange",
    "LearnerMerge",
    "LessonIndexPage",
    "LessonPage",
    "Level",
    "LookupAttempt",
    "LotOutcome",
    "MailKind",
    "NeedKind",
    "NeedStatus",
    "NoticeKind",
    "NoticeStatus",
    "Notification",
    "Offer",
    "OfferOutcome",
    "Party",
    "PoolStage",
    "PoolStep",
    "RelatedPage",
    "Residence",
    "RetentionRun",
    "RunStatus",
    "Session",
    "SessionStatus",
    "Speaker",
    "StaffLessonIndexPage",
    "StudyAnswer",
    "StudyCard",
    "StudyCardSheet",
    "StudyProgress",
    "StudyTally",
    "SurveyResponse",
    "TrainingRecord",
    "TrainingRequirement",
    "Venue",
]
