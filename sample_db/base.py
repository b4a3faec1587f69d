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
       '1199' || upper(substr(token(c.region_id || k.kind, 'credit'), 1, 14)) AS credit_code,
       CAST(20 + u(c.region_id || k.kind, 'staff') * 300 AS INTEGER) AS staff_count, DATE '2000-01-01' AS valid_from,
       CASE WHEN m.kind IS NOT NULL THEN m.merged_on - 1 END AS valid_to, 'O' || m.region_id || '-' || m.heir AS successor_organisation_id
FROM _city c CROSS JOIN _kind k LEFT JOIN _merger m ON m.region_id = c.region_id AND m.kind = k.kind ORDER BY 1
""",
    ),
    (
        "_org",
        """
SELECT o.organisation_id, o.region_id, o.kind, o.name, k.weight, o.successor_organisation_id AS heir, o.valid_to,
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
       CASE WHEN u(s.kind || s.number, 'fee') < 0.2 THEN round(10 + u(s.kind || s.number, 'much') * 190, 0) ELSE 0 END AS fee, b.bundle_id,
       s.kind || '-' || s.number IN ('ecology-1', 'health-1', 'natural_resources-2') AS handed_up
FROM _service s LEFT JOIN _bundle b ON b.kind = s.kind AND b.number = s.number
""",
    ),
    # an item changes once at most: where its body went into another, else where its terms were renewed, some by a reform
    (
        "_entry",
        """
SELECT 'I' || o.region_id || '-' || t.template AS item_id, t.*, o.organisation_id, o.region_id, o.ability, o.weight, o.heir,
       CASE WHEN o.heir IS NOT NULL THEN o.valid_to + 1 WHEN t.renewed THEN DATE '2025-01-01' END AS renewed_on,
       o.heir IS NULL AND t.renewed AND u('I' || o.region_id || '-' || t.template, 'reform') < 0.5 AS reformed
FROM _template t JOIN _org o ON o.kind = t.kind
""",
    ),
    (
        "service_item",
        """
WITH versions AS (
    SELECT e.*, v.version, v.version = 2 AND heir IS NULL AS better,
           least(7, greatest(1, e.depth + CASE WHEN v.version = 2 AND heir IS NULL THEN 1 ELSE 0 END)) AS online_depth
    FROM _entry e, (VALUES (1), (2)) AS v(version) WHERE v.version = 1 OR e.renewed_on IS NOT NULL
)
SELECT item_id, version AS item_version, name, name_en, CASE WHEN version = 2 THEN coalesce(heir, organisation_id) ELSE organisation_id END AS organisation_id, region_id,
       CASE WHEN u(template, 'service') < 0.2 THEN 'public_service' ELSE 'on_application' END AS kind,
       CASE WHEN statutory <= 5 THEN 'immediate' ELSE 'promised' END AS form, statutory AS statutory_days,
       greatest(1, CAST(round(promised * (1 - 0.15 * ability) * CASE WHEN better AND reformed THEN 0.75 WHEN better THEN 0.85 ELSE 1 END) AS INTEGER)) AS promised_days,
       day_kind, online_depth, CASE WHEN online_depth >= 5 THEN 0 ELSE CAST(1 + floor(u(template, 'visits') * 2) AS INTEGER) END AS visits_required,
       CAST(2 + floor(u(template, 'materials') * 9) AS INTEGER) + CASE WHEN reformed AND version = 1 THEN 2 ELSE 0 END AS materials_required,
       bundle_id, u(template, 'free') < 0.08 AS no_application, CAST(fee AS DECIMAL(18,2)) AS fee,
       CASE WHEN weight >= 2 THEN 'S-' || organisation_id END AS system_id, CASE version WHEN 1 THEN DATE '2020-01-01' ELSE renewed_on END AS valid_from,
       CASE WHEN version = 1 THEN renewed_on - 1 END AS valid_to
FROM versions ORDER BY 1, 2
""",
    ),
    (
        "_item",
        """
WITH told AS (
    SELECT i.item_id, max(i.item_version) AS versions, arg_min(i.organisation_id, i.item_version) AS organisation_id, arg_max(i.organisation_id, i.item_version) AS heir,
           min(i.promised_days) FILTER (WHERE i.item_version = 1) AS promised_1, arg_max(i.promised_days, i.item_version) AS promised_2,
           arg_min(i.materials_required, i.item_version) AS materials_1, arg_max(i.materials_required, i.item_version) AS materials_2,
           arg_min(i.visits_required, i.item_version) AS visits_1, arg_max(i.visits_required, i.item_version) AS visits_2,
           arg_min(i.online_depth, i.item_version) AS depth_1, arg_max(i.online_depth, i.item_version) AS depth_2
    FROM service_item i GROUP BY i.item_id
),
weighted AS (
    SELECT t.*, e.region_id, e.template, e.ability, e.renewed_on, e.reformed, e.fee, e.day_kind, e.statutory, e.bundle_id, e.handed_up,
           e.weight * (0.3 + u(e.item_id, 'busy')) * (0.6 + r.population / 8000000.0) AS weight
    FROM told t JOIN _entry e ON e.item_id = t.item_id JOIN region r ON r.region_id = e.region_id
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
    # for a slot of an item of one matter: a slot of each further item of that matter in the same city, by its place
    (
        "_part_slot",
        """
WITH parts AS (
    SELECT i.item_id, x.item_id AS part, CAST(row_number() OVER (PARTITION BY i.item_id ORDER BY x.item_id) AS INTEGER) AS place
    FROM _item i JOIN _item x ON x.bundle_id = i.bundle_id AND x.region_id = i.region_id AND x.item_id <> i.item_id
)
SELECT s.slot, p.place, f.slot AS part_slot FROM _item_slot s JOIN parts p ON p.item_id = s.item_id
JOIN (SELECT item_id, min(slot) AS slot FROM _item_slot GROUP BY item_id) f ON f.item_id = p.part
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
       'lanjiang' AS pseudonym_scheme, '内部' AS classification, '2026年二季度政务服务监督' AS purpose,
       '示例数据，无法律依据' AS legal_basis, ['澜江省政务服务监督组'] AS recipients, DATE '2028-12-31' AS destroy_by
FROM _fixed
""",
    ),
    # numbered rows as a table: DuckDB knows how many there are, and so keeps the small side of a join in memory
    ("_number", "SELECT range AS i FROM range(greatest(400, cases(), payments(), purchases()))"),
)
