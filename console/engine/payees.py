"""Owns the matching of vendors in SQL: what each is known by, which are tied together, and the groups that follow.

Every tie runs over a shared key (code, name, account, phone, address), never over all pairs, so that a million names cost
a few passes. It refuses to tie vendors by a place or a number alone, and two that state different credit codes at all.
"""

from __future__ import annotations

from itertools import pairwise

from console.domain.payee_groups import PayeeDecisions
from console.domain.ports import Progress
from console.engine.connection import Connection

TABLE = "vendor_payee"
"""The table by which rules look through vendors to payees."""
TEMPORARY = (
    "payee",
    "payee_key",
    "payee_apart",
    "payee_tie",
    "payee_sharing",
    "payee_group",
    "payee_doubt",
    "payee_strong",
    "payee_both",
    "payee_round",
)
MOST_SHARING = (
    20  # what more vendors share (an agent's phone, a business park) says nothing of any two of them
)
ALIKE = 0.9  # Jaro-Winkler likeness of names that share an account, a phone or an address
FULL = "".join(chr(code) for code in range(0xFF01, 0xFF5F)) + "\u3000"
HALF = "".join(chr(code) for code in range(0x21, 0x7F)) + " "
LEGAL_FORMS = (
    *("co", "company", "corp", "corporation", "inc", "incorporated", "ltd", "limited", "llc", "llp", "plc"),
    *("gmbh", "ag", "sa", "sarl", "bv", "nv", "srl", "spa", "pty", "pte", "lp", "the", "and"),
)
NUMERALS = "[^0-9一二三四五六七八九十百]"


def group_payees(connection: Connection, decisions: PayeeDecisions, progress: Progress) -> None:
    """Leave temporary tables in this thread's session.

    ``payee`` (n, vendor_id, name, code, core, apart), ``payee_tie`` (a, b, reason, shared, likeness) with the ties that
    hold, ``payee_group`` (n, label) of every payee in a group of two and more, ``payee_doubt`` (a, b, doubt, kind, shared).
    """
    _know(connection, decisions, progress)
    _tie(connection, decisions, progress)
    _settle(connection, progress)


def offer_payees(connection: Connection) -> None:
    """Make ``vendor_payee`` (vendor_id, payee_id) without rows, so that statements that read it bind."""
    connection.execute(
        f"CREATE OR REPLACE VIEW {TABLE} AS SELECT '' AS vendor_id, '' AS payee_id WHERE FALSE"
    )


def provide_payees(
    connection: Connection, progress: Progress, decisions: PayeeDecisions | None = None
) -> None:
    """Fill ``vendor_payee`` for an opened extract: vendors in a group of two and more, with the first id of theirs.

    The groups are those the data and the decisions give together; they are made again only where other decisions stand.
    Who knows of no casebook (None) takes what is there, or else what the data give alone.
    """
    held = connection.rows(f"SELECT comment FROM duckdb_tables() WHERE table_name = '{TABLE}'")
    if held and (decisions is None or held == [(decisions.digest,)]):
        return
    decisions = decisions or PayeeDecisions()
    group_payees(connection, decisions, progress)
    connection.execute(f"DROP {'TABLE' if held else 'VIEW'} IF EXISTS {TABLE}")
    connection.execute(
        f"CREATE TABLE {TABLE} AS SELECT p.vendor_id, head.vendor_id AS payee_id "
        "FROM payee_group g JOIN payee p USING (n) JOIN payee head ON head.n = g.label"
    )
    connection.execute(f"COMMENT ON TABLE {TABLE} IS '{decisions.digest}'")
    for name in TEMPORARY:
        connection.execute(f"DROP TABLE IF EXISTS {name}")


def _half(column: str) -> str:
    """Return the expression of a text in half-width signs; only texts that hold full-width ones are rewritten."""
    full, half = FULL.replace("'", "''"), HALF.replace("'", "''")
    written = f"translate({column}, '{full}', '{half}')"
    return f"CASE WHEN regexp_matches({column}, '[\uff01-\uff5e\u3000]') THEN {written} ELSE {column} END"


