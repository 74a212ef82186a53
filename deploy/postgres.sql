-- Roles and databases of a portal on PostgreSQL 15 or newer. Run once with psql as an administrator of the server:
--   psql -v loader_password=… -v reader_password=… -f postgres.sql
--
-- Settings of the portal over them:
--   database_url        = "postgres://qarau:…@host/qarau"
--   budget_database_url = "postgres://qarau:…@host/qarau_budget"
--   budget_reader_url   = "postgres://qarau_reader:…@host/qarau_budget"
-- Then `qarau migrate`, which grants the reader what it needs. Nobody else is to be granted anything.

CREATE ROLE qarau LOGIN PASSWORD :'loader_password';
CREATE ROLE qarau_reader LOGIN PASSWORD :'reader_password';
ALTER ROLE qarau_reader SET default_transaction_read_only = on;
ALTER ROLE qarau_reader SET statement_timeout = '10s';

CREATE DATABASE qarau OWNER qarau;
CREATE DATABASE qarau_budget OWNER qarau;
REVOKE ALL ON DATABASE qarau FROM PUBLIC;
REVOKE ALL ON DATABASE qarau_budget FROM PUBLIC;
GRANT CONNECT ON DATABASE qarau_budget TO qarau_reader;

-- A backup of the budget by its owner has to say that it sees everything:
--   PGOPTIONS='-c qarau.loading=on' pg_dump --enable-row-security --dbname=qarau_budget …
-- and so has whoever restores it, with the same words for pg_restore.
