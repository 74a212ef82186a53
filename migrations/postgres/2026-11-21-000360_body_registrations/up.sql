ALTER TABLE bodies DROP CONSTRAINT bodies_bin_key;
ALTER TABLE bodies ADD COLUMN registration BIGINT NOT NULL DEFAULT 1;
ALTER TABLE bodies ADD CONSTRAINT bodies_bin_registration_key UNIQUE (bin, registration);
