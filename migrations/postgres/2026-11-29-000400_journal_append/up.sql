-- What a transaction appends to the journal, in one way there and back: entries, hashes, and the head where it is still as
-- it was. Gives how many heads were saved: one, or none. In plpgsql, because that keeps its plans from one call to the next.
CREATE FUNCTION journal_append(
    before BIGINT, size BIGINT, root BYTEA,
    idx BIGINT[], leaf BYTEA[], at TIMESTAMP[], code TEXT[], actor_person BIGINT[], actor_body BIGINT[],
    application BIGINT[], person BIGINT[], body BIGINT[],
    positions BIGINT[], hashes BYTEA[]
) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
    saved BIGINT;
BEGIN
    INSERT INTO journal_entries (idx, leaf, at, code, actor_person, actor_body, application, person, body)
        SELECT * FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12);
    INSERT INTO journal_hashes (position, hash) SELECT * FROM unnest($13, $14);
    UPDATE journal_head SET size = $2, root = $3 WHERE journal_head.size = $1;
    GET DIAGNOSTICS saved = ROW_COUNT;
    RETURN saved;
END $$;
