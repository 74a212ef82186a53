-- Each load of a stage of a budget's plan is a version; readers see the newest published. The year is the first of three.
CREATE TABLE plans (
    id BIGINT NOT NULL PRIMARY KEY,
    load_id BIGINT NOT NULL REFERENCES loads (id),
    source_id BIGINT NOT NULL REFERENCES sources (id),
    budget TEXT NOT NULL CHECK (budget IN ('republican', 'state', 'local') OR length(budget) = 9),
    year SMALLINT NOT NULL CHECK (year BETWEEN 2000 AND 2097),
    stage TEXT NOT NULL CHECK (stage IN ('draft', 'submitted', 'approved')),
    version INTEGER NOT NULL CHECK (version > 0),
    line_count BIGINT NOT NULL,
    UNIQUE (budget, year, stage, version)
);
CREATE INDEX plans_by_load ON plans (load_id);
CREATE INDEX plans_by_source ON plans (source_id);
-- Paths are packed, as in lines; the sections stand below 0.
CREATE TABLE plan_lines (
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    parent BIGINT NOT NULL,
    path BIGINT NOT NULL,
    administrator SMALLINT CHECK (administrator BETWEEN 100 AND 999),
    is_leaf BOOLEAN NOT NULL,
    first_year BIGINT NOT NULL,
    second_year BIGINT NOT NULL,
    third_year BIGINT NOT NULL,
    source_line BIGINT NOT NULL,
    PRIMARY KEY (plan_id, parent, path)
);
-- What an administrator is to spend over all its places in the functional classification, rolled up at load.
CREATE TABLE plan_administrators (
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    administrator SMALLINT NOT NULL CHECK (administrator BETWEEN 100 AND 999),
    first_year BIGINT NOT NULL,
    second_year BIGINT NOT NULL,
    third_year BIGINT NOT NULL,
    places TEXT NOT NULL,
    PRIMARY KEY (plan_id, administrator)
);
CREATE INDEX plan_administrators_by_administrator ON plan_administrators (administrator);
CREATE FUNCTION published_plan_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF EXISTS (SELECT 1 FROM plans JOIN publications ON publications.load_id = plans.load_id WHERE plans.id = old.plan_id) THEN
        RAISE EXCEPTION 'what was loaded never changes: load a new version';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN old ELSE new END;
END $$;
CREATE TRIGGER plans_never_change BEFORE INSERT OR UPDATE OR DELETE ON plans FOR EACH ROW EXECUTE FUNCTION published_load_never_changes();
CREATE TRIGGER plans_never_truncated BEFORE TRUNCATE ON plans FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER plan_lines_never_change BEFORE UPDATE OR DELETE ON plan_lines FOR EACH ROW EXECUTE FUNCTION published_plan_never_changes();
CREATE TRIGGER plan_lines_never_truncated BEFORE TRUNCATE ON plan_lines FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
CREATE TRIGGER plan_administrators_never_change BEFORE UPDATE OR DELETE ON plan_administrators FOR EACH ROW EXECUTE FUNCTION published_plan_never_changes();
CREATE TRIGGER plan_administrators_never_truncated BEFORE TRUNCATE ON plan_administrators FOR EACH STATEMENT EXECUTE FUNCTION budget_is_only_added_to();
-- A scope of planning shows plans and nothing of execution, and the other way round (R4); see the migration row_security.
DO $$
DECLARE
    loading CONSTANT text := $q$ (SELECT nullif(current_setting('qarau.loading', true), '')) = 'on' $q$;
    budget CONSTANT text := $q$ (SELECT nullif(current_setting('qarau.system', true), '')) = 'sp' AND budget COLLATE "C" BETWEEN
        (SELECT nullif(current_setting('qarau.first_budget', true), '')) AND
        (SELECT nullif(current_setting('qarau.last_budget', true), '')) $q$;
    line CONSTANT text := $q$ (SELECT nullif(current_setting('qarau.administrator', true), '')) IN ('any', administrator::text)
        AND EXISTS (SELECT 1 FROM plans p WHERE p.id = plan_id) $q$;
    guarded record;
BEGIN
    FOR guarded IN SELECT * FROM (VALUES
        ('plans', budget),
        ('plan_lines', line),
        ('plan_administrators', line)
    ) AS tables (name, visible) LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', guarded.name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', guarded.name);
        EXECUTE format('CREATE POLICY scope ON %I FOR SELECT USING (%s)', guarded.name, guarded.visible);
        EXECUTE format('CREATE POLICY loading ON %I TO CURRENT_USER USING (%s)', guarded.name, loading);
    END LOOP;
END $$;
