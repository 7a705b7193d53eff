-- Who stores votes and poll events takes the ledger's own lock before it touches a table, as every script does. This function read
-- ledger.poll first: a script that changes the table then waited for the writer, and the writer for the script's lock.

create or replace function ledger.lock_polls(p_poll int[]) returns void language plpgsql as $$
begin
    -- The limit of lock_polls(text[]). Below the shared lock it could not take the exclusive one: two such writers would wait for each other.
    if (select count(distinct p) from unnest(p_poll) p) > 64 then
        perform ledger.lock_ledger();
        return;
    end if;
    perform pg_advisory_xact_lock_shared(hashtextextended('ledger', 0));
    perform ledger.lock_polls((select array_agg(p.poll) from ledger.poll p where p.id = any(p_poll)));
end $$;
