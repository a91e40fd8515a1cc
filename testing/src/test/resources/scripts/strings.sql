-- Text: counted in characters, whatever their encoding; upper case before lower in the order of code points.

CREATE TABLE t (s VARCHAR);
CREATE VIEW v AS SELECT s, CHAR_LENGTH(s) AS n, UPPER(s) AS up, s || '!' AS loud, SUBSTRING(s FROM 2 FOR 2) AS mid, TRIM(s) AS trimmed, REPLACE(s, 'a', 'o') AS o, POSITION('b' IN s) AS b_at FROM t;
INSERT INTO t VALUES ('abc'), (''), (' éa '), ('日本語'), (NULL);
-- > v +1 | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL
-- > v +1 | '' | 0 | '' | '!' | '' | '' | '' | 0
-- > v +1 | ' éa ' | 4 | ' ÉA ' | ' éa !' | 'éa' | 'éa' | ' éo ' | 0
-- > v +1 | 'abc' | 3 | 'ABC' | 'abc!' | 'bc' | 'abc' | 'obc' | 2
-- > v +1 | '日本語' | 3 | '日本語' | '日本語!' | '本語' | '日本語' | '日本語' | 0
CREATE VIEW matching AS SELECT s FROM t WHERE s LIKE '_b%' OR s LIKE '%本%';
-- > matching +1 | 'abc'
-- > matching +1 | '日本語'
INSERT INTO t VALUES ('xb'), ('b');
-- > v +1 | 'b' | 1 | 'B' | 'b!' | '' | 'b' | 'b' | 1
-- > v +1 | 'xb' | 2 | 'XB' | 'xb!' | 'b' | 'xb' | 'xb' | 2
-- > matching +1 | 'xb'
REMOVE FROM t VALUES ('abc');
-- > v -1 | 'abc' | 3 | 'ABC' | 'abc!' | 'bc' | 'abc' | 'obc' | 2
-- > matching -1 | 'abc'
CREATE VIEW ordered AS SELECT MIN(s) AS least, MAX(s) AS most FROM t;
-- > ordered +1 | '' | '日本語'
INSERT INTO t VALUES ('Z'), ('a');
-- > v +1 | 'Z' | 1 | 'Z' | 'Z!' | '' | 'Z' | 'Z' | 0
-- > v +1 | 'a' | 1 | 'A' | 'a!' | '' | 'a' | 'o' | 0

-- It's a quote; || with NULL is NULL.
SELECT 'it''s', 'a' || NULL, CONCAT('a', 'b', 'c'), LOWER('ÀB'), INITCAP('two words');
-- > 'it's' | NULL | 'abc' | 'àb' | 'Two Words'
SELECT LEFT('hello', 2), RIGHT('hello', 2), REVERSE('abc'), REPEAT('ab', 3), SPLIT_PART('a,b,c', ',', 2), OVERLAY('abcdef' PLACING 'X' FROM 2 FOR 3);
-- > 'he' | 'lo' | 'cba' | 'ababab' | 'b' | 'aXef'
SELECT SUBSTRING('hello' FROM 0 FOR 3), SUBSTRING('hello' FROM 4 FOR 10), SUBSTRING('hello' FROM -1), CHAR_LENGTH('🐍');
-- > 'he' | 'lo' | 'hello' | 2
SELECT TRIM(LEADING 'x' FROM 'xxaxx'), TRIM(TRAILING 'x' FROM 'xxaxx'), TRIM(BOTH 'x' FROM 'xxaxx'), ASCII('A'), CHR(66);
-- > 'axx' | 'xxa' | 'a' | 65 | 'B'
SELECT 'a' < 'b', 'a' < 'B', 'a' < 'ab', '' < 'a', 'é' > 'z';
-- > TRUE | FALSE | TRUE | TRUE | TRUE
SELECT 'a%c' LIKE 'a\%c' ESCAPE '\', 'abc' LIKE 'a\%c' ESCAPE '\', 'ABC' ILIKE 'abc', 'abc' RLIKE 'b+', 'abc' NOT LIKE '%d%';
-- > TRUE | FALSE | TRUE | TRUE | TRUE

-- CHAR is padded to its length, VARCHAR is cut to it.
CREATE TABLE c (f CHAR(4), w VARCHAR(3));
CREATE VIEW lengths AS SELECT f, w, f || '|' AS padded FROM c;
INSERT INTO c VALUES ('ab', 'abc');
-- > lengths +1 | 'ab  ' | 'abc' | 'ab  |'
SELECT CAST('abcdef' AS CHAR(3)), CAST('abcdef' AS VARCHAR(2)), CAST(12 AS VARCHAR), CAST(TRUE AS VARCHAR), CAST('true' AS BOOLEAN);
-- > 'abc' | 'ab' | '12' | 'TRUE' | TRUE
