-- Who sees the results of a poll, and when, and whether it stands in lists: what the definition says, or what it means where it says nothing.
-- The rule itself is Voting.Contracts' (ResultVisibilityRules); whoever reads these views obeys it.

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
    p.opened_position,
    coalesce(p.definition ->> 'visibility', 'live') as visibility,
    coalesce(p.definition ->> 'listed', 'true') <> 'false' as listed,
    p.definition ->> 'joinCode' as join_code,
    p.definition ->> 'description' as description
from ledger.poll p
join ledger.poll_count n on n.poll = p.id;
