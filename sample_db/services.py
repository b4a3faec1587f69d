"""Owns cases and everything around them in the sample: steps, pauses, supplements, attempts, reviews, the hotline."""

from __future__ import annotations

STATEMENTS: tuple[tuple[str, str], ...] = (
    (
        "_placed",
        """
WITH drawn AS (
    SELECT i, i - i % 8 AS head, CAST(i % 8 AS INTEGER) AS place, CAST(floor(u(i, 'item') * 50000) AS INTEGER) AS own_slot,
           CASE WHEN u(i - i % 8, 'together') < 0.55 THEN CAST(floor(u(i - i % 8, 'item') * 50000) AS INTEGER) END AS head_slot
    FROM (SELECT i FROM _number WHERE i < cases())
),
-- one matter: the case that leads, and its parts with other bodies of the same city, of the same person on the same day
led AS (
    SELECT d.i, CASE WHEN p.slot IS NULL THEN d.i ELSE d.head END AS lead, coalesce(p.part_slot, d.own_slot) AS item_slot
    FROM drawn d LEFT JOIN _part_slot p ON p.slot = d.head_slot AND p.place = d.place
),
dated AS (
    SELECT l.i, l.lead, s.*, y.day AS submitted_on, y.working, y.ordinal AS submitted_ordinal, date_diff('day', DATE '2023-07-01', y.day) / 1096.0 AS t,
           CASE WHEN y.day >= s.renewed_on THEN 2 ELSE 1 END AS version
    FROM led l JOIN _item_slot s ON s.slot = l.item_slot JOIN _day_slot y ON y.slot = CAST(floor(u(l.lead, 'day') * 20000) AS INTEGER)
)
SELECT i, lead, item_id, region_id, ability, fee, day_kind, statutory, reformed, version, submitted_on, working, submitted_ordinal, t,
       CASE version WHEN 2 THEN heir ELSE organisation_id END AS organisation_id, CASE version WHEN 2 THEN promised_2 ELSE promised_1 END AS promised,
       CASE version WHEN 2 THEN depth_2 ELSE depth_1 END AS depth, CASE version WHEN 2 THEN materials_2 ELSE materials_1 END AS materials,
       CASE version WHEN 2 THEN visits_2 ELSE visits_1 END AS visits, u(lead, 'cross') < 0.05 AS cross_region, handed_up,
       lead <> i OR (bundle_id IS NOT NULL AND i % 8 = 0 AND u(i, 'together') < 0.55) AS together
FROM dated
""",
    ),
    (
        "_case",
        """
WITH shaped AS (
    SELECT *, u(i, 'supplement') < 0.09 - 0.02 * ability AS supplemented, statutory > 5 AND u(i, 'pause') < 0.04 AS paused,
           statutory > 5 AND u(i, 'extension') < 0.012 AS extended,
           submitted_ordinal + CASE WHEN working THEN 0 ELSE 1 END + CAST(floor(u(i, 'accept') * 2) AS INTEGER)
           + CASE WHEN u(i, 'supplement') < 0.09 - 0.02 * ability THEN 3 + CAST(floor(u(i, 'answer') * 9) AS INTEGER) ELSE 0 END AS accepted_ordinal,
           greatest(0.02, (0.60 - 0.09 * ability - 0.05 * t + 0.16 * z(i, 'pace')) * (1.03 + 0.06 * cos((dayofyear(submitted_on) - 15) * 0.0172)) * CASE WHEN reformed AND version = 2 THEN 0.85 ELSE 1 END
               + CASE WHEN u(i, 'stuck') < 0.009 - 0.006 * ability THEN 0.5 + u(i, 'how') ELSE 0 END) AS pace,
           -- where several bodies or two regions must agree, the case now and then waits for the slowest of them
           (together OR cross_region) AND u(i, 'waits') < 0.035 - 0.033 * ability AS waited,
           3 + CAST(floor(u(i, 'wait') * 8) AS INTEGER) AS pause_length, 5 + CAST(floor(u(i, 'longer') * 6) AS INTEGER) AS extension_days
    FROM _placed
),
timed AS (
    SELECT s.*, CASE WHEN waited THEN statutory + 1 + CAST(floor(u(i, 'how long') * 9) AS INTEGER) ELSE CAST(round(promised * pace) AS INTEGER) END
           + CASE WHEN extended THEN CAST(round(extension_days * CASE WHEN waited THEN 1 ELSE 0.7 END) AS INTEGER) ELSE 0 END AS used
    FROM shaped s
),
ended AS (
    SELECT t.*, a.day AS accepted_on, p.day AS pause_from, q.day AS pause_to,
           CASE WHEN day_kind = 'civil' THEN a.day + used + CASE WHEN paused THEN CAST(q.day - p.day + 1 AS INTEGER) ELSE 0 END ELSE c.day END AS closed_on
    FROM timed t
    JOIN _workday a ON a.ordinal = t.accepted_ordinal
    LEFT JOIN _workday p ON t.paused AND p.ordinal = t.accepted_ordinal + 1
    LEFT JOIN _workday q ON t.paused AND q.ordinal = t.accepted_ordinal + t.pause_length
    LEFT JOIN _workday c ON c.ordinal = t.accepted_ordinal + t.used + CASE WHEN t.paused THEN t.pause_length ELSE 0 END
)
SELECT i, lead, 'BJ-' || lpad(CAST(i AS VARCHAR), 9, '0') AS case_id, item_id, version, organisation_id, region_id, ability, depth, fee, statutory, promised,
       day_kind, materials, visits, t, cross_region, handed_up, reformed AND version = 1 AS examined_twice, materials - CASE WHEN u(i, 'spared') < 0.2 THEN 1 ELSE 0 END AS asked, submitted_on, supplemented, paused, extended, extension_days, used,
       CASE WHEN accepted_on <= cut_off THEN accepted_on END AS accepted_on, pause_from, pause_to,
       CASE WHEN closed_on <= cut_off THEN closed_on END AS closed_on,
       CASE WHEN u(i, 'outcome') < 0.03 THEN 'refused' WHEN u(i, 'outcome') < 0.055 THEN 'withdrawn' ELSE 'granted' END AS outcome,
       CASE WHEN u(i, 'channel') < 0.30 + 0.09 * t + 0.02 * depth + 0.05 * ability + CASE WHEN reformed AND version = 2 AND visits = 0 THEN 0.15 ELSE 0 END THEN pick(['web', 'app', 'app', 'mini_program'], i, 'online')
            WHEN u(i, 'channel') > 0.955 THEN 'assisted' WHEN u(i, 'channel') > 0.93 THEN 'kiosk' ELSE 'counter' END AS channel,
       CASE WHEN u(lead, 'age') < 0.02 THEN 'under_18' WHEN u(lead, 'age') < 0.76 THEN '18_59' WHEN u(lead, 'age') < 0.94 THEN '60_74' ELSE '75_plus' END AS age_band
FROM ended, _fixed
""",
    ),
    (
        "service_case",
        """
SELECT case_id, item_id, CAST(version AS INTEGER) AS item_version, organisation_id, region_id,
       CASE WHEN u(i, 'no channel') < 0.004 THEN NULL ELSE channel END AS channel,
       CASE WHEN u(lead, 'who') < 0.62 THEN 'natural_person' WHEN u(lead, 'who') < 0.88 THEN 'enterprise' WHEN u(lead, 'who') < 0.97 THEN 'individual_business' ELSE 'institution' END AS applicant_kind,
       CASE WHEN u(lead, 'no age') < 0.02 OR u(lead, 'who') >= 0.62 THEN NULL ELSE age_band END AS age_band, u(lead, 'disabled') < 0.03 AS disability,
       CAST(submitted_on AS TIMESTAMP) + to_minutes(CAST(8 * 60 + u(i, 'minute') * CASE WHEN accepted_on > submitted_on THEN 600 WHEN closed_on = accepted_on THEN 90 ELSE 510 END AS BIGINT)) AS submitted_at, submitted_on,
       CASE WHEN u(i, 'lost') < 0.003 THEN NULL ELSE CAST(accepted_on AS TIMESTAMP) + to_hours(CASE WHEN closed_on = accepted_on THEN 10 ELSE 17 END) END AS accepted_at,
       CASE WHEN u(i, 'lost') < 0.003 THEN NULL ELSE accepted_on END AS accepted_on,
       accepted_on + CAST(round(promised * CASE WHEN day_kind = 'civil' THEN 1 ELSE 1.4 END) AS INTEGER) AS promised_on,
       CAST(closed_on AS TIMESTAMP) + INTERVAL 17 HOUR + to_minutes(CAST(u(i, 'close') * 50 AS BIGINT)) AS closed_at, closed_on,
       CASE WHEN closed_on IS NOT NULL THEN outcome END AS outcome,
       CASE WHEN closed_on IS NOT NULL AND outcome = 'refused' THEN pick(['不符合法定条件第三项', '申请材料与核查情况不符', '不属于本机关职权范围', '同类许可仍在有效期内'], i, 'reason') END AS refusal_reason,
       depth >= 6 AND u(i, 'auto') < 0.15 AS automated,
       CASE WHEN u(i, 'no visits') < 0.01 THEN NULL WHEN channel IN ('web', 'app', 'mini_program') AND visits = 0 THEN CASE WHEN u(i, 'came') < 0.03 - 0.01 * ability THEN 1 ELSE 0 END
            WHEN channel IN ('web', 'app', 'mini_program') THEN CASE WHEN u(i, 'came') < 0.35 - 0.1 * ability THEN 1 ELSE 0 END
            ELSE CASE WHEN u(i, 'came') < 0.12 - 0.04 * ability + CASE WHEN examined_twice THEN 0.25 ELSE 0 END THEN 2 ELSE 1 END END AS visits,
       CAST(asked AS INTEGER) AS materials_asked,
       CAST(floor(asked * least(1, greatest(0, 0.28 + 0.12 * ability + 0.12 * t + 0.15 * z(i, 'shared')))) AS INTEGER) AS materials_shared,
       CAST(floor(u(i, 'credentials') * 3) AS INTEGER) AS credentials_reused, 'P' || token(CAST(floor(u(lead, 'person') * cases() * 0.8) AS BIGINT), 'person') AS applicant,
       CASE WHEN cross_region THEN '99' || lpad(CAST(1 + CAST(floor(u(lead, 'from') * 16) AS INTEGER) AS VARCHAR), 2, '0') || '00' ELSE region_id END AS applicant_region_id,
       CASE WHEN lead <> i THEN 'BJ-' || lpad(CAST(lead AS VARCHAR), 9, '0') END AS parent_case_id,
       CASE WHEN u(i, 'authority') < 0.02 THEN 'authority' ELSE 'applicant' END AS initiated_by,
       CASE WHEN u(i, 'no fee') < 0.01 THEN NULL ELSE CAST(fee AS DECIMAL(18,2)) END AS fee_charged,
       CAST(closed_on AS TIMESTAMP) + INTERVAL 11 HOUR AS decided_at, closed_on AS decided_on, CAST(closed_on AS TIMESTAMP) + INTERVAL 16 HOUR AS delivered_at, closed_on AS delivered_on
FROM _case ORDER BY case_id
""",
    ),
    (
        "case_supplement",
        """
SELECT c.case_id, w.day AS notified_on, c.accepted_on AS answered_on, CAST(1 + floor(u(c.i, 'asked') * 3) AS INTEGER) AS items_asked
FROM _case c JOIN _day d ON d.day = c.submitted_on JOIN _workday w ON w.ordinal = d.ordinal + 1
WHERE c.supplemented AND w.day <= DATE '2026-06-30' ORDER BY 1, 2
""",
    ),
    (
        "case_pause",
        """
SELECT case_id, pick(['expert_review', 'inspection', 'testing', 'publication', 'hearing'], i, 'procedure') AS kind, pause_from AS started_on,
       pause_to AS ended_on, TRUE AS notified_in_writing, pause_from AS notified_on
FROM _case WHERE paused AND pause_to <= DATE '2026-06-30' ORDER BY 1, 3, 2
""",
    ),
    (
        "case_extension",
        """
SELECT case_id, accepted_on + 3 AS approved_on, extension_days AS days, 'E' || token(organisation_id, 'head') AS approver, accepted_on + 4 AS told_on
FROM _case WHERE extended AND accepted_on IS NOT NULL AND accepted_on + 4 <= DATE '2026-06-30' ORDER BY 1, 2
""",
    ),
    (
        "step_rule",
        """
SELECT i.item_id, i.item_version, s.step, s.mandatory, s.predecessors, s.max_repeats, s.days, s.other AS different_person_from,
       CASE WHEN e.handed_up AND s.step IN ('review', 'decide') THEN e.kind END AS organisation_kind
FROM service_item i JOIN _entry e ON e.item_id = i.item_id, (VALUES
    ('submit', TRUE, CAST([] AS VARCHAR[]), 1, NULL, NULL), ('supplement', FALSE, ['submit'], 1, 5, NULL), ('accept', TRUE, ['submit', 'supplement'], 1, 5, NULL),
    ('review', TRUE, ['accept', 'review'], 2, NULL, NULL), ('decide', TRUE, ['review'], 1, NULL, 'review'), ('deliver', TRUE, ['decide'], 1, 10, NULL),
    ('close', TRUE, ['deliver'], 1, NULL, NULL)) AS s(step, mandatory, predecessors, max_repeats, days, other)
ORDER BY 1, 2, 3
""",
    ),
    (
        "case_event",
        """
WITH steps AS (
    SELECT c.*, s.position, s.step FROM _case c, (VALUES (1, 'submit'), (2, 'supplement'), (3, 'accept'), (4, 'review'), (5, 'review'), (6, 'decide'), (7, 'deliver'), (8, 'close')) AS s(position, step)
    WHERE (s.step <> 'supplement' OR (c.supplemented AND c.submitted_on + 1 <= DATE '2026-06-30')) AND (s.position <= 2 OR c.accepted_on IS NOT NULL)
      AND (s.position <> 5 OR c.examined_twice OR c.handed_up) AND (s.position <= 4 OR c.closed_on IS NOT NULL) AND NOT (c.closed_on IS NOT NULL AND c.outcome = 'withdrawn' AND s.position IN (6, 7))
),
dated AS (
    -- what is handed up is examined again and decided by the body of the province
    SELECT *, CASE WHEN handed_up AND position IN (5, 6) THEN 'O990000' || substr(organisation_id, 8) ELSE organisation_id END AS actor,
           CASE position WHEN 1 THEN submitted_on WHEN 2 THEN submitted_on + 1 WHEN 3 THEN accepted_on
                  WHEN 4 THEN accepted_on + CAST(floor(date_diff('day', accepted_on, coalesce(closed_on, accepted_on)) * CASE WHEN examined_twice OR handed_up THEN 0.35 ELSE 0.6 END) AS INTEGER)
                  WHEN 5 THEN accepted_on + CAST(floor(date_diff('day', accepted_on, closed_on) * 0.6) AS INTEGER) ELSE closed_on END AS day
    FROM steps
)
SELECT case_id, CAST(position - CASE WHEN NOT supplemented AND position > 2 THEN 1 ELSE 0 END - CASE WHEN NOT examined_twice AND NOT handed_up AND position > 5 THEN 1 ELSE 0 END AS INTEGER) AS sequence, step, actor AS organisation_id,
       'W' || token(actor || CASE WHEN step = 'decide' THEN 'd' WHEN step = 'review' THEN 'r' ELSE 'f' END || CAST(floor(u(i, 'desk' || step || CASE WHEN position = 5 THEN ' again' ELSE '' END) * 6) AS VARCHAR), 'desk') AS operator,
       CAST(day AS TIMESTAMP) + to_minutes(480 + 60 * position) AS occurred_at, day AS occurred_on,
       CAST(day AS TIMESTAMP) + to_minutes(480 + 60 * position + CAST(u(i, 'late' || step || CASE WHEN position = 5 THEN ' again' ELSE '' END) * 30 AS BIGINT)) AS recorded_at,
       CASE WHEN step = 'decide' THEN outcome ELSE 'done' END AS result, s.system_id
FROM dated LEFT JOIN (SELECT organisation_id, system_id FROM system) s USING (organisation_id) ORDER BY case_id, position
""",
    ),
    (
        "online_attempt",
        """
SELECT 'A-' || lpad(CAST(i AS VARCHAR), 9, '0') || '-' || n AS attempt_id, 'P' || token(i, 'attempt') AS person, item_id, organisation_id, region_id,
       CASE WHEN n = 1 AND channel IN ('web', 'app', 'mini_program') THEN channel ELSE pick(['web', 'app', 'mini_program'], i, 'attempted') END AS channel,
       age_band, CAST(submitted_on AS TIMESTAMP) + to_minutes(CAST(420 + u(i, 'started') * 600 AS BIGINT)) AS started_at, submitted_on AS started_on,
       CASE WHEN n = 1 THEN 'submit' ELSE pick(['open', 'identify', 'identify', 'fill', 'upload'], i, 'stopped') END AS last_step,
       CASE WHEN n = 2 AND u(i, 'error') < 0.4 THEN pick(['人脸识别失败', '材料格式不支持', '页面超时'], i, 'which') END AS error,
       CASE WHEN n = 1 THEN case_id END AS case_id, n = 1 AS finished
FROM (SELECT c.*, v.n FROM _case c, (VALUES (1), (2)) AS v(n)) WHERE (n = 1 AND channel IN ('web', 'app', 'mini_program'))
   OR (n = 2 AND u(i, 'gave up') < CASE WHEN age_band IN ('60_74', '75_plus') THEN 0.16 ELSE 0.07 END - 0.02 * ability)
ORDER BY 1
""",
    ),
    (
        "_review",
        """
SELECT i, 'R' || substr(case_id, 3) AS review_id, case_id, organisation_id, region_id, closed_on + CAST(floor(u(i, 'after') * 4) AS INTEGER) AS reviewed_on,
       CASE WHEN u(i, 'level') < 0.016 - 0.008 * ability + CASE WHEN used > promised THEN 0.06 ELSE 0 END THEN 1
            WHEN u(i, 'level') < 0.04 - 0.014 * ability THEN 2 WHEN u(i, 'level') < 0.10 - 0.03 * ability THEN 3 WHEN u(i, 'level') < 0.36 THEN 4 ELSE 5 END AS level, ability
FROM _case WHERE closed_on IS NOT NULL AND u(i, 'reviewed') < 0.45 AND closed_on + 4 <= DATE '2026-06-30'
""",
    ),
    (
        "review",
        """
SELECT review_id, case_id, organisation_id, region_id, level, u(i, 'invited') < 0.7 AS invited, u(i, 'invited') >= 0.7 AS volunteered,
       pick(['web', 'app', 'counter', 'sms'], i, 'review channel') AS channel, pick(['服务态度', '办理速度', '材料要求', '系统易用', '收费'], i, 'topic') AS topic,
       CAST(reviewed_on AS TIMESTAMP) + INTERVAL 19 HOUR AS reviewed_at, reviewed_on
FROM _review ORDER BY 1
""",
    ),
    (
        "bad_review_handling",
        """
SELECT r.review_id, a.day AS replied_on, b.day AS revisited_on, CASE WHEN c.day <= DATE '2026-06-30' THEN c.day END AS corrected_on, u(r.i, 'content') < 0.8 AS satisfied
FROM _review r JOIN _day d ON d.day = r.reviewed_on JOIN _workday a ON a.ordinal = d.ordinal + 1 JOIN _workday b ON b.ordinal = d.ordinal + 3
JOIN _workday c ON c.ordinal = d.ordinal + 4 + CAST(floor(u(r.i, 'corrected') * 10) AS INTEGER) + CASE WHEN u(r.i, 'slow') < 0.03 - 0.02 * r.ability THEN 8 ELSE 0 END
WHERE r.level <= 2 AND a.day <= DATE '2026-06-30' ORDER BY 1
""",
    ),
    (
        "hotline_ticket",
        """
WITH called AS (
    SELECT i, CASE WHEN i >= 500 AND u(i, 'again') < 0.06 THEN i - 1 - CAST(floor(u(i, 'first') * 400) AS BIGINT) END AS named
    FROM _number WHERE i < CAST(cases() / 12 AS BIGINT)
),
-- who calls again means the matter of the first call: the same body, the same topic, some days later
matter AS (SELECT i, CASE WHEN named < 500 OR u(named, 'again') >= 0.06 THEN named END AS first FROM called),
slots AS MATERIALIZED (
    SELECT r.i, r.first, coalesce(r.first, r.i) AS about, 1 + CAST(floor(u(coalesce(r.first, r.i), 'hotline org') * o.n) AS BIGINT) AS number,
           CAST(floor(u(coalesce(r.first, r.i), 'hotline day') * 20000) AS INTEGER) AS day_slot
    FROM matter r, (SELECT count(*) AS n FROM _org) o
),
drawn AS (
    SELECT r.i, r.first, r.about, o.organisation_id, o.region_id, o.ability,
           CASE WHEN r.first IS NULL THEN y.day ELSE least(y.day + 1 + CAST(floor(u(r.i, 'calls back') * 60) AS INTEGER), DATE '2026-06-30') END AS received_on
    FROM slots r JOIN _org o ON o.number = r.number JOIN _day_slot y ON y.slot = r.day_slot
),
timed AS (
    SELECT d.*, e.day AS due_on, c.day AS closed_on FROM drawn d JOIN _day a ON a.day = d.received_on JOIN _workday e ON e.ordinal = a.ordinal + 5
    JOIN _workday c ON c.ordinal = a.ordinal + 1 + CAST(floor(u(d.i, 'handled') * 5) AS INTEGER) + CASE WHEN u(d.i, 'overdue') < 0.02 - 0.012 * d.ability THEN 4 ELSE 0 END
)
SELECT 'T-' || lpad(CAST(i AS VARCHAR), 8, '0') AS ticket_id, pick(['办理进度', '材料要求', '收费疑问', '服务态度', '系统故障', '政策咨询'], about, 'about') AS topic,
       organisation_id, region_id, CAST(received_on AS TIMESTAMP) + INTERVAL 10 HOUR AS received_at, received_on, due_on,
       CASE WHEN closed_on <= DATE '2026-06-30' THEN closed_on END AS closed_on, u(i, 'solved') < 0.9 + 0.04 * ability AS solved, u(i, 'happy') < 0.86 + 0.05 * ability AS satisfied,
       CASE WHEN first IS NOT NULL THEN 'T-' || lpad(CAST(first AS VARCHAR), 8, '0') END AS repeat_of
FROM timed ORDER BY 1
""",
    ),
)
