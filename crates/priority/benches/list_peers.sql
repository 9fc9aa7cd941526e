-- The list after a system change, as somebody who knows SQL would write it. Tables: patient, patient_profile, unit, brings, by_news2,
-- need, way, state. GREATEST and LEAST are MAX and MIN in SQLite. Each distinct pair of unit and reserve is worked out once, as the engine does.
-- It says less than the engine: plain loss only (no doubt, no promised return), no overrides, no words, and states come propagated.
WITH scored AS MATERIALIZED (
  SELECT pid, place, vulnerable, running,
    CASE WHEN score IS NULL THEN 0.5 WHEN score >= 7 THEN 0.25 WHEN score >= 5 OR three = 1 THEN 0.5 ELSE 1.0 END AS factor,
    CASE WHEN score IS NULL THEN 2 WHEN score >= 7 THEN 1 WHEN score >= 5 OR three = 1 THEN 2 ELSE 3 END AS reserve_floor,
    CASE WHEN score <= 2 AND three = 0 AND rising = 0 THEN 1 ELSE 0 END AS settled,
    COALESCE(score, 5) AS news2
  FROM patient
), pu AS MATERIALIZED (
  SELECT p.pid, p.factor, p.settled, p.running, pp.unit FROM scored p JOIN patient_profile pp ON pp.pid = p.pid
  UNION SELECT p.pid, p.factor, p.settled, p.running, 'inpatient_base' FROM scored p
  UNION SELECT p.pid, p.factor, p.settled, p.running, b.added FROM scored p JOIN patient_profile pp ON pp.pid = p.pid JOIN brings b ON b.unit = pp.unit
    WHERE b.too = 'any' OR EXISTS (SELECT 1 FROM patient_profile q WHERE q.pid = p.pid AND q.unit = b.too)
  UNION SELECT p.pid, p.factor, p.settled, p.running, b.added FROM scored p JOIN brings b ON b.unit = 'inpatient_base'
  UNION SELECT s.pid, s.factor, s.settled, s.running, n.added FROM patient q JOIN scored s ON s.pid = q.pid JOIN by_news2 n
    ON COALESCE(q.score, 5) >= n.news2_from OR (q.three = 1 AND n.news2_from <= 5)
), combo AS MATERIALIZED (
  SELECT DISTINCT unit, factor, settled, running FROM pu
), touched AS MATERIALIZED (
  SELECT n.* FROM need n JOIN state s ON s.system = n.system WHERE s.down = 1
), options AS (
  SELECT c.unit, c.factor, c.settled, c.running, t.nid, t.grave_at_bed, t.severity, t.irreversible,
    t.loss_h * c.factor - t.definitive_h AS slack, t.loss_h * c.factor AS clock, 0 AS help, 0 AS least
  FROM combo c JOIN touched t ON t.unit = c.unit
  UNION ALL
  SELECT c.unit, c.factor, c.settled, c.running, t.nid, t.grave_at_bed, t.severity, t.irreversible,
    CASE WHEN w.is_full = 1 THEN t.loss_h * c.factor - w.lead_h ELSE t.loss_h * c.factor + w.buys_h - t.definitive_h END,
    CASE WHEN w.is_full = 1 THEN t.loss_h * c.factor ELSE t.loss_h * c.factor + w.buys_h END,
    CASE WHEN w.is_full = 1 THEN 2 ELSE 1 END,
    -- A bridge that runs for what carries life is within the hour.
    CASE WHEN w.is_full = 0 AND t.carries = 1 AND w.fallback = c.running THEN 1 ELSE 0 END
  FROM combo c JOIN touched t ON t.unit = c.unit JOIN way w ON w.nid = t.nid
  WHERE w.blocked = 0 AND (w.counts = 1 OR w.fallback = c.running)
), keyed AS (
  SELECT unit, factor, settled, running, nid, grave_at_bed, irreversible, 4 - severity AS mild,
    GREATEST(least, CASE WHEN slack <= 1 AND clock <= 6 THEN 0 WHEN slack <= 4 AND clock <= 24 THEN 1 WHEN slack <= 12 AND clock <= 72 THEN 2 ELSE 3 END,
        CASE WHEN severity >= 4 THEN 0 WHEN severity = 3 THEN 1 WHEN severity = 2 THEN 2 ELSE 3 END) AS tier,
    CAST(ROUND(GREATEST(slack, 0.0) * 10000) AS BIGINT) AS slack, CAST(ROUND(clock * 10000) AS BIGINT) AS clock, help
  FROM options
), best AS (
  SELECT unit, factor, settled, running, nid, grave_at_bed, mild, irreversible,
    MAX((((tier * CAST(8 AS BIGINT) + mild) * 16777216 + slack) * 16777216 + clock) * 8 + help * 2 + 1 - irreversible) AS enc
  FROM keyed GROUP BY unit, factor, settled, running, nid, grave_at_bed, mild, irreversible
), covered AS MATERIALIZED (
  SELECT b.unit, b.factor, b.settled, b.running, b.nid,
    CASE WHEN EXISTS (SELECT 1 FROM way w WHERE w.nid = b.nid AND w.is_full = 1 AND w.blocked = 0 AND w.fallback = b.running)
      THEN (((CASE WHEN b.enc >> 54 < 2 OR (b.enc >> 54 = 2 AND b.grave_at_bed = 1 AND b.settled = 0) THEN CAST(2 AS BIGINT) ELSE CAST(3 AS BIGINT) END * 8 + b.mild) * 16777216 + 16777215)
            * 16777216 + 16777215) * 8 + 7 - b.irreversible
      ELSE b.enc END AS enc
  FROM best b
), outcome AS MATERIALIZED (
  SELECT unit, factor, settled, running, MIN(enc) AS enc,
    SUM(CASE WHEN enc >> 54 < 1 THEN 1 ELSE 0 END) AS upto0,
    SUM(CASE WHEN enc >> 54 < 2 THEN 1 ELSE 0 END) AS upto1,
    SUM(CASE WHEN enc >> 54 < 3 THEN 1 ELSE 0 END) AS upto2,
    COUNT(*) AS upto3
  FROM covered GROUP BY unit, factor, settled, running
), steps AS (
  SELECT c.unit, c.factor, c.settled, c.running, n.nid,
    CASE WHEN EXISTS (SELECT 1 FROM way w WHERE w.nid = n.nid AND w.is_full = 1 AND w.blocked = 0 AND w.fallback = c.running) THEN 1 ELSE 0 END AS runs
  FROM combo c JOIN unit u ON u.code = c.unit AND u.emergency = 1 JOIN need n ON n.unit = c.unit
), emergency AS MATERIALIZED (
  SELECT unit, factor, settled, running, CASE WHEN factor = 0.25 AND MIN(runs) = 0 THEN 0 ELSE 1 END AS floor
  FROM steps GROUP BY unit, factor, settled, running
  UNION ALL SELECT c.unit, c.factor, c.settled, c.running, 2 FROM combo c JOIN unit u ON u.code = c.unit AND u.urgent = 1
), patients AS MATERIALIZED (
  SELECT pu.pid, MIN(o.enc) AS enc, SUM(o.upto0) AS upto0, SUM(o.upto1) AS upto1, SUM(o.upto2) AS upto2, SUM(o.upto3) AS upto3,
    MIN(COALESCE(e.floor, 3)) AS floor
  FROM pu LEFT JOIN outcome o ON o.unit = pu.unit AND o.factor = pu.factor AND o.settled = pu.settled AND o.running = pu.running
          LEFT JOIN emergency e ON e.unit = pu.unit AND e.factor = pu.factor AND e.settled = pu.settled AND e.running = pu.running
  GROUP BY pu.pid
), placed AS (
  SELECT p.pid, s.place, s.vulnerable, s.news2, p.upto0, p.upto1, p.upto2, p.upto3,
    -- An emergency in a failing patient presses like the gravest need with an hour to go; another emergency, and failing physiology, come
    -- after the needs of severity 4.
    LEAST(COALESCE(p.enc, 9223372036854775807),
      CASE WHEN p.floor = 0 THEN CAST(80000 AS BIGINT)
           WHEN p.floor < 3 THEN CAST(p.floor AS BIGINT) * 18014398509481984 + 2251799813685240 ELSE 9223372036854775807 END,
      CASE WHEN s.reserve_floor = 1 THEN CAST(20266198323167224 AS BIGINT) ELSE 9223372036854775807 END) AS enc,
    LEAST(COALESCE(p.enc >> 54, 3), p.floor, s.reserve_floor) AS tier
  FROM patients p JOIN scored s ON s.pid = p.pid
)
SELECT pid FROM placed
ORDER BY tier, enc,
  CASE tier WHEN 0 THEN upto0 WHEN 1 THEN upto1 WHEN 2 THEN upto2 ELSE upto3 END DESC,
  news2 DESC, vulnerable DESC, place, pid;
