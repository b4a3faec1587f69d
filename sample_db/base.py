"""Owns regions, organisations, systems and the catalogue of services in the sample. It refuses volume."""

from __future__ import annotations

STATEMENTS: tuple[tuple[str, str], ...] = (
    (
        "region",
        """
SELECT region_id, name, name_en, CASE WHEN region_id = '990000' THEN 'province' ELSE 'city' END AS level,
       CASE WHEN region_id <> '990000' THEN '990000' END AS parent_region_id,
       CASE WHEN region_id = '990000' THEN 61000000 ELSE 1500000 + CAST(u(region_id, 'pop') * 6000000 AS BIGINT) END AS population,
       CAST(250000 + u(region_id, 'old') * 1200000 AS BIGINT) AS aged_60_plus,
       CAST(20000 + u(region_id, 'dis') * 90000 AS BIGINT) AS disabled,
       CAST(30000 + u(region_id, 'off') * 150000 AS BIGINT) AS households_offline, DATE '2000-01-01' AS valid_from
FROM _city ORDER BY region_id
""",
    ),
    (
        "organisation",
        """
SELECT 'O' || c.region_id || '-' || k.kind AS organisation_id,
       CASE WHEN c.region_id = '990000' THEN '澜江省' || replace(k.name, '市', '') ELSE c.name || k.name END AS name,
       c.name_en || ' ' || k.name_en AS name_en, k.kind, CASE WHEN c.region_id = '990000' THEN 'province' ELSE 'city' END AS level,
       c.region_id, CASE WHEN c.region_id <> '990000' THEN 'O990000-' || k.kind END AS parent_organisation_id,
       '1199' || upper(token(c.region_id || k.kind, 'credit')) AS credit_code,
       CAST(20 + u(c.region_id || k.kind, 'staff') * 300 AS INTEGER) AS staff_count, DATE '2000-01-01' AS valid_from
FROM _city c, _kind k ORDER BY 1
""",
    ),
    (
        "_org",
        """
SELECT o.organisation_id, o.region_id, o.kind, o.name, k.weight,
       0.75 * c.ability + 0.35 * z(o.organisation_id, 'ability') AS ability,
       row_number() OVER (ORDER BY o.organisation_id) AS number
FROM organisation o JOIN _city c ON c.region_id = o.region_id JOIN _kind k ON k.kind = o.kind
WHERE o.level = 'city'
""",
    ),
    (
        "system",
        """
WITH drawn AS (
    SELECT 'S-' || organisation_id AS system_id, organisation_id, name || '业务系统' AS name,
           CASE WHEN u(organisation_id, 'level') < 0.35 THEN 3 ELSE 2 END AS protection_level, ability
    FROM _org WHERE weight >= 2
)
SELECT system_id, organisation_id, name, protection_level, u(system_id, 'critical') < 0.06 AS critical_infrastructure,
       DATE '2021-01-01' + CAST(u(system_id, 'filed') * 700 AS INTEGER) AS filed_on,
       DATE '2026-06-30' - CAST(u(system_id, 'assessed') * 350 AS INTEGER) AS assessed_on,
       CAST(pick([60, 120, 240, 240, 480], system_id, 'rto') AS INTEGER) AS recovery_time_target_minutes,
       CAST(pick([15, 60, 240, 1440], system_id, 'rpo') AS INTEGER) AS recovery_point_target_minutes,
       CAST(pick([2, 3, 3, 4], system_id, 'recovery') AS INTEGER) AS recovery_level, CAST([] AS VARCHAR[]) AS depends_on
FROM drawn ORDER BY system_id
""",
    ),
    (
        "_template",
        """
SELECT s.kind, s.number, s.name, s.name_en, s.statutory, s.kind || '-' || s.number AS template,
       greatest(1, CAST(round(s.statutory * (0.35 + 0.3 * u(s.kind || s.number, 'promise'))) AS INTEGER)) AS promised,
       CASE WHEN u(s.kind || s.number, 'civil') < 0.15 THEN 'civil' ELSE 'working' END AS day_kind,
       CAST(2 + floor(u(s.kind || s.number, 'depth') * 6) AS INTEGER) AS depth, u(s.kind || s.number, 'second') < 0.35 AS renewed,
       CASE WHEN u(s.kind || s.number, 'fee') < 0.2 THEN round(10 + u(s.kind || s.number, 'much') * 190, 0) ELSE 0 END AS fee
FROM _service s
""",
    ),
    (
        "service_item",
        """
WITH versions AS (
    SELECT t.*, v.version, CASE WHEN v.version = 1 THEN DATE '2020-01-01' ELSE DATE '2025-01-01' END AS valid_from,
           CASE WHEN v.version = 1 AND t.renewed THEN DATE '2024-12-31' END AS valid_to
    FROM _template t, (VALUES (1), (2)) AS v(version) WHERE v.version = 1 OR t.renewed
)
SELECT 'I' || o.region_id || '-' || t.template AS item_id, t.version AS item_version, t.name, t.name_en, o.organisation_id, o.region_id,
       CASE WHEN u(t.template, 'service') < 0.2 THEN 'public_service' ELSE 'on_application' END AS kind,
       CASE WHEN t.statutory <= 5 THEN 'immediate' ELSE 'promised' END AS form,
       t.statutory AS statutory_days,
       greatest(1, CAST(round(t.promised * (1 - 0.15 * o.ability) * CASE WHEN t.version = 2 THEN 0.85 ELSE 1 END) AS INTEGER)) AS promised_days,
       t.day_kind, least(7, greatest(1, t.depth + t.version - 1)) AS online_depth,
       CASE WHEN t.depth + t.version - 1 >= 5 THEN 0 ELSE CAST(1 + floor(u(t.template, 'visits') * 2) AS INTEGER) END AS visits_required,
       CAST(2 + floor(u(t.template, 'materials') * 9) AS INTEGER) AS materials_required,
       CASE WHEN u(t.template, 'bundle') < 0.25 THEN 'B' || CAST(1 + floor(u(t.template, 'which') * 13) AS INTEGER) END AS bundle_id,
       u(t.template, 'free') < 0.08 AS no_application, CAST(t.fee AS DECIMAL(18,2)) AS fee,
       CASE WHEN o.weight >= 2 THEN 'S-' || o.organisation_id END AS system_id, t.valid_from, t.valid_to
FROM versions t JOIN _org o ON o.kind = t.kind ORDER BY 1, 2
""",
    ),
    (
        "_item",
        """
WITH weighted AS (
    SELECT i.item_id, any_value(i.organisation_id) AS organisation_id, any_value(i.region_id) AS region_id, any_value(o.ability) AS ability,
           any_value(t.renewed) AS renewed, any_value(i.online_depth) AS depth, any_value(i.fee) AS fee, any_value(i.day_kind) AS day_kind,
           any_value(t.statutory) AS statutory, any_value(o.weight) * (0.3 + u(i.item_id, 'busy')) * (0.6 + any_value(r.population) / 8000000.0) AS weight,
           min(i.promised_days) FILTER (WHERE i.item_version = 1) AS promised_1, min(i.promised_days) AS promised_2,
           any_value(i.materials_required) AS materials, any_value(i.bundle_id) AS bundle_id, any_value(i.visits_required) AS visits
    FROM service_item i JOIN _org o ON o.organisation_id = i.organisation_id JOIN region r ON r.region_id = i.region_id
    JOIN _template t ON 'I' || i.region_id || '-' || t.template = i.item_id
    GROUP BY i.item_id
)
SELECT *, sum(weight) OVER (ORDER BY item_id) / sum(weight) OVER () AS upto FROM weighted
""",
    ),
    (
        "_item_slot",
        """
SELECT s.slot, i.* FROM (SELECT range AS slot, (range + 0.5) / 50000 AS share FROM range(50000)) s
ASOF JOIN (SELECT *, coalesce(lag(upto) OVER (ORDER BY item_id), 0) AS from_share FROM _item) i ON s.share >= i.from_share
""",
    ),
    (
        "_day_slot",
        """
WITH weighted AS (
    SELECT d.day, d.ordinal, d.working,
           CASE WHEN d.working THEN 1.0 ELSE 0.18 END
           * CASE isodow(d.day) WHEN 1 THEN 1.25 WHEN 5 THEN 0.85 ELSE 1.0 END
           * (1 + 0.12 * sin((dayofyear(d.day) - 60) * 0.0172)) * CASE WHEN month(d.day) = 2 THEN 0.75 ELSE 1 END
           * (1 + 0.15 * date_diff('day', f.starts, d.day) / 1096.0) AS weight
    FROM _day d, _fixed f WHERE d.day BETWEEN f.starts AND f.cut_off
),
shared AS (SELECT *, sum(weight) OVER (ORDER BY day) / sum(weight) OVER () AS upto FROM weighted)
SELECT s.slot, d.day, d.ordinal, d.working FROM (SELECT range AS slot, (range + 0.5) / 20000 AS share FROM range(20000)) s
ASOF JOIN (SELECT *, coalesce(lag(upto) OVER (ORDER BY day), 0) AS from_share FROM shared) d ON s.share >= d.from_share
""",
    ),
    ("_workday", "SELECT ordinal, min(day) AS day FROM _day WHERE working GROUP BY 1"),
    (
        "extract_info",
        """
SELECT 'LJ-2026Q2' AS extract_id, '澜江省抽取包 2026Q2' AS name, starts AS period_starts_on, cut_off AS period_ends_on,
       CAST(cut_off AS TIMESTAMP) + INTERVAL 18 HOUR AS cut_at,
       ['一体化平台', '预算管理一体化', '数据共享平台', '安全运营平台'] AS source_systems, 'Asia/Shanghai' AS zone,
       'lanjiang-2026Q2' AS pseudonym_scheme, '内部' AS classification, '2026年二季度政务服务监督' AS purpose,
       '示例数据，无法律依据' AS legal_basis, ['澜江省政务服务监督组'] AS recipients, DATE '2028-12-31' AS destroy_by
FROM _fixed
""",
    ),
    # numbered rows as a table: DuckDB knows how many there are, and so keeps the small side of a join in memory
    ("_number", "SELECT range AS i FROM range(greatest(400, cases()))"),
)
