-- The read model as docs/wires.md writes it, on plain tables: what this service may rely on, and nothing else of the ledger.
create schema ledger;

create table ledger.kept_poll (
    poll text primary key, question text not null, kind text not null, options jsonb not null, state text not null,
    opens_at timestamptz, closes_at timestamptz,
    counted bigint not null default 0, superseded bigint not null default 0, rejected bigint not null default 0,
    abstained bigint not null default 0, opened_position bigint not null, max_score int);
create table ledger.kept_option (
    poll text not null, option text not null, ordinal int not null, label text not null,
    ballots bigint not null default 0, score bigint, primary key (poll, option));
create table ledger.kept_balance (
    accepted bigint not null, stored bigint not null, in_flight bigint not null, dead_lettered bigint not null,
    balance bigint not null, measured_at timestamptz not null);
insert into ledger.kept_balance values (0, 0, 0, 0, 0, now());

create view ledger.poll_results as select * from ledger.kept_poll;
create view ledger.option_tallies as select * from ledger.kept_option;
create view ledger.score_scales as select poll, max_score from ledger.kept_poll where max_score is not null;
create view ledger.balance as select * from ledger.kept_balance;

do $$ begin create role voting_results login password 'results'; exception when duplicate_object then null; end $$;
grant usage on schema ledger to voting_results;
grant select on ledger.poll_results, ledger.option_tallies, ledger.score_scales, ledger.balance to voting_results;
