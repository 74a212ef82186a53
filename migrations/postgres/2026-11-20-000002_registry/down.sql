DROP TABLE person_roles;
DROP TABLE people;
DROP TABLE body_names;
DROP TABLE bodies;
