#!/bin/sh
# Run once, when the database is made: the role that owns the tables, the one that works with them, and the database, with
# the passwords of both addresses.
set -eu
password() { sed -e 's|^[^:]*://[^:]*:||' -e 's|@.*||' "/run/secrets/$1"; }
psql -v ON_ERROR_STOP=1 -U postgres -v owner="$(password database-owner-url)" -v app="$(password database-url)" <<'SQL'
CREATE ROLE sigap_owner LOGIN PASSWORD :'owner';
CREATE ROLE sigap LOGIN PASSWORD :'app';
CREATE DATABASE sigap OWNER sigap_owner;
SQL
