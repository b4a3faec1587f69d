-- What all rules about funds flag, as one script written and tuned by hand. It knows every rule, so what several of them rest
-- on is worked out once, and only what may be flagged is looked at closely: nothing is counted as clear or not computable.
-- A statement ends with a semicolon at the end of its line; a name in braces is a parameter of a rule.

CREATE OR REPLACE TEMP TABLE flag (rule VARCHAR, key VARCHAR[]);

-- ---- payments, one by one -------------------------------------------------------------------------------------------
CREATE OR REPLACE TEMP TABLE undone AS SELECT DISTINCT reverses AS payment_id FROM payment WHERE reverses IS NOT NULL;

CREATE OR REPLACE TEMP TABLE line AS
SELECT coalesce(b.budget_line_id, e.budget_line_id) AS budget_line_id, b.budget_line_id IS NOT NULL AS known, b.kind = 'project' AS project,
       b.economic_code AS heading, e.budget_line_id IS NOT NULL AS earmarked
FROM budget_line b
FULL JOIN (SELECT DISTINCT budget_line_id FROM budget_movement WHERE earmark IS NOT NULL AND budget_line_id IS NOT NULL) e ON e.budget_line_id = b.budget_line_id;

CREATE OR REPLACE TEMP TABLE own AS
SELECT account FROM organisation_account WHERE account IS NOT NULL UNION SELECT account FROM staff WHERE account IS NOT NULL;

CREATE OR REPLACE TEMP TABLE suspect AS
SELECT p.payment_id, p.organisation_id, p.budget_line_id, p.payee_account, p.amount, p.paid_on, p.recorded_at, p.summary, p.economic_code, p.settlement,
       coalesce(l.known, FALSE) AS known, coalesce(l.project, FALSE) AS project, coalesce(l.earmarked, FALSE) AS earmarked,
       coalesce(p.economic_code, l.heading) AS heading, d.day IS NOT NULL AS idle
FROM payment p
LEFT JOIN line l ON l.budget_line_id = p.budget_line_id
LEFT JOIN (SELECT day FROM calendar_day WHERE NOT working) d ON d.day = p.paid_on
LEFT JOIN own o ON o.account = p.payee_account
WHERE p.reverses IS NULL AND coalesce(p.amount, 1) > 0 AND (
      l.known IS NOT TRUE OR o.account IS NOT NULL OR p.settlement = 'cash'
   OR (d.day IS NOT NULL AND p.amount >= {idle_day_least})
   OR date_diff('day', p.paid_on, CAST(p.recorded_at AS DATE)) > {record_days}
   OR (l.earmarked AND regexp_matches(p.economic_code, '^(301|30212|30217|30228|30229|30231|30239|31013)'))
   OR (l.project AND (left(p.economic_code, 3) = '301' OR left(p.economic_code, 5) IN ('30205', '30206', '30208', '30229')))
   OR regexp_matches(p.summary, '接待|招待|宴请|餐费|用餐|烟酒|礼品|土特产|出国|出境|购车|车辆购置|公务用车|加油|燃油|过路费|工资|津补贴|奖金|绩效工资|加班费|公积金|社会保险费|养老保险|职工福利'));

DELETE FROM suspect WHERE payment_id IN (SELECT payment_id FROM undone);

INSERT INTO flag SELECT 'FUND-116', [payment_id] FROM suspect s
WHERE NOT known AND organisation_id IN (SELECT organisation_id FROM budget_line)
  AND organisation_id IN (SELECT p.organisation_id FROM payment p WHERE p.budget_line_id IS NOT NULL AND p.organisation_id IN (SELECT organisation_id FROM suspect WHERE NOT known));

INSERT INTO flag SELECT 'FUND-119', [payment_id] FROM suspect
WHERE left(heading, 5) NOT IN ('30212', '30217', '30231', '30239', '31013')
  AND regexp_matches(summary, '接待|招待|宴请|餐费|用餐|烟酒|礼品|土特产|出国|出境|购车|车辆购置|公务用车|加油|燃油|过路费')
  AND NOT regexp_matches(summary, '信访接待|群众接待|接待室|接待窗口|接待大厅|接待站|接待中心|加油站|食堂');

INSERT INTO flag SELECT 'FUND-120', [payment_id] FROM suspect
WHERE project AND (left(economic_code, 3) = '301' OR left(economic_code, 5) IN ('30205', '30206', '30208', '30229')
   OR (left(coalesce(economic_code, ''), 3) <> '303' AND regexp_matches(summary, '工资|津补贴|奖金|绩效工资|加班费|公积金|社会保险费|养老保险|职工福利')));

INSERT INTO flag SELECT unnest(list_filter([
           CASE WHEN a.organisation_id = s.organisation_id AND a.kind <> 'union' THEN 'FUND-121' END,
           CASE WHEN w.parent_organisation_id = s.organisation_id OR y.parent_organisation_id = a.organisation_id THEN 'FUND-122' END,
           CASE WHEN a.kind = 'union' AND NOT contains(s.summary, '工会经费') THEN 'FUND-123' END], lambda one: one IS NOT NULL)), [payment_id]
FROM suspect s JOIN organisation_account a ON a.account = s.payee_account
LEFT JOIN organisation w ON w.organisation_id = a.organisation_id
LEFT JOIN organisation y ON y.organisation_id = s.organisation_id;

INSERT INTO flag SELECT 'FUND-124', [payment_id] FROM suspect s
SEMI JOIN staff e ON e.account = s.payee_account AND e.organisation_id = s.organisation_id
WHERE amount >= {personal_least} AND (economic_code IS NOT NULL OR summary IS NOT NULL) AND coalesce(left(economic_code, 3) NOT IN ('301', '303'), TRUE)
  AND NOT coalesce(regexp_matches(summary, '工资|报销|差旅|抚恤|丧葬|退休'), FALSE);

INSERT INTO flag SELECT 'FUND-125', [payment_id] FROM suspect
WHERE earmarked AND regexp_matches(economic_code, '^(301|30212|30217|30228|30229|30231|30239|31013)');

INSERT INTO flag SELECT 'FUND-149', [payment_id] FROM suspect WHERE idle AND amount >= {idle_day_least};

