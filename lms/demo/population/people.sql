-- Invented people and what they have done, made inside PostgreSQL: a million learners
-- with six million completed courses in minutes. The same seed makes the same people.
-- Temporary tables that are there already: names (n, full_name, sort, folded),
-- codes (n, code), places (n, id), plan (n, course_id, key, lesson_keys),
-- lessons (course_n, lesson_id, key).

CREATE FUNCTION pg_temp.chance(n bigint, about int, of int) RETURNS int
LANGUAGE sql IMMUTABLE AS $$
  SELECT mod(hashint8extended(n, %(seed)s * 100 + about) & 9223372036854775807, of)::int
$$;

-- Ids that rise with n, as UUIDv7 do with time, so that indexes grow at their end.
CREATE FUNCTION pg_temp.ident(kind int, n bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(kind), 4, '0') || lpad(to_hex(n), 8, '0') || '70008000'
          || substr(md5(%(seed)s || '-' || kind || '-' || n), 1, 12))::uuid
$$;

-- One resident: how many courses they completed (none, or five to eight), and since when.
CREATE TEMP TABLE people AS
SELECT n,
       pg_temp.ident(1, n) AS user_id,
       pg_temp.ident(2, n) AS learner_id,
       pg_temp.chance(n, 1, %(names)s) AS name_n,
       1936 + pg_temp.chance(n, 2, 74) AS birth_year,
       pg_temp.chance(n, 3, %(places)s) AS place_n,
       CASE WHEN pg_temp.chance(n, 4, 10) = 0 THEN 0
            ELSE least(5 + pg_temp.chance(n, 5, 4), %(courses)s) END AS done,
       %(at)s::timestamptz - make_interval(mins => pg_temp.chance(n, 6, 570000) + 4000)
         AS registered_at,
       pg_temp.chance(n, 7, 20) AS how
FROM generate_series(1, %(learners)s::bigint) AS n;

INSERT INTO accounts_user (id, username, password, full_name, email, is_superuser,
                           is_staff, is_active, date_joined, must_choose_password)
SELECT user_id, code, '!population', full_name, '', false, false, true, registered_at,
       false
FROM people JOIN codes USING (n) JOIN names ON names.n = name_n;

INSERT INTO learners_learner (id, code, user_id, full_name, name_sort, name_folded,
                              birth_year, phone, language, registered_at,
                              registered_how, registered_by_id)
SELECT learner_id, code, user_id, full_name, sort, folded, birth_year, '', 'vi',
       registered_at, 'helper', %(helper)s
FROM people JOIN codes USING (n) JOIN names ON names.n = name_n;

INSERT INTO learners_residence (id, learner_id, hamlet_id, from_on)
SELECT pg_temp.ident(3, people.n), learner_id, places.id, registered_at::date
FROM people JOIN places ON places.n = place_n;

INSERT INTO learners_consent (id, learner_id, purpose, decision, wording_version,
                              language, channel, taken_by_id, occurred_at, arrived_at)
SELECT pg_temp.ident(4, n), learner_id, 'learning', 'given', '1', 'vi', 'read_aloud',
       %(helper)s, registered_at, registered_at
FROM people;

-- One row for each course somebody completed; every tenth has only begun the next.
CREATE TEMP TABLE done AS
SELECT row_number() OVER () AS n, people.n AS person, learner_id, plan.n AS course_n,
       course_id, key, lesson_keys,
       least(registered_at + make_interval(hours => 60 * plan.n), %(at)s) AS moment,
       (ARRAY['alone', 'helped', 'checked'])[CASE WHEN how < 10 THEN 1
         WHEN how < 17 THEN 2 ELSE 3 END] AS witness
FROM people JOIN plan ON plan.n <= done;

INSERT INTO progress_enrolment (id, learner_id, course_key, course_id, occurred_at,
                                arrived_at)
SELECT pg_temp.ident(5, n), learner_id, key, course_id, moment, moment FROM done
UNION ALL
SELECT pg_temp.ident(6, people.n), learner_id, key, course_id, registered_at, registered_at
FROM people JOIN plan ON plan.n = done + 1 WHERE pg_temp.chance(people.n, 8, 10) = 0;

INSERT INTO progress_lessoncompletion (id, learner_id, lesson_key, lesson_id, witness,
                                       witness_by_id, helped_by, occurred_at, arrived_at)
SELECT pg_temp.ident(7, row_number() OVER ()), learner_id, lessons.key, lesson_id, witness,
       CASE witness WHEN 'checked' THEN %(helper)s::uuid END,
       CASE witness WHEN 'helped' THEN 'family' ELSE '' END, moment, moment
FROM done JOIN lessons USING (course_n);

INSERT INTO progress_coursecompletion (id, learner_id, course_key, course_id, lesson_keys,
                                       witness, witness_by_id, helped_by, occurred_at,
                                       arrived_at)
SELECT pg_temp.ident(8, n), learner_id, key, course_id, lesson_keys, witness,
       CASE witness WHEN 'checked' THEN %(helper)s::uuid END,
       CASE witness WHEN 'helped' THEN 'family' ELSE '' END, moment, moment
FROM done;
