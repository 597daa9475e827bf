CREATE TABLE slow AS SELECT pg_sleep(0.2) IS NULL AS done;
