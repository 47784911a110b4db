"""A kit before anybody conducts it: its plan on a time line, and what is said in each part."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from interview_desk.domain.script import Kit, Section
from interview_desk.domain.timing import SECTION_TITLES
from interview_desk.ui.pages.library_parts import Sheet
from interview_desk.ui.pages.plan_chart import PlanChart, plan_sentences

_POLICY = {
    "constructive": "Everyone hears what was good and what to work on.",
    "positive-on-decline": "Only those who advance hear criticism; others hear what was good, and one sentence why.",
}


class KitSheet(Sheet):
    """The plan, then what stands in the kit besides."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words(f"{kit.role} · {kit.level} · {kit.minutes:g} min · rubric {kit.rubric.title}")
        chart = PlanChart()
        chart.show_kit(kit)
        self.column.addSpacing(8)
        self.widget(chart)
        self.words(" ".join(plan_sentences(kit)))
        if kit.why_longer:
            self.heading("Why longer than an hour")
            self.prose(kit.why_longer, "muted")
        if kit.notes:
            self.heading("Notes for the interviewer")
            self.prose(kit.notes, "muted")
        self.go_on([*(partial(self._section, section) for section in kit.sections), partial(self._close, kit)])

    def _section(self, section: Section) -> None:
        question = section.question
        self.part(question.title if question is not None else SECTION_TITLES[section.kind], f"{section.minutes:g} min")
        if question is not None:
            self.words(f"{question.kind} · {', '.join(question.levels)} · {question.id}")
            self.prose(section.say or question.job_task, "muted")
        elif section.say:
            self.say(section.say)

    def _close(self, kit: Kit) -> None:
        if kit.pivots:
            self.part("Where to go when a question leads nowhere")
            self.items([f"{pivot.title} ({pivot.id})" for pivot in kit.pivots])
        self.part("Feedback")
        self.words(_POLICY[kit.feedback_policy], "body")
        self.end()
