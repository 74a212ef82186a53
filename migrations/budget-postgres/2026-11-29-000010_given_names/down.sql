DROP TABLE given_names;
