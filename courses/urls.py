"""Addresses of the course pages outside the page tree. No personal data stands in any of them."""

from django.urls import path

from courses.views import apply, draws, feeds, lessons, lookup, paper, practices, prefill, study, venues

urlpatterns = [
    path("apply/<slug:code>/", apply.start, name="apply_start"),
    path("apply/<slug:code>/again/", prefill.again, name="apply_again"),
    path("apply/<slug:code>/check/", apply.check, name="apply_check"),
    path("apply/<slug:code>/done/", apply.done, name="apply_done"),
    path("apply/<slug:code>/erase/", apply.erase, name="apply_erase"),
    path("apply/<slug:code>/erased/", apply.erased, name="apply_erased"),
    path("apply/<slug:code>/form.pdf", paper.application_form, name="application_form"),
    path("apply/<slug:code>/<slug:slug>/", apply.question, name="apply_question"),
    path("enrolment/", lookup.find, name="lookup"),
    path("enrolment/show/", lookup.show, name="enrolment"),
    path("enrolment/change/<slug:slug>/", lookup.change, name="enrolment_change"),
    path("enrolment/cancel/", lookup.cancel, name="enrolment_cancel"),
    path("enrolment/undo/", lookup.undo, name="enrolment_undo"),
    path("enrolment/answer/", lookup.answer, name="enrolment_answer"),
    path("enrolment/leave/", lookup.leave, name="enrolment_leave"),
    path("courses/feed/", feeds.CourseFeed(), name="course_feed"),
    path("courses/calendar.ics", feeds.calendar, name="course_calendar"),
    path("lessons/card/", study.home, name="study"),
    path("lessons/card/new/", study.new, name="study_new"),
    path("lessons/card/leave/", study.leave, name="study_leave"),
    path("lessons/card/delete/", study.delete, name="study_delete"),
    path("lessons/card/lesson/<slug:slug>/", study.lesson, name="study_lesson"),
    path("lessons/card/lesson/<slug:slug>/<int:number>/", study.step, name="study_step"),
    path("lessons/card/lesson/<slug:slug>/end/", study.end, name="study_end"),
    path("lessons/<slug:slug>.pdf", lessons.handout, name="lesson_handout"),
    path("practice/", practices.index, name="practice_index"),
    path("practice/<slug:key>/", practices.show, name="practice"),
    path("venues/", venues.index, name="venues"),
    path("venues/<slug:slug>/", venues.show, name="venue"),
    path("draws/", draws.explain, name="draws"),
    path("draws/check_draw.py", draws.program_file, name="draw_program"),
    path("draws/<slug:code>/", draws.show, name="draw"),
    path("draws/<slug:code>/<int:number>/list.txt", draws.list_file, name="draw_list"),
    path("draws/<slug:code>/<int:number>/result.txt", draws.record_file, name="draw_record"),
    path("offer/<str:token>/", lookup.offer, name="offer"),
]
