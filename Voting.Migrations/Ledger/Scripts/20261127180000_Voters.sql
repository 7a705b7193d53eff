-- Who has voted where the first vote stays. Redis refuses a second vote, and after a restore has to learn again whose first it has seen.
-- It says nothing of a choice, and nothing of a poll in which a vote can be changed.

create view ledger.voters as
select p.poll, s.voter
from ledger.poll p
join ledger.standing s on s.poll = p.id
where p.final_at is null and p.definition->>'allowChange' = 'false';

grant select on ledger.voters to voting_api;
