-- Nobody sees a row without a scope, set for one transaction (src/storage/budget/scoping.rs): the system, the first and
-- the last code of a budget in the order of bytes, and an administrator or 'any'. The owner neither, until it says that
-- it is loading. A setting that is absent or empty is NULL, and NULL shows nothing.
CREATE INDEX reports_by_source ON reports (source_id);
DO $$
DECLARE
    loading CONSTANT text := $q$ (SELECT nullif(current_setting('qarau.loading', true), '')) = 'on' $q$;
    system CONSTANT text := $q$ (SELECT nullif(current_setting('qarau.system', true), '')) $q$;
    budget CONSTANT text := system || $q$ = 'ac' AND budget COLLATE "C" BETWEEN
        (SELECT nullif(current_setting('qarau.first_budget', true), '')) AND
        (SELECT nullif(current_setting('qarau.last_budget', true), '')) $q$;
    spender CONSTANT text := $q$ (SELECT nullif(current_setting('qarau.administrator', true), '')) IN ('any', administrator::text) $q$;
    line CONSTANT text := spender || $q$ AND EXISTS (SELECT 1 FROM reports r WHERE r.id = report_id) $q$;
    -- OFFSET keeps PostgreSQL from reading every report for one source.
    source CONSTANT text := $q$ EXISTS (SELECT 1 FROM reports r WHERE r.source_id = sources.id OFFSET 0) $q$;
    shared CONSTANT text := system || 'IS NOT NULL';
    guarded record;
BEGIN
    FOR guarded IN SELECT * FROM (VALUES
        ('reports', budget),
        ('lines', line),
        ('compositions', line),
        ('administrators', line),
        ('differences', line),
        ('budgets', budget),
        ('budget_administrators', budget || ' AND ' || spender),
        ('sources', source),
        ('loads', shared),
        ('publications', shared),
        ('names', shared)
    ) AS tables (name, visible) LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', guarded.name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', guarded.name);
        EXECUTE format('CREATE POLICY scope ON %I FOR SELECT USING (%s)', guarded.name, guarded.visible);
        EXECUTE format('CREATE POLICY loading ON %I TO CURRENT_USER USING (%s)', guarded.name, loading);
    END LOOP;
END $$;
