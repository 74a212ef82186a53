DROP TABLE differences;
DROP TABLE budget_administrators;
DROP TABLE budgets;
DROP TABLE administrators;
DROP TABLE compositions;
DROP TABLE lines;
DROP TABLE reports;
DROP TABLE names;
DROP TABLE sources;
DROP TABLE publications;
DROP TABLE loads;
DROP FUNCTION published_load_never_changes();
DROP FUNCTION published_report_never_changes();
CREATE TABLE loads (
    id BIGINT NOT NULL PRIMARY KEY,
    format TEXT NOT NULL CHECK (format IN ('open-budget', 'fictitious')),
    loaded_at TIMESTAMP NOT NULL
);
CREATE TABLE sources (
    id BIGINT NOT NULL PRIMARY KEY,
    load_id BIGINT NOT NULL REFERENCES loads (id),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    row_count BIGINT NOT NULL,
    UNIQUE (load_id, name)
);
CREATE TABLE names (
    id BIGINT NOT NULL PRIMARY KEY,
    ru TEXT NOT NULL UNIQUE
);
-- Each load of a budget for a month is a version; readers see the newest. The sums are control totals in tiyn.
CREATE TABLE reports (
    id BIGINT NOT NULL PRIMARY KEY,
    source_id BIGINT NOT NULL REFERENCES sources (id),
    budget TEXT NOT NULL CHECK (budget = 'republican' OR length(budget) = 9),
    year SMALLINT NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    month SMALLINT NOT NULL CHECK (month BETWEEN 1 AND 12),
    version INTEGER NOT NULL CHECK (version > 0),
    line_count BIGINT NOT NULL,
    leaf_count BIGINT NOT NULL,
    difference_count BIGINT NOT NULL,
    receipts_executed BIGINT,
    expenditure_executed BIGINT,
    UNIQUE (budget, year, month, version)
);
CREATE TABLE lines (
    report_id BIGINT NOT NULL REFERENCES reports (id),
    parent TEXT NOT NULL,
    path TEXT NOT NULL,
    level SMALLINT NOT NULL,
    is_leaf BOOLEAN NOT NULL,
    administrator TEXT CHECK (length(administrator) = 3),
    utv BIGINT NOT NULL,
    utch BIGINT NOT NULL,
    plg BIGINT NOT NULL,
    plgp BIGINT NOT NULL,
    plgo BIGINT NOT NULL,
    obz BIGINT NOT NULL,
    sumrg BIGINT NOT NULL,
    name_id BIGINT NOT NULL REFERENCES names (id),
    source_line INTEGER NOT NULL,
    PRIMARY KEY (report_id, parent, path)
);
CREATE INDEX lines_by_administrator ON lines (administrator, report_id) WHERE administrator IS NOT NULL;
CREATE TRIGGER loads_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON loads FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER sources_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON sources FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER names_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON names FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER reports_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON reports FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER lines_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON lines FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
