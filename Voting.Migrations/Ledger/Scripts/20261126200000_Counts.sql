-- The result of polls that sums do not decide: rankings, STAR, medians, several seats. The worker counts such a poll from its distinct
-- contents after it changed, and keeps the newest count here. A count names the state of the tally that it was computed from, so that
-- whoever reads it knows whether ballots came since.

select ledger.lock_ledger(); -- an older worker that is storing finishes first, and waits meanwhile

alter table ledger.poll add column needs_count boolean not null generated always as (
    coalesce(definition ->> 'kind', '') = 'ranking'
    or coalesce(definition ->> 'method', '') in ('star', 'median')
    or coalesce(definition ->> 'seats', '1') <> '1'
) stored;

create index poll_needs_count on ledger.poll (id) where needs_count;

create table ledger.poll_count_result (
    poll int primary key references ledger.poll,
    version int not null,       -- of the definition
    stored bigint not null,     -- of ledger.poll_count: grows with every ballot, also one that replaces another
    counted bigint not null,    -- current ballots
    final boolean not null,
    result jsonb not null,
    computed_at timestamptz not null default now()
);

create function ledger.keep_final_count() returns trigger language plpgsql as $$
begin
    if old.final then
        raise exception 'the count of a final poll never changes' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger final_count_stays before update on ledger.poll_count_result
    for each row execute function ledger.keep_final_count();

-- The polls whose count is older than their tally. final: what is counted now is counted for good.
create view ledger.stale_counts as
select p.id, p.poll, p.version, n.stored, p.final_at is not null as final
from ledger.poll p
join ledger.poll_count n on n.poll = p.id
left join ledger.poll_count_result r on r.poll = p.id
where p.needs_count and (r.poll is null
    or (not r.final and (r.stored <> n.stored or r.version <> p.version or p.final_at is not null)));

create view ledger.count_results as
select p.poll, r.counted, r.final, r.result, r.computed_at,
    r.final or (r.stored = n.stored and r.version = p.version and p.final_at is null) as is_current
from ledger.poll_count_result r
join ledger.poll p on p.id = r.poll
join ledger.poll_count n on n.poll = r.poll;

grant select, insert, update on ledger.poll_count_result to voting_worker;
grant select on ledger.stale_counts, ledger.tallies to voting_worker;
grant select on ledger.count_results to voting_api, voting_results;
