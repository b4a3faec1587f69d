-- What ten rules about payments flag, as one script tuned by hand: every payment is read once for all tests of a single row.
WITH undone AS (SELECT DISTINCT reverses FROM payment WHERE reverses IS NOT NULL),
standing AS MATERIALIZED (
    SELECT p.payment_id, p.organisation_id, p.payee_account, p.amount, p.paid_on, p.invoice, p.summary, p.economic_code, p.budget_line_id
    FROM payment p ANTI JOIN undone u ON u.reverses = p.payment_id WHERE p.reverses IS NULL AND coalesce(p.amount, 1) > 0
),
bodies AS (SELECT organisation_id, bool_or(budget_line_id IS NOT NULL) AS names_lines FROM payment GROUP BY 1),
lined AS (SELECT DISTINCT organisation_id FROM budget_line),
persons AS (SELECT DISTINCT organisation_id, account FROM staff WHERE account IS NOT NULL),
single AS (
    SELECT count(*) FILTER (WHERE l.organisation_id IS NOT NULL AND r.names_lines AND b.budget_line_id IS NULL) AS "FUND-116",
           count(*) FILTER (WHERE left(coalesce(p.economic_code, b.economic_code), 5) NOT IN ('30212', '30217', '30231', '30239', '31013')
               AND regexp_matches(p.summary, '接待|招待|宴请|餐费|用餐|烟酒|礼品|土特产|出国|出境|购车|车辆购置|公务用车|加油|燃油|过路费')
               AND NOT regexp_matches(p.summary, '信访接待|群众接待|接待室|接待窗口|接待大厅|接待站|接待中心|加油站|食堂')) AS "FUND-119",
           count(*) FILTER (WHERE b.kind = 'project' AND (left(p.economic_code, 3) = '301' OR left(p.economic_code, 5) IN ('30205', '30206', '30208', '30229')
               OR (left(coalesce(p.economic_code, ''), 3) <> '303' AND regexp_matches(p.summary, '工资|津补贴|奖金|绩效工资|加班费|公积金|社会保险费|养老保险|职工福利')))) AS "FUND-120",
           count(*) FILTER (WHERE a.organisation_id = p.organisation_id AND a.kind <> 'union') AS "FUND-121",
           count(*) FILTER (WHERE w.parent_organisation_id = p.organisation_id OR y.parent_organisation_id = a.organisation_id) AS "FUND-122",
           count(*) FILTER (WHERE a.kind = 'union' AND NOT contains(p.summary, '工会经费')) AS "FUND-123",
           count(*) FILTER (WHERE s.account IS NOT NULL AND p.amount >= {personal_least} AND coalesce(left(p.economic_code, 3) NOT IN ('301', '303'), TRUE)
               AND NOT coalesce(regexp_matches(p.summary, '工资|报销|差旅|抚恤|丧葬|退休'), FALSE)
               AND (p.economic_code IS NOT NULL OR p.summary IS NOT NULL)) AS "FUND-124"
    FROM standing p
    LEFT JOIN budget_line b ON b.budget_line_id = p.budget_line_id
    LEFT JOIN bodies r ON r.organisation_id = p.organisation_id
    LEFT JOIN lined l ON l.organisation_id = p.organisation_id
    LEFT JOIN organisation_account a ON a.account = p.payee_account
    LEFT JOIN organisation w ON w.organisation_id = a.organisation_id
    LEFT JOIN organisation y ON y.organisation_id = p.organisation_id
    LEFT JOIN persons s ON s.organisation_id = p.organisation_id AND s.account = p.payee_account
),
twice AS (
    SELECT count(*) FILTER (WHERE date_diff('day', earlier_on, paid_on) <= {within_days}) AS "FUND-102"
    FROM (
        SELECT p.paid_on, lag(p.paid_on) OVER (PARTITION BY organisation_id, payee_account, amount, invoice ORDER BY paid_on, payment_id) AS earlier_on
        FROM standing p SEMI JOIN (
            SELECT invoice, amount, payee_account FROM standing WHERE paid_on IS NOT NULL GROUP BY ALL HAVING count(*) > 1
        ) k ON k.invoice = p.invoice AND k.amount = p.amount AND k.payee_account = p.payee_account
        WHERE p.paid_on IS NOT NULL
    )
),
plain AS MATERIALIZED (
    SELECT *, replace(replace(replace(regexp_replace(upper(invoice), '[^0-9A-Z]', '', 'g'), 'O', '0'), 'I', '1'), 'L', '1') AS key
    FROM standing WHERE invoice IS NOT NULL AND payee_account IS NOT NULL
),
respelt AS (
    SELECT count(*) FILTER (WHERE first <> invoice) AS "FUND-146"
    FROM (
        SELECT p.invoice, first_value(p.invoice) OVER (PARTITION BY p.organisation_id, p.payee_account, p.key ORDER BY p.paid_on, p.payment_id
                   ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS first
        FROM plain p SEMI JOIN (
            SELECT payee_account, key FROM plain SEMI JOIN (
                SELECT key FROM plain WHERE key <> '' GROUP BY key HAVING count(*) > 1
            ) r USING (key) GROUP BY ALL HAVING min(invoice) <> max(invoice)
        ) k ON k.key = p.key AND k.payee_account = p.payee_account
    )
),
elsewhere AS (
    SELECT count(*) FILTER (WHERE first <> payee_account) AS "FUND-147"
    FROM (
        SELECT p.payee_account, first_value(p.payee_account) OVER (PARTITION BY p.invoice, p.amount ORDER BY p.paid_on, p.payment_id
                   ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS first
        FROM standing p SEMI JOIN (
            SELECT invoice, amount FROM standing SEMI JOIN (
                SELECT invoice FROM standing GROUP BY invoice HAVING count(*) > 1
            ) r USING (invoice) GROUP BY ALL HAVING min(payee_account) <> max(payee_account)
        ) k ON k.invoice = p.invoice AND k.amount = p.amount
        WHERE p.payee_account IS NOT NULL
    )
)
SELECT * FROM twice, single, respelt, elsewhere
