DROP TABLE feed_parts;
DROP TABLE recorded;
DROP TABLE feeds;
DROP FUNCTION feeds_stay();
