DROP TABLE session_networks;
ALTER TABLE sessions DROP COLUMN network;
