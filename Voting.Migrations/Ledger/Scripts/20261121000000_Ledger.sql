-- The ledger: every accepted ballot, one standing ballot per voter and poll, tallies kept in the same transaction.

create table ledger.poll (
    id int generated always as identity primary key,
    poll text not null unique,
    version int not null,
    definition jsonb not null,
    opened_position bigint not null,
    fence bigint,               -- position of poll.closed: what comes behind it does not count
    final_at timestamptz,       -- set once everything before the fence is stored; the tally never changes again
    constraint final_has_a_fence check (final_at is null or fence is not null)
);

create table ledger.poll_event (
    position bigint primary key,
    poll int not null references ledger.poll,
    type text not null
);

-- What became of the entries of each poll. swept: stored before the fence was known, then taken out of the tally.
create table ledger.poll_count (
    poll int primary key references ledger.poll,
    stored bigint not null default 0,
    rejected bigint not null default 0,
    swept bigint not null default 0,
    events bigint not null default 0
);

-- Each distinct ballot content once, so that every counting method reads the same few rows.
create table ledger.ballot_content (
    id int generated always as identity primary key,
    poll int not null references ledger.poll,
    content text not null,
    unique (poll, content)
);

-- Append-only. A voter is a keyed hash per poll; nothing else of a person is here.
-- No foreign keys: ledger.store joins both parents, which costs one hash join a batch instead of two look-ups a ballot.
create table ledger.ballot (
    position bigint primary key,
    ballot uuid not null unique,
    poll int not null,
    voter uuid not null,
    content int not null
);

-- The primary key is the promise: one standing ballot per voter and poll.
create table ledger.standing (
    poll int not null,
    voter uuid not null,
    position bigint not null,
    content int not null,
    primary key (poll, voter)
) with (fillfactor = 85);

create table ledger.tally (
    poll int not null,
    content int not null,
    ballots bigint not null check (ballots >= 0),
    primary key (poll, content)
) with (fillfactor = 50);

create table ledger.rejection (
    position bigint primary key,
    ballot uuid not null,
    poll int not null references ledger.poll,
    reason text not null
);
create index rejection_ballot on ledger.rejection (ballot);

create table ledger.balance_reading (
    only_row boolean primary key default true check (only_row),
    accepted bigint not null,
    stored bigint not null,
    in_flight bigint not null,
    dead_lettered bigint not null,
    balance bigint not null,
    measured_at timestamptz not null
);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end $$;

create trigger ballot_is_append_only before update or delete or truncate on ledger.ballot
    for each statement execute function ledger.refuse_change();
create trigger rejection_is_append_only before update or delete or truncate on ledger.rejection
    for each statement execute function ledger.refuse_change();

-- Whoever changes a standing ballot changes the tally in the same statement.
create function ledger.add_to_tally() returns trigger language plpgsql as $$
begin
    insert into ledger.tally as t (poll, content, ballots)
    select poll, content, count(*) from added group by poll, content order by poll, content
    on conflict (poll, content) do update set ballots = t.ballots + excluded.ballots;
    return null;
end $$;

create function ledger.take_from_tally() returns trigger language plpgsql as $$
begin
    update ledger.tally t set ballots = t.ballots - r.ballots
    from (select poll, content, count(*) as ballots from removed group by poll, content) r
    where t.poll = r.poll and t.content = r.content;
    return null;
end $$;

create function ledger.move_in_tally() returns trigger language plpgsql as $$
begin
    insert into ledger.tally as t (poll, content, ballots)
    select poll, content, count(*) from added group by poll, content order by poll, content
    on conflict (poll, content) do update set ballots = t.ballots + excluded.ballots;
    update ledger.tally t set ballots = t.ballots - r.ballots
    from (select poll, content, count(*) as ballots from removed group by poll, content) r
    where t.poll = r.poll and t.content = r.content;
    return null;
end $$;

create trigger standing_inserted after insert on ledger.standing
    referencing new table as added for each statement execute function ledger.add_to_tally();
create trigger standing_deleted after delete on ledger.standing
    referencing old table as removed for each statement execute function ledger.take_from_tally();
create trigger standing_updated after update on ledger.standing
    referencing old table as removed new table as added for each statement execute function ledger.move_in_tally();

-- One writer at a time, for as long as one statement runs. The tally rows of a busy poll allow no more anyway,
-- and it makes the order of row locks, and so deadlocks, a thing that cannot matter.
create function ledger.lock_ledger() returns void language sql as $$
    select pg_advisory_xact_lock(hashtextextended('ledger', 0));
