-- Risk signs as a load found them. A load that changes a month asks the later months of its year again, so a report may be
-- appraised more than once: the newest published appraisal of a budget's month counts.
CREATE TABLE appraisals (
    id BIGINT NOT NULL PRIMARY KEY,
    load_id BIGINT NOT NULL REFERENCES loads (id),
    report_id BIGINT NOT NULL,
    budget TEXT NOT NULL,
    year SMALLINT NOT NULL,
    month SMALLINT NOT NULL CHECK (month BETWEEN 1 AND 12)
);
CREATE INDEX appraisals_by_month ON appraisals (year, month, budget, id);
CREATE INDEX appraisals_by_load ON appraisals (load_id);
CREATE TABLE signs (
    appraisal_id BIGINT NOT NULL REFERENCES appraisals (id),
    path BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('under-half', 'december', 'above-corrected', 'without-plan', 'many-amendments', 'growing-unpaid')),
    report_id BIGINT NOT NULL,
    administrator SMALLINT NOT NULL CHECK (administrator BETWEEN 100 AND 999),
    year SMALLINT NOT NULL,
    month SMALLINT NOT NULL CHECK (month BETWEEN 1 AND 12),
    amount BIGINT NOT NULL CHECK (amount > 0),
    name_id BIGINT REFERENCES names (id),
    PRIMARY KEY (appraisal_id, path, kind)
);
-- The largest of a month over all budgets, kind by kind.
CREATE INDEX signs_by_amount ON signs (year, month, kind, amount DESC, appraisal_id, path);
CREATE FUNCTION published_signs_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF EXISTS (SELECT 1 FROM appraisals JOIN publications ON publications.load_id = appraisals.load_id WHERE appraisals.id = old.appraisal_id) THEN
        RAISE EXCEPTION 'what was loaded never changes: load a new version';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN old ELSE new END;
END $$;
CREATE TRIGGER appraisals_never_change BEFORE INSERT OR UPDATE OR DELETE ON appraisals FOR EACH ROW EXECUTE FUNCTION published_load_never_changes();
CREATE TRIGGER appraisals_never_truncated BEFORE TRUNCATE ON appraisals FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER signs_never_change BEFORE UPDATE OR DELETE ON signs FOR EACH ROW EXECUTE FUNCTION published_signs_never_change();
CREATE TRIGGER signs_never_truncated BEFORE TRUNCATE ON signs FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
-- As in row_security.
DO $$
DECLARE
    loading CONSTANT text := $q$ (SELECT nullif(current_setting('qarau.loading', true), '')) = 'on' $q$;
    budget CONSTANT text := $q$ (SELECT nullif(current_setting('qarau.system', true), '')) = 'ac' AND budget COLLATE "C" BETWEEN
        (SELECT nullif(current_setting('qarau.first_budget', true), '')) AND
        (SELECT nullif(current_setting('qarau.last_budget', true), '')) $q$;
    line CONSTANT text := $q$ (SELECT nullif(current_setting('qarau.administrator', true), '')) IN ('any', administrator::text)
        AND EXISTS (SELECT 1 FROM reports r WHERE r.id = report_id) $q$;
    guarded record;
BEGIN
    FOR guarded IN SELECT * FROM (VALUES ('appraisals', budget), ('signs', line)) AS tables (name, visible) LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', guarded.name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', guarded.name);
        EXECUTE format('CREATE POLICY scope ON %I FOR SELECT USING (%s)', guarded.name, guarded.visible);
        EXECUTE format('CREATE POLICY loading ON %I TO CURRENT_USER USING (%s)', guarded.name, loading);
    END LOOP;
END $$;
