-- One set for SQLite and PostgreSQL: TEXT, BIGINT and INTEGER mean the same in both. Times are ISO 8601 in UTC, documents
-- are JSON, flags are 0 and 1. "revision" counts every write of a row and guards each of them.

CREATE TABLE program (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    revision BIGINT NOT NULL,
    description TEXT NOT NULL,
    created_at TEXT NOT NULL,
    code TEXT NOT NULL,
    udf_rust TEXT NOT NULL,
    udf_toml TEXT NOT NULL,
    program_config TEXT NOT NULL,
    program_version BIGINT NOT NULL,
    program_status TEXT NOT NULL,
    program_since TEXT NOT NULL,
    program_error TEXT,
    program_info TEXT
);

CREATE TABLE service (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    revision BIGINT NOT NULL,
    description TEXT NOT NULL,
    created_at TEXT NOT NULL,
    version BIGINT NOT NULL,
    config TEXT NOT NULL
);

CREATE TABLE connector (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    revision BIGINT NOT NULL,
    description TEXT NOT NULL,
    created_at TEXT NOT NULL,
    version BIGINT NOT NULL,
    config TEXT NOT NULL
);

CREATE TABLE pipeline (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    revision BIGINT NOT NULL,
    created_at TEXT NOT NULL,
    version BIGINT NOT NULL,
    refresh_version BIGINT NOT NULL,
    platform_version TEXT NOT NULL,
    description TEXT NOT NULL,
    tags TEXT NOT NULL,
    runtime_config TEXT NOT NULL,
    program_name TEXT REFERENCES program (name) ON UPDATE CASCADE,
    attachments TEXT NOT NULL,
    code TEXT NOT NULL,
    udf_rust TEXT NOT NULL,
    udf_toml TEXT NOT NULL,
    program_config TEXT NOT NULL,
    program_version BIGINT NOT NULL,
    program_status TEXT NOT NULL,
    program_since TEXT NOT NULL,
    program_error TEXT,
    program_info TEXT,
    resources_status TEXT NOT NULL,
    resources_since TEXT NOT NULL,
    resources_desired TEXT NOT NULL,
    resources_desired_since TEXT NOT NULL,
    runtime_status TEXT,
    runtime_since TEXT,
    runtime_desired TEXT,
    runtime_desired_since TEXT,
    deployment_initial TEXT,
    deployment_id TEXT,
    storage_status TEXT NOT NULL,
    deployment_error TEXT,
    deployment_details TEXT,
    stop_mode TEXT,
    clear_when_stopped INTEGER NOT NULL,
    snapshot TEXT
);

CREATE INDEX pipeline_program ON pipeline (program_name);

CREATE TABLE pipeline_event (
    id TEXT NOT NULL PRIMARY KEY,
    pipeline_id TEXT NOT NULL REFERENCES pipeline (id) ON DELETE CASCADE,
    sequence BIGINT NOT NULL,
    recorded_at TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (pipeline_id, sequence)
);

CREATE TABLE api_key (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    revision BIGINT NOT NULL,
    created_at TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL
);
