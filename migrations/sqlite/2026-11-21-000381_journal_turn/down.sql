DROP TABLE journal_turn;