def _know(connection: Connection, decisions: PayeeDecisions, progress: Progress) -> None:
    """Lay out who there is, and every name, code, account, phone and address in one normal form."""
    progress.report(0.0, "payees-names")
    connection.execute("CREATE OR REPLACE TEMP TABLE payee_apart (vendor_id VARCHAR, label INTEGER)")
    if decisions.apart:
        connection.execute(
            "INSERT INTO payee_apart SELECT unnest(?), unnest(?)",
            [list(decisions.apart), list(decisions.apart.values())],
        )
    connection.execute(_PAYEE.format(name=_half("any_name"), code=_half("any_code")), progress=progress)
    connection.execute(_KEYS.format(address=_half("address")), progress=progress)


_PAYEE = (
    r"""CREATE OR REPLACE TEMP TABLE payee AS
WITH known AS (
    SELECT vendor_id, min(name) AS any_name, min(credit_code) AS any_code FROM vendor
    WHERE vendor_id IS NOT NULL GROUP BY vendor_id
), everyone AS (
    SELECT vendor_id FROM known UNION SELECT DISTINCT vendor_id FROM payment WHERE vendor_id IS NOT NULL
), told AS (
    SELECT e.vendor_id, k.any_name AS name, a.label AS apart,
        upper(regexp_replace(coalesce({code}, ''), '[^0-9A-Za-z]', '', 'g')) AS told_code,
        lower(strip_accents(coalesce({name}, ''))) AS plain
    FROM everyone e LEFT JOIN known k USING (vendor_id) LEFT JOIN payee_apart a USING (vendor_id)
), cored AS (
    SELECT *,
        CASE WHEN length(told_code) BETWEEN 15 AND 20 AND NOT regexp_matches(told_code, '^(0*|9*|X*)$') THEN told_code ELSE '' END
            AS code,
        CASE WHEN regexp_matches(plain, '\p{{Han}}')
            THEN regexp_replace(regexp_replace(plain, '[\s\p{{P}}\p{{S}}]', '', 'g'), '有限责任公司', '有限公司', 'g')
            ELSE list_aggregate(list_sort(list_filter(
                string_split(regexp_replace(regexp_replace(plain, '[.''’]', '', 'g'), '[^\p{{L}}0-9]+', ' ', 'g'), ' '),
                lambda word: word <> '' AND word NOT IN ("""
    + ", ".join(f"'{word}'" for word in LEGAL_FORMS)
    + r"""))),
                'string_agg', ' ')
        END AS long_core
    FROM told
)
SELECT row_number() OVER (ORDER BY vendor_id) AS n, vendor_id, name, code, apart,
    CASE WHEN regexp_matches(long_core, '\p{{Han}}') AND NOT regexp_matches(long_core, '(股份有限公司|分公司)$')
        THEN regexp_replace(long_core, '有限公司$', '') ELSE coalesce(long_core, '') END AS core
FROM cored"""
)

_KEYS = r"""CREATE OR REPLACE TEMP TABLE payee_key AS
WITH contact AS (
    SELECT vendor_id, 'account' AS kind, trim(account) AS key FROM vendor
    UNION SELECT vendor_id, 'account', trim(payee_account) FROM (SELECT DISTINCT vendor_id, payee_account FROM payment)
    UNION SELECT vendor_id, 'phone', trim(phone) FROM vendor
    UNION SELECT vendor_id, 'address', lower(regexp_replace({address}, '[\s\p{{P}}\p{{S}}]', '', 'g')) FROM vendor
)
, known AS (
    SELECT n, apart, 'credit-code' AS kind, code AS key FROM payee WHERE code <> ''
    UNION ALL SELECT n, apart, 'same-name', core FROM payee WHERE length(core) >= CASE WHEN core < '一' THEN 4 ELSE 2 END
    UNION ALL SELECT DISTINCT p.n, p.apart, c.kind, c.key FROM contact c JOIN payee p USING (vendor_id) WHERE length(c.key) >= 4
), shared AS (SELECT kind, key, count(*) AS bearers FROM known GROUP BY kind, key HAVING count(*) > 1)
SELECT known.*, bearers FROM known JOIN shared USING (kind, key)"""


