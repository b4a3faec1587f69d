page-overview = Overview
overview-index = Composite index
overview-working = Computing the overview