INSERT INTO flag SELECT 'FUND-154', [payment_id] FROM suspect WHERE date_diff('day', paid_on, CAST(recorded_at AS DATE)) > {record_days};

INSERT INTO flag SELECT 'FUND-155', [payment_id] FROM suspect s LEFT JOIN organisation o ON o.organisation_id = s.organisation_id
JOIN standard_value v ON v.standard = 'cash-limit' AND v.name = 'amount' AND v.region_id = coalesce(o.region_id, '*') AND s.paid_on BETWEEN v.effective_from AND v.effective_to
WHERE s.settlement = 'cash' AND s.amount > v.money;

-- ---- payments that repeat ------------------------------------------------------------------------------------------
-- one pass finds the numbers of invoices that occur again, however they are spelt; the three rules then look at those alone
CREATE OR REPLACE TEMP TABLE again AS
SELECT plain FROM (
    SELECT hash(CASE WHEN regexp_matches(invoice, '[^0-9A-HJ-KM-NP-Z]') THEN translate(regexp_replace(upper(invoice), '[^0-9A-Z]', '', 'g'), 'OIL', '011') ELSE invoice END) AS plain
    FROM payment WHERE invoice IS NOT NULL AND reverses IS NULL AND coalesce(amount, 1) > 0
) GROUP BY plain HAVING count(*) > 1;

CREATE OR REPLACE TEMP TABLE reused AS
SELECT p.payment_id, p.organisation_id, p.payee_account, p.amount, p.paid_on, p.invoice,
       translate(regexp_replace(upper(p.invoice), '[^0-9A-Z]', '', 'g'), 'OIL', '011') AS plain
FROM payment p ANTI JOIN undone u ON u.payment_id = p.payment_id
WHERE p.invoice IS NOT NULL AND p.reverses IS NULL AND coalesce(p.amount, 1) > 0
  AND hash(CASE WHEN regexp_matches(p.invoice, '[^0-9A-HJ-KM-NP-Z]') THEN translate(regexp_replace(upper(p.invoice), '[^0-9A-Z]', '', 'g'), 'OIL', '011') ELSE p.invoice END) IN (SELECT plain FROM again);

INSERT INTO flag SELECT 'FUND-102', [payment_id] FROM (
    SELECT payment_id, paid_on - lag(paid_on) OVER (PARTITION BY organisation_id, payee_account, amount, invoice ORDER BY paid_on, payment_id) AS gap
    FROM reused WHERE payee_account IS NOT NULL AND amount IS NOT NULL AND paid_on IS NOT NULL
) WHERE gap <= {within_days};

INSERT INTO flag SELECT 'FUND-146', [payment_id] FROM (
    SELECT payment_id, invoice, first(invoice) OVER (PARTITION BY organisation_id, payee_account, plain ORDER BY paid_on, payment_id) AS earliest
    FROM reused WHERE payee_account IS NOT NULL AND plain <> ''
) WHERE earliest <> invoice;

INSERT INTO flag SELECT 'FUND-147', [payment_id] FROM (
    SELECT payment_id, payee_account, first(payee_account) OVER (PARTITION BY invoice, amount ORDER BY paid_on, payment_id) AS earliest
    FROM reused WHERE amount IS NOT NULL
) WHERE earliest <> payee_account;

CREATE OR REPLACE TEMP TABLE equal AS
SELECT hash(payee_account, amount) AS mark FROM payment WHERE amount >= {near_least} AND payee_account IS NOT NULL AND paid_on IS NOT NULL AND reverses IS NULL
GROUP BY mark HAVING count(*) > 1;

INSERT INTO flag SELECT 'FUND-145', [payment_id] FROM (
    SELECT p.payment_id, p.invoice, p.paid_on, lag(p.payment_id) OVER same AS earlier, lag(p.paid_on) OVER same AS earlier_on, lag(p.invoice) OVER same AS earlier_invoice
    FROM payment p ANTI JOIN undone u ON u.payment_id = p.payment_id
    WHERE p.amount >= {near_least} AND p.payee_account IS NOT NULL AND p.paid_on IS NOT NULL AND p.reverses IS NULL AND hash(p.payee_account, p.amount) IN (SELECT mark FROM equal)
    WINDOW same AS (PARTITION BY p.organisation_id, p.payee_account, p.amount, p.contract_id ORDER BY p.paid_on, p.payment_id)
) WHERE paid_on - earlier_on <= {near_days} AND invoice IS DISTINCT FROM earlier_invoice;

-- ---- payments by line, body, heading and month: one pass for nine rules ---------------------------------------------
CREATE OR REPLACE TEMP TABLE spent AS
SELECT p.organisation_id, p.budget_line_id, p.economic_code, year(p.paid_on) AS year, month(p.paid_on) AS month,
       p.reverses IS NULL AND coalesce(p.amount, 1) > 0 AS standing, p.amount IS NULL AS unknown, p.amount % 10000 = 0 AS even, contains(p.summary, '结转') IS TRUE AS carried,
       count(*) AS payments, sum(p.amount) AS paid
FROM payment p GROUP BY ALL;

-- what was undone does not stand; there is little of it, so it is moved afterwards
INSERT INTO spent
SELECT p.organisation_id, p.budget_line_id, p.economic_code, year(p.paid_on), month(p.paid_on), s.standing, p.amount IS NULL, p.amount % 10000 = 0, contains(p.summary, '结转') IS TRUE, sum(s.sign), sum(s.sign * p.amount)
FROM payment p SEMI JOIN undone u ON u.payment_id = p.payment_id CROSS JOIN (VALUES (TRUE, -1), (FALSE, 1)) AS s(standing, sign)
WHERE p.reverses IS NULL AND coalesce(p.amount, 1) > 0 GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE on_line AS
SELECT b.budget_line_id, b.organisation_id, b.project, b.year, b.kind, b.adjusted, b.carried_from, coalesce(s.paid, 0) AS paid,
       coalesce(s.unknown, FALSE) AS unknown, coalesce(s.undated, FALSE) AS undated
FROM budget_line b
LEFT JOIN (SELECT budget_line_id, sum(paid) AS paid, bool_or(unknown) AS unknown, bool_or(year IS NULL) AS undated FROM spent GROUP BY ALL) s ON s.budget_line_id = b.budget_line_id;

