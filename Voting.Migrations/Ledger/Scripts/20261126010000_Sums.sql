-- What a result shows is added up when ballots are stored, so that reading it costs as much as the poll has options, not as much
-- as it has distinct ballots. Everything is kept by the triggers on ledger.standing, in the transaction that changes a ballot:
-- the sums are exact when a ballot is superseded, and when one is taken out again because it lies behind the fence.

select ledger.lock_ledger(); -- an older worker that is storing finishes first, and waits meanwhile

-- Standing ballots per option and score: of a ranking only the option that it puts first, elsewhere every option that it names.
create table ledger.option_sum (
    poll int not null,
    option text not null,
    score int not null,         -- 0 where the poll gives no scores
    ballots bigint not null check (ballots >= 0),
    primary key (poll, option, score)
) with (fillfactor = 50);

alter table ledger.poll_count
    add column counted bigint not null default 0 check (counted >= 0),     -- standing ballots
    add column abstained bigint not null default 0 check (abstained >= 0); -- of these, without a choice

-- What a content adds to the sums of a poll of this kind.
create function ledger.summed_items(p_kind text, p_content text)
returns table (option text, score int) language sql immutable as $$
    select split_part(i.item, ':', 1), case when p_kind = 'score' then coalesce(nullif(split_part(i.item, ':', 2), '')::int, 0) else 0 end
    from string_to_table(case when p_kind = 'ranking' then split_part(p_content, ',', 1) else p_content end, ',') as i(item)
    where p_content <> '';
$$;

-- The sums of these tallies.
create function ledger.sums_of(p_poll int[], p_content int[], p_ballots bigint[])
returns table (poll int, option text, score int, ballots bigint) language sql stable as $$
    with kinds as materialized (
        -- Read once a poll: a definition may be some ten kilobytes.
        select p.id, p.definition ->> 'kind' as kind from ledger.poll p where p.id = any(p_poll)
    )
    select d.poll, i.option, i.score, sum(d.ballots)::bigint
    from unnest(p_poll, p_content, p_ballots) as d(poll, content, ballots)
    join kinds k on k.id = d.poll
    join ledger.ballot_content c on c.id = d.content
    cross join lateral ledger.summed_items(k.kind, c.content) i
    group by d.poll, i.option, i.score
    having sum(d.ballots) <> 0
$$;

-- Changes the tallies by so many ballots, and with them everything that is added up from them.
-- Rows are made only for what grows: a check looks at the row that is proposed, before it is found to be there already.
create function ledger.change_tallies(p_poll int[], p_content int[], p_ballots bigint[])
returns void language plpgsql as $$
declare
    v_poll int[];
    v_option text[];
    v_score int[];
    v_ballots bigint[];
begin
    if p_poll is null then
        return;
    end if;

    insert into ledger.tally as t (poll, content, ballots)
    select d.poll, d.content, d.ballots from unnest(p_poll, p_content, p_ballots) as d(poll, content, ballots)
    where d.ballots > 0 order by d.poll, d.content
    on conflict (poll, content) do update set ballots = t.ballots + excluded.ballots;
    update ledger.tally t set ballots = t.ballots + d.ballots
    from unnest(p_poll, p_content, p_ballots) as d(poll, content, ballots)
    where d.ballots < 0 and t.poll = d.poll and t.content = d.content;

    update ledger.poll_count n set counted = n.counted + d.counted, abstained = n.abstained + d.abstained
    from (
        select u.poll, sum(u.ballots)::bigint as counted, coalesce(sum(u.ballots) filter (where c.content = ''), 0)::bigint as abstained
        from unnest(p_poll, p_content, p_ballots) as u(poll, content, ballots)
        join ledger.ballot_content c on c.id = u.content
        group by u.poll
    ) d
    where n.poll = d.poll and (d.counted <> 0 or d.abstained <> 0);

    select array_agg(s.poll), array_agg(s.option), array_agg(s.score), array_agg(s.ballots)
    into v_poll, v_option, v_score, v_ballots
    from ledger.sums_of(p_poll, p_content, p_ballots) s;
    insert into ledger.option_sum as t (poll, option, score, ballots)
    select d.poll, d.option, d.score, d.ballots from unnest(v_poll, v_option, v_score, v_ballots) as d(poll, option, score, ballots)
    where d.ballots > 0 order by d.poll, d.option, d.score
    on conflict (poll, option, score) do update set ballots = t.ballots + excluded.ballots;
    update ledger.option_sum t set ballots = t.ballots + d.ballots
    from unnest(v_poll, v_option, v_score, v_ballots) as d(poll, option, score, ballots)
    where d.ballots < 0 and t.poll = d.poll and t.option = d.option and t.score = d.score;
end $$;

create or replace function ledger.add_to_tally() returns trigger language plpgsql as $$
declare
    v_poll int[];
    v_content int[];
    v_ballots bigint[];
begin
    select array_agg(d.poll), array_agg(d.content), array_agg(d.ballots) into v_poll, v_content, v_ballots
    from (select poll, content, count(*) as ballots from added group by poll, content) d;
    perform ledger.change_tallies(v_poll, v_content, v_ballots);
    return null;
end $$;

create or replace function ledger.take_from_tally() returns trigger language plpgsql as $$
declare
    v_poll int[];
    v_content int[];
    v_ballots bigint[];
begin
    select array_agg(d.poll), array_agg(d.content), array_agg(d.ballots) into v_poll, v_content, v_ballots
    from (select poll, content, -count(*) as ballots from removed group by poll, content) d;
    perform ledger.change_tallies(v_poll, v_content, v_ballots);
    return null;
