DROP TABLE feed_parts;
DROP TABLE recorded;
DROP TABLE feeds;
