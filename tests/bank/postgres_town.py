"""A town on PostgreSQL that is made once and put back as it was before each test: a database for each would be most of the work."""

import bank_core_kit as kit
import psycopg

KEEP = """
CREATE SCHEMA kept;
CREATE TABLE kept.sequence_ AS SELECT sequencename AS name, last_value AS value FROM pg_sequences WHERE schemaname = 'public';
DO $$ DECLARE one text; BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', one, one);
    END LOOP;
END $$;
"""
PUT_BACK = """
SET LOCAL lock_timeout = '20s';
SET LOCAL session_replication_role = replica;
DO $$ DECLARE one text; used boolean; BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', one) INTO used;
        IF used THEN EXECUTE format('TRUNCATE public.%I CASCADE', one); END IF;
    END LOOP;
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('INSERT INTO public.%I SELECT * FROM kept.%I', one, one);
    END LOOP;
    PERFORM setval(format('public.%I', name)::regclass, coalesce(value, 1), value IS NOT NULL) FROM kept.sequence_;
END $$;
"""


class PostgresTown:
    """The base, who is in it, and a line of its own to put it back with."""

    def __init__(self, server):
        server.psql("CREATE DATABASE town;")
        plain = server.get_uri(database="town")
        self.url = plain.replace("postgresql://", "postgresql+psycopg://", 1)
        with kit.Town(self.url) as made:
            self.people = kit.people(made)
        self._line = psycopg.connect(plain, autocommit=True)
        self._line.execute(KEEP)

    def put_back(self):
        """Whatever a test has left behind is gone: rows and the places of sequences are as they were."""
        with self._line.transaction():
            self._line.execute(PUT_BACK)

    def close(self):
        self._line.close()
