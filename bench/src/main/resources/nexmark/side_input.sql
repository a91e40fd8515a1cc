-- The static table of q13: ten thousand rows whose value is their key. It is wanted by q13 only.

CREATE TABLE side_input (
    "key" BIGINT NOT NULL PRIMARY KEY,
    "value" VARCHAR NOT NULL
) WITH (
    'connectors' = '[{
        "name": "generator",
        "transport": {
            "name": "datagen",
            "config": {
                "plan": [{
                    "limit": 10000,
                    "fields": {
                        "key": {"strategy": "increment", "range": [0, 10000]},
                        "value": {"strategy": "increment", "range": [0, 10000]}
                    }
                }]
            }
        }
    }]'
);
