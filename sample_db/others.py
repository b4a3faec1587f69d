"""Owns inclusion, automated decisions, evaluation, reform and training in the sample."""

from __future__ import annotations

STATEMENTS: tuple[tuple[str, str], ...] = (
    (
        "decision_model",
        """
SELECT 'M-' || organisation_id AS model_id, min(item_id) AS item_id, organisation_id, '1.3' AS version, TRUE AS explained, TRUE AS appeal_route FROM service_item WHERE online_depth >= 6 GROUP BY organisation_id ORDER BY 1
""",
    ),
    (
        "automated_decision",
        """
SELECT c.case_id, m.model_id, CASE WHEN c.outcome = 'refused' THEN 'refused' ELSE 'granted' END AS outcome, c.outcome = 'refused' AND u(c.case_id, 'overridden') < 0.2 AS overridden, c.decided_on
FROM service_case c JOIN decision_model m ON m.organisation_id = c.organisation_id WHERE c.automated AND c.closed_on IS NOT NULL AND c.outcome <> 'withdrawn' ORDER BY 1
""",
    ),
    (
        "service_point",
        """
SELECT 'SP-' || c.region_id || '-' || lpad(CAST(n AS VARCHAR), 3, '0') AS service_point_id, c.region_id, 'O' || c.region_id || '-data_bureau' AS organisation_id,
       CASE WHEN n < 4 THEN 'hall' WHEN n < 24 THEN 'township' ELSE pick(['village', 'bank', 'post'], c.region_id || n, 'point kind') END AS kind,
       CASE WHEN n < 24 THEN TRUE ELSE u(c.region_id || n, 'ramp') < 0.7 + 0.1 * c.ability END AS accessible, CASE WHEN n < 24 THEN TRUE ELSE u(c.region_id || n, 'cash') < 0.9 END AS cash_accepted,
       CASE WHEN n < 24 THEN TRUE ELSE u(c.region_id || n, 'low') < 0.6 END AS low_counter, CASE WHEN n < 24 THEN 40.0 ELSE round(10 + u(c.region_id || n, 'hours') * 25, 1) END AS staffed_hours,
       DATE '2026-01-01' + CAST(u(c.region_id || n, 'looked') * 150 AS INTEGER) AS checked_on, '现场照片' AS evidence
FROM _city c, (SELECT range AS n FROM range(90)) WHERE c.region_id <> '990000' AND n < 40 + 50 * u(c.region_id, 'points') ORDER BY 1
""",
    ),
    (
        "assisted_service",
        """
SELECT case_id, pick(['help', 'agency', 'home_visit'], case_id, 'assisted') AS kind, organisation_id AS by_organisation_id FROM service_case WHERE channel = 'assisted' ORDER BY 1, 2
""",
    ),
    (
        "accessibility_check",
        """
SELECT 'AX-' || o.organisation_id || '-' || h.channel || '-' || c.criterion AS check_id, o.organisation_id, h.channel, c.criterion, u(o.organisation_id || h.channel || c.criterion, 'passed') < 0.85 + 0.08 * o.ability AS passed,
       DATE '2026-02-01' + CAST(u(o.organisation_id, 'ax') * 120 AS INTEGER) AS checked_on
FROM _org o, (VALUES ('web'), ('app')) AS h(channel), (VALUES ('1.1.1'), ('1.4.3'), ('2.4.7'), ('3.3.2')) AS c(criterion) WHERE o.weight >= 4 ORDER BY 1
""",
    ),
    (
        "retained_channel",
        """
SELECT DISTINCT item_id, 'counter' AS channel, organisation_id, '窗口公示照片' AS evidence, DATE '2026-09-01' + CAST(u(item_id, 'expires') * 500 AS INTEGER) AS expires_on
FROM service_item WHERE u(item_id, 'retained') < 0.3 ORDER BY 1, 2
""",
    ),
    (
        "assessor",
        """
SELECT 'AS-' || CAST(n AS VARCHAR) AS assessor_id, pick(['澜江评估研究院', '东浦大学公共管理学院', '云泽咨询'], n, 'assessor') || CAST(n AS VARCHAR) AS name, 'O990000-finance' AS paid_by, CAST([] AS VARCHAR[]) AS conflicts,
       DATE '2025-01-01' AS appointed_on, DATE '2027-12-31' AS rotation_due_on FROM (SELECT range + 1 AS n FROM range(3)) ORDER BY 1
""",
    ),
    (
        "third_party_assessment",
        """
SELECT 'AS-' || CAST(1 + CAST(floor(u(o.organisation_id, 'assessed by') * 3) AS INTEGER) AS VARCHAR) AS assessor_id, o.organisation_id, k.indicator, r.round,
       round(78 + 8 * o.ability + 4 * z(o.organisation_id || k.indicator || r.round, 'third'), 1) AS score, '神秘访客' AS method, CAST(30 + floor(u(o.organisation_id, 'sample') * 50) AS INTEGER) AS sample, '评估报告' AS evidence, TRUE AS blind,
       CAST(r.round || '-11-20' AS DATE) AS assessed_on
FROM _org o, (VALUES ('办事指南准确度'), ('在线办理成熟度'), ('服务方式完备度')) AS k(indicator), (VALUES ('2024'), ('2025')) AS r(round) WHERE o.weight >= 3 ORDER BY 1, 2, 3, 4
""",
    ),
    (
        "self_assessment",
        """
SELECT organisation_id, indicator, round, round(least(100, score + 3 + 2.5 * u(organisation_id || indicator || round, 'self')), 1) AS score, assessed_on - 60 AS assessed_on FROM third_party_assessment ORDER BY 1, 2, 3
""",
    ),
    (
        "reform_measure",
        """
-- an item may be reformed in several ways on one day: a matter of several bodies goes online and becomes one matter as well
SELECT 'RF-' || item_id || k.mark AS reform_id, item_id, organisation_id,
       coalesce(k.kind, CASE WHEN depth_2 >= 6 THEN 'fully_online' WHEN depth_2 = 5 THEN 'zero_trip' ELSE 'credential_reuse' END) AS kind,
       7 AS steps_before, 6 AS steps_after, promised_1 AS days_before, promised_2 AS days_after, materials_1 AS materials_before, materials_2 AS materials_after,
       visits_1 AS visits_before, visits_2 AS visits_after, renewed_on AS from_on
FROM _item, (VALUES ('', NULL), ('-1', 'one_matter'), ('-2', 'no_application'), ('-3', 'on_the_spot')) AS k(mark, kind)
WHERE reformed AND (k.kind IS NULL OR k.kind = 'one_matter' AND bundle_id IS NOT NULL OR k.kind = 'no_application' AND u(template, 'free') < 0.08
       OR k.kind = 'on_the_spot' AND promised_2 <= 3)
ORDER BY 1
""",
    ),
    (
        "training",
        """
SELECT 'TR-' || organisation_id || '-' || n AS training_id, organisation_id, pick(['数字素养', '政务服务规范', '网络安全', '无障碍服务'], organisation_id || n, 'topic') AS topic, round(2 + u(organisation_id || n, 'hours') * 14, 1) AS hours,
       CAST(5 + floor(u(organisation_id || n, 'trained') * 40) AS INTEGER) AS staff_count, DATE '2025-02-01' + CAST(u(organisation_id || n, 'held') * 480 AS INTEGER) AS held_on FROM _org, (SELECT range AS n FROM range(4)) ORDER BY 1
""",
    ),
)
