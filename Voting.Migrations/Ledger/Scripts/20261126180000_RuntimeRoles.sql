-- The services own nothing here: each may do what its work needs, and alter nothing.
-- A later script that adds a table grants on it; what it adds as functions the worker may call without a word.

revoke all on schema ledger from public, voting_worker;
revoke all on all tables in schema ledger from public, voting_worker;
revoke all on all routines in schema ledger from public, voting_worker;
alter default privileges revoke execute on routines from public;
alter default privileges in schema ledger grant execute on routines to voting_worker;

grant usage on schema ledger to voting_worker;
grant execute on all routines in schema ledger to voting_worker;
grant select, insert on ledger.ballot, ledger.ballot_content, ledger.poll_event, ledger.rejection to voting_worker;
grant select, insert, update on ledger.poll, ledger.poll_count, ledger.tally, ledger.balance_reading to voting_worker;
grant select, insert, update, delete on ledger.standing, ledger.option_sum to voting_worker; -- taken out: what came behind the fence, sums of another kind
grant execute on function ledger.time_of(text) to voting_api, voting_results; -- a view calls it in the name of who reads

-- Which scripts were run: every service looks before it says that it is ready.
grant select on ledger.schemaversions to voting_api, voting_worker, voting_results;
