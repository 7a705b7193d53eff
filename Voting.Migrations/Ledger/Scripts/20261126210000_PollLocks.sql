-- One writer at a time per poll instead of one for the whole ledger: workers that store ballots of different polls do not wait for each
-- other. Everything that a batch changes belongs to a poll (tallies, sums, counts, current ballots, contents).
-- And what was accepted before a poll closed, but comes after its result is final (a dead letter that is replayed), is rejected: a final
-- result never changes.

select ledger.lock_ledger(); -- an older worker that is storing finishes first, and waits meanwhile

-- Locks polls until the end of the transaction, always in the same order, so that batches of several polls cannot wait for each other in
-- a circle. Every poll writer holds the ledger's own lock shared: ledger.lock_ledger() still excludes all of them. A batch of very many
-- polls, which only forged ballots make, takes that lock alone, because the server has room for a limited number of locks.
create function ledger.lock_polls(p_poll text[]) returns void language plpgsql as $$
declare
    v_keys bigint[];
    v_key bigint;
begin
    select array_agg(k.key order by k.key) into v_keys
    from (select distinct hashtextextended('poll ' || p, 0) as key from unnest(p_poll) p) k;
    if cardinality(v_keys) > 64 then
        perform ledger.lock_ledger();
        return;
    end if;
    perform pg_advisory_xact_lock_shared(hashtextextended('ledger', 0));
    foreach v_key in array coalesce(v_keys, '{}') loop
        perform pg_advisory_xact_lock(v_key);
    end loop;
end $$;

-- The same by the ledger's ids.
create function ledger.lock_polls(p_poll int[]) returns void language sql as $$
    select ledger.lock_polls((select array_agg(p.poll) from ledger.poll p where p.id = any(p_poll)));
$$;

create or replace function ledger.content_ids(p_poll int[], p_hash bytea[], p_content text[])
returns table (poll int, hash bytea, id int) language plpgsql as $$
#variable_conflict use_column
begin
    perform ledger.lock_polls(p_poll);
    insert into ledger.ballot_content (poll, hash, content)
    select distinct on (w.poll, w.hash) w.poll, w.hash, w.content
    from unnest(p_poll, p_hash, p_content) as w(poll, hash, content)
    where not exists (select from ledger.ballot_content c where c.poll = w.poll and c.hash = w.hash);
    return query
        select c.poll, c.hash, c.id
        from ledger.ballot_content c join (select distinct poll, hash from unnest(p_poll, p_hash) as u(poll, hash)) w using (poll, hash);
end $$;

create or replace function ledger.add_ballots(p_position bigint[], p_ballot uuid[], p_poll int[], p_voter uuid[], p_content int[])
returns bigint language sql as $$
    with inserted as (
        insert into ledger.ballot (position, ballot, poll, voter, content)
        select b.position, b.ballot, b.poll, b.voter, b.content
        from unnest(p_position, p_ballot, p_poll, p_voter, p_content) as b(position, ballot, poll, voter, content)
        join ledger.poll p on p.id = b.poll
        where p.fence is null or b.position < p.fence and p.final_at is null
        returning position, poll, voter, content
    ), counted as (
        update ledger.poll_count c set stored = c.stored + i.ballots
        from (select poll, count(*) as ballots from inserted group by poll) i where c.poll = i.poll
    ), stood as (
        insert into ledger.standing as s (poll, voter, position, content)
        select distinct on (poll, voter) poll, voter, position, content
        from inserted order by poll, voter, position desc
        on conflict (poll, voter) do update set position = excluded.position, content = excluded.content
        where s.position < excluded.position
    )
    select count(*) from inserted;
$$;

create or replace function ledger.add_missing_ballots(p_position bigint[], p_ballot uuid[], p_poll int[], p_voter uuid[], p_content int[])
returns bigint language sql as $$
    select coalesce(ledger.add_ballots(array_agg(m.position), array_agg(m.ballot), array_agg(m.poll), array_agg(m.voter), array_agg(m.content)), 0)
    from (
        select distinct on (b.ballot) b.position, b.ballot, b.poll, b.voter, b.content
        from unnest(p_position, p_ballot, p_poll, p_voter, p_content) as b(position, ballot, poll, voter, content)
        join ledger.poll p on p.id = b.poll
        where (p.fence is null or b.position < p.fence and p.final_at is null)
            and not exists (select from ledger.ballot k where k.position = b.position)
            and not exists (select from ledger.ballot k where k.ballot = b.ballot)
        order by b.ballot, b.position
    ) m;
$$;

-- The entries of a batch that did not become ballots: behind the close marker, after the result was final, or the same ballot at a second position.
create or replace function ledger.reject_rest(p_position bigint[], p_ballot uuid[], p_poll int[])
returns void language sql as $$
    with rejected as (
        insert into ledger.rejection (position, ballot, poll, reason)
        select b.position, b.ballot, b.poll,
            case when p.fence <= b.position then 'closed'
                when exists (select from ledger.ballot k where k.ballot = b.ballot) or p.final_at is null then 'duplicate'
                else 'final' end
        from unnest(p_position, p_ballot, p_poll) as b(position, ballot, poll)
        join ledger.poll p on p.id = b.poll
        where not exists (select from ledger.ballot where ballot.position = b.position)
        on conflict do nothing
        returning poll
    )
    update ledger.poll_count c set rejected = c.rejected + r.entries
    from (select poll, count(*) as entries from rejected group by poll) r where c.poll = r.poll;
$$;

