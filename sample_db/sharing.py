"""Owns data sharing in the sample: resources, requests, calls, objections, quality, forms."""

from __future__ import annotations

STATEMENTS: tuple[tuple[str, str], ...] = (
    (
        "data_resource",
        """
WITH drawn AS (
    SELECT o.*, n, 'D' || substr(o.organisation_id, 2) || '-' || n AS resource_id FROM _org o, (SELECT range + 1 AS n FROM range(3))
),
shaped AS (
    SELECT *, pick(['unconditional', 'unconditional', 'conditional', 'conditional', 'conditional', 'not_shared'], resource_id, 'category') AS category,
           pick(['daily', 'weekly', 'monthly', 'quarterly', 'yearly'], resource_id, 'cycle') AS update_cycle FROM drawn
)
SELECT resource_id, organisation_id AS provider_id, region_id, name || pick(['办理结果', '证照信息', '登记信息', '处罚信息'], resource_id, 'name') AS name, category,
       CASE WHEN category = 'not_shared' THEN '税收征收管理法第八条' END AS basis, ['姓名', '证件号', '状态'] AS fields, u(resource_id, 'personal') < 0.5 AS personal_data, update_cycle,
       DATE '2026-06-30' - CAST(floor(u(resource_id, 'updated') * CASE update_cycle WHEN 'daily' THEN 2 WHEN 'weekly' THEN 7 WHEN 'monthly' THEN 30 WHEN 'quarterly' THEN 90 ELSE 300 END) AS INTEGER) AS updated_on
FROM shaped ORDER BY 1
""",
    ),
    (
        "_resource",
        "SELECT r.*, o.ability, row_number() OVER (ORDER BY r.resource_id) AS number FROM data_resource r JOIN _org o ON o.organisation_id = r.provider_id WHERE r.category <> 'not_shared'",
    ),
    (
        "_request",
        """
WITH slots AS MATERIALIZED (
    SELECT g.i, 1 + CAST(floor(u(g.i, 'resource') * r.n) AS BIGINT) AS resource, 1 + CAST(floor(u(g.i, 'requester') * o.n) AS BIGINT) AS requester,
           CAST(floor(u(g.i, 'request day') * 19600) AS INTEGER) AS day_slot
    FROM (SELECT i FROM _number WHERE i < greatest(400, CAST(cases() / 20 AS BIGINT))) g,
         (SELECT count(*) AS n FROM _resource) r, (SELECT count(*) AS n FROM _org) o
),
drawn AS (
    SELECT g.i, r.resource_id, r.ability, r.region_id, o.organisation_id AS requester_id, y.day AS submitted_on
    FROM slots g JOIN _resource r ON r.number = g.resource JOIN _org o ON o.number = g.requester JOIN _day_slot y ON y.slot = g.day_slot
)
SELECT d.*, b.day AS accepted_on, c.day AS replied_on, e.day AS supplied_on, u(i, 'approved') < 0.93 AS approved
FROM drawn d JOIN _day a ON a.day = d.submitted_on JOIN _workday b ON b.ordinal = a.ordinal + 1
JOIN _workday c ON c.ordinal = a.ordinal + 3 + CAST(floor(u(i, 'reply') * 7) AS INTEGER) + CASE WHEN u(i, 'slow reply') < 0.03 - 0.028 * d.ability THEN 9 ELSE 0 END
JOIN _workday e ON e.ordinal = c.ordinal + 3 + CAST(floor(u(i, 'supply') * 6) AS INTEGER)
""",
    ),
    (
        "share_request",
        """
SELECT 'Q-' || lpad(CAST(i AS VARCHAR), 7, '0') AS request_id, resource_id, requester_id, '业务办理核验' AS purpose, '行政许可法' AS legal_basis, submitted_on, accepted_on, replied_on,
       CASE WHEN approved THEN 'approved' ELSE 'refused' END AS decision, CASE WHEN NOT approved THEN '不予共享' END AS reason,
       CASE WHEN NOT approved THEN '居民身份证法第十九条' END AS refusal_basis, CASE WHEN approved AND supplied_on <= DATE '2026-06-30' THEN supplied_on END AS supplied_on
FROM _request WHERE replied_on <= DATE '2026-06-30' ORDER BY 1
""",
    ),
    (
        "share_use",
        """
WITH called AS MATERIALIZED (
    SELECT c.i, CAST(floor(u(c.i, 'by request') * n.requests) AS BIGINT) AS request
    FROM (SELECT i FROM _number WHERE i < CAST(cases() * 0.7 AS BIGINT)) c,
         (SELECT greatest(400, CAST(cases / 20 AS BIGINT)) AS requests FROM _fixed) n
),
drawn AS (
    SELECT g.i, q.i AS request, q.resource_id, q.requester_id, q.ability, q.region_id, q.supplied_on,
           q.supplied_on + CAST(floor(u(g.i, 'use') * greatest(1, date_diff('day', q.supplied_on, DATE '2026-06-30'))) AS INTEGER) AS used_on
    FROM called g JOIN _request q ON q.i = g.request WHERE q.approved AND q.supplied_on < DATE '2026-06-30'
)
SELECT 'U-' || lpad(CAST(i AS VARCHAR), 9, '0') AS use_id, CAST(used_on AS TIMESTAMP) + to_minutes(CAST(u(i, 'at') * 1439 AS BIGINT)) AS used_at, used_on, resource_id, requester_id AS consumer_id,
       '业务办理核验' AS purpose, CAST(1 + floor(u(i, 'rows') * 20) AS BIGINT) AS rows,
       CASE WHEN u(i, 'result') < 0.975 + 0.012 * ability - CASE WHEN region_id IN ('990100', '990500') AND used_on >= DATE '2025-11-01' THEN 0.03 ELSE 0 END THEN 'success'
            ELSE pick(['failure', 'timeout', 'empty'], i, 'how') END AS result, '政务外网' AS ip_zone, 'Q-' || lpad(CAST(request AS VARCHAR), 7, '0') AS request_id
FROM drawn ORDER BY 1
""",
    ),
    (
        "resource_change",
        """
SELECT resource_id, DATE '2025-03-01' + CAST(u(resource_id, 'changed') * 300 AS INTEGER) AS changed_on, 'conditional' AS from_category, category AS to_category, '目录年度更新' AS reason
FROM data_resource WHERE u(resource_id, 'change') < 0.05 ORDER BY 1, 2
""",
    ),
    (
        "data_objection",
        """
WITH slots AS MATERIALIZED (
    SELECT g.i, 1 + CAST(floor(u(g.i, 'objected') * r.n) AS BIGINT) AS resource, CAST(floor(u(g.i, 'objection day') * 20000) AS INTEGER) AS day_slot
    FROM (SELECT i FROM _number WHERE i < greatest(200, CAST(cases() / 150 AS BIGINT))) g, (SELECT count(*) AS n FROM _resource) r
)
SELECT 'OB-' || lpad(CAST(g.i AS VARCHAR), 6, '0') AS objection_id, r.resource_id, CASE WHEN u(g.i, 'by') < 0.5 THEN '申请人' ELSE '使用部门' END AS raised_by, y.day AS submitted_on,
       CASE WHEN y.day + 20 <= DATE '2026-06-30' THEN y.day + 3 + CAST(floor(u(g.i, 'answered') * 9) AS INTEGER) + CASE WHEN u(g.i, 'slow answer') < 0.10 - 0.09 * r.ability THEN 8 ELSE 0 END END AS answered_on, pick(['corrected', 'corrected', 'kept'], g.i, 'outcome') AS outcome
FROM slots g JOIN _resource r ON r.number = g.resource JOIN _day_slot y ON y.slot = g.day_slot ORDER BY 1
""",
    ),
    (
        "quality_check",
        """
SELECT 'K-' || r.resource_id || '-' || d.dimension || '-' || strftime(m.first, '%Y%m') AS check_id, r.resource_id, d.dimension, d.dimension || '-1' AS rule, CAST(2000 AS BIGINT) AS checked,
       CAST(floor(2000 * greatest(0, 0.03 - 0.015 * o.ability + 0.012 * z(r.resource_id || d.dimension || m.first, 'quality'))) AS BIGINT) AS failed, m.first + 20 AS checked_on
FROM data_resource r JOIN _org o ON o.organisation_id = r.provider_id,
     (VALUES ('conformity'), ('completeness'), ('accuracy'), ('consistency'), ('timeliness'), ('accessibility')) AS d(dimension),
     (SELECT CAST(range AS DATE) AS first FROM range(DATE '2025-09-01', DATE '2026-07-01', INTERVAL 3 MONTH)) m
WHERE u(r.resource_id, 'checked') < 0.25 ORDER BY 1
""",
    ),
    (
        "form_field",
        """
SELECT DISTINCT i.item_id, f.field, CASE WHEN f.field = '户籍' AND u(i.item_id, 'shared field') < 0.3 THEN c.resource_id END AS available_from, f.field <> '备注' AS mandatory
FROM service_item i, (VALUES ('姓名'), ('户籍'), ('备注')) AS f(field), (SELECT min(resource_id) AS resource_id FROM data_resource WHERE category = 'conditional') c ORDER BY 1, 2
""",
    ),
)