INSERT INTO flag SELECT 'FUND-110', [budget_line_id] FROM on_line WHERE NOT unknown AND paid > adjusted;

INSERT INTO flag SELECT 'FUND-115', [budget_line_id] FROM on_line CROSS JOIN period q
WHERE kind = 'project' AND year BETWEEN 1900 AND 2200 AND adjusted >= {idle_least} AND paid = 0 AND NOT unknown AND NOT undated
  AND make_date(year, 1, 1) >= q.starts AND last_day(make_date(year, {idle_months}, 1)) <= q.cut_off;

INSERT INTO flag SELECT 'FUND-117', [budget_line_id] FROM on_line b LEFT JOIN organisation o ON o.organisation_id = b.organisation_id
JOIN standard_value v ON v.standard = 'carry-over-age' AND v.name = 'years' AND v.region_id = coalesce(o.region_id, '*') AND make_date(b.year, 1, 1) BETWEEN v.effective_from AND v.effective_to
WHERE b.year BETWEEN 1900 AND 2200 AND b.year - b.carried_from >= v.days AND NOT b.unknown AND b.adjusted > b.paid;

INSERT INTO flag SELECT 'FUND-128', [budget_line_id] FROM on_line b ANTI JOIN performance_target t ON t.organisation_id = b.organisation_id AND t.project = b.project AND t.year = b.year
WHERE b.kind = 'project' AND b.project IS NOT NULL AND b.adjusted >= {target_least} AND b.year IN (SELECT year FROM performance_target);

INSERT INTO flag SELECT 'FUND-127', [r.organisation_id, r.project, CAST(r.year AS VARCHAR)] FROM (
    SELECT organisation_id, project, year, bool_or(reached IS NULL OR target IS NULL OR target <= 0) AS open,
           avg(share) FILTER (WHERE regexp_matches(word, '产出|output')) AS output,
           avg(share) FILTER (WHERE regexp_matches(word, '效益|benefit') AND NOT regexp_matches(word, '产出|output')) AS benefit,
           avg(share) FILTER (WHERE regexp_matches(word, '满意|satisf') AND NOT regexp_matches(word, '产出|output|效益|benefit')) AS satisfaction
    FROM (SELECT *, lower(indicator) AS word, least(1, greatest(0, reached / nullif(target, 0))) AS share FROM performance_target) GROUP BY 1, 2, 3
) r
JOIN (SELECT organisation_id, project, year, sum(adjusted) AS budget, sum(paid) AS paid, bool_or(adjusted IS NULL OR unknown) AS unknown FROM on_line GROUP BY 1, 2, 3) b
  ON b.organisation_id = r.organisation_id AND b.project = r.project AND b.year = r.year
LEFT JOIN organisation o ON o.organisation_id = r.organisation_id
JOIN standard_value v ON v.standard = 'performance-grade' AND v.name = 'poor' AND v.region_id = coalesce(o.region_id, '*') AND make_date(r.year, 12, 31) BETWEEN v.effective_from AND v.effective_to
WHERE NOT r.open AND r.year BETWEEN 1900 AND 2200 AND b.budget > 0 AND NOT b.unknown
  AND 10 * least(1, greatest(0, b.paid / b.budget)) + 50 * r.output + 30 * r.benefit + 10 * r.satisfaction < v.value;

INSERT INTO flag SELECT 'FUND-111', [y.organisation_id, CAST(y.year AS VARCHAR)] FROM (
    SELECT organisation_id, year, sum(paid) AS total, coalesce(sum(paid) FILTER (WHERE month = 12), 0) AS december, sum(payments) AS payments, bool_or(unknown) AS unknown
    FROM spent WHERE organisation_id IS NOT NULL AND year IS NOT NULL AND NOT carried GROUP BY 1, 2
) y CROSS JOIN period q LEFT JOIN organisation o ON o.organisation_id = y.organisation_id
JOIN standard_value v ON v.standard = 'budget-year-end' AND v.name = 'share' AND v.region_id = coalesce(o.region_id, '*') AND make_date(y.year, 12, 31) BETWEEN v.effective_from AND v.effective_to
WHERE NOT y.unknown AND make_date(y.year, 12, 31) <= q.cut_off AND make_date(y.year, 1, 1) >= q.starts AND y.total >= {least} AND y.payments >= {least_payments}
  AND y.december > CAST(v.value AS DECIMAL(9,4)) * y.total;

INSERT INTO flag SELECT 'FUND-148', [organisation_id, CAST(year AS VARCHAR)] FROM (
    SELECT organisation_id, year, sum(payments) AS payments, sum(payments) FILTER (WHERE even) AS evens, max(payments) FILTER (WHERE unknown) AS unknown
    FROM (SELECT organisation_id, year, even, unknown, sum(payments) AS payments FROM spent WHERE standing GROUP BY ALL) WHERE organisation_id IS NOT NULL AND year IS NOT NULL GROUP BY 1, 2
) WHERE coalesce(unknown, 0) = 0 AND payments >= {round_payments} AND evens * 100 > payments * {round_percent};

INSERT INTO flag SELECT 'FUND-118', [s.organisation_id, CAST(s.year AS VARCHAR), s.heading] FROM (
    SELECT s.organisation_id, s.year, left(coalesce(s.economic_code, b.economic_code), 5) AS heading, sum(s.paid) AS paid, bool_or(s.unknown) AS unknown
    FROM spent s LEFT JOIN budget_line b ON b.budget_line_id = s.budget_line_id
    WHERE s.organisation_id IS NOT NULL AND s.year IS NOT NULL AND left(coalesce(s.economic_code, b.economic_code), 5) IN ('30212', '30217', '30231', '31013') GROUP BY ALL
) s
LEFT JOIN (SELECT organisation_id, year, left(economic_code, 5) AS heading, sum(adjusted) AS budget, bool_or(adjusted IS NULL) AS unknown FROM budget_line GROUP BY ALL) b
  ON b.organisation_id = s.organisation_id AND b.year = s.year AND b.heading = s.heading
WHERE NOT s.unknown AND b.unknown IS NOT TRUE AND s.paid > coalesce(b.budget, 0)
  AND (s.organisation_id, s.year) IN (SELECT organisation_id, year FROM budget_line WHERE year BETWEEN 1900 AND 2200);

