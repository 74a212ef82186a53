DROP TABLE attested_people;
DROP TABLE attestations;