end $$;

create or replace function ledger.move_in_tally() returns trigger language plpgsql as $$
declare
    v_poll int[];
    v_content int[];
    v_ballots bigint[];
begin
    select array_agg(d.poll), array_agg(d.content), array_agg(d.ballots) into v_poll, v_content, v_ballots
    from (
        select m.poll, m.content, sum(m.ballots)::bigint as ballots
        from (select poll, content, 1 as ballots from added union all select poll, content, -1 from removed) m
        group by m.poll, m.content
        having sum(m.ballots) <> 0
    ) d;
    perform ledger.change_tallies(v_poll, v_content, v_ballots);
    return null;
end $$;

-- Adds a poll's sums up again from its tallies: for a ledger of before, and for a poll whose kind changes.
create function ledger.rebuild_sums(p_poll int) returns void language plpgsql as $$
begin
    perform ledger.lock_ledger();
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

select ledger.rebuild_sums(id) from ledger.poll order by id;

create or replace function ledger.apply_definition(p_position bigint, p_type text, p_poll text, p_version int, p_definition jsonb)
returns void language plpgsql as $$
declare
    v_before ledger.poll;
    v_after ledger.poll;
begin
    perform ledger.lock_ledger();
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

-- The sums counted again from nothing but the ballots. kept and recounted are equal in every row, or the ledger is wrong.
-- sum is 'counted', 'abstained', or an option and a score with a colon between them (0 where the poll gives no scores).
create function ledger.recount_sums()
returns table (poll text, sum text, kept bigint, recounted bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with last as (
        select distinct on (b.poll, b.voter) b.poll, b.content
        from ledger.ballot b join ledger.poll p on p.id = b.poll
        where p.fence is null or b.position < p.fence
        order by b.poll, b.voter, b.position desc
    ), contents as (
        select l.poll, p.definition ->> 'kind' as kind, c.content, l.ballots
        from (select poll, content, count(*) as ballots from last group by poll, content) l
        join ledger.poll p on p.id = l.poll
        join ledger.ballot_content c on c.id = l.content
    ), again as (
        select c.poll, i.option || ':' || i.score as sum, sum(c.ballots)::bigint as ballots
        from contents c cross join lateral ledger.summed_items(c.kind, c.content) i group by c.poll, i.option, i.score
        union all
        select c.poll, 'counted', sum(c.ballots)::bigint from contents c group by c.poll
        union all
        select c.poll, 'abstained', sum(c.ballots)::bigint from contents c where c.content = '' group by c.poll
    ), kept as (
        select s.poll, s.option || ':' || s.score as sum, s.ballots from ledger.option_sum s where s.ballots > 0
        union all
        select n.poll, 'counted', n.counted from ledger.poll_count n where n.counted > 0
        union all
        select n.poll, 'abstained', n.abstained from ledger.poll_count n where n.abstained > 0
    )
    select p.poll, k.sum, coalesce(kept.ballots, 0), coalesce(again.ballots, 0)
    from kept full join again using (poll, sum) as k
    join ledger.poll p on p.id = k.poll
    order by p.poll, k.sum;
$$;
revoke execute on function ledger.recount_sums() from public;
grant execute on function ledger.recount_sums() to voting_api;

-- A time of a definition, where it is one that the API gives out: between 2000 and 2100. Anything else shows no time
-- instead of one that a reader cannot hold, or a row that cannot be read.
create function ledger.time_of(p_time text) returns timestamptz language sql stable as $$
    select case when p_time ~ '^(20[0-9]{2}|2100)-' then date_trunc('second', p_time::timestamptz) end
$$;

create or replace view ledger.poll_results as
select
    p.poll,
    p.definition ->> 'question' as question,
    p.definition ->> 'kind' as kind,
    p.definition -> 'options' as options,
    case when p.final_at is not null then 'final' when p.fence is not null then 'closed' else 'open' end as state,
    ledger.time_of(p.definition ->> 'opensAt') as opens_at,
    ledger.time_of(p.definition ->> 'closesAt') as closes_at,
    n.counted,
    n.stored - n.swept - n.counted as superseded,
    n.rejected + n.swept as rejected,
    n.abstained,
    p.opened_position
from ledger.poll p
join ledger.poll_count n on n.poll = p.id;

create or replace view ledger.option_tallies as
select p.poll, d.value ->> 'id' as option, d.ordinality::int as ordinal, d.value ->> 'label' as label,
    coalesce(s.ballots, 0)::bigint as ballots,
    case when p.definition ->> 'kind' = 'score' then coalesce(s.score, 0)::bigint end as score
from ledger.poll p
cross join lateral jsonb_array_elements(p.definition -> 'options') with ordinality as d
left join lateral (
    select sum(x.ballots) as ballots, sum(x.ballots * x.score) as score
    from ledger.option_sum x where x.poll = p.id and x.option = d.value ->> 'id'
) s on true;

-- How many standing ballots give an option each score: for mean, median and distribution. Only polls that give scores.
create view ledger.score_tallies as
select p.poll, s.option, s.score, s.ballots
from ledger.poll p
join ledger.option_sum s on s.poll = p.id
where s.ballots > 0 and p.definition ->> 'kind' = 'score';

grant select on ledger.score_tallies to voting_api, voting_results;
grant select, insert, update, delete on ledger.option_sum to voting_worker; -- which does not own it