$$;

-- The ids of ballot contents, made where they are new.
create function ledger.content_ids(p_poll int[], p_content text[])
returns table (poll int, content text, id int) language plpgsql as $$
#variable_conflict use_column
begin
    perform ledger.lock_ledger();
    insert into ledger.ballot_content (poll, content)
    select distinct w.poll, w.content from unnest(p_poll, p_content) as w(poll, content)
    where not exists (select from ledger.ballot_content c where c.poll = w.poll and c.content = w.content);
    return query
        select c.poll, c.content, c.id
        from ledger.ballot_content c join unnest(p_poll, p_content) as w(poll, content) using (poll, content);
end $$;

-- Stores a batch in one statement, so that no lock outlives a client that stops in the middle.
-- Storing an entry again changes nothing. Returns how many entries of the batch now have an outcome;
-- fewer than were given means that the caller's poll or content ids are not this database's.
create function ledger.store(p_position bigint[], p_ballot uuid[], p_poll int[], p_voter uuid[], p_content int[])
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

    with inserted as (
        insert into ledger.ballot (position, ballot, poll, voter, content)
        select b.position, b.ballot, b.poll, b.voter, b.content
        from unnest(p_position, p_ballot, p_poll, p_voter, p_content) as b(position, ballot, poll, voter, content)
        join ledger.poll p on p.id = b.poll
        where p.fence is null or b.position < p.fence
        order by b.position
        on conflict do nothing
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
    select count(*) into v_stored from inserted;

    if v_stored < cardinality(p_position) then
        perform ledger.reject_rest(p_position, p_ballot, p_poll);
    end if;

    if v_stored > 0 then
        perform pg_notify('ledger_changed', p) from unnest(v_polls) p;
    end if;
    return v_known;
end $$;

-- The entries of a batch that did not become ballots: behind the fence, or the same ballot at a second position.
create function ledger.reject_rest(p_position bigint[], p_ballot uuid[], p_poll int[])
returns void language sql as $$
    with rejected as (
        insert into ledger.rejection (position, ballot, poll, reason)
        select b.position, b.ballot, b.poll,
            case when p.fence <= b.position then 'closed' else 'duplicate' end
        from unnest(p_position, p_ballot, p_poll) as b(position, ballot, poll)
        join ledger.poll p on p.id = b.poll
        where not exists (select from ledger.ballot where ballot.position = b.position)
        on conflict do nothing
        returning poll
    )
    update ledger.poll_count c set rejected = c.rejected + r.entries
    from (select poll, count(*) as entries from rejected group by poll) r where c.poll = r.poll;
$$;

-- A poll as its owner defines it: opened or changed. Older versions and repeats change nothing.
create function ledger.apply_definition(p_position bigint, p_type text, p_poll text, p_version int, p_definition jsonb)
returns void language plpgsql as $$
declare
    v_id int;
begin
    perform ledger.lock_ledger();
    insert into ledger.poll as p (poll, version, definition, opened_position)
    values (p_poll, p_version, p_definition, p_position)
    on conflict (poll) do update set version = excluded.version, definition = excluded.definition
    where p.version < excluded.version and p.final_at is null;

    select id into strict v_id from ledger.poll where poll = p_poll;
    insert into ledger.poll_count (poll) values (v_id) on conflict do nothing;
    perform ledger.record_event(p_position, v_id, p_type);
    perform pg_notify('ledger_changed', p_poll);
end $$;

create function ledger.record_event(p_position bigint, p_id int, p_type text)
returns void language sql as $$
    with recorded as (
        insert into ledger.poll_event (position, poll, type) values (p_position, p_id, p_type)
        on conflict do nothing returning poll
    )
    update ledger.poll_count c set events = c.events + 1 from recorded r where c.poll = r.poll;
$$;

-- The fence. The first one holds; true where the poll is known.
create function ledger.apply_fence(p_position bigint, p_poll text)
returns boolean language plpgsql as $$
declare
    v_id int;
begin
    perform ledger.lock_ledger();
    update ledger.poll set fence = coalesce(fence, p_position) where poll = p_poll returning id into v_id;
    if v_id is null then
        return false;
    end if;
    perform ledger.record_event(p_position, v_id, 'poll.closed');
    perform pg_notify('ledger_changed', p_poll);
    return true;
end $$;

-- To be called when everything before the fence is stored. Takes out what was stored from behind it
-- by a worker that had not yet seen it, and puts each such voter's last ballot before the fence back.
create function ledger.finalize(p_poll text)
returns void language plpgsql as $$
declare
    v_poll ledger.poll;
    v_late uuid[];
begin
    perform ledger.lock_ledger();
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

-- The tally counted again from nothing but the ballots. kept and recounted are equal in every row, or the ledger is wrong.
create function ledger.recount()
returns table (poll text, content text, kept bigint, recounted bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with last as (
        select distinct on (b.poll, b.voter) b.poll, b.content
        from ledger.ballot b join ledger.poll p on p.id = b.poll
        where p.fence is null or b.position < p.fence
        order by b.poll, b.voter, b.position desc
    ), again as (
        select l.poll, l.content, count(*) as ballots from last l group by l.poll, l.content
    )
    select p.poll, c.content, coalesce(t.ballots, 0), coalesce(a.ballots, 0)
    from (select * from ledger.tally where ballots > 0) t
    full join again a using (poll, content) as k
    join ledger.poll p on p.id = k.poll
    join ledger.ballot_content c on c.id = k.content
    order by p.poll, c.content;
$$;
revoke execute on function ledger.recount() from public;

create view ledger.tallies as
select p.poll, c.content, t.ballots
from ledger.tally t
join ledger.poll p on p.id = t.poll
join ledger.ballot_content c on c.id = t.content
where t.ballots > 0;

create view ledger.poll_results as
select
    p.poll,
    p.definition ->> 'question' as question,
    p.definition ->> 'kind' as kind,
    p.definition -> 'options' as options,
    case when p.final_at is not null then 'final' when p.fence is not null then 'closed' else 'open' end as state,
    (p.definition ->> 'opensAt')::timestamptz as opens_at,
    (p.definition ->> 'closesAt')::timestamptz as closes_at,
    v.counted,
    n.stored - n.swept - v.counted as superseded,
    n.rejected + n.swept as rejected,
    v.abstained,
    p.opened_position
from ledger.poll p
join ledger.poll_count n on n.poll = p.id
cross join lateral (
    select coalesce(sum(t.ballots), 0)::bigint as counted,
        coalesce(sum(t.ballots) filter (where c.content = ''), 0)::bigint as abstained
    from ledger.tally t join ledger.ballot_content c on c.id = t.content
    where t.poll = p.id
) v;

create view ledger.option_tallies as
select p.poll, o.option, o.ordinal, o.label, o.ballots,
    case when p.definition ->> 'kind' = 'score' then o.score end as score
from ledger.poll p
cross join lateral (
    select x.option, max(x.ordinal)::int as ordinal, max(x.label) as label,
        sum(x.ballots)::bigint as ballots, sum(x.score)::bigint as score
    from (
        select d.value ->> 'id' as option, d.ordinality as ordinal, d.value ->> 'label' as label, 0::bigint as ballots, 0::bigint as score
        from jsonb_array_elements(p.definition -> 'options') with ordinality as d
        union all
        select split_part(i.item, ':', 1), null, null, t.ballots, t.ballots * nullif(split_part(i.item, ':', 2), '')::bigint
        from ledger.tally t
        join ledger.ballot_content c on c.id = t.content
        cross join lateral string_to_table(c.content, ',') with ordinality as i(item, n)
        where t.poll = p.id and t.ballots > 0 and c.content <> ''
            and (p.definition ->> 'kind' <> 'ranking' or i.n = 1)
    ) x
    group by x.option
) o
where o.ordinal is not null;

create view ledger.receipts as
select b.ballot, p.poll, b.position,
    case when r.position is not null then 'rejected' when s.position = b.position then 'counted' else 'superseded' end as status,
    r.reason
from ledger.ballot b
join ledger.poll p on p.id = b.poll
left join ledger.standing s on s.poll = b.poll and s.voter = b.voter
left join ledger.rejection r on r.position = b.position
union all
select r.ballot, p.poll, r.position, 'rejected', r.reason
from ledger.rejection r
join ledger.poll p on p.id = r.poll
where not exists (select from ledger.ballot b where b.ballot = r.ballot);

create view ledger.balance as
select accepted, stored, in_flight, dead_lettered, balance, measured_at from ledger.balance_reading;

-- The readers' whole reach. The roles exist before the ledger does: `migrations` made them.
grant usage on schema ledger to voting_api, voting_results;
grant select on ledger.poll_results, ledger.option_tallies, ledger.tallies, ledger.receipts, ledger.balance to voting_api, voting_results;
grant execute on function ledger.recount() to voting_api;
