-- Values are encrypted with a key that is not in the database.
CREATE TABLE secret (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    revision BIGINT NOT NULL,
    description TEXT NOT NULL,
    created_at TEXT NOT NULL,
    version BIGINT NOT NULL,
    sealed TEXT NOT NULL
);
