-- Every kind of join, while rows of both sides come and go.

CREATE TABLE person (id INTEGER NOT NULL, name VARCHAR, city INTEGER);
CREATE TABLE city (id INTEGER, label VARCHAR);
INSERT INTO person VALUES (1, 'ann', 10), (2, 'bob', 20), (3, 'cid', NULL), (4, 'dan', 99);
INSERT INTO city VALUES (10, 'Rome'), (20, 'Oslo'), (30, 'Lima'), (NULL, 'Nowhere');

CREATE VIEW inner_join AS SELECT name, label FROM person p JOIN city c ON p.city = c.id;
-- > inner_join +1 | 'ann' | 'Rome'
-- > inner_join +1 | 'bob' | 'Oslo'
CREATE VIEW left_join AS SELECT name, label FROM person p LEFT JOIN city c ON p.city = c.id;
-- > left_join +1 | 'ann' | 'Rome'
-- > left_join +1 | 'bob' | 'Oslo'
-- > left_join +1 | 'cid' | NULL
-- > left_join +1 | 'dan' | NULL
CREATE VIEW right_join AS SELECT name, label FROM person p RIGHT JOIN city c ON p.city = c.id;
-- > right_join +1 | NULL | 'Lima'
-- > right_join +1 | NULL | 'Nowhere'
-- > right_join +1 | 'ann' | 'Rome'
-- > right_join +1 | 'bob' | 'Oslo'
CREATE VIEW full_join AS SELECT name, label FROM person p FULL JOIN city c ON p.city = c.id;
-- > full_join +1 | NULL | 'Lima'
-- > full_join +1 | NULL | 'Nowhere'
-- > full_join +1 | 'ann' | 'Rome'
-- > full_join +1 | 'bob' | 'Oslo'
-- > full_join +1 | 'cid' | NULL
-- > full_join +1 | 'dan' | NULL
CREATE VIEW comma AS SELECT name, label FROM person p, city c WHERE p.city = c.id AND label <> 'Oslo';
-- > comma +1 | 'ann' | 'Rome'
CREATE VIEW semi AS SELECT name FROM person p WHERE EXISTS (SELECT 1 FROM city c WHERE c.id = p.city);
-- > semi +1 | 'ann'
-- > semi +1 | 'bob'
CREATE VIEW anti AS SELECT name FROM person p WHERE NOT EXISTS (SELECT 1 FROM city c WHERE c.id = p.city);
-- > anti +1 | 'cid'
-- > anti +1 | 'dan'

-- NULL keys match only where the comparison says so.
CREATE VIEW null_safe AS SELECT name, label FROM person p JOIN city c ON p.city IS NOT DISTINCT FROM c.id;
-- > null_safe +1 | 'ann' | 'Rome'
-- > null_safe +1 | 'bob' | 'Oslo'
-- > null_safe +1 | 'cid' | 'Nowhere'

-- A second city of the same id doubles its people, and takes nobody from the anti join.
INSERT INTO city VALUES (20, 'Bergen');
-- > inner_join +1 | 'bob' | 'Bergen'
-- > left_join +1 | 'bob' | 'Bergen'
-- > right_join +1 | 'bob' | 'Bergen'
-- > full_join +1 | 'bob' | 'Bergen'
-- > comma +1 | 'bob' | 'Bergen'
-- > null_safe +1 | 'bob' | 'Bergen'

-- The last match of a row goes: outer joins pad it again.
REMOVE FROM city VALUES (10, 'Rome');
-- > inner_join -1 | 'ann' | 'Rome'
-- > left_join +1 | 'ann' | NULL
-- > left_join -1 | 'ann' | 'Rome'
-- > right_join -1 | 'ann' | 'Rome'
-- > full_join +1 | 'ann' | NULL
-- > full_join -1 | 'ann' | 'Rome'
-- > comma -1 | 'ann' | 'Rome'
-- > semi -1 | 'ann'
-- > anti +1 | 'ann'
-- > null_safe -1 | 'ann' | 'Rome'
REMOVE FROM person VALUES (2, 'bob', 20);
-- > inner_join -1 | 'bob' | 'Bergen'
-- > inner_join -1 | 'bob' | 'Oslo'
-- > left_join -1 | 'bob' | 'Bergen'
-- > left_join -1 | 'bob' | 'Oslo'
-- > right_join +1 | NULL | 'Bergen'
-- > right_join +1 | NULL | 'Oslo'
-- > right_join -1 | 'bob' | 'Bergen'
-- > right_join -1 | 'bob' | 'Oslo'
-- > full_join +1 | NULL | 'Bergen'
-- > full_join +1 | NULL | 'Oslo'
-- > full_join -1 | 'bob' | 'Bergen'
-- > full_join -1 | 'bob' | 'Oslo'
-- > comma -1 | 'bob' | 'Bergen'
-- > semi -1 | 'bob'
-- > null_safe -1 | 'bob' | 'Bergen'
-- > null_safe -1 | 'bob' | 'Oslo'

