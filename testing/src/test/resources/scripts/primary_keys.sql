-- In a table with a key INSERT replaces the row of the key, and REMOVE takes it away whatever its other fields.

CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, owner VARCHAR, balance DECIMAL(10, 2));
CREATE VIEW accounts AS SELECT id, owner, balance FROM account;
CREATE VIEW wealth AS SELECT owner, SUM(balance) AS total FROM account GROUP BY owner;
INSERT INTO account VALUES (1, 'ann', 10.00), (2, 'bob', 20.00);
-- > accounts +1 | 1 | 'ann' | 10.00
-- > accounts +1 | 2 | 'bob' | 20.00
-- > wealth +1 | 'ann' | 10.00
-- > wealth +1 | 'bob' | 20.00
INSERT INTO account VALUES (1, 'ann', 15.50);
-- > accounts -1 | 1 | 'ann' | 10.00
-- > accounts +1 | 1 | 'ann' | 15.50
-- > wealth -1 | 'ann' | 10.00
-- > wealth +1 | 'ann' | 15.50

-- The same row again changes nothing.
INSERT INTO account VALUES (1, 'ann', 15.50);

-- The last word of a step counts.
BEGIN;
INSERT INTO account VALUES (3, 'cid', 1.00);
INSERT INTO account VALUES (3, 'cid', 2.00);
REMOVE FROM account VALUES (2, 'whoever', 0.00);
COMMIT;
-- > accounts -1 | 2 | 'bob' | 20.00
-- > accounts +1 | 3 | 'cid' | 2.00
-- > wealth -1 | 'bob' | 20.00
-- > wealth +1 | 'cid' | 2.00
REMOVE FROM account VALUES (77, 'nobody', 0.00);
UPDATE account SET owner = 'dan' WHERE balance > 10;
-- > accounts -1 | 1 | 'ann' | 15.50
-- > accounts +1 | 1 | 'dan' | 15.50
-- > wealth -1 | 'ann' | 15.50
-- > wealth +1 | 'dan' | 15.50
DELETE FROM account WHERE id = 3;
-- > accounts -1 | 3 | 'cid' | 2.00
-- > wealth -1 | 'cid' | 2.00

-- A key of two columns, and a table without one beside it, which counts its rows.
CREATE TABLE seat (row_no INTEGER NOT NULL, place INTEGER NOT NULL, guest VARCHAR, PRIMARY KEY (row_no, place));
CREATE TABLE plain (x INTEGER, guest VARCHAR);
CREATE VIEW seats AS SELECT row_no, place, guest FROM seat;
CREATE VIEW guests AS SELECT guest, COUNT(*) AS n FROM plain GROUP BY guest;
INSERT INTO seat VALUES (1, 1, 'ann'), (1, 2, 'bob'), (2, 1, 'cid');
-- > seats +1 | 1 | 1 | 'ann'
-- > seats +1 | 1 | 2 | 'bob'
-- > seats +1 | 2 | 1 | 'cid'
INSERT INTO seat VALUES (1, 2, 'dan');
-- > seats -1 | 1 | 2 | 'bob'
-- > seats +1 | 1 | 2 | 'dan'
INSERT INTO plain VALUES (1, 'ann'), (1, 'ann');
-- > guests +1 | 'ann' | 2
REMOVE FROM plain VALUES (1, 'ann');
-- > guests +1 | 'ann' | 1
-- > guests -1 | 'ann' | 2

CREATE TABLE wrong (id INTEGER PRIMARY KEY);
-- > error 1:21 InvalidStatement: PRIMARY KEY column 'id' has type INTEGER, which is nullable
CREATE TABLE wrong (id INTEGER NOT NULL PRIMARY KEY, x INTEGER, PRIMARY KEY (x));
-- > error 1:77 InvalidStatement: table 'wrong' has two primary keys
INSERT INTO account VALUES (NULL, 'eve', 1.00);
-- > error NullInNotNull: NULL in column 'id' of table 'account', which is NOT NULL
