"""Owns the list of pages in the order of the navigation. Pages refuse to know each other; one not listed does not exist."""

from __future__ import annotations

from console.gui.context import View
from console.gui.views.charts import ChartsView
from console.gui.views.deadlines import DeadlinesView
from console.gui.views.findings import FindingsView
from console.gui.views.funds import FundsView
from console.gui.views.lacking import LackingView
from console.gui.views.overview import OverviewView
from console.gui.views.payees import PayeesView
from console.gui.views.quality import QualityView
from console.gui.views.services import ServicesView
from console.gui.views.shelf import ShelfView
from console.gui.views.tolerance import ToleranceView
from console.gui.views.trust import TrustView
from console.gui.views.wizard import WizardView
from console.gui.views.workbench import WorkbenchView

VIEWS: tuple[View, ...] = (
    OverviewView(),
    QualityView(),
    ChartsView(),
    ServicesView(),
    DeadlinesView(),
    FundsView(),
    PayeesView(),
    LackingView(),
    FindingsView(),
    ToleranceView(),
    WorkbenchView(),
    ShelfView(),
    TrustView(),
    WizardView(),
)
