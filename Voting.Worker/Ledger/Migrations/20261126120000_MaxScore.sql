-- The scale of a score poll: a mean score says nothing without it.
create or replace view ledger.poll_results as
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
    p.opened_position,
    (p.definition ->> 'maxScore')::int as max_score
from ledger.poll p
join ledger.poll_count n on n.poll = p.id
cross join lateral (
    select coalesce(sum(t.ballots), 0)::bigint as counted,
        coalesce(sum(t.ballots) filter (where c.content = ''), 0)::bigint as abstained
    from ledger.tally t join ledger.ballot_content c on c.id = t.content
    where t.poll = p.id
) v;
