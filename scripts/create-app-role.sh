#!/bin/sh
# Run once by the postgres image when it makes the database: the role of web, worker and beat, which owns nothing.
# What it may do with each table is granted after every migration (manage.py grant_app_role).
set -eu
psql --set ON_ERROR_STOP=1 --set password="$APP_DB_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE ronghe_app LOGIN PASSWORD :'password';
SQL
