-- Ballots are inserted without ON CONFLICT, which looks each one up twice and logs each one twice: a fifth more of them
-- per second. A batch of which something is stored already (a redelivery, or the same ballot at a second position) fails,
-- and is stored again without what is there.

-- Every ballot of the batch that lies before its poll's fence. Returns how many.
-- Fails with unique_violation, and stores nothing, where one of them is there already.
create function ledger.add_ballots(p_position bigint[], p_ballot uuid[], p_poll int[], p_voter uuid[], p_content int[])
returns bigint language sql as $$
    with inserted as (
        insert into ledger.ballot (position, ballot, poll, voter, content)
        select b.position, b.ballot, b.poll, b.voter, b.content
        from unnest(p_position, p_ballot, p_poll, p_voter, p_content) as b(position, ballot, poll, voter, content)
        join ledger.poll p on p.id = b.poll
        where p.fence is null or b.position < p.fence
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

-- The same for a batch of which something is there already; of one ballot at two positions the first counts.
create function ledger.add_missing_ballots(p_position bigint[], p_ballot uuid[], p_poll int[], p_voter uuid[], p_content int[])
returns bigint language sql as $$
    select coalesce(ledger.add_ballots(array_agg(m.position), array_agg(m.ballot), array_agg(m.poll), array_agg(m.voter), array_agg(m.content)), 0)
    from (
        select distinct on (b.ballot) b.position, b.ballot, b.poll, b.voter, b.content
        from unnest(p_position, p_ballot, p_poll, p_voter, p_content) as b(position, ballot, poll, voter, content)
        join ledger.poll p on p.id = b.poll
        where (p.fence is null or b.position < p.fence)
            and not exists (select from ledger.ballot k where k.position = b.position)
            and not exists (select from ledger.ballot k where k.ballot = b.ballot)
        order by b.ballot, b.position
    ) m;
$$;

create or replace function ledger.store(p_position bigint[], p_ballot uuid[], p_poll int[], p_voter uuid[], p_content int[])
returns bigint language plpgsql as $$
declare
    v_known bigint;
    v_stored bigint;
    v_polls text[];
begin
    perform ledger.lock_ledger();

    select count(*), array_agg(distinct p.poll) into v_known, v_polls
    from unnest(p_poll, p_content) as b(poll, content)
    join ledger.poll p on p.id = b.poll
    join ledger.ballot_content c on c.id = b.content and c.poll = b.poll;
    if v_known < cardinality(p_position) then
        return v_known;
    end if;

    begin
        v_stored := ledger.add_ballots(p_position, p_ballot, p_poll, p_voter, p_content);
    exception when unique_violation then
        -- The lock is held, so that nothing can come between the look and the insert.
        v_stored := ledger.add_missing_ballots(p_position, p_ballot, p_poll, p_voter, p_content);
    end;

    if v_stored < cardinality(p_position) then
        perform ledger.reject_rest(p_position, p_ballot, p_poll);
    end if;

    if v_stored > 0 then
        perform pg_notify('ledger_changed', p) from unnest(v_polls) p;
    end if;
    return v_known;
end $$;
