-- What anyone needs to count a final poll again. Of a poll that is not final, neither ballots nor definition can be read here,
-- whatever the service that reads asks for.

-- Each distinct ballot once with the number of voters who cast it. contents of one poll are read in their order, along the index of
-- (poll, content), a piece at a time: a final poll never changes, so the pieces fit together.
create view ledger.final_ballots as
select p.poll, c.content, t.ballots
from ledger.poll p
join ledger.ballot_content c on c.poll = p.id
join ledger.tally t on t.poll = c.poll and t.content = c.id
where p.final_at is not null and t.ballots > 0;

-- The definition as its ballots were cast, without what concerns the installation alone.
create view ledger.final_definitions as
select p.poll, p.definition - 'voterKey' - 'joinCode' as definition, coalesce(p.needs_count, false) as needs_count
from ledger.poll p
where p.final_at is not null;

grant select on ledger.final_ballots, ledger.final_definitions to voting_api;
