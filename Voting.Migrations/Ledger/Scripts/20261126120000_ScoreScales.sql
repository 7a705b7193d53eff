-- The scale of each score poll: a mean score says nothing without it.
create view ledger.score_scales as
select poll, (definition ->> 'maxScore')::int as max_score
from ledger.poll
where definition ->> 'kind' = 'score';

grant select on ledger.score_scales to voting_api, voting_results;
