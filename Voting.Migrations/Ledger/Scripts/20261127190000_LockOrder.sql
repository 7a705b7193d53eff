-- Every writer takes the ledger's own lock before it touches a table. A script that changes a table takes that lock alone and then the
-- table: a writer that held the table first would wait for the script in a circle, and PostgreSQL would end one of the two.

create or replace function ledger.lock_polls(p_poll int[]) returns void language plpgsql as $$
begin
    -- As in lock_polls(text[]); it must not take the lock shared first and alone afterwards, because two such writers wait for each other.
    if (select count(distinct p) from unnest(p_poll) p) > 64 then
        perform ledger.lock_ledger();
        return;
    end if;
    perform pg_advisory_xact_lock_shared(hashtextextended('ledger', 0));
    perform ledger.lock_polls((select array_agg(p.poll) from ledger.poll p where p.id = any(p_poll)));
end $$;
