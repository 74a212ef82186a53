-- What pages ask of all lines below a place with very many of them: its biggest lines and what it is made of, rolled up at
-- load. Made from whole reports, so a scope that sees a part of one never reads it.
CREATE TABLE large_places (
    report_id BIGINT NOT NULL REFERENCES reports (id),
    path BIGINT NOT NULL,
    biggest TEXT NOT NULL,
    composition BYTEA NOT NULL,
    PRIMARY KEY (report_id, path)
);
CREATE TRIGGER large_places_never_change BEFORE UPDATE OR DELETE ON large_places FOR EACH ROW EXECUTE FUNCTION published_report_never_changes();
CREATE TRIGGER large_places_never_truncated BEFORE TRUNCATE ON large_places FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
-- As in row_security, for whole budgets alone.
DO $$
DECLARE
    loading CONSTANT text := $q$ (SELECT nullif(current_setting('qarau.loading', true), '')) = 'on' $q$;
    whole CONSTANT text := $q$ (SELECT nullif(current_setting('qarau.administrator', true), '')) = 'any'
        AND EXISTS (SELECT 1 FROM reports r WHERE r.id = report_id) $q$;
BEGIN
    ALTER TABLE large_places ENABLE ROW LEVEL SECURITY;
    ALTER TABLE large_places FORCE ROW LEVEL SECURITY;
    EXECUTE format('CREATE POLICY scope ON large_places FOR SELECT USING (%s)', whole);
    EXECUTE format('CREATE POLICY loading ON large_places TO CURRENT_USER USING (%s)', loading);
END $$;
