DROP TABLE sessions;
DROP TABLE challenges;
