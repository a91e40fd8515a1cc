{{ config(materialized='view', stored=true) }}
SELECT t.item, t.n, CAST(t.total * p.factor AS DOUBLE) AS total FROM {{ ref('totals') }} t JOIN {{ ref('prices') }} p ON t.item = p.item
