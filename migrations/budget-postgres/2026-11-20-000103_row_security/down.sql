DO $$
DECLARE
    guarded text;
BEGIN
    FOR guarded IN SELECT tablename FROM pg_policies WHERE policyname = 'scope' AND schemaname = current_schema() LOOP
        EXECUTE format('DROP POLICY loading ON %I', guarded);
        EXECUTE format('DROP POLICY scope ON %I', guarded);
        EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', guarded);
        EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', guarded);
    END LOOP;
END $$;
DROP INDEX reports_by_source;
