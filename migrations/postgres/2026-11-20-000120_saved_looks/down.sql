DROP TABLE saved_looks;