-- ledger.store, which also says how long it waited for other writers of these polls, in seconds.
create function ledger.store_ballots(p_position bigint[], p_ballot uuid[], p_poll int[], p_voter uuid[], p_content int[])
returns table (known bigint, waited double precision) language plpgsql as $$
declare
    v_known bigint;
    v_stored bigint;
    v_polls text[];
    v_asked timestamptz := clock_timestamp();
    v_waited double precision;
begin
    perform ledger.lock_polls(p_poll);
    v_waited := extract(epoch from clock_timestamp() - v_asked);

    select count(*), array_agg(distinct p.poll) into v_known, v_polls
    from unnest(p_poll, p_content) as b(poll, content)
    join ledger.poll p on p.id = b.poll
    join ledger.ballot_content c on c.id = b.content and c.poll = b.poll;
    if v_known < cardinality(p_position) then
        return query select v_known, v_waited;
        return;
    end if;

    begin
        v_stored := ledger.add_ballots(p_position, p_ballot, p_poll, p_voter, p_content);
    exception when unique_violation then
        -- The locks are held, so that of these polls nothing can come between the look and the insert.
        v_stored := ledger.add_missing_ballots(p_position, p_ballot, p_poll, p_voter, p_content);
    end;

    if v_stored < cardinality(p_position) then
        perform ledger.reject_rest(p_position, p_ballot, p_poll);
    end if;

    if v_stored > 0 then
        perform pg_notify('ledger_changed', p) from unnest(v_polls) p;
    end if;
    return query select v_known, v_waited;
end $$;

-- For workers of the version before, which go on while this one is rolled out.
create or replace function ledger.store(p_position bigint[], p_ballot uuid[], p_poll int[], p_voter uuid[], p_content int[])
returns bigint language plpgsql as $$
begin
    return (select s.known from ledger.store_ballots(p_position, p_ballot, p_poll, p_voter, p_content) s);
end $$;

create or replace function ledger.rebuild_sums(p_poll int) returns void language plpgsql as $$
begin
    perform ledger.lock_polls(array[p_poll]);
    delete from ledger.option_sum where poll = p_poll;
    insert into ledger.option_sum (poll, option, score, ballots)
    select s.poll, s.option, s.score, s.ballots
    from (select array_agg(t.poll) as polls, array_agg(t.content) as contents, array_agg(t.ballots) as ballots
        from ledger.tally t where t.poll = p_poll and t.ballots > 0) a
    cross join lateral ledger.sums_of(a.polls, a.contents, a.ballots) s;
    update ledger.poll_count n set counted = d.counted, abstained = d.abstained
    from (
        select coalesce(sum(t.ballots), 0)::bigint as counted, coalesce(sum(t.ballots) filter (where c.content = ''), 0)::bigint as abstained
        from ledger.tally t join ledger.ballot_content c on c.id = t.content where t.poll = p_poll
    ) d
    where n.poll = p_poll;
end $$;

create or replace function ledger.apply_definition(p_position bigint, p_type text, p_poll text, p_version int, p_definition jsonb)
returns void language plpgsql as $$
declare
    v_before ledger.poll;
    v_after ledger.poll;
begin
    perform ledger.lock_polls(array[p_poll]);
    select * into v_before from ledger.poll where poll = p_poll;
    insert into ledger.poll as p (poll, version, definition, opened_position)
    values (p_poll, p_version, p_definition, p_position)
    on conflict (poll) do update set version = excluded.version, definition = excluded.definition
    where p.version < excluded.version and p.final_at is null;

    select * into strict v_after from ledger.poll where poll = p_poll;
    insert into ledger.poll_count (poll) values (v_after.id) on conflict do nothing;
    if v_before.definition ->> 'kind' <> v_after.definition ->> 'kind' then
        perform ledger.rebuild_sums(v_after.id); -- of the ballots of another kind, if someone forged any
    end if;
    perform ledger.record_event(p_position, v_after.id, p_type);
    perform pg_notify('ledger_changed', p_poll);
end $$;

create or replace function ledger.apply_fence(p_position bigint, p_poll text)
returns boolean language plpgsql as $$
declare
    v_id int;
begin
    perform ledger.lock_polls(array[p_poll]);
    update ledger.poll set fence = coalesce(fence, p_position) where poll = p_poll returning id into v_id;
    if v_id is null then
        return false;
    end if;
    perform ledger.record_event(p_position, v_id, 'poll.closed');
    perform pg_notify('ledger_changed', p_poll);
    return true;
end $$;

create or replace function ledger.finalize(p_poll text)
returns void language plpgsql as $$
declare
    v_poll ledger.poll;
    v_late uuid[];
begin
    perform ledger.lock_polls(array[p_poll]);
    select * into v_poll from ledger.poll where poll = p_poll and fence is not null and final_at is null;
    if not found then
        return;
    end if;

    select array_agg(voter) into v_late from ledger.standing where poll = v_poll.id and position >= v_poll.fence;
    if v_late is not null then
        delete from ledger.standing where poll = v_poll.id and voter = any(v_late);
        insert into ledger.standing (poll, voter, position, content)
        select distinct on (b.voter) b.poll, b.voter, b.position, b.content
        from ledger.ballot b
        where b.poll = v_poll.id and b.position < v_poll.fence and b.voter = any(v_late)
        order by b.voter, b.position desc;
    end if;

    with swept as (
        insert into ledger.rejection (position, ballot, poll, reason)
        select b.position, b.ballot, b.poll, 'closed'
        from ledger.ballot b where b.poll = v_poll.id and b.position >= v_poll.fence
        on conflict do nothing returning poll
    )
    update ledger.poll_count c set swept = c.swept + (select count(*) from swept) where c.poll = v_poll.id;

    update ledger.poll set final_at = now() where id = v_poll.id;
    perform pg_notify('ledger_changed', p_poll);
end $$;
