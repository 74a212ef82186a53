-- Held by whoever appends to the journal. It stays empty.
CREATE TABLE journal_turn (id INTEGER PRIMARY KEY);