def _tie(connection: Connection, decisions: PayeeDecisions, progress: Progress) -> None:
    """Tie vendors together, and note those that share something and are left apart."""
    progress.report(0.3, "payees-ties")
    connection.execute(_SURE, progress=progress)
    pairs = [(name, other) for one in decisions.joined for name, other in pairwise(one)]
    if pairs:
        connection.execute(
            "INSERT INTO payee_tie SELECT p.n, q.n, 'decided', '', NULL FROM (SELECT unnest(?) AS a, unnest(?) AS b) d "
            "JOIN payee p ON p.vendor_id = d.a JOIN payee q ON q.vendor_id = d.b",
            [[name for name, _ in pairs], [other for _, other in pairs]],
        )
    connection.execute(_SHARING, progress=progress)
    connection.execute(_LIKE, progress=progress)
    connection.execute(_DOUBTS, progress=progress)


# A name that entries with different codes bear belongs to none of them for sure: it ties nobody.
_SURE = """CREATE OR REPLACE TEMP TABLE payee_tie AS
WITH held AS (
    SELECT k.kind, k.key, k.n, min(k.n) OVER same AS hub,
        min(p.code) FILTER (WHERE p.code <> '') OVER same AS first_code, max(p.code) OVER same AS last_code
    FROM payee_key k JOIN payee p USING (n) WHERE k.kind IN ('credit-code', 'same-name')
    WINDOW same AS (PARTITION BY k.kind, k.key, coalesce(k.apart, 0))
)
SELECT hub AS a, n AS b, kind AS reason, key AS shared, CAST(NULL AS DOUBLE) AS likeness FROM held
WHERE hub <> n AND (kind = 'credit-code' OR coalesce(first_code, '') = last_code)"""

_SHARING = f"""CREATE OR REPLACE TEMP TABLE payee_sharing AS
WITH held AS (
    SELECT * FROM payee_key WHERE kind IN ('account', 'phone', 'address') AND bearers <= {MOST_SHARING}
)
SELECT a.n AS a, b.n AS b, a.kind, min(a.key) AS shared,
    coalesce(any_value(a.apart), 0) = coalesce(any_value(b.apart), 0) AS allowed,
    any_value(p.code) <> '' AND any_value(q.code) <> '' AND any_value(p.code) <> any_value(q.code) AS other_code,
    CASE WHEN any_value(regexp_replace(p.core, '{NUMERALS}', '', 'g')) <> any_value(regexp_replace(q.core, '{NUMERALS}', '', 'g'))
        THEN 0.0 ELSE jaro_winkler_similarity(any_value(p.core), any_value(q.core)) END AS likeness
FROM held a JOIN held b ON a.kind = b.kind AND a.key = b.key AND a.n < b.n
JOIN payee p ON p.n = a.n JOIN payee q ON q.n = b.n
GROUP BY a.n, b.n, a.kind"""

_LIKE = f"""INSERT INTO payee_tie
SELECT a, b, kind || '-and-name', shared, likeness FROM payee_sharing WHERE allowed AND NOT other_code AND likeness >= {ALIKE}
UNION ALL
SELECT a, b, 'two-contacts', string_agg(shared, ' · ' ORDER BY kind), max(likeness) FROM payee_sharing
WHERE allowed AND NOT other_code AND likeness < {ALIKE} GROUP BY a, b HAVING count(*) >= 2"""

