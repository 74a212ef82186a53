DROP TABLE system_role_grants;
DROP TABLE system_roles;
