CREATE TABLE agent (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    revision BIGINT NOT NULL,
    description TEXT NOT NULL,
    created_at TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
);

-- Where a pipeline has its state, if that is not the manager's machine.
CREATE TABLE placement (
    pipeline_id TEXT NOT NULL PRIMARY KEY REFERENCES pipeline (id) ON DELETE CASCADE,
    agent TEXT NOT NULL REFERENCES agent (name) ON UPDATE CASCADE
);