INSERT INTO flag
WITH budgets AS (SELECT organisation_id, year, sum(adjusted) AS budget, bool_or(adjusted IS NULL) AS unknown FROM budget_line WHERE organisation_id IS NOT NULL AND year BETWEEN 1900 AND 2200 GROUP BY 1, 2),
staged AS (
    SELECT b.*, max(s.month) AS stage FROM budgets b JOIN (VALUES (6), (9), (10), (12)) AS s(month) ON TRUE CROSS JOIN period q
    WHERE last_day(make_date(b.year, s.month, 1)) <= q.cut_off AND make_date(b.year, 1, 1) >= q.starts GROUP BY ALL
),
paid AS (
    SELECT b.organisation_id, b.year, coalesce(sum(s.paid) FILTER (WHERE s.year * 12 + s.month <= b.year * 12 + g.stage), 0) AS paid, bool_or(s.unknown OR s.year IS NULL) AS unknown
    FROM budget_line b JOIN staged g ON g.organisation_id = b.organisation_id AND g.year = b.year JOIN spent s ON s.budget_line_id = b.budget_line_id GROUP BY 1, 2
)
SELECT 'FUND-114', [g.organisation_id, CAST(g.year AS VARCHAR)] FROM staged g
LEFT JOIN paid s ON s.organisation_id = g.organisation_id AND s.year = g.year
LEFT JOIN organisation o ON o.organisation_id = g.organisation_id
JOIN standard_value v ON v.standard = 'budget-progress' AND v.name = CASE g.stage WHEN 12 THEN 'year_end' ELSE 'behind' END AND v.region_id = coalesce(o.region_id, '*')
     AND last_day(make_date(g.year, g.stage, 1)) BETWEEN v.effective_from AND v.effective_to
WHERE NOT g.unknown AND g.budget > 0 AND s.unknown IS NOT TRUE
  AND coalesce(s.paid, 0) < g.budget * CASE g.stage WHEN 12 THEN CAST(v.value AS DECIMAL(9,4)) WHEN 10 THEN 0.8333 - CAST(v.value AS DECIMAL(9,4)) WHEN 9 THEN 0.75 - CAST(v.value AS DECIMAL(9,4)) ELSE 0.5 - CAST(v.value AS DECIMAL(9,4)) END;

INSERT INTO flag
WITH moved AS (
    SELECT m.movement_id, m.budget_line_id, m.moved_on, m.moved_on + CAST(v.days AS INTEGER) AS due_on
    FROM budget_movement m CROSS JOIN period q LEFT JOIN budget_line b ON b.budget_line_id = m.budget_line_id LEFT JOIN organisation o ON o.organisation_id = b.organisation_id
    JOIN standard_value v ON v.standard = 'direct-transfer' AND v.name = 'days' AND v.region_id = coalesce(o.region_id, '*') AND m.moved_on BETWEEN v.effective_from AND v.effective_to
    WHERE m.direct_transfer AND coalesce(m.amount, 1) > 0 AND m.moved_on >= q.starts
)
SELECT 'FUND-126', [m.movement_id] FROM moved m CROSS JOIN period q
WHERE m.due_on < q.cut_off AND m.movement_id NOT IN (
    SELECT n.movement_id FROM moved n JOIN payment p ON p.budget_line_id = n.budget_line_id
    WHERE p.paid_on BETWEEN n.moved_on AND n.due_on AND p.reverses IS NULL AND coalesce(p.amount, 1) > 0 AND p.payment_id NOT IN (SELECT payment_id FROM undone));

-- ---- payments by vendor ---------------------------------------------------------------------------------------------
CREATE OR REPLACE TEMP TABLE by_vendor AS
SELECT vendor_id, sum(amount) FILTER (WHERE amount > 0) AS most, count(*) FILTER (WHERE reverses IS NULL AND coalesce(amount, 1) > 0) AS standing,
       max(amount) FILTER (WHERE reverses IS NULL) AS largest
FROM payment WHERE vendor_id IS NOT NULL GROUP BY vendor_id;

-- the largest stands out only where the rest is small: their sum is at most so much
INSERT INTO flag
WITH candidate AS (
    SELECT v.vendor_id, v.standing FROM by_vendor v WHERE v.largest >= {factor_least} AND v.standing >= {factor_payments}
       AND v.most <= 1 + v.largest * (1 + (v.standing - 1) / CAST({factor_times} AS DECIMAL(9,2))) + coalesce((SELECT sum(amount) FROM payment WHERE amount > 0 AND payment_id IN (SELECT payment_id FROM undone)), 0)
          + coalesce((SELECT sum(amount) FROM payment WHERE amount > 0 AND reverses IS NOT NULL), 0)
)
SELECT 'FUND-152', [vendor_id] FROM (
    SELECT p.vendor_id, max(p.amount, 2) AS two, count(*) AS standing FROM payment p SEMI JOIN candidate c ON c.vendor_id = p.vendor_id ANTI JOIN undone u ON u.payment_id = p.payment_id
    WHERE p.reverses IS NULL AND coalesce(p.amount, 1) > 0 GROUP BY p.vendor_id HAVING NOT bool_or(p.amount IS NULL)
) WHERE standing >= {factor_payments} AND two[1] >= {factor_least} AND two[1] >= two[2] * CAST({factor_times} AS DECIMAL(9,2));

INSERT INTO flag SELECT 'FUND-151', [v.account] FROM vendor v SEMI JOIN by_vendor b ON b.vendor_id = v.vendor_id LEFT JOIN vendor_payee g ON g.vendor_id = v.vendor_id
WHERE v.account IS NOT NULL GROUP BY v.account HAVING min(coalesce(g.payee_id, v.vendor_id)) <> max(coalesce(g.payee_id, v.vendor_id));

INSERT INTO flag SELECT 'FUND-113', [t.vendor_id, t.staff_id] FROM (
    SELECT DISTINCT v.vendor_id, s.staff_id, s.organisation_id FROM vendor v JOIN staff s ON s.account = v.account
    UNION SELECT v.vendor_id, s.staff_id, s.organisation_id FROM vendor v JOIN staff s ON s.phone = v.phone
) t SEMI JOIN payment p ON p.vendor_id = t.vendor_id AND p.organisation_id = t.organisation_id;

