CREATE TABLE service_probe (
    id TEXT NOT NULL PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
    probe_type TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL,
    finished_at TEXT,
    response TEXT
);

CREATE INDEX service_probe_service ON service_probe (service_id, created_at);
