-- A migration as the runbook allows it: it only adds, and locks one table at a time. What a next version might bring, applied while this one serves.
set role voting_owner;
set lock_timeout = '5s';
alter table ledger.poll add column archived_at timestamptz;
alter table ledger.ballot add column channel text;
alter table ledger.standing add column cast_count int not null default 1;
alter table ledger.tally add column changed_at timestamptz not null default now();
create table ledger.poll_archive (poll int primary key references ledger.poll, archived jsonb not null);
create index ballot_by_poll on ledger.ballot (poll, position);
create or replace view ledger.tallies as
select p.poll, c.content, t.ballots, t.changed_at
from ledger.tally t
join ledger.poll p on p.id = t.poll
join ledger.ballot_content c on c.id = t.content
where t.ballots > 0;
insert into ledger.schemaversions (scriptname, applied) values ('29991231000000_Rehearsed.sql', now());