-- A condition of the ON clause decides about matches, one of the WHERE clause about rows.
CREATE VIEW on_condition AS SELECT name, label FROM person p LEFT JOIN city c ON p.city = c.id AND c.label > 'M';
-- > on_condition +1 | 'ann' | NULL
-- > on_condition +1 | 'cid' | NULL
-- > on_condition +1 | 'dan' | NULL
CREATE VIEW where_condition AS SELECT name, label FROM person p LEFT JOIN city c ON p.city = c.id WHERE c.label > 'M';
INSERT INTO person VALUES (5, 'eve', 20);
-- > inner_join +1 | 'eve' | 'Bergen'
-- > inner_join +1 | 'eve' | 'Oslo'
-- > left_join +1 | 'eve' | 'Bergen'
-- > left_join +1 | 'eve' | 'Oslo'
-- > right_join -1 | NULL | 'Bergen'
-- > right_join -1 | NULL | 'Oslo'
-- > right_join +1 | 'eve' | 'Bergen'
-- > right_join +1 | 'eve' | 'Oslo'
-- > full_join -1 | NULL | 'Bergen'
-- > full_join -1 | NULL | 'Oslo'
-- > full_join +1 | 'eve' | 'Bergen'
-- > full_join +1 | 'eve' | 'Oslo'
-- > comma +1 | 'eve' | 'Bergen'
-- > semi +1 | 'eve'
-- > null_safe +1 | 'eve' | 'Bergen'
-- > null_safe +1 | 'eve' | 'Oslo'
-- > on_condition +1 | 'eve' | 'Oslo'
-- > where_condition +1 | 'eve' | 'Oslo'

-- Joins without any equality.
CREATE TABLE band (lo INTEGER, hi INTEGER, band VARCHAR);
INSERT INTO band VALUES (0, 2, 'low'), (3, 9, 'high');
CREATE VIEW banded AS SELECT name, band FROM person JOIN band ON id BETWEEN lo AND hi;
-- > banded +1 | 'ann' | 'low'
-- > banded +1 | 'cid' | 'high'
-- > banded +1 | 'dan' | 'high'
-- > banded +1 | 'eve' | 'high'
CREATE VIEW unbanded AS SELECT name, band FROM person LEFT JOIN band ON id < lo;
-- > unbanded +1 | 'ann' | 'high'
-- > unbanded +1 | 'cid' | NULL
-- > unbanded +1 | 'dan' | NULL
-- > unbanded +1 | 'eve' | NULL
REMOVE FROM band VALUES (3, 9, 'high');
-- > banded -1 | 'cid' | 'high'
-- > banded -1 | 'dan' | 'high'
-- > banded -1 | 'eve' | 'high'
-- > unbanded +1 | 'ann' | NULL
-- > unbanded -1 | 'ann' | 'high'

-- A table joined with itself.
CREATE VIEW neighbours AS SELECT a.name AS one, b.name AS other FROM person a JOIN person b ON a.city = b.city AND a.id < b.id;
INSERT INTO person VALUES (6, 'fay', 20), (7, 'gus', 99);
-- > inner_join +1 | 'fay' | 'Bergen'
-- > inner_join +1 | 'fay' | 'Oslo'
-- > left_join +1 | 'fay' | 'Bergen'
-- > left_join +1 | 'fay' | 'Oslo'
-- > left_join +1 | 'gus' | NULL
-- > right_join +1 | 'fay' | 'Bergen'
-- > right_join +1 | 'fay' | 'Oslo'
-- > full_join +1 | 'fay' | 'Bergen'
-- > full_join +1 | 'fay' | 'Oslo'
-- > full_join +1 | 'gus' | NULL
-- > comma +1 | 'fay' | 'Bergen'
-- > semi +1 | 'fay'
-- > anti +1 | 'gus'
-- > null_safe +1 | 'fay' | 'Bergen'
-- > null_safe +1 | 'fay' | 'Oslo'
-- > on_condition +1 | 'fay' | 'Oslo'
-- > on_condition +1 | 'gus' | NULL
-- > where_condition +1 | 'fay' | 'Oslo'
-- > unbanded +1 | 'fay' | NULL
-- > unbanded +1 | 'gus' | NULL
-- > neighbours +1 | 'dan' | 'gus'
-- > neighbours +1 | 'eve' | 'fay'

-- USING and NATURAL show the common column once.
CREATE TABLE visit (id INTEGER, day DATE);
INSERT INTO visit VALUES (1, DATE '2024-01-01'), (6, DATE '2024-01-02'), (8, DATE '2024-01-03');
CREATE VIEW visits AS SELECT id, name, day FROM person JOIN visit USING (id);
-- > visits +1 | 1 | 'ann' | 2024-01-01
-- > visits +1 | 6 | 'fay' | 2024-01-02
CREATE VIEW all_visits AS SELECT id, name, day FROM person NATURAL RIGHT JOIN visit;
-- > all_visits +1 | 1 | 'ann' | 2024-01-01
-- > all_visits +1 | 6 | 'fay' | 2024-01-02
-- > all_visits +1 | 8 | NULL | 2024-01-03
CREATE VIEW pairs AS SELECT p.id AS p, v.id AS v FROM person p CROSS JOIN visit v WHERE p.id < 3;
-- > pairs +1 | 1 | 1
-- > pairs +1 | 1 | 6
-- > pairs +1 | 1 | 8
