DROP TABLE attested_people;
DROP TABLE attestations;
DROP FUNCTION attestations_stay();