-- one payee can hold so much of a buyer only if everything paid to it by all of them reaches that much
INSERT INTO flag
WITH buyer AS (
    SELECT organisation_id, sum(amount) AS total, sum(amount) FILTER (WHERE vendor_id IS NULL) AS unnamed
    FROM payment WHERE organisation_id IS NOT NULL GROUP BY 1 HAVING count(*) >= {buyer_payments} AND sum(amount) > 0 AND NOT bool_or(amount IS NULL)
),
payee AS (SELECT v.vendor_id, coalesce(g.payee_id, v.vendor_id) AS payee_id, sum(v.most) OVER (PARTITION BY coalesce(g.payee_id, v.vendor_id)) AS most FROM by_vendor v LEFT JOIN vendor_payee g ON g.vendor_id = v.vendor_id)
SELECT 'FUND-140', [b.organisation_id] FROM buyer b
JOIN (
    SELECT p.organisation_id, g.payee_id, sum(p.amount) AS amount FROM payment p JOIN payee g ON g.vendor_id = p.vendor_id JOIN buyer a ON a.organisation_id = p.organisation_id
    WHERE g.most * 100 > a.total * CAST({buyer_percent} AS DECIMAL(9,4)) GROUP BY 1, 2
) d ON d.organisation_id = b.organisation_id
WHERE coalesce(b.unnamed, 0) * 100 <= b.total * CAST({buyer_percent} AS DECIMAL(9,4)) AND d.amount > 0
GROUP BY b.organisation_id HAVING max(d.amount * 100 - b.total * CAST({buyer_percent} AS DECIMAL(9,4))) > 0;

-- ---- voucher numbers: a series without a gap holds as many numbers as it spans; only the others are gone through -------
CREATE OR REPLACE TEMP TABLE numbered AS
SELECT CAST(dense_rank() OVER (ORDER BY organisation_id) AS INTEGER) AS body, organisation_id FROM (SELECT DISTINCT organisation_id FROM payment WHERE organisation_id IS NOT NULL);

CREATE OR REPLACE TEMP TABLE voucher AS
SELECT n.body, p.year, p.series, p.number, count(*) AS times FROM (
    SELECT organisation_id, CAST(year(paid_on) AS SMALLINT) AS year, regexp_replace(voucher, '[0-9]+$', '') AS series, try_cast(regexp_extract(voucher, '[0-9]+$') AS BIGINT) AS number
    FROM payment WHERE voucher IS NOT NULL AND paid_on IS NOT NULL AND organisation_id IS NOT NULL
) p JOIN numbered n ON n.organisation_id = p.organisation_id WHERE p.number IS NOT NULL GROUP BY ALL;

INSERT INTO flag
WITH broken AS (
    SELECT body, year, series FROM voucher GROUP BY ALL
    HAVING count(*) >= 5 AND count(*) < max(number) - min(number) + 1 AND count(*) * 10 >= (max(number) - min(number) + 1) * 8
),
followed AS (
    SELECT v.*, lead(v.number) OVER (PARTITION BY v.body, v.year, v.series ORDER BY v.number) - v.number - 1 AS absent
    FROM voucher v SEMI JOIN broken b ON b.body = v.body AND b.year = v.year AND b.series = v.series
)
SELECT 'FUND-150', [n.organisation_id, f.series || '/' || f.year, CAST(f.number AS VARCHAR)] FROM followed f JOIN numbered n ON n.body = f.body WHERE f.absent BETWEEN 1 AND {gap_most};

-- ---- contracts ------------------------------------------------------------------------------------------------------
CREATE OR REPLACE TEMP TABLE deal AS
SELECT c.contract_id, c.organisation_id, coalesce(o.region_id, '*') AS region_id, c.tender_id, c.vendor_id, c.category, c.item_class, c.method, c.signed_on, c.amount, c.payment_days_agreed, v.money AS threshold
FROM contract c LEFT JOIN organisation o ON o.organisation_id = c.organisation_id
LEFT JOIN standard_value v ON v.standard = 'procurement-threshold' AND v.name = c.item_class AND v.region_id = coalesce(o.region_id, '*') AND c.signed_on BETWEEN v.effective_from AND v.effective_to
WHERE c.change_of IS NULL;

CREATE OR REPLACE TEMP TABLE change AS
SELECT change_of AS contract_id, sum(amount) AS added, bool_or(amount IS NULL) AS unknown FROM contract WHERE change_of IS NOT NULL GROUP BY 1;

