"""Owns budgets, procurement, payments and benefits in the sample. It refuses anything a rule should flag."""

from __future__ import annotations

STATEMENTS: tuple[tuple[str, str], ...] = (
    (
        "vendor",
        """
WITH numbered AS (
    -- a step that shares no factor with the number of names walks through all of them before one comes again
    SELECT i, (i * 7919 + CAST(floor(u(0, 'first name') * 97920) AS BIGINT)) % 97920 AS k
    FROM _number WHERE i < greatest(200, CAST(payments() / 80 AS BIGINT))
)
SELECT 'V' || lpad(CAST(i AS VARCHAR), 6, '0') AS vendor_id,
       ['澜江', '望川', '青屿', '沧澜', '锦汀', '云泽', '东浦', '桐麓', '南垣', '松岑', '北垣', '临陵', '怀屏', '曲泽', '白榆', '西岚', '汉塬'][1 + k % 17]
       || ['恒', '博', '嘉', '启', '方', '众', '瑞', '鼎', '宏', '安', '华', '金', '兴', '盛', '泰', '润', '辰', '远', '德', '卓'][1 + k // 17 % 20]
       || ['信', '景', '禾', '明', '源', '合', '丰', '新', '达', '康', '通', '诚', '宇', '业', '昌', '和', '阳', '成'][1 + k // 340 % 18]
       || ['科技', '办公用品', '建筑工程', '物业服务', '信息技术', '印务', '医疗器械', '咨询', '餐饮管理', '汽车服务', '装饰工程', '会展服务', '文化传媒', '环保科技', '劳务服务', '检测技术'][1 + k // 6120]
       || CASE WHEN i >= 97920 THEN CAST(1 + i // 97920 AS VARCHAR) || '号' ELSE '' END || '有限公司' AS name,
       '9199' || upper(substr(token(i, 'vendor credit'), 1, 14)) AS credit_code, '澜江省示例路' || CAST(1 + i AS VARCHAR) || '号' AS address,
       token(i, 'vendor phone') AS phone, token(i, 'vendor account') AS account, DATE '2005-01-01' + CAST(u(i, 'registered') * 6500 AS INTEGER) AS registered_on,
       pick(['micro', 'small', 'small', 'medium', 'large'], i, 'size') AS size, 'active' AS status
FROM numbered ORDER BY 1
""",
    ),
    ("_vendors", "SELECT count(*) AS n FROM vendor"),
    (
        "vendor_sanction",
        """
SELECT vendor_id, DATE '2020-01-01' + CAST(u(vendor_id, 'from') * 300 AS INTEGER) AS from_on, DATE '2021-01-01' + CAST(u(vendor_id, 'to') * 700 AS INTEGER) AS to_on,
       '禁止参加政府采购活动' AS basis FROM vendor WHERE u(vendor_id, 'sanctioned') < 0.02 ORDER BY 1, 2
""",
    ),
    (
        "_line",
        """
SELECT 'BL-' || y.year || '-' || o.organisation_id || '-' || p.n AS budget_line_id, o.organisation_id, o.number, o.region_id, o.ability, y.year, p.n, p.project, p.economic_code, p.kind,
       CAST(round((400000 + u(o.organisation_id || p.n, 'budget') * 2600000) * (0.5 + o.weight / 6) * p.scale, -3) AS DECIMAL(18,2)) AS adjusted
FROM _org o, (VALUES (2023), (2024), (2025), (2026)) AS y(year),
     (VALUES (1, '基本支出', '302', 'basic', 1.0), (2, '信息化建设', '310', 'project', 1.4), (3, '办公与印刷', '30201', 'basic', 0.3), (4, '公务接待', '30217', 'basic', 0.04),
             (5, '公务用车运行', '30231', 'basic', 0.08), (6, '专项服务', '309', 'project', 0.8)) AS p(n, project, economic_code, kind, scale)
""",
    ),
    (
        "organisation_account",
        "SELECT token(organisation_id, 'own account') AS account, organisation_id, 'zero_balance' AS kind FROM organisation ORDER BY 1",
    ),
    (
        "staff",
        """
SELECT 'E' || token(o.organisation_id || n, 'staff') AS staff_id, o.organisation_id, token(o.organisation_id || n, 'staff account') AS account,
       token(o.organisation_id || n, 'staff phone') AS phone, token(o.organisation_id || n, 'staff address') AS address,
       CASE WHEN u(o.organisation_id || n, 'left') < 0.05 THEN DATE '2025-01-01' + CAST(u(o.organisation_id || n, 'left on') * 500 AS INTEGER) END AS left_on
FROM _org o, (SELECT CAST(range AS VARCHAR) AS n FROM range(8)) ORDER BY 1
""",
    ),
    (
        "_deal",
        """
WITH slots AS MATERIALIZED (
    SELECT r.i, 1 + CAST(floor(u(r.i, 'buyer') * o.n) AS BIGINT) AS buyer, CAST(floor(u(r.i, 'deal day') * 20000) AS INTEGER) AS day_slot
    FROM (SELECT i FROM _number WHERE i < purchases()) r, (SELECT count(*) AS n FROM _org) o
),
drawn AS (
    SELECT r.i, o.organisation_id, o.region_id, o.ability, y.day AS published_on,
           pick(['办公设备', '信息系统', '物业管理', '印刷', '车辆维修', '咨询服务', '装修工程', '会议培训'], r.i, 'category') AS category,
           CAST(round(60000 + pow(u(r.i, 'size'), 3) * 6000000, -2) AS DECIMAL(18,2)) AS amount
    FROM slots r JOIN _org o ON o.number = r.buyer JOIN _day_slot y ON y.slot = r.day_slot
),
classed AS (
    SELECT *, CASE WHEN category = '装修工程' THEN 'works' WHEN category IN ('办公设备') THEN 'goods' ELSE 'services' END AS item_class FROM drawn
)
SELECT *, amount >= CASE WHEN item_class = 'works' THEN 4000000 ELSE 2000000 END OR u(i, 'openly') < 0.3 AS openly,
       CASE WHEN amount >= CASE WHEN item_class = 'works' THEN 4000000 ELSE 2000000 END OR u(i, 'openly') < 0.3 THEN 'open'
            WHEN amount < 600000 AND u(i, 'single') < 0.12 THEN 'single_source'
            ELSE pick(['inquiry', 'consultation', 'negotiation', 'framework'], i, 'method') END AS method,
       published_on + 22 + CAST(floor(u(i, 'open days') * 15) AS INTEGER) AS deadline_on,
       published_on + 42 + CAST(floor(u(i, 'award') * 15) AS INTEGER) AS awarded_on,
       published_on + 47 + CAST(floor(u(i, 'award') * 15) AS INTEGER) + CAST(floor(u(i, 'sign') * 20) AS INTEGER) AS signed_on,
       published_on + 95 + CAST(floor(u(i, 'deliver') * 120) AS INTEGER) AS delivered_on,
       'V' || lpad(CAST(CAST(floor(u(i, 'vendor') * (SELECT n FROM _vendors)) AS BIGINT) AS VARCHAR), 6, '0') AS vendor_id,
       -- the budget of the year in which most of it will be paid
       least(2026, year(published_on + 95 + CAST(floor(u(i, 'deliver') * 120) AS INTEGER) + 12)) AS year
FROM classed
""",
    ),
    (
        "procurement_plan",
        """
SELECT 'PP-' || lpad(CAST(i AS VARCHAR), 7, '0') AS plan_id, organisation_id, 'BL-' || year || '-' || organisation_id || '-7' AS budget_line_id, category, method,
       CAST(round(amount * 1.05, -2) AS DECIMAL(18,2)) AS amount, published_on - 10 AS approved_on FROM _deal ORDER BY 1
""",
    ),
    (
        "tender",
        """
SELECT 'TD-' || lpad(CAST(i AS VARCHAR), 7, '0') AS tender_id, 'PP-' || lpad(CAST(i AS VARCHAR), 7, '0') AS plan_id, organisation_id, category, method, published_on, deadline_on,
       CASE WHEN awarded_on <= DATE '2026-06-30' THEN awarded_on END AS awarded_on, FALSE AS cancelled, region_id, CAST(round(amount * 1.05, -2) AS DECIMAL(18,2)) AS estimated
FROM _deal ORDER BY 1
""",
    ),
    (
        "bid",
        """
SELECT 'BD-' || lpad(CAST(i AS VARCHAR), 7, '0') || '-' || n AS bid_id, 'TD-' || lpad(CAST(i AS VARCHAR), 7, '0') AS tender_id,
       CASE WHEN n = 1 THEN vendor_id
            ELSE 'V' || lpad(CAST((CAST(substr(vendor_id, 2) AS BIGINT) + 1 + (n - 2) * rivals + CAST(floor(u(i, 'rival' || n) * rivals) AS BIGINT)) % vendors AS VARCHAR), 6, '0') END AS vendor_id,
       CAST(CASE WHEN n = 1 THEN amount ELSE round(amount * (1 + 0.03 * (n - 1) + 0.02 * u(i, 'bid' || n)), 2) END AS DECIMAL(18,2)) AS amount,
       CASE WHEN awarded_on > DATE '2026-06-30' THEN 'valid' WHEN n = 1 THEN 'winner' WHEN n = 5 THEN 'disqualified' ELSE 'valid' END AS status, CAST(deadline_on AS TIMESTAMP) - to_hours(n) AS submitted_at
FROM _deal, (SELECT range + 1 AS n FROM range(5)), (SELECT n AS vendors, (n - 1) // 4 AS rivals FROM _vendors) WHERE n <= 3 + CAST(floor(u(i, 'bidders') * 3) AS INTEGER) AND method IN ('open', 'negotiation', 'consultation') AND deadline_on <= DATE '2026-06-30' ORDER BY 1
""",
    ),
    (
        "_contract",
        """
SELECT d.*, 'CT-' || lpad(CAST(d.i AS VARCHAR), 7, '0') AS contract_id, v.account, v.size, v.registered_on FROM _deal d JOIN vendor v ON v.vendor_id = d.vendor_id
WHERE d.signed_on <= DATE '2026-06-30'
QUALIFY d.method IN ('open', 'framework') OR row_number() OVER (PARTITION BY d.organisation_id, d.vendor_id, d.category ORDER BY d.i) = 1
""",
    ),
    (
        "contract",
        """
SELECT contract_id, 'TD-' || lpad(CAST(i AS VARCHAR), 7, '0') AS tender_id, organisation_id, vendor_id, category, item_class, method, signed_on, amount,
       CAST(NULL AS VARCHAR) AS change_of, signed_on + 120 AS due_on, CASE WHEN u(i, 'agreed') < 0.15 THEN 60 END AS payment_days_agreed FROM _contract
UNION ALL BY NAME
SELECT contract_id || '-B1' AS contract_id, 'TD-' || lpad(CAST(i AS VARCHAR), 7, '0') AS tender_id, organisation_id, vendor_id, category, item_class, method, signed_on + 20 AS signed_on,
       CAST(round(amount * 0.06, 2) AS DECIMAL(18,2)) AS amount, contract_id AS change_of, signed_on + 140 AS due_on, CAST(NULL AS INTEGER) AS payment_days_agreed
FROM _contract WHERE u(i, 'changed') < 0.06 AND signed_on + 20 <= DATE '2026-06-30' ORDER BY contract_id
""",
    ),
    (
        "acceptance",
        """
SELECT 'AC-' || lpad(CAST(i AS VARCHAR), 7, '0') AS acceptance_id, contract_id, delivered_on, delivered_on + 3 AS accepted_on, delivered_on + 4 AS invoiced_on
FROM _contract WHERE delivered_on + 4 <= DATE '2026-06-30' ORDER BY 1
""",
    ),
    # treasury pays on working days: a day and the first one worked from it on
    (
        "_worked",
        """
SELECT d.day, w.day AS worked_on FROM _day d JOIN _workday w ON w.ordinal = CASE WHEN d.working THEN d.ordinal ELSE d.ordinal + 1 END
""",
    ),
    (
        "_contract_payment",
        """
SELECT c.*, p.n, p.kind, w.worked_on AS paid_on, CAST(round(c.amount * p.share, 2) AS DECIMAL(18,2)) AS paid,
       'BL-' || year(w.worked_on) || '-' || c.organisation_id || '-7' AS budget_line_id
FROM _contract c, LATERAL (VALUES (1, 'advance', 0.3, c.signed_on + 7),
     (2, 'final', 0.7, c.delivered_on + 5 + CAST(floor(u(c.i, 'pay') * 15) AS INTEGER))) AS p(n, kind, share, day)
JOIN _worked w ON w.day = p.day
WHERE w.worked_on <= DATE '2026-06-30'
""",
    ),
    (
        "_purchase_line",
        """
WITH planned AS (SELECT organisation_id, year, sum(amount) AS planned FROM _deal GROUP BY ALL),
paid AS (SELECT organisation_id, year(paid_on) AS year, sum(paid) AS bought FROM _contract_payment GROUP BY ALL),
lines AS (
    SELECT 'BL-' || y.year || '-' || o.organisation_id || '-7' AS budget_line_id, o.organisation_id, o.number, o.region_id, o.ability, y.year, coalesce(p.planned, 0) AS planned,
           coalesce(c.bought, 0) AS bought, least(0.97, 0.90 + 0.06 * o.ability) * CASE WHEN y.year IN (2023, 2026) THEN 0.43 + 0.17 * u(o.organisation_id, 'pace') ELSE 1.0 END AS share
    FROM _org o CROSS JOIN (VALUES (2023), (2024), (2025), (2026)) AS y(year)
    LEFT JOIN planned p ON p.organisation_id = o.organisation_id AND p.year = y.year LEFT JOIN paid c ON c.organisation_id = o.organisation_id AND c.year = y.year
)
SELECT budget_line_id, organisation_id, number, region_id, ability, year, 7 AS n, '政府采购项目' AS project, '310' AS economic_code, 'project' AS kind, bought,
       CAST(ceil(greatest(150000 + u(budget_line_id, 'small purchases') * 350000, CAST(planned AS DOUBLE) * 1.06, CAST(bought AS DOUBLE) / share / 0.94) / 1000) * 1000 AS DECIMAL(18,2)) AS adjusted
FROM lines
""",
    ),
    # what contracts do not take of the line of purchases goes into small ones
    (
        "_all_lines",
        """
SELECT budget_line_id, organisation_id, number, region_id, ability, year, n, project, economic_code, kind, adjusted, CAST(0 AS DECIMAL(18,2)) AS bought FROM _line
UNION ALL BY NAME SELECT * FROM _purchase_line
""",
    ),
    (
        "budget_line",
        """
SELECT budget_line_id, organisation_id, project, '201' || lpad(CAST(n AS VARCHAR), 2, '0') AS functional_code, economic_code, CAST(year AS INTEGER) AS year,
       CAST(round(adjusted * (0.92 + 0.12 * u(budget_line_id, 'initial')), -3) AS DECIMAL(18,2)) AS initial, adjusted, kind,
       CASE WHEN u(budget_line_id, 'carried') < 0.05 THEN CAST(year - 1 AS INTEGER) END AS carried_from
FROM _all_lines ORDER BY 1
""",
    ),
    (
        "budget_movement",
        """
SELECT 'BM-' || substr(budget_line_id, 4) AS movement_id, budget_line_id, make_date(year, 5, 1 + CAST(floor(u(budget_line_id, 'moved') * 27) AS INTEGER)) AS moved_on,
       CAST(adjusted - initial AS DECIMAL(18,2)) AS amount, CASE WHEN kind = 'project' THEN '专项资金' END AS earmark, u(budget_line_id, 'direct') < 0.1 AND project <> '政府采购项目' AS direct_transfer
FROM budget_line WHERE adjusted <> initial ORDER BY 1
""",
    ),
    (
        "payment",
        """
WITH drawn AS MATERIALIZED (
    SELECT r.i, CAST(floor(u(r.i, 'pay day') * 20000) AS INTEGER) AS day_slot, 1 + CAST(floor(u(r.i, 'payer') * o.n) AS BIGINT) AS payer,
           CAST(floor(u(r.i, 'payee') * v.n) AS BIGINT) AS payee,
           CASE WHEN u(r.i, 'line') < 0.36 THEN 1 WHEN u(r.i, 'line') < 0.50 THEN 2 WHEN u(r.i, 'line') < 0.66 THEN 3 WHEN u(r.i, 'line') < 0.75 THEN 4 WHEN u(r.i, 'line') < 0.84 THEN 5 WHEN u(r.i, 'line') < 0.93 THEN 6 ELSE 7 END AS line
    FROM (SELECT i FROM _number WHERE i < payments()) r, (SELECT count(*) AS n FROM _org) o, _vendors v
),
spread AS MATERIALIZED (
    SELECT d.i, d.payer, d.payee, d.line, w.worked_on AS paid_on FROM drawn d JOIN _day_slot y ON y.slot = d.day_slot JOIN _worked w ON w.day = y.day
),
-- no line stays unspent, and what was transferred directly is paid out within a month
assured AS (
    SELECT payments() + l.number * 28 + (l.year - 2023) * 7 + l.n AS i, l.number AS payer, l.n AS line,
           coalesce(m.moved_on + 5 + CAST(floor(u(l.budget_line_id, 'soon') * 20) AS INTEGER),
                    make_date(l.year, CASE WHEN l.year = 2023 THEN 7 ELSE 1 END, 1) + CAST(floor(u(l.budget_line_id, 'once') * CASE WHEN l.year IN (2023, 2026) THEN 178 ELSE 355 END) AS INTEGER)) AS day
    FROM _all_lines l
    LEFT JOIN budget_movement m ON m.budget_line_id = l.budget_line_id AND m.direct_transfer AND l.year > 2023
    LEFT JOIN (SELECT DISTINCT payer, line, year(paid_on) AS year FROM spread) s ON s.payer = l.number AND s.line = l.n AND s.year = l.year
    WHERE s.payer IS NULL OR m.moved_on IS NOT NULL
),
placed AS MATERIALIZED (
    SELECT *, year(paid_on) AS year FROM (
        SELECT i, payer, payee, line, paid_on FROM spread
        UNION ALL SELECT a.i, a.payer, CAST(floor(u(a.i, 'payee') * v.n) AS BIGINT), a.line, w.worked_on FROM assured a JOIN _worked w ON w.day = a.day, _vendors v
    )
),
regular AS (
    SELECT r.i, l.organisation_id, l.budget_line_id, l.economic_code, l.project, l.adjusted, l.bought, r.paid_on, r.payee,
           count(*) OVER (PARTITION BY l.budget_line_id) AS on_line, u(r.i, 'amount') AS share, pow(u(r.i, 'mantissa'), 2) AS skew,
           least(0.97, 0.90 + 0.06 * l.ability) AS rate
    FROM placed r JOIN _all_lines l ON l.number = r.payer AND l.year = r.year AND l.n = r.line
),
shared AS (
    SELECT *, (0.15 + exp(1.1 * (2 * share - 1)) * (0.4 + skew)) AS weight,
           CASE WHEN year(paid_on) IN (2023, 2026) THEN 0.43 + 0.17 * u(organisation_id, 'pace') ELSE 1.0 END AS part
    FROM regular
),
entered AS (
SELECT 'PY-' || lpad(CAST(i AS VARCHAR), 9, '0') AS payment_id, organisation_id, budget_line_id, CAST(NULL AS VARCHAR) AS contract_id,
       'V' || lpad(CAST(payee AS VARCHAR), 6, '0') AS vendor_id, token(payee, 'vendor account') AS payee_account,
       greatest(CAST(12.5 AS DECIMAL(18,2)), CAST(round((CAST(adjusted AS DOUBLE) * rate * part - CAST(bought AS DOUBLE)) * weight / sum(weight) OVER (PARTITION BY budget_line_id), 2) AS DECIMAL(18,2))) AS amount,
       CAST(paid_on AS TIMESTAMP) + INTERVAL 15 HOUR AS paid_at, paid_on, CAST(paid_on AS TIMESTAMP) + INTERVAL 16 HOUR AS recorded_at,
       pick(['购置办公用品', '物业费', '印刷费', '维修费', '培训费', '差旅费', '网络通信费', '水电费'], i, 'summary') AS summary, economic_code,
       CASE WHEN u(i, 'settled') < 0.9 THEN 'direct' ELSE 'authorised' END AS settlement,
       CASE WHEN u(i, 'no invoice') < 0.02 THEN NULL ELSE 'FP' || upper(token(i, 'invoice')) END AS invoice, 'regular' AS kind, CAST(NULL AS VARCHAR) AS reverses
FROM shared
UNION ALL BY NAME
SELECT 'PC-' || lpad(CAST(i AS VARCHAR), 7, '0') || '-' || n AS payment_id, organisation_id, budget_line_id, contract_id, vendor_id, account AS payee_account,
       paid AS amount, CAST(paid_on AS TIMESTAMP) + INTERVAL 15 HOUR AS paid_at, paid_on,
       CAST(paid_on AS TIMESTAMP) + INTERVAL 16 HOUR AS recorded_at, '合同款' AS summary, '310' AS economic_code,
       'direct' AS settlement, 'FC' || upper(token(i, 'contract invoice' || n)) AS invoice, kind, CAST(NULL AS VARCHAR) AS reverses
FROM _contract_payment
)
SELECT *, 'JZ' || year(paid_on) || '-' || lpad(CAST(row_number() OVER (PARTITION BY organisation_id, year(paid_on) ORDER BY paid_on, payment_id) AS VARCHAR), 5, '0') AS voucher
FROM entered ORDER BY payment_id
""",
    ),
    (
        "benefit_programme",
        """
SELECT * FROM (VALUES ('BP-OLD', '高龄津贴', 'O990000-civil_affairs', CAST(NULL AS DECIMAL(18,2)), CAST([] AS VARCHAR[])),
    ('BP-LIV', '最低生活保障', 'O990000-civil_affairs', 12000.00, ['BP-SPE']), ('BP-SPE', '特困供养', 'O990000-civil_affairs', 12000.00, ['BP-LIV']),
    ('BP-DIS', '残疾人两项补贴', 'O990000-disabled', CAST(NULL AS DECIMAL(18,2)), CAST([] AS VARCHAR[])), ('BP-FAR', '耕地地力保护补贴', 'O990000-agriculture', CAST(NULL AS DECIMAL(18,2)), CAST([] AS VARCHAR[])))
    AS v(programme_id, name, organisation_id, income_limit, excludes) ORDER BY 1
""",
    ),
    (
        "_recipient",
        """
SELECT i, 'P' || token(i, 'recipient') AS recipient, o.organisation_id, o.region_id, pick(['BP-OLD', 'BP-OLD', 'BP-LIV', 'BP-SPE', 'BP-DIS'], i, 'programme') AS programme_id,
       CASE WHEN u(i, 'dies') < 0.03 THEN DATE '2024-01-01' + CAST(u(i, 'died') * 850 AS INTEGER) END AS died_on
FROM (SELECT i FROM _number WHERE i < greatest(400, CAST(payments() / 40 AS BIGINT))) r
JOIN _org o ON o.kind = 'civil_affairs' AND o.region_id = '99' || lpad(CAST(1 + CAST(floor(u(r.i, 'lives') * 16) AS INTEGER) AS VARCHAR), 2, '0') || '00'
""",
    ),
    (
        "life_status",
        """
SELECT recipient AS person, 'deceased' AS kind, CAST(NULL AS VARCHAR) AS value, died_on AS from_on, CAST(NULL AS DATE) AS to_on FROM _recipient WHERE died_on IS NOT NULL
UNION ALL BY NAME
SELECT 'P' || token(organisation_id || n, 'employee') AS person, 'public_employee' AS kind, organisation_id AS value, DATE '2015-01-01' AS from_on, CAST(NULL AS DATE) AS to_on
FROM _org, (SELECT range AS n FROM range(3))
UNION ALL BY NAME
SELECT recipient AS person, 'income_band' AS kind, pick(['0-6000', '6000-9000', '9000-12000'], i, 'income') AS value, DATE '2025-01-01' AS from_on, CAST(NULL AS DATE) AS to_on
FROM _recipient WHERE programme_id IN ('BP-LIV', 'BP-SPE') AND u(i, 'income known') < 0.97 ORDER BY 1, 2, 4
""",
    ),
    (
        "benefit_grant",
        """
SELECT 'BG-' || lpad(CAST(r.i AS VARCHAR), 7, '0') || '-' || strftime(m.first, '%Y%m') AS grant_id, r.programme_id, r.recipient, r.region_id, r.organisation_id,
       strftime(m.first, '%Y-%m') AS month, CAST(200 + 50 * CAST(floor(u(r.i, 'rate') * 12) AS INTEGER) AS DECIMAL(18,2)) AS amount, token(r.i, 'recipient account') AS account, m.first + 14 AS paid_on
FROM _recipient r, (SELECT CAST(range AS DATE) AS first FROM range(DATE '2025-07-01', DATE '2026-07-01', INTERVAL 1 MONTH)) m
WHERE m.first + 14 <= DATE '2026-06-30' AND (r.died_on IS NULL OR m.first <= r.died_on) ORDER BY 1
""",
    ),
    (
        "performance_target",
        """
SELECT 'PT-' || substr(budget_line_id, 4) || '-' || k.indicator AS target_id, organisation_id, project, CAST(year AS INTEGER) AS year, k.indicator, 100.0 AS target,
       CASE WHEN year < 2026 THEN round(100 * (0.9 + 0.08 * ability + 0.05 * z(budget_line_id, k.indicator)), 1) END AS reached
FROM (SELECT * FROM _all_lines WHERE kind = 'project'), (VALUES ('产出'), ('效益'), ('满意度')) AS k(indicator) ORDER BY 1
""",
    ),
    (
        "audit_sample_item",
        """
SELECT 'sample-2025' AS sample_id, payment_id AS item_key, 'payment' AS source_table, amount AS book_amount,
       CASE WHEN n = 17 THEN CAST(amount * 0.8 AS DECIMAL(18,2)) ELSE amount END AS audited_amount,
       CASE WHEN n = 17 THEN 'unsupported' ELSE 'none' END AS error_kind,
       CASE WHEN n = 17 THEN '验收单只支持八成' END AS note
FROM (SELECT payment_id, amount, row_number() OVER (ORDER BY md5(payment_id || 'sample'), payment_id) AS n FROM payment
      WHERE year(paid_on) = 2025 AND amount > 0) WHERE n <= 40 ORDER BY item_key
""",
    ),
    (
        "benefit_reply",
        """
SELECT 'BR-2025' AS request_id, CAST(n AS INTEGER) AS item, 'FUND-158' AS rule_id, account AS subject_key, amount, CASE WHEN n = 3 THEN 'unknown' ELSE 'justified' END AS answer,
       CASE WHEN n = 3 THEN '户籍系统查无此人' ELSE '同一家庭合用账户' END AS note
FROM (SELECT account, sum(amount) AS amount, row_number() OVER (ORDER BY account) AS n FROM benefit_grant WHERE month = '2025-09' GROUP BY account) WHERE n <= 3 ORDER BY item
""",
    ),
)
