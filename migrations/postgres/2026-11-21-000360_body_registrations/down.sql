ALTER TABLE bodies DROP CONSTRAINT bodies_bin_registration_key;
ALTER TABLE bodies DROP COLUMN registration;
ALTER TABLE bodies ADD CONSTRAINT bodies_bin_key UNIQUE (bin);
