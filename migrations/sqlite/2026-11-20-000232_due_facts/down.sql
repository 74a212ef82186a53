DROP TABLE superiors;
DROP TABLE leases;
DROP TABLE due_facts;
