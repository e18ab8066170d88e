-- A certificate for each completed course; ``numbers`` (n, number) are there already.

INSERT INTO certificates_certificate (id, number, learner_id, course_completion_id,
                                      language, holder_name, holder_seal, title, place,
                                      completed_on, witness, issued_at, pdf)
SELECT pg_temp.ident(9, done.n), number, done.learner_id, pg_temp.ident(8, done.n), 'vi',
       full_name, '', 'Khóa học để đo', 'Phú Thọ', moment::date, witness, moment, ''
FROM done JOIN numbers USING (n) JOIN people ON people.n = person
JOIN names ON names.n = name_n;

-- As many adults in each hamlet as there are learners, and half as many again.
INSERT INTO communes_adultcount (id, unit_id, adults, counted_on, source, entered_by_id,
                                 entered_at)
SELECT pg_temp.ident(10, places.n), places.id, 1 + count(people.n) * 3 / 2,
       %(at)s::date, 'Số để đo, không phải số thật', %(helper)s, %(at)s
FROM places LEFT JOIN people ON place_n = places.n GROUP BY places.n, places.id;
