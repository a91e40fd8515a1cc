{{ config(materialized='view', stored=true) }}
SELECT item, COUNT(*) AS n, SUM(price) AS total FROM {{ ref('orders') }} GROUP BY item
