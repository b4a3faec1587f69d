"""Owns security, privacy and continuity in the sample: vulnerabilities, incidents, activities, plans, drills, backups."""

from __future__ import annotations

STATEMENTS: tuple[tuple[str, str], ...] = (
    (
        "_system",
        "SELECT s.*, o.ability, o.region_id FROM system s JOIN _org o ON o.organisation_id = s.organisation_id",
    ),
    (
        "scan_run",
        """
SELECT 'SC-' || system_id || '-' || strftime(m.first, '%Y%m') AS scan_id, system_id, '示例扫描器' AS scanner, '5.2' AS version, '全部主机' AS scope, CAST(m.first AS TIMESTAMP) + INTERVAL 2 HOUR AS scanned_at
FROM _system, (SELECT CAST(range AS DATE) AS first FROM range(DATE '2025-01-15', DATE '2026-07-01', INTERVAL 3 MONTH)) m ORDER BY 1
""",
    ),
    (
        "vulnerability",
        """
WITH drawn AS (
    SELECT s.system_id, s.ability, n, s.system_id || '-' || n AS k FROM _system s, (SELECT range AS n FROM range(24)) WHERE u(s.system_id || n, 'found') < 0.6 - 0.15 * s.ability
),
timed AS (
    SELECT *, DATE '2023-08-01' + CAST(floor(u(k, 'seen') * 1060) AS INTEGER) AS first_seen_on, u(k, 'exploited') < 0.12 AS known_exploited, u(k, 'exposed') < 0.3 AS exposed FROM drawn
),
fixed AS (
    SELECT *, first_seen_on + CAST(CASE WHEN known_exploited THEN 1 + floor(u(k, 'fix') * CASE WHEN exposed THEN 2 ELSE 11 END) ELSE 5 + floor(u(k, 'fix') * (80 - 25 * ability)) END AS INTEGER) AS fixed_on FROM timed
)
SELECT 'VU-' || k AS vulnerability_id, system_id, '扫描' AS source, 'DEMO-' || CAST(1000 + CAST(floor(u(k, 'cve') * 9000) AS INTEGER) AS VARCHAR) AS rule, 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' AS cvss_vector,
       round(3 + u(k, 'score') * 6.8, 1) AS cvss_score, round(pow(u(k, 'epss'), 4), 4) AS epss, known_exploited, exposed, first_seen_on, least(coalesce(fixed_on, DATE '2026-06-30'), DATE '2026-06-30') AS last_seen_on,
       CASE WHEN fixed_on <= DATE '2026-06-30' THEN fixed_on END AS fixed_on, CASE WHEN fixed_on <= DATE '2026-06-30' THEN 'fixed' ELSE 'open' END AS status, CAST(NULL AS VARCHAR) AS justification
FROM fixed WHERE NOT (known_exploited AND fixed_on > DATE '2026-06-30') ORDER BY 1
""",
    ),
    (
        "risk_assessment",
        """
SELECT 'RA-' || system_id || '-' || n AS assessment_id, system_id, CAST(2 + floor(u(system_id || n, 'asset') * 4) AS INTEGER) AS asset_value, pick(['越权访问', '数据泄露', '勒索软件', '服务中断'], system_id || n, 'threat') AS threat,
       '补丁滞后' AS vulnerability, CAST(1 + floor(u(system_id || n, 'likely') * 4) AS INTEGER) AS likelihood, CAST(1 + floor(u(system_id || n, 'impact') * 5) AS INTEGER) AS impact,
       pick(['low', 'medium', 'medium', 'high'], system_id || n, 'risk') AS level, pick(['reduce', 'accept', 'transfer'], system_id || n, 'treatment') AS treatment, assessed_on
FROM _system, (SELECT range AS n FROM range(2)) ORDER BY 1
""",
    ),
    (
        "_incident",
        """
SELECT s.*, n, s.system_id || '-' || n AS k, CAST(DATE '2023-08-01' + CAST(floor(u(s.system_id || n, 'when') * 1050) AS INTEGER) AS TIMESTAMP) + to_minutes(CAST(u(s.system_id || n, 'minute') * 1400 AS BIGINT)) AS found_at,
       CASE WHEN u(s.system_id || n, 'grave') < 0.25 THEN 'larger' ELSE 'general' END AS incident_level
FROM _system s, (SELECT range AS n FROM range(3)) WHERE u(s.system_id || n, 'incident') < 0.25
""",
    ),
    (
        "incident",
        """
SELECT 'IN-' || k AS incident_id, system_id, organisation_id, pick(['网页篡改', '勒索攻击', '数据泄露', '设备故障'], k, 'kind') AS kind, found_at - to_minutes(CAST(u(k, 'before') * 300 AS BIGINT)) AS occurred_at, found_at,
       CAST(found_at AS DATE) AS found_on, found_at + to_minutes(CAST(CASE WHEN incident_level = 'general' THEN 30 + u(k, 'reported') * 900 WHEN critical_infrastructure THEN 10 + u(k, 'reported') * 45 ELSE 20 + u(k, 'reported') * 210 END AS BIGINT)) AS reported_at,
       found_at + to_hours(CAST(1 + u(k, 'contained') * 20 AS BIGINT)) AS contained_at, found_at + to_hours(CAST(2 + u(k, 'recovered') * 40 AS BIGINT)) AS recovered_at, incident_level AS level,
       CAST(floor(u(k, 'affected') * 3000) AS BIGINT) AS persons_affected, CAST(0 AS BIGINT) AS records_leaked, CAST(round(u(k, 'loss') * 50000, 2) AS DECIMAL(18,2)) AS direct_loss, u(k, 'outage') < 0.3 AS outage_of_main_function
FROM _incident ORDER BY 1
""",
    ),
    (
        "incident_report",
        "SELECT 'IR-' || substr(incident_id, 4) AS report_id, incident_id, organisation_id AS from_id, 'O990000-data_bureau' AS to_id, reported_at AS sent_at, reported_at + INTERVAL 5 MINUTE AS received_at FROM incident ORDER BY 1",
    ),
    (
        "attack_event",
        """
SELECT 'AT-' || system_id || '-' || lpad(CAST(n AS VARCHAR), 3, '0') AS attack_id, system_id, CAST(DATE '2025-07-01' + CAST(floor(u(system_id || n, 'attack day') * 364) AS INTEGER) AS TIMESTAMP) + to_minutes(CAST(u(system_id || n, 'attack') * 1400 AS BIGINT)) AS seen_at,
       pick(['扫描探测', '口令爆破', 'SQL注入', '钓鱼邮件'], system_id || n, 'attack kind') AS kind, u(system_id || n, 'blocked') < 0.97 AS contained FROM _system, (SELECT range AS n FROM range(6)) ORDER BY 1
""",
    ),
    (
        "operator_account",
        """
SELECT 'W' || token(system_id || n, 'operator') AS operator, system_id, DATE '2022-01-01' + CAST(u(system_id || n, 'granted') * 900 AS INTEGER) AS granted_on,
       CASE WHEN u(system_id || n, 'idle') < 0.08 THEN DATE '2025-06-01' ELSE DATE '2026-06-30' - CAST(u(system_id || n, 'used') * 150 AS INTEGER) END AS last_used_on,
       CASE WHEN u(system_id || n, 'idle') < 0.08 THEN 'disabled' ELSE 'active' END AS status FROM _system, (SELECT range AS n FROM range(6)) ORDER BY 1, 2
""",
    ),
    (
        "processing_activity",
        """
SELECT 'PA-' || organisation_id || '-' || n AS activity_id, organisation_id, pick(['业务办理', '统计分析', '回访评价', '身份核验'], organisation_id || n, 'purpose') AS purpose,
       pick(['statutory_duty', 'statutory_duty', 'statutory_duty', 'consent'], organisation_id || n, 'basis') AS legal_basis, ['姓名', '证件号', '联系方式'] AS fields,
       u(organisation_id || n, 'sensitive') < 0.35 AS sensitive, u(organisation_id || n, 'minors') < 0.08 AS minors, TRUE AS separate_consent, CAST(pick([1095, 1825, 3650], organisation_id || n, 'retention') AS INTEGER) AS retention_days,
       DATE '2023-07-10' + CAST(u(organisation_id || n, 'oldest') * 800 AS INTEGER) AS oldest_record_on, CAST([] AS VARCHAR[]) AS shared_with,
       CASE WHEN u(organisation_id || n, 'assessed') < 0.8 + 0.1 * ability THEN DATE '2025-01-01' + CAST(u(organisation_id || n, 'when') * 400 AS INTEGER) END AS impact_assessed_on
FROM _org, (SELECT range AS n FROM range(2)) ORDER BY 1
""",
    ),
    (
        "collected_field",
        "SELECT activity_id, unnest(fields) AS field, TRUE AS declared, TRUE AS present FROM processing_activity ORDER BY 1, 2",
    ),
    (
        "access_log",
        """
WITH accounts AS (
    SELECT *, row_number() OVER (ORDER BY operator, system_id) AS number FROM operator_account WHERE status = 'active'
),
slots AS MATERIALIZED (
    SELECT r.i, 1 + CAST(floor(u(r.i, 'account') * a.n) AS BIGINT) AS number, CAST(floor(u(r.i, 'access day') * 20000) AS INTEGER) AS day_slot
    FROM (SELECT i FROM _number WHERE i < CAST(cases() / 4 AS BIGINT)) r, (SELECT count(*) AS n FROM accounts) a
)
SELECT 'AL-' || lpad(CAST(i AS VARCHAR), 9, '0') AS access_id, CAST(y.day AS TIMESTAMP) + to_minutes(CAST(480 + u(g.i, 'access') * 560 AS BIGINT)) AS accessed_at, y.day AS accessed_on, a.operator, a.system_id,
       CAST(1 + floor(pow(u(g.i, 'records'), 5) * 60) AS BIGINT) AS records, 'A01' AS purpose_code, FALSE AS outside_hours
FROM slots g JOIN accounts a ON a.number = g.number JOIN _day_slot y ON y.slot = g.day_slot ORDER BY 1
""",
    ),
    (
        "plan",
        """
SELECT 'PL-' || system_id AS plan_id, system_id, organisation_id, 'recovery' AS kind, '2.0' AS version, DATE '2024-01-01' + CAST(u(system_id, 'approved') * 300 AS INTEGER) AS approved_on,
       DATE '2025-07-01' + CAST(u(system_id, 'reviewed plan') * 300 AS INTEGER) AS reviewed_on FROM _system ORDER BY 1
""",
    ),
    (
        "_drill",
        """
SELECT s.*, n, 'DR-' || s.system_id || '-' || n AS drill_id, DATE '2026-06-20' - CAST(u(s.system_id, 'held') * 330 AS INTEGER) - CAST(n * 365 AS INTEGER) AS held_on FROM _system s, (SELECT range AS n FROM range(2))
""",
    ),
    (
        "drill",
        """
SELECT drill_id, 'PL-' || system_id AS plan_id, held_on, pick(['机房断电', '数据库损坏', '勒索软件', '链路中断'], drill_id, 'scenario') AS scenario, CAST(6 + floor(u(drill_id, 'people') * 30) AS INTEGER) AS participants FROM _drill ORDER BY 1
""",
    ),
    (
        "drill_event",
        """
SELECT d.drill_id, e.event, CAST(d.held_on AS TIMESTAMP) + INTERVAL 9 HOUR
       + to_minutes(CAST(CASE e.event WHEN 'outage' THEN 0 WHEN 'detection' THEN 4 WHEN 'decision' THEN 10 ELSE 12 + d.recovery_time_target_minutes * (0.35 + 0.35 * u(d.drill_id, 'restored')) END AS BIGINT)) AS happened_at
FROM _drill d, (VALUES ('outage'), ('detection'), ('decision'), ('restored')) AS e(event) ORDER BY 1, 2
""",
    ),
    (
        "backup_run",
        """
SELECT 'BK-' || system_id || '-' || strftime(m.first, '%Y%m') AS backup_id, system_id, m.first AS made_on, CAST(1000000000 + u(system_id, 'bytes') * 90000000000 AS BIGINT) AS size_bytes,
       CASE WHEN u(system_id || m.first, 'verified') < 0.35 OR month(m.first) IN (3, 9) THEN m.first + 5 END AS verified_on
FROM _system, (SELECT CAST(range AS DATE) AS first FROM range(DATE '2025-01-15', DATE '2026-07-01', INTERVAL 1 MONTH)) m ORDER BY 1
""",
    ),
    (
        "availability",
        """
WITH months AS (SELECT CAST(range AS DATE) AS first FROM range(DATE '2023-07-01', DATE '2026-07-01', INTERVAL 1 MONTH)),
spans AS (
    SELECT s.system_id, m.first, CAST(m.first AS TIMESTAMP) AS starts, CAST(m.first + INTERVAL 1 MONTH AS TIMESTAMP) AS ends,
           CAST(m.first AS TIMESTAMP) + to_hours(CAST(24 + u(s.system_id || m.first, 'down at') * 500 AS BIGINT)) AS down_at,
           CAST(1 + pow(u(s.system_id || m.first, 'down for'), 3) * (240 - 90 * s.ability) AS BIGINT) AS minutes FROM _system s, months m
)
SELECT system_id, starts AS from_at, down_at AS to_at, CAST(starts AS DATE) AS from_on, TRUE AS up, FALSE AS planned FROM spans
UNION ALL BY NAME SELECT system_id, down_at AS from_at, down_at + to_minutes(minutes) AS to_at, CAST(down_at AS DATE) AS from_on, FALSE AS up, u(system_id || first, 'planned') < 0.4 AS planned FROM spans
UNION ALL BY NAME SELECT system_id, down_at + to_minutes(minutes) AS from_at, ends AS to_at, CAST(down_at + to_minutes(minutes) AS DATE) AS from_on, TRUE AS up, FALSE AS planned FROM spans
ORDER BY 1, 2
""",
    ),
)
