-- Types that are neither numbers nor text nor time.

CREATE TABLE t (b BOOLEAN, u UUID, bin VARBINARY, f BINARY(3));
CREATE VIEW v AS SELECT b, u, bin, f, NOT b AS nb, OCTET_LENGTH(bin) AS n FROM t;
INSERT INTO t VALUES (TRUE, UUID '01234567-89ab-cdef-0123-456789abcdef', X'0aff', X'010203'), (NULL, NULL, NULL, NULL);
-- > v +1 | NULL | NULL | NULL | NULL | NULL | NULL
-- > v +1 | TRUE | 01234567-89ab-cdef-0123-456789abcdef | 0aff | 010203 | FALSE | 2
CREATE VIEW grouped AS SELECT u, bin, COUNT(*) AS n FROM t GROUP BY u, bin;
-- > grouped +1 | NULL | NULL | 1
-- > grouped +1 | 01234567-89ab-cdef-0123-456789abcdef | 0aff | 1
INSERT INTO t VALUES (FALSE, UUID '01234567-89ab-cdef-0123-456789abcdef', X'0aff', NULL);
-- > v +1 | FALSE | 01234567-89ab-cdef-0123-456789abcdef | 0aff | NULL | TRUE | 2
-- > grouped -1 | 01234567-89ab-cdef-0123-456789abcdef | 0aff | 1
-- > grouped +1 | 01234567-89ab-cdef-0123-456789abcdef | 0aff | 2
REMOVE FROM t VALUES (TRUE, UUID '01234567-89ab-cdef-0123-456789abcdef', X'0aff', X'010203');
-- > v -1 | TRUE | 01234567-89ab-cdef-0123-456789abcdef | 0aff | 010203 | FALSE | 2
-- > grouped +1 | 01234567-89ab-cdef-0123-456789abcdef | 0aff | 1
-- > grouped -1 | 01234567-89ab-cdef-0123-456789abcdef | 0aff | 2
SELECT CAST('01234567-89AB-CDEF-0123-456789ABCDEF' AS UUID), X'01' < X'02', X'01' < X'0101', TO_HEX(X'0aFF'), X'01' || X'02';
-- > 01234567-89ab-cdef-0123-456789abcdef | TRUE | TRUE | '0aff' | 0102

-- Truth values are written in any case, with blanks around them.
SELECT CAST(' True ' AS BOOLEAN), CAST('FALSE' AS BOOLEAN), TRUE > FALSE, TRUE AND NULL, FALSE AND NULL, TRUE OR NULL;
-- > TRUE | FALSE | TRUE | NULL | FALSE | TRUE
SELECT CAST('maybe' AS BOOLEAN);
-- > error 1:8 BadCast: 'maybe' is not a BOOLEAN; in view result, line 1 column 8, row (ZERO: 0)

-- Maps and rows.
SELECT MAP['a', 1, 'b', 2]['b'], CARDINALITY(MAP['a', 1]), MAP_KEYS(MAP['b', 2, 'a', 1]);
-- > 2 | 1 | ["a","b"]
CREATE TYPE point AS (x INTEGER, y INTEGER);
CREATE TABLE p (id INTEGER, at point);
CREATE VIEW coordinates AS SELECT id, p.at.x AS x, p.at.y AS y FROM p;
INSERT INTO p VALUES (1, ROW(3, 4));
-- > coordinates +1 | 1 | 3 | 4

-- VARIANT holds any value, and JSON.
SELECT CAST(PARSE_JSON('{"a": [1, "two"]}')['a'][1] AS INTEGER), TO_JSON(PARSE_JSON('{"b":1,  "a":null}')), TYPEOF(PARSE_JSON('1.5'));
-- > 1 | '{"a":null,"b":1}' | 'DECIMAL'

-- A default is taken where the column list lacks a column.
CREATE TABLE d (x INTEGER, y INTEGER DEFAULT 7, s VARCHAR DEFAULT 'none');
CREATE VIEW defaults AS SELECT x, y, s FROM d;
INSERT INTO d (x) VALUES (1);
-- > defaults +1 | 1 | 7 | 'none'
INSERT INTO d (s, x) VALUES ('some', 2);
-- > defaults +1 | 2 | 7 | 'some'
