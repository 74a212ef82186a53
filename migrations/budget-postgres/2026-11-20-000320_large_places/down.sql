DROP TABLE large_places;
