-- A poll that names a tie-break rule, a winning share or a quorum is decided by counting its distinct ballots, as rankings are.
-- A generated column cannot get another expression, so it is made anew, with the views that read it.

select ledger.lock_ledger(); -- an older worker that is storing finishes first, and waits meanwhile

drop view ledger.stale_counts;
drop view ledger.final_definitions;
alter table ledger.poll drop column needs_count; -- and with it its index

alter table ledger.poll add column needs_count boolean not null generated always as (
    coalesce(definition ->> 'kind', '') = 'ranking'
    or coalesce(definition ->> 'method', '') in ('star', 'median')
    or coalesce(definition ->> 'seats', '1') <> '1'
    or coalesce(definition ->> 'tieBreak', definition ->> 'winningShare', definition ->> 'quorum') is not null
) stored;

create index poll_needs_count on ledger.poll (id) where needs_count;

create view ledger.stale_counts as
select p.id, p.poll, p.version, n.stored, p.final_at is not null as final
from ledger.poll p
join ledger.poll_count n on n.poll = p.id
left join ledger.poll_count_result r on r.poll = p.id
where p.needs_count and (r.poll is null
    or (not r.final and (r.stored <> n.stored or r.version <> p.version or p.final_at is not null)));

create view ledger.final_definitions as
select p.poll, p.definition - 'voterKey' - 'joinCode' as definition, coalesce(p.needs_count, false) as needs_count
from ledger.poll p
where p.final_at is not null;

grant select on ledger.stale_counts to voting_worker;
grant select on ledger.final_definitions to voting_api;