INSERT INTO flag
WITH small AS (
    SELECT d.organisation_id, coalesce(g.payee_id, d.vendor_id) AS payee_id, d.vendor_id, d.category, d.contract_id, d.signed_on, d.amount, d.threshold
    FROM deal d LEFT JOIN vendor_payee g ON g.vendor_id = d.vendor_id
    WHERE coalesce(d.method, '') NOT IN ('open', 'framework') AND d.vendor_id IS NOT NULL AND d.category IS NOT NULL AND d.signed_on IS NOT NULL AND d.amount IS NOT NULL AND d.threshold IS NOT NULL
),
several AS (SELECT organisation_id, payee_id, category FROM small GROUP BY ALL HAVING count(*) >= 2 AND sum(greatest(amount, 0)) >= min(threshold)),
windowed AS (
    SELECT s.*, count(*) OVER near >= 2 AND max(s.amount) OVER near < s.threshold AND sum(s.amount) OVER near >= s.threshold AS split
    FROM small s SEMI JOIN several m ON m.organisation_id IS NOT DISTINCT FROM s.organisation_id AND m.payee_id = s.payee_id AND m.category = s.category
    WINDOW near AS (PARTITION BY s.organisation_id, s.payee_id, s.category ORDER BY s.signed_on RANGE BETWEEN CURRENT ROW AND INTERVAL {window_days} DAY FOLLOWING)
)
SELECT 'FUND-101', [organisation_id, vendor_id, contract_id] FROM (
    SELECT *, max(signed_on) FILTER (WHERE split) OVER (PARTITION BY organisation_id, payee_id, category ORDER BY signed_on, contract_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest FROM windowed
) WHERE split AND (latest IS NULL OR signed_on - latest > {window_days});

INSERT INTO flag
WITH near AS (
    SELECT contract_id, organisation_id, signed_on, threshold IS NOT NULL AND amount IS NOT NULL AND method IS NOT NULL AND method NOT IN ('open', 'framework') AND amount < threshold
           AND amount * 100 >= threshold * (100 - CAST({under_percent} AS DECIMAL(9,4))) AS just FROM deal
)
SELECT 'FUND-129', [contract_id] FROM (
    SELECT *, count(*) OVER (PARTITION BY organisation_id ORDER BY signed_on RANGE BETWEEN INTERVAL 365 DAY PRECEDING AND CURRENT ROW) AS alike FROM near WHERE just
) WHERE alike >= {under_least};

INSERT INTO flag SELECT unnest(list_filter([
           CASE WHEN d.method = 'single_source' AND d.amount * 100 >= d.threshold * CAST({single_percent} AS DECIMAL(9,4)) THEN 'FUND-130' END,
           CASE WHEN d.method NOT IN ('open', 'single_source', 'framework') AND d.amount >= d.threshold THEN 'FUND-131' END,
           CASE WHEN d.signed_on - v.registered_on <= {newcomer_days} AND d.amount >= {newcomer_least} THEN 'FUND-141' END,
           CASE WHEN d.amount > t.estimated THEN 'FUND-144' END], lambda one: one IS NOT NULL)), [d.contract_id]
FROM deal d LEFT JOIN vendor v ON v.vendor_id = d.vendor_id LEFT JOIN tender t ON t.tender_id = d.tender_id;

INSERT INTO flag SELECT 'FUND-142', [d.contract_id] FROM deal d JOIN tender t ON t.tender_id = d.tender_id
JOIN standard_value v ON v.standard = 'contract-signing' AND v.name = 'days' AND v.region_id = d.region_id AND t.awarded_on BETWEEN v.effective_from AND v.effective_to
WHERE coalesce(d.method, '') <> 'framework' AND d.signed_on - t.awarded_on > v.days;

INSERT INTO flag SELECT 'FUND-136', [d.contract_id] FROM deal d JOIN change h ON h.contract_id = d.contract_id
JOIN standard_value v ON v.standard = 'contract-additions' AND v.name = 'share' AND v.region_id = d.region_id AND d.signed_on BETWEEN v.effective_from AND v.effective_to
WHERE d.amount > 0 AND NOT h.unknown AND h.added > CAST(v.value AS DECIMAL(9,4)) * d.amount;

INSERT INTO flag SELECT DISTINCT 'FUND-112', [c.contract_id] FROM contract c JOIN vendor_sanction s ON s.vendor_id = c.vendor_id AND c.signed_on BETWEEN s.from_on AND coalesce(s.to_on, c.signed_on);

CREATE OR REPLACE TEMP TABLE settled AS
SELECT d.contract_id, d.organisation_id, d.region_id, d.payment_days_agreed, d.amount IS NULL OR coalesce(h.unknown, FALSE) AS unknown, d.amount + coalesce(h.added, 0) AS agreed,
       a.delivered_on, a.first_on, a.last_on, a.undated
FROM deal d LEFT JOIN change h ON h.contract_id = d.contract_id
LEFT JOIN (SELECT contract_id, max(delivered_on) AS delivered_on, min(accepted_on) AS first_on, max(accepted_on) AS last_on, bool_or(accepted_on IS NULL) AS undated FROM acceptance GROUP BY 1) a
  ON a.contract_id = d.contract_id;

INSERT INTO flag
WITH paid AS (SELECT contract_id, sum(amount) AS paid, bool_or(amount IS NULL) AS unknown FROM payment WHERE contract_id IS NOT NULL GROUP BY 1)
SELECT unnest(list_filter([
           CASE WHEN p.paid > s.agreed THEN 'FUND-103' END,
           CASE WHEN NOT s.undated AND date_diff('day', s.last_on, q.cut_off) > {ageing_days} AND (s.agreed - coalesce(p.paid, 0)) * 100 > s.agreed * CAST({retained_percent} AS DECIMAL(9,2)) THEN 'FUND-153' END],
           lambda one: one IS NOT NULL)), [s.contract_id]
FROM settled s CROSS JOIN period q LEFT JOIN paid p ON p.contract_id = s.contract_id WHERE NOT s.unknown AND p.unknown IS NOT TRUE;

-- payments under a contract: before acceptance, and late to a small firm; a change of a contract has terms of its own
INSERT INTO flag
WITH terms AS (
    SELECT contract_id, organisation_id, payment_days_agreed FROM contract
),
arrived AS (SELECT contract_id, max(delivered_on) AS delivered_on, min(accepted_on) AS accepted_on FROM acceptance WHERE contract_id IS NOT NULL GROUP BY 1),
due AS (
    SELECT p.payment_id, p.kind, p.paid_on, p.vendor_id, a.accepted_on, a.delivered_on, t.contract_id IS NOT NULL AS known, t.payment_days_agreed, coalesce(o.region_id, '*') AS region_id
    FROM payment p JOIN arrived a ON a.contract_id = p.contract_id LEFT JOIN terms t ON t.contract_id = p.contract_id LEFT JOIN organisation o ON o.organisation_id = p.organisation_id
    WHERE p.contract_id IS NOT NULL AND p.reverses IS NULL AND coalesce(p.amount, 1) > 0 AND coalesce(p.kind, '') NOT IN ('advance', 'progress') AND p.payment_id NOT IN (SELECT payment_id FROM undone)
),
term AS (SELECT region_id, effective_from, effective_to, max(days) FILTER (WHERE name = 'days') AS usual, max(days) FILTER (WHERE name = 'agreed_days') AS longest FROM standard_value WHERE standard = 'small-firm-payment' GROUP BY ALL)
SELECT unnest(list_filter([
           CASE WHEN d.kind IS NOT NULL AND d.paid_on < d.accepted_on THEN 'FUND-104' END,
           CASE WHEN d.known AND v.size <> 'large' AND d.paid_on - d.delivered_on > least(coalesce(d.payment_days_agreed, w.usual), w.longest) THEN 'FUND-109' END], lambda one: one IS NOT NULL)), [d.payment_id]
FROM due d LEFT JOIN vendor v ON v.vendor_id = d.vendor_id LEFT JOIN term w ON w.region_id = d.region_id AND d.delivered_on BETWEEN w.effective_from AND w.effective_to;

-- ---- tenders and bids: what is asked of all bids of a tender is worked out once -----------------------------------------
INSERT INTO flag SELECT 'FUND-107', [t.tender_id] FROM tender t
JOIN standard_value v ON v.standard = 'tender-advertising' AND v.name = 'open_days' AND v.region_id = coalesce(t.region_id, '*') AND t.published_on BETWEEN v.effective_from AND v.effective_to
WHERE t.method = 'open' AND t.cancelled IS DISTINCT FROM TRUE AND t.deadline_on - t.published_on < v.days;

CREATE OR REPLACE TEMP TABLE offer AS
SELECT tender_id, vendor_id, bool_or(status = 'winner') AS won, bool_or(status IN ('valid', 'winner')) AS valid, bool_or(status = 'valid') AS lost, bool_or(status = 'disqualified') AS refused,
       bool_or(coalesce(status, '') <> 'withdrawn') AS entered, bool_or(status IS NULL) AS unknown
FROM bid WHERE vendor_id IS NOT NULL GROUP BY 1, 2;

CREATE OR REPLACE TEMP TABLE field AS
SELECT o.*, t.region_id, t.method, t.awarded_on, t.cancelled FROM (
    SELECT tender_id, count(*) AS bidders, count(*) FILTER (WHERE valid) AS valid, count(*) FILTER (WHERE lost) AS lost, count(*) FILTER (WHERE refused) AS refused, bool_or(unknown) AS unknown
    FROM offer GROUP BY 1
) o JOIN tender t ON t.tender_id = o.tender_id;

INSERT INTO flag SELECT 'FUND-108', [f.tender_id] FROM field f
JOIN standard_value v ON v.standard = 'tender-bidders' AND v.name = 'fewest' AND v.region_id = coalesce(f.region_id, '*') AND f.awarded_on BETWEEN v.effective_from AND v.effective_to
WHERE f.method = 'open' AND f.cancelled IS DISTINCT FROM TRUE AND NOT f.unknown AND f.valid < v.value AND f.tender_id NOT IN (SELECT tender_id FROM bid WHERE vendor_id IS NULL AND tender_id IS NOT NULL);


INSERT INTO flag SELECT 'FUND-135', [tender_id] FROM field f
WHERE cancelled IS DISTINCT FROM TRUE AND NOT unknown AND bidders >= 3 AND lost = 0 AND refused >= {refused_least}
  AND tender_id IN (SELECT tender_id FROM bid WHERE status = 'winner')
  AND tender_id NOT IN (SELECT tender_id FROM bid WHERE status IS NULL AND tender_id IS NOT NULL);

INSERT INTO flag SELECT DISTINCT 'FUND-132', [t.tender_id] FROM (
    SELECT tender_id, amount FROM bid WHERE amount IS NOT NULL AND status IS DISTINCT FROM 'withdrawn' AND vendor_id IS NOT NULL GROUP BY 1, 2 HAVING min(vendor_id) <> max(vendor_id)
) a JOIN tender t ON t.tender_id = a.tender_id WHERE t.cancelled IS DISTINCT FROM TRUE;

CREATE OR REPLACE TEMP TABLE won AS
SELECT tender_id, sum(amount) AS total, min(amount) AS amount, min(vendor_id) AS vendor_id, min(vendor_id) IS DISTINCT FROM max(vendor_id) AS several, bool_or(amount IS NULL) AS unknown,
       max(submitted_at) AS submitted_at, bool_or(submitted_at IS NULL) AS undated
FROM bid WHERE status = 'winner' GROUP BY 1;

INSERT INTO flag SELECT 'FUND-133', [tender_id] FROM (
    SELECT w.tender_id, min(w.amount) AS amount, min(abs(b.amount - w.amount)) FILTER (WHERE b.amount <> w.amount) AS gap, bool_or(b.amount IS NULL) AS unknown
    FROM bid b JOIN won w ON w.tender_id = b.tender_id WHERE b.status = 'valid' AND b.vendor_id IS DISTINCT FROM w.vendor_id AND NOT w.unknown AND w.amount > 0 GROUP BY 1
) n SEMI JOIN tender t ON t.tender_id = n.tender_id AND t.cancelled IS DISTINCT FROM TRUE WHERE NOT unknown AND gap * 100 < amount * CAST({close_percent} AS DECIMAL(9,4));

INSERT INTO flag SELECT 'FUND-134', [t.tender_id] FROM tender t JOIN won w ON w.tender_id = t.tender_id
WHERE t.cancelled IS DISTINCT FROM TRUE AND NOT w.undated AND CAST(w.submitted_at AS DATE) > t.deadline_on;

INSERT INTO flag SELECT 'FUND-143', [d.contract_id] FROM deal d JOIN won w ON w.tender_id = d.tender_id
WHERE d.amount IS NOT NULL AND NOT w.unknown AND d.vendor_id IS NOT NULL AND w.vendor_id IS NOT NULL AND NOT w.several AND (d.vendor_id <> w.vendor_id OR d.amount > w.total);

-- the same bidders time and again are few: their fields are told apart by a hash first, by name after
INSERT INTO flag
WITH entered AS (
    SELECT o.tender_id, coalesce(g.payee_id, o.vendor_id) AS bidder, o.won FROM offer o LEFT JOIN vendor_payee g ON g.vendor_id = o.vendor_id WHERE o.entered
),
marked AS (SELECT tender_id, bit_xor(mark) AS who FROM (SELECT DISTINCT tender_id, hash(bidder) AS mark FROM entered) GROUP BY 1 HAVING count(*) >= 2),
often AS (
    SELECT list(m.tender_id) AS tenders FROM marked m JOIN tender t ON t.tender_id = m.tender_id
    WHERE t.awarded_on IS NOT NULL AND t.cancelled IS DISTINCT FROM TRUE AND t.category IS NOT NULL GROUP BY t.category, m.who HAVING count(*) >= {rotation_least}
),
chosen AS (
    SELECT e.tender_id, string_agg(DISTINCT e.bidder, ' ' ORDER BY e.bidder) AS bidders, min(e.bidder) FILTER (WHERE e.won) AS winner
    FROM entered e WHERE e.tender_id IN (SELECT unnest(tenders) FROM often) GROUP BY 1
),
ordered AS (
    SELECT t.category, c.bidders, c.winner, lag(c.winner) OVER (PARTITION BY t.category, c.bidders ORDER BY t.awarded_on, t.tender_id) AS before FROM chosen c JOIN tender t ON t.tender_id = c.tender_id
)
SELECT 'FUND-137', [category, bidders] FROM ordered GROUP BY category, bidders
HAVING count(*) >= {rotation_least} AND count(DISTINCT winner) >= 2 AND NOT bool_or(winner IS NULL) AND NOT coalesce(bool_or(winner = before), FALSE);

-- who never wins is soon found; only its company is looked at
INSERT INTO flag
WITH entered AS (
    SELECT o.tender_id, coalesce(g.payee_id, o.vendor_id) AS vendor_id, bool_or(o.won) AS won, bool_or(o.unknown) AS unknown
    FROM offer o JOIN tender t ON t.tender_id = o.tender_id LEFT JOIN vendor_payee g ON g.vendor_id = o.vendor_id WHERE o.entered AND t.awarded_on IS NOT NULL AND t.cancelled IS DISTINCT FROM TRUE GROUP BY 1, 2
),
never AS (SELECT vendor_id FROM entered GROUP BY 1 HAVING count(*) FILTER (WHERE won) = 0 AND count(*) >= {companion_least} AND NOT bool_or(unknown))
SELECT 'FUND-138', [w.vendor_id, c.vendor_id] FROM entered c SEMI JOIN never n ON n.vendor_id = c.vendor_id
JOIN entered w ON w.tender_id = c.tender_id AND w.won AND w.vendor_id <> c.vendor_id GROUP BY w.vendor_id, c.vendor_id HAVING count(*) >= {companion_least};

-- only what two vendors bear can be shared by two bidders
INSERT INTO flag
WITH mark AS (
    SELECT vendor_id, 1 AS what, phone AS mark FROM vendor WHERE phone IS NOT NULL UNION ALL SELECT vendor_id, 2, account FROM vendor WHERE account IS NOT NULL
    UNION ALL SELECT vendor_id, 3, address FROM vendor WHERE address IS NOT NULL UNION ALL SELECT vendor_id, 4, credit_code FROM vendor WHERE credit_code IS NOT NULL
),
shared AS (SELECT what, mark, unnest(list(DISTINCT vendor_id)) AS vendor_id FROM mark GROUP BY 1, 2 HAVING min(vendor_id) <> max(vendor_id))
SELECT DISTINCT 'FUND-139', [o.tender_id] FROM offer o JOIN shared s ON s.vendor_id = o.vendor_id SEMI JOIN tender t ON t.tender_id = o.tender_id AND t.cancelled IS DISTINCT FROM TRUE
WHERE o.entered GROUP BY o.tender_id, s.what, s.mark HAVING count(DISTINCT o.vendor_id) >= 2;

-- ---- benefits: the few whom something is known of are looked at, not all -------------------------------------------------
INSERT INTO flag SELECT DISTINCT 'FUND-105', [coalesce(g.programme_id, ''), g.recipient, g.month] FROM benefit_grant g
JOIN (SELECT person, min(from_on) AS died_on FROM life_status WHERE kind = 'deceased' GROUP BY 1) d ON d.person = g.recipient WHERE try_cast(g.month || '-01' AS DATE) > d.died_on;

INSERT INTO flag
WITH several AS (
    SELECT recipient, month FROM benefit_grant WHERE coalesce(amount, 1) > 0 AND recipient IS NOT NULL AND month IS NOT NULL
    GROUP BY 1, 2 HAVING count(*) > 1 AND count(*) = count(programme_id)
),
held AS (SELECT g.recipient, g.month, list(g.programme_id) AS programmes FROM benefit_grant g SEMI JOIN several s ON s.recipient = g.recipient AND s.month = g.month WHERE coalesce(g.amount, 1) > 0 GROUP BY 1, 2),
barred AS (SELECT list([programme_id, other]) AS pairs FROM (SELECT programme_id, unnest(excludes) AS other FROM benefit_programme))
SELECT 'FUND-106', [recipient, month] FROM held CROSS JOIN barred
WHERE len(list_distinct(programmes)) < len(programmes) OR len(list_filter(coalesce(pairs, []), lambda pair: list_contains(programmes, pair[1]) AND list_contains(programmes, pair[2]))) > 0;

INSERT INTO flag SELECT DISTINCT 'FUND-156', [g.programme_id, g.recipient, g.month] FROM benefit_grant g JOIN benefit_programme p ON p.programme_id = g.programme_id AND p.income_limit IS NOT NULL
JOIN life_status e ON e.person = g.recipient AND e.kind = 'public_employee' AND try_cast(g.month || '-01' AS DATE) BETWEEN e.from_on AND coalesce(e.to_on, DATE '9999-12-31');

INSERT INTO flag
WITH income AS (SELECT person, from_on, to_on, try_cast(regexp_extract(value, '^[0-9]+') AS DECIMAL(18,2)) AS income FROM life_status WHERE kind = 'income_band'),
above AS (SELECT DISTINCT person FROM income WHERE income > (SELECT min(income_limit) FROM benefit_programme))
SELECT 'FUND-157', [g.programme_id, g.recipient, g.month] FROM benefit_grant g SEMI JOIN above a ON a.person = g.recipient
JOIN benefit_programme p ON p.programme_id = g.programme_id JOIN income i ON i.person = g.recipient AND try_cast(g.month || '-01' AS DATE) BETWEEN i.from_on AND coalesce(i.to_on, DATE '9999-12-31')
GROUP BY g.programme_id, g.recipient, g.month HAVING arg_max(i.income, i.from_on) > min(p.income_limit);

INSERT INTO flag SELECT 'FUND-158', [account] FROM benefit_grant WHERE account IS NOT NULL
GROUP BY account HAVING count(DISTINCT recipient) >= {account_recipients} AND NOT bool_or(recipient IS NULL);

INSERT INTO flag SELECT DISTINCT 'FUND-159', [coalesce(g.programme_id, ''), coalesce(g.recipient, '')] FROM benefit_grant g SEMI JOIN staff s ON s.account = g.account AND s.organisation_id = g.organisation_id;