_DOUBTS = f"""CREATE OR REPLACE TEMP TABLE payee_doubt AS
WITH bearing AS (
    SELECT k.key, k.n, lag(k.n) OVER (PARTITION BY k.key ORDER BY k.n) AS before,
        min(p.code) FILTER (WHERE p.code <> '') OVER (PARTITION BY k.key) AS first_code,
        max(p.code) OVER (PARTITION BY k.key) AS last_code
    FROM payee_key k JOIN payee p USING (n) WHERE k.kind = 'same-name'
)
SELECT before AS a, n AS b, 'other-code' AS doubt, 'name' AS kind, key AS shared FROM bearing
WHERE before IS NOT NULL AND coalesce(first_code, '') <> last_code
UNION ALL
SELECT a, b, CASE WHEN bool_or(other_code) THEN 'other-code' ELSE 'other-name' END, min(kind), min(shared)
FROM payee_sharing GROUP BY a, b HAVING bool_or(other_code) OR (max(likeness) < {ALIKE} AND count(*) < 2)"""


def _settle(connection: Connection, progress: Progress) -> None:
    """Follow ties to groups; where they would bring two credit codes together, only codes and decisions tie."""
    progress.report(0.6, "payees-groups")
    _follow(connection, "payee_strong", "reason IN ('credit-code', 'decided')", progress)
    _follow(connection, "payee_group", "TRUE", progress)
    clashing = connection.row(_CLASHING, progress)[0]
    if clashing:
        connection.execute(_UNSURE, progress=progress)
        connection.execute(_LOOSEN, progress=progress)
        _follow(connection, "payee_group", "TRUE", progress)


# Codes that a decision brought together do not clash: they are one under the ties that are sure.
_CLASHES = """SELECT g.label FROM payee_group g JOIN payee p USING (n) LEFT JOIN payee_strong s USING (n)
    WHERE p.code <> '' GROUP BY g.label HAVING count(DISTINCT coalesce(s.label, p.n)) > 1"""
_CLASHING = f"SELECT count(*) FROM ({_CLASHES})"
_UNSURE = f"""INSERT INTO payee_doubt
SELECT t.a, t.b, 'other-code', split_part(t.reason, '-and-', 1), t.shared FROM payee_tie t JOIN payee_group g ON g.n = t.a
WHERE t.reason NOT IN ('credit-code', 'decided') AND g.label IN ({_CLASHES})"""
_LOOSEN = f"""CREATE OR REPLACE TEMP TABLE payee_tie AS
WITH clash AS ({_CLASHES})
SELECT t.* FROM payee_tie t JOIN payee_group g ON g.n = t.a
WHERE t.reason IN ('credit-code', 'decided') OR g.label NOT IN (SELECT label FROM clash)"""


def _follow(connection: Connection, table: str, which: str, progress: Progress) -> None:
    """Give every tied payee the least number it can be reached from, halving the way at each round."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE payee_both AS SELECT a, b FROM payee_tie WHERE {which} "
        f"UNION SELECT b, a FROM payee_tie WHERE {which}",
        progress=progress,
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT DISTINCT a AS n, a AS label FROM payee_both"
    )
    changed = 1
    while changed:
        connection.execute(_ROUND.format(table=table), progress=progress)
        changed = connection.row(
            f"SELECT count(*) FROM {table} o JOIN payee_round r USING (n) WHERE o.label <> r.label", progress
        )[0]
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM payee_round", progress=progress
        )


_ROUND = """CREATE OR REPLACE TEMP TABLE payee_round AS
WITH near AS (SELECT e.a AS n, min(t.label) AS label FROM payee_both e JOIN {table} t ON t.n = e.b GROUP BY e.a),
step AS (SELECT t.n, least(t.label, near.label) AS label FROM {table} t JOIN near USING (n))
SELECT s.n, least(s.label, j.label) AS label FROM step s JOIN step j ON j.n = s.label"""
